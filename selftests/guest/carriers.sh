#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Branches to veneers: every instruction as a site against its original, with
# room in the module, in vsi, and none.  ops.sh does the same with traps.
# /t/bare has modules without a table and without room of their own.
. /vsi/lib.sh
. /vsi/lib-ops.sh

# branches MODULE CONTEXT [ROUNDS]: every site of the module branches
branches()
{
	ops_loaded "$1" branch "$2" "${3:-1}"
	dir=$SYS/vsi_test_ops
	is "traps" "$(cat $dir/hits)" 0
	is "trap sites" "$(cat $dir/carrier_trap)" 0
	is "inline sites" "$(cat $dir/carrier_inline)" 0
	[ "$(cat $dir/carrier_branch)" -ge "$(param vsi_test_ops substituted)" ]
}

# own_room CONTEXT [ROUNDS]
own_room()
{
	branches vsi_test_ops "$@"
	is "veneers of its own" "$(param vsi_test_ops own_veneers)" "$(param vsi_test_ops sites)"
	is "source" "$(cat $SYS/vsi_test_ops/source)" embedded
	unload vsi_test_ops
}

# pool CONTEXT [ROUNDS]
pool()
{
	branches bare/vsi_test_ops "$@"
	is "veneers of its own" "$(param vsi_test_ops own_veneers)" 0
	is "source" "$(cat $SYS/vsi_test_ops/source)" discovered
	unload vsi_test_ops
}

vsi_loads()	{ load vsi "policy=all=native carrier=branch count=1"; }
process()	{ own_room process; pool process; }
interrupts_off() { pool irqsoff; }
hardirq()	{ pool hardirq; }
softirq()	{ pool softirq; }
kprobe_handler() { pool kprobe; }
all_cpus()	{ own_room cpus 3; pool cpus 3; }

# traced TRACER: with a tracer on all functions
traced()
{
	echo "$1" > /sys/kernel/tracing/current_tracer
	pool process
	echo nop > /sys/kernel/tracing/current_tracer
}

function_tracer() { traced function; }
function_graph_tracer() { traced function_graph; }

init_and_exit_text()
{
	for m in vsi_test_load bare/vsi_test_load; do
		forget_messages
		load $m
		is "wrong" "$(param vsi_test_load wrong)" 0
		is "late runs of init text" "$(param vsi_test_load late)" 1
		is "substituted" "$(param vsi_test_load substituted)" 4
		is "branches" "$(cat $SYS/vsi_test_load/carrier_trap)" 0
		unload vsi_test_load
		dmesg | grep -q "vsi_test_load: exit right" || fail "exit text read a wrong value"
	done
}

# Its two halves take 20000 words; no branch leads to some of them and not to others.
more_sites_than_room()
{
	load bare/vsi_test_many
	is "wrong" "$(param vsi_test_many wrong)" 0
	every_site vsi_test_many trap 10000
	pool process
	unload vsi_test_many
	load vsi_test_many
	is "wrong" "$(param vsi_test_many wrong)" 0
	every_site vsi_test_many branch 10000
	unload vsi_test_many
}

# What modules had taken is there for the next: two loads take a tenth of it.
room_is_given_back()
{
	for i in $(seq 15); do
		load bare/vsi_test_ops "carrier=any rounds=0"
		is "trap sites in round $i" "$(cat $SYS/vsi_test_ops/carrier_trap)" 0
		unload vsi_test_ops
		refused EINVAL bare/vsi_test_ops "carrier=any context=none"
	done
	nothing_served
}

# A module that does not fit into the module area is out of reach of vsi's.
out_of_reach()
{
	load bare/vsi_test_far
	is "wrong" "$(param vsi_test_far wrong)" 0
	is "substituted" "$(param vsi_test_far substituted)" 4
	is "branches" "$(cat $SYS/vsi_test_far/carrier_branch)" 0
	[ "$(cat $SYS/vsi_test_far/carrier_trap)" -gt 0 ]
	unload vsi_test_far
	load vsi_test_far
	is "wrong" "$(param vsi_test_far wrong)" 0
	is "substituted" "$(param vsi_test_far substituted)" 4
	is "trap sites" "$(cat $SYS/vsi_test_far/carrier_trap)" 0
	unload vsi_test_far
}

automatic()
{
	echo auto > $SYS/carrier
	own_room process
	pool process
}

# The state of the guest kernel is read and written natively by this action, too.
emulated()
{
	echo psr=emulate,dacr=emulate > $SYS/policy
	for carrier in auto trap; do
		echo $carrier > $SYS/carrier
		load vsi_test_ops carrier=any
		is "mismatches" "$(param vsi_test_ops mismatches)" 0
		is "exclusive" "$(param vsi_test_ops exclusive)" 100
		[ "$(cat $SYS/vsi_test_ops/action_emulate)" -gt 50 ]
		unload vsi_test_ops
	done
	echo all=native > $SYS/policy
	echo branch > $SYS/carrier
}

after_vsi()
{
	unload vsi
	ops_loaded vsi_test_ops none process
	unload vsi_test_ops
}

# the area of modules of 64 bits is larger than guests are
far=
[ $ARCH = arm ] && far=out_of_reach

# shellcheck disable=SC2086 # one word a test
run_tests vsi_loads process interrupts_off hardirq softirq kprobe_handler all_cpus \
	function_tracer function_graph_tracer init_and_exit_text more_sites_than_room \
	room_is_given_back $far automatic emulated after_vsi
