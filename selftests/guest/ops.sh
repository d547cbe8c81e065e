#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Every instruction against its original: before vsi, with vsi in every
# context, after vsi.
. /vsi/lib.sh
. /vsi/lib-ops.sh

originals()
{
	ops_loaded vsi_test_ops none process
	unload vsi_test_ops
}

substituted()
{
	ops_loaded vsi_test_ops trap "$@"
	hits=$(cat $SYS/vsi_test_ops/hits)
	[ "$hits" -gt "$(param vsi_test_ops runs)" ] || fail "only $hits traps"
	unload vsi_test_ops
}

before_vsi()	{ originals; }
vsi_loads()	{ load vsi "$NATIVE"; }
process()	{ substituted process; }
interrupts_off() { substituted irqsoff; }
hardirq()	{ substituted hardirq; }
softirq()	{ substituted softirq; }
kprobe_handler() { substituted kprobe; }
all_cpus()	{ substituted cpus 5; }

# traced: with a tracer on all functions, the kernel's path of the trap too
traced()
{
	echo "$1" > /sys/kernel/tracing/current_tracer
	substituted process
	substituted kprobe
	echo nop > /sys/kernel/tracing/current_tracer
}

function_tracer() { traced function; }
function_graph_tracer() { traced function_graph; }

# a second kprobe where ours is
kprobe_on_the_hook()
{
	tracing=/sys/kernel/tracing
	function=module_finalize
	[ "$(cat $SYS/hook)" = relocate ] && function=$RELOCATES
	echo "p:vsi_test $function" > $tracing/kprobe_events
	echo 1 > $tracing/events/kprobes/vsi_test/enable
	load vsi_test_load
	is "substituted" "$(param vsi_test_load substituted)" 4
	unload vsi_test_load
	grep -q vsi_test: $tracing/trace || fail "the other kprobe was not hit"
	echo 0 > $tracing/events/kprobes/vsi_test/enable
	echo > $tracing/kprobe_events
}

more_sites_than_hints()
{
	traps=$(cat $SYS/hits/tpidr)
	load vsi_test_hints
	is "wrong" "$(param vsi_test_hints wrong)" 0
	every_site vsi_test_hints trap 66000
	is "traps" "$(cat $SYS/hits/tpidr)" $((traps + 66000))
	unload vsi_test_hints
}

init_and_exit_text()
{
	forget_messages
	load vsi_test_load
	is "wrong" "$(param vsi_test_load wrong)" 0
	is "late runs of init text" "$(param vsi_test_load late)" 1
	is "substituted" "$(param vsi_test_load substituted)" 4
	unload vsi_test_load
	dmesg | grep -q "vsi_test_load: exit right" || fail "exit text read a wrong value"
}

user_mode_is_left_alone()
{
	is "signal" "$(helper udf)" ILL
}

audit_changes_nothing()
{
	unload vsi
	load vsi policy=audit
	ops_loaded vsi_test_ops none process
	is "sites" "$(cat $SYS/vsi_test_ops/sites)" "$(cat $SYS/vsi_test_ops/action_keep)"
	is "traps" "$(cat $SYS/vsi_test_ops/hits)" 0
	unload vsi_test_ops
}

after_vsi()
{
	unload vsi
	originals
}

run_tests before_vsi vsi_loads process interrupts_off hardirq softirq kprobe_handler \
	all_cpus function_tracer function_graph_tracer kprobe_on_the_hook more_sites_than_hints init_and_exit_text user_mode_is_left_alone \
	audit_changes_nothing after_vsi
