#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# compare.sh [-kvm]: what an access costs by each mechanism, in executed instructions and
# in exits, where QEMU counts the former and the hypervisor the latter: the reference
# monitor, or KVM. Notes "cost: MECHANISM ROW INSTRUCTIONS EXITS" are for bench/compare.sh;
# Documentation/benchmark.rst has the aims.
. /vsi/lib.sh

variant=${1-}
# shellcheck disable=SC2086 # lists of rows
MONITOR=/sys/module/vsi_test_control/parameters
COSTS=/tmp/costs
# MON_TRAP_... of selftests/monitor/traps.tbl: ID, ACTLR, SETWAY, PMU; numbers of class.tbl
TRAPS=0x8c8
CLASS_ACTLR=11 CLASS_PMU=22

# rows of vsi_test_compare
IDS="pfr0 mmfr0"
READS="$IDS actlr pmcr"
ALL="$READS setway"
SUBSTITUTES=all=keep,idreg=const,actlr=zero,pmu=zero,setway=ignore
# The VMM serves no set and way, and its ACTLR never changes.
CALLS=all=keep,idreg=hypercall,actlr=hypercall
case $variant in
-kvm)	PARAMS="times=25 repetitions=80" CALLED="mpidr" ;;
*)	PARAMS="" CALLED="actlr setway" CALLS=$CALLS,pmu=hypercall,setway=hypercall ;;
esac
# AROUND_HVC: what a veneer that calls executes beside HVC, for a read. INLINE: A32 loads a
# value that needs two instructions by a veneer, A64 from beside the veneers.
case $ARCH in
arm64)	AROUND_HVC=9 INLINE=$ALL LONG="" ;;
*)	AROUND_HVC=7 INLINE="pfr0 actlr pmcr setway" LONG=mmfr0
	# of QEMU's CPU max
	[ "$variant" != -kvm ] || INLINE="actlr pmcr setway" LONG="pfr0 mmfr0" ;;
esac

monitor()
{
	[ "$variant" = -kvm ] || echo "$2" > "$MONITOR/$1"
}

# measure MECHANISM [PARAM]: all rows
measure()
{
	load vsi_test_compare "$PARAMS ${2-}"
	param vsi_test_compare results | awk -v mechanism="$1" 'NF {
		printf "%s %s %.0f %g %s\n", mechanism, $1, $2 / 1000, $3 / 10, $4
	}' > /tmp/measured
	[ "$(wc -l < /tmp/measured)" -ge 6 ] || fail "nothing was measured"
	cat /tmp/measured >> $COSTS
	unload vsi_test_compare
}

# with_vsi MECHANISM POLICY [CARRIER [PARAM]]
with_vsi()
{
	load vsi "policy=$2 carrier=${3-auto} ${4-}"
	measure "$1"
	unload vsi
}

# field NUMBER MECHANISM ROW
field()
{
	awk -v n="$1" -v mechanism="$2" -v row="$3" '
		$1 == mechanism && $2 == row { found = 1; print $n }
		END { exit !found }' $COSTS
}

cost()	{ field 3 "$@"; }
exits()	{ field 4 "$@"; }
value()	{ field 5 "$@"; }

# each WANT FUNCTION MECHANISM ROW...
each()
{
	want=$1 function=$2 mechanism=$3
	shift 3
	for row; do
		is "$function of $row, $mechanism" "$($function "$mechanism" "$row")" "$want"
	done
}

# at_least LEAST MECHANISM ROW...
at_least()
{
	least=$1 mechanism=$2
	shift 2
	for row; do
		[ "$(cost "$mechanism" "$row")" -ge "$least" ] ||
			fail "$mechanism $row: $(cost "$mechanism" "$row")"
	done
}

native()
{
	monitor traps 0
	measure native
	each 1 cost native $ALL mpidr
	each 0 exits native $ALL mpidr
}

each_trap_is_an_exit()
{
	monitor traps $TRAPS
	measure plain calls=1
	each 1 exits plain $ALL
	at_least 30 plain $ALL
}

# Its exits are not counted, which is part of what makes it so.
tightest_is_less()
{
	monitor handler 1
	measure tightest
	monitor handler 0
	for row in $IDS actlr; do
		[ "$(cost tightest $row)" -lt "$(cost plain $row)" ] || fail "$row"
	done
}

# The guest's exception and its way to the handler; kprobes of 32 bits refuse these words.
a_kprobe_is_no_exit()
{
	measure kprobe kprobes=1
	if [ $ARCH = arm64 ]; then
		at_least 100 kprobe $READS setway
		each 0 exits kprobe $READS setway
	else
		each 0 cost kprobe $READS setway
	fi
}

inline_is_native()
{
	with_vsi inline "$SUBSTITUTES"
	each 1 cost inline $INLINE
	each 4 cost inline $LONG
	each 0 exits inline $ALL
	for row in $IDS; do
		is "value of $row" "$(value inline "$row")" "$(value $TRAPPED "$row")"
	done
}

# moves ROW: how many instructions load its value, which is known from another mechanism
moves()
{
	printf %016x "0x$(value inline "$1")" | awk -v width=4 '{
		for (i = 1; i <= 16; i += width)
			n += substr($0, i, width) != "0000"
		print n ? n : 1
	}'
}

a_constant_veneer()
{
	with_vsi veneer "$SUBSTITUTES" branch
	for row in $READS; do
		is "cost of $row" "$(cost veneer "$row")" $(($(moves "$row") + 2))
		[ "$(cost veneer "$row")" -le 6 ] || fail "more than 6"
	done
	each 0 exits veneer $READS
}

# One that the kernel takes, and vsi; it is the same whatever the hypervisor does.
a_trap_of_vsi_is_no_exit()
{
	with_vsi trap "$SUBSTITUTES" trap
	at_least 100 trap $ALL
	each 0 exits trap $ALL
}

# A register that is read, and what is written; what never changes is asked only once.
a_veneer_that_calls()
{
	with_vsi call "$CALLS"
	each 1 exits call $CALLED
	each 0 exits call $IDS
	for row in $CALLED; do
		hand=$(cost $TRAPPED "hand_$row") here=$(cost call "$row")
		echo "$row: $here, by hand $hand"
		[ $((here * 100)) -le $((hand * 105)) ] || fail "more than 1.05 times"
	done
	# the VMM's way varies by some instructions
	[ "$variant" = -kvm ] ||
		is "beside HVC" $(($(cost call actlr) - $(cost plain raw_actlr))) $AROUND_HVC
}

a_trap_that_calls()
{
	with_vsi call_trap "$CALLS" trap
	each 1 exits call_trap $CALLED
}

# It costs nothing while the guest has what it guards.
a_guard()
{
	monitor traps 0
	with_vsi guard all=guard,setway=keep auto probe=off
	each 1 cost guard $READS
	each 0 exits guard $READS
}

# What it has not: an exit, an exception, and vsi.
a_guard_that_is_hit()
{
	monitor traps $TRAPS
	load vsi "policy=all=keep,actlr=guard,pmu=guard probe=off"
	monitor inject $((1 << CLASS_ACTLR | 1 << CLASS_PMU))
	measure guard_hit
	monitor inject 0
	unload vsi
	each 1 exits guard_hit actlr pmcr
	at_least 200 guard_hit actlr pmcr
}

kvm_traps()
{
	measure kvm calls=1
	each 1 exits kvm $ALL
	at_least 1000 kvm $ALL
	each 0 exits kvm mpidr
}

# Of 64 bits the longest veneer has 6 instructions.
a_veneer_is_250_times_cheaper()
{
	for row in $READS; do
		ratio=$(($(cost kvm "$row") / $(cost veneer "$row")))
		echo "$row: $ratio"
		[ "$ratio" -ge 250 ] || fail "less than 250"
	done
}

numbers()
{
	awk '{ print "cost:", $1, $2, $3, $4 }' $COSTS > /tmp/numbers
	while read -r line; do
		note "$line"
	done < /tmp/numbers
	[ "$(wc -l < /tmp/numbers)" -gt 20 ]
}

case $variant in
-kvm)
	TRAPPED=kvm
	run_tests kvm_traps inline_is_native a_constant_veneer a_veneer_is_250_times_cheaper \
		a_trap_of_vsi_is_no_exit a_veneer_that_calls numbers
	;;
*)
	TRAPPED=plain
	load vsi_test_control
	run_tests native each_trap_is_an_exit tightest_is_less a_kprobe_is_no_exit \
		inline_is_native a_constant_veneer a_trap_of_vsi_is_no_exit a_veneer_that_calls \
		a_trap_that_calls a_guard a_guard_that_is_hit numbers
	;;
esac
