#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A guest of the reference monitor, which traps identification, cache types, ACTLR and sets
# and ways: vsi has it asked, and what it answers is what the original reads.
. /vsi/lib.sh

MONITOR=/sys/module/vsi_test_control/parameters
TRAPS=0xff
SERVED=idreg,cachetype,actlr

forget_exits()
{
	echo 0 > $MONITOR/counts
}

# exits KIND: how often the guest was left for it
exits()
{
	n=$(tr ' ' '\n' < $MONITOR/counts | sed -n "s/^$1=//p")
	echo "${n:-0}"
}

policy_of()
{
	echo "all=native$(for c in $(echo $SERVED | tr , ' '); do printf ',%s=hypercall' "$c"; done)"
}

it_is_found()
{
	load vsi_test_control
	echo $TRAPS > $MONITOR/traps
	forget_exits
	load vsi "policy=$(policy_of)"
	is "backend" "$(cat $SYS/backend)" kvm
	is "hypercalls" "$(cat $SYS/hypercalls)" "1.1 access query batch call"
	is "VERSION" "$(exits VERSION)" 2
	is "NEVER" "$(exits RESERVED)" 1
}

run_ops()
{
	for context in process hardirq; do
		load vsi_test_ops carrier=any context=$context
		is "mismatches" "$(param vsi_test_ops mismatches)" 0
		for a in action_hypercall carrier_inline carrier_branch carrier_trap; do
			echo "$context $a $(cat $SYS/vsi_test_ops/$a)"
		done
		more "$@"
		unload vsi_test_ops
	done
}

more()
{
	for a; do
		[ "$(cat $SYS/vsi_test_ops/$a)" -gt 0 ] || fail "no $a"
	done
}

# in batches, of at most 64, and once; constants need no call at all
what_it_promises_needs_no_trap()
{
	run_ops action_hypercall carrier_inline carrier_branch
	batches=$(exits BATCH)
	words=$(exits ENTRIES)
	is "BATCH" "$batches" $(((words + 63) / 64))
	run_ops action_hypercall
	is "BATCH" "$(exits BATCH)" "$batches"
	is "QUERY" "$(exits QUERY)" 0
	[ "$(exits ACCESS)" -gt 0 ] || fail "no veneer has called"
}

# the same through the trap's handler
traps_call()
{
	echo trap > $SYS/carrier
	forget_exits
	run_ops action_hypercall carrier_trap
	is "BATCH" "$(exits BATCH)" 0
	[ "$(exits ACCESS)" -gt 0 ] || fail "no trap has called"
}

native_calls_nobody()
{
	unload vsi
	forget_exits
	load vsi "policy=$(policy_of) backend=native"
	is "backend" "$(cat $SYS/backend)" native
	is "hypercalls" "$(cat $SYS/hypercalls)" none
	load vsi_test_ops carrier=any
	is "mismatches" "$(param vsi_test_ops mismatches)" 0
	is "action" "$(cat $SYS/vsi_test_ops/action_hypercall)" 0
	for kind in VERSION ACCESS QUERY BATCH RESERVED; do
		is "exits for $kind" "$(exits $kind)" 0
	done
	unload vsi_test_ops
	unload vsi
}

# the monitor says where the state block is; no call is made to access it
it_has_a_state_block()
{
	load vsi_test_block offer=1
	forget_exits
	load vsi 'policy=audit;vsi_test_masked:deprivileged'
	is "hypercalls" "$(cat $SYS/hypercalls)" "1.1 access query batch call state"
	is "STATE" "$(exits STATE)" 1
	load vsi_test_masked
	sites=$(cat $SYS/vsi_test_masked/sites)
	[ "$sites" -ge 15 ] || fail "$sites sites"
	is "on the block" "$(cat $SYS/vsi_test_masked/action_state)" "$sites"
	is "by veneers" "$(cat $SYS/vsi_test_masked/carrier_branch)" "$sites"
	is "seen" "$(param vsi_test_masked seen)" "80 0 80 0"
	is "TPIDR" "$(param vsi_test_masked tpidr)" $((0x5a5a1234))
	is "what was written" "$(param vsi_test_block written)" 1234567
	is "STATE" "$(exits STATE)" 1
	is "ACCESS" "$(exits ACCESS)" 0
	unload vsi_test_masked
	unload vsi
	unload vsi_test_block
	load vsi
	is "without a block" "$(cat $SYS/hypercalls)" "1.1 access query batch call"
	unload vsi
}

it_may_be_asked_for()
{
	load vsi backend=kvm
	is "backend" "$(cat $SYS/backend)" kvm
	unload vsi
	# the device tree says nothing of Xen
	refused ENODEV vsi backend=xen
	unload vsi_test_control
}

run_tests it_is_found what_it_promises_needs_no_trap traps_call \
	native_calls_nobody it_has_a_state_block it_may_be_asked_for
