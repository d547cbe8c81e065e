#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Instructions that become loads from and stores to the state block, in a guest whose
# kernel is not in user mode: that the block is meant, and not the CPU, is seen by both.
# Instructions are counted.
. /vsi/lib.sh

POLICY='policy=audit;vsi_test_masked:deprivileged'

# what is read while masked: of A32 with the mode
case $ARCH in
arm)	masked=$((0x93)) ;;
arm64)	masked=$((0xc0)) ;;
esac

serve()
{
	load vsi "$POLICY ${1-}"
	load vsi_test_block
	load vsi_test_state
	load vsi_test_masked "${2-}"
}

leave()
{
	unload vsi_test_masked
	unload vsi_test_state
	unload vsi_test_block
	nothing_served
	unload vsi
}

# the CPU's own mask would have been noted as 100
behaves()
{
	is "seen" "$(param vsi_test_masked seen)" "80 0 80 0"
	is "read while masked" "$(param vsi_test_masked masked)" "$masked"
	is "TPIDR" "$(param vsi_test_masked tpidr)" $((0x5a5a1234))
	is "what was written" "$(param vsi_test_block written)" 1234567
}

sites_of()
{
	sites=$(cat $SYS/vsi_test_masked/sites)
	[ "$sites" -ge 15 ] || fail "$sites sites"
	is "$1" "$(cat $SYS/vsi_test_masked/"$1")" "$sites"
}

by_veneers()
{
	serve
	is "backend" "$(cat $SYS/backend)" state
	sites_of action_state
	sites_of carrier_branch
	behaves
}

# cost NAME: of the module
cost()
{
	param vsi_test_masked costs | tr ' ' '\n' | sed -n "s/^$1=//p"
}

# note_costs MEANS: for bench/state.sh
note_costs()
{
	for pair in $(param vsi_test_masked costs); do
		note "cost: $1 ${pair%=*} ${pair#*=}"
	done
}

# what bare metal executes
originals()
{
	load vsi_test_block
	load vsi_test_masked bare=1
	note_costs original
	for pair in $(param vsi_test_masked costs); do
		is "cost of ${pair%=*}" "${pair#*=}" 1
	done
	unload vsi_test_masked
	unload vsi_test_block
}

# a virtual interrupt mask change that needs no monitor: at most 6, but of a register of A32
costs()
{
	note_costs block
	for name in mask unmask constant; do
		is "cost of $name" "$(cost $name)" 6
	done
	for name in tpidr other; do
		is "cost of a read of a register" "$(cost $name)" 4
		is "cost of a write of a register" "$(cost to_$name)" 6
	done
	case $ARCH in
	arm)	is "cost of MRS" "$(cost read)" 8
		is "cost of MSR" "$(cost restore)" 7 ;;
	arm64)	is "cost of MRS" "$(cost read)" 5
		is "cost of MSR" "$(cost restore)" 6 ;;
	esac
	leave
}

# the handlers act on the same block
by_traps()
{
	# not the writes of what the handler itself goes by: they are kept
	case $ARCH in
	arm)	serve carrier=trap "repetitions=3 nr=8" ;;
	arm64)	serve carrier=trap "repetitions=3 nr=7" ;;
	esac
	sites=$(cat $SYS/vsi_test_masked/sites)
	is "by trap" "$(($(cat $SYS/vsi_test_masked/carrier_trap) +
			 $(cat $SYS/vsi_test_masked/action_keep)))" "$sites"
	is "seen" "$(param vsi_test_masked seen)" "80 0 80 0"
	is "read while masked" "$(param vsi_test_masked masked)" "$masked"
	is "TPIDR" "$(param vsi_test_masked tpidr)" $((0x5a5a1234))
	note_costs trap
	leave
}

# without a block they trap, and mean the CPU
without_a_block()
{
	# of a kernel that is built as T32 there is another one
	any=vsi_test_load
	[ -e /t/$any.ko ] || any=vsi_test_thumb
	load vsi "policy=audit;$any:deprivileged"
	load $any
	is "on a block" "$(cat $SYS/$any/action_state)" 0
	unload $any
	nothing_served
	unload vsi
}

run_tests originals by_veneers costs by_traps without_a_block
