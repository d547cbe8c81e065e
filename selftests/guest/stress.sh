#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# stress.sh [SECONDS]: everything at once on all CPUs, for a while; then nothing
# is left, and every word is what it was.
. /vsi/lib.sh
. /vsi/lib-live.sh

SECONDS_OF_STRESS=${1:-60}
LIVE=vsi_test_live
DEBUG=/sys/kernel/debug
TRACE=/sys/kernel/tracing
last=$(sed "s/.*-//" /sys/devices/system/cpu/possible)

# stressed NAME COMMAND...: again and again until all stop
stressed()
{
	name=$1
	shift
	(
		set +e
		while [ ! -e /tmp/stop ]; do
			if ! ("$@") > "/tmp/said.$name" 2>&1; then
				cp "/tmp/said.$name" "/tmp/failed.$name"
				: > /tmp/stop
				exit 1
			fi
			echo >> "/tmp/rounds.$name"
		done
	) &
	pids="$pids $!"
}

# one_of WANTED ANSWER: WANTED is a list of errors; no answer is success
one_of()
{
	[ -z "$2" ] && return
	for want in $1; do
		[ "$2" = "$want" ] && return
	done
	fail "answer $2, want one of $1"
}

# whoever attaches or shows it keeps it from going meanwhile
gone()
{
	for _ in $(seq 200); do
		[ -z "$(unload "$1" 2>&1)" ] && return
		sleep 0.02
	done
	fail "$1 does not go"
}

loads()
{
	for file in vsi_test_load bare/vsi_test_load; do
		load $file
		is "wrong" "$(param vsi_test_load wrong)" 0
		gone vsi_test_load
		refused EIO $file fail=-5
	done
}

# two tasks at once load one module: one of them is told that it exists
same_load()
{
	one_of "EEXIST EBUSY" "$(load vsi_test_again)"
	one_of "ENOENT EWOULDBLOCK EAGAIN EBUSY" "$(unload vsi_test_again)"
}

# every instruction on every CPU; lockdep is not told of what they do to interrupts
traps()
{
	load vsi_test_ops "carrier=any context=cpus rounds=1"
	is "mismatches" "$(param vsi_test_ops mismatches)" 0
	gone vsi_test_ops
}

attaches()
{
	one_of "EBUSY EEXIST" "$(attach $LIVE)"
	sleep 0.02
	one_of "EBUSY ENOENT" "$(detach $LIVE)"
	is "wrong" "$(param $LIVE wrong)" 0
}

probes()
{
	one_of "EBUSY EINVAL" "$(helper write $PROBE/probe live_mrs)"
	sleep 0.05
	echo > $PROBE/probe
}

settings()
{
	for policy in audit all=native auto off all=keep,psr=native all=native; do
		for carrier in trap branch auto; do
			echo "$carrier" > $SYS/carrier
			echo "$policy" > $SYS/policy
		done
		cat $SYS/totals/* $SYS/hits/* > /dev/null
	done
	for count in 0 1; do
		echo $count > /sys/module/vsi/parameters/count
	done
}

hotplug()
{
	echo 0 > /sys/devices/system/cpu/cpu$last/online
	sleep 0.1
	echo 1 > /sys/devices/system/cpu/cpu$last/online
	sleep 0.5
}

# Of all functions it would keep a CPU from coming back within the second that it has.
tracers()
{
	for functions in '*undef*' '*module*' 'stop_*'; do
		echo "$functions" >> $TRACE/set_ftrace_filter
	done
	for tracer in function function_graph nop; do
		! grep -qw $tracer $TRACE/available_tracers ||
			echo $tracer > $TRACE/current_tracer
		echo 1 > $TRACE/events/vsi/enable
		sleep 0.2
		echo 0 > $TRACE/events/vsi/enable
	done
	sleep 1
}

memory()
{
	dd if=/dev/zero of=/tmp/fill bs=1M count="$((memory_mb / 3))" 2> /dev/null || :
	echo 3 > /proc/sys/vm/drop_caches
	rm -f /tmp/fill
	sleep 1
}

# Allocations that vsi makes fail, for whoever asks for it.
set_fault_injection()
{
	dir=$DEBUG/failslab
	[ -d $dir ] || return 0
	start=$(cat /sys/module/vsi/sections/.text)
	size=$(awk '$1 == "vsi" { print $2 }' /proc/modules)
	echo "$start" > $dir/require-start
	printf '0x%x\n' $((start + size)) > $dir/require-end
	# arch/arm/kernel/module.c uses what unwind_table_add() returns, NULL or not
	start=0x$(awk '$3 == "module_finalize" { print $1 }' /proc/kallsyms)
	echo "$start" > $dir/reject-start
	printf '0x%x\n' $((start + 0x400)) > $dir/reject-end
	echo 32 > $dir/stacktrace-depth
	echo 30 > $dir/probability
	echo -1 > $dir/times
	echo Y > $dir/task-filter
	echo N > $dir/ignore-gfp-wait
	echo 0 > $dir/verbose
}

failing_loads()
{
	answer=$(echo 1 > /proc/self/make-it-fail; helper load /t/vsi_test_fixup.ko)
	one_of ENOMEM "$answer"
	[ -n "$answer" ] || gone vsi_test_fixup
	[ -z "$answer" ] || echo >> /tmp/rounds.failed
}

starts()
{
	# the stack of what runs in the slot of one cannot be shown, which is said each time
	echo 0 > /proc/sys/debug/kprobes-optimization
	memory_mb=$(awk '$1 == "MemFree:" { print int($2 / 1024) }' /proc/meminfo)
	load vsi_test_text
	load vsi_test_probe
	load $LIVE burst=100
	echo $LIVE > $TEXT/take
	load vsi "$NATIVE"
	set_fault_injection
	attach $LIVE
	is "substituted" "$(param $LIVE now)" 3
	detach $LIVE
}

all_at_once()
{
	rm -f /tmp/stop /tmp/rounds.* /tmp/failed.*
	pids=
	stressed loads loads
	stressed same_load same_load
	stressed same_load_too same_load
	[ -e /proc/lockdep ] || stressed traps traps
	stressed attaches attaches
	stressed probes probes
	stressed settings settings
	stressed hotplug hotplug
	stressed tracers tracers
	stressed memory memory
	[ ! -d $DEBUG/failslab ] || stressed failing_loads failing_loads
	for _ in $(seq "$SECONDS_OF_STRESS"); do
		[ -e /tmp/stop ] && break
		sleep 1
	done
	: > /tmp/stop
	for pid in $pids; do
		wait "$pid" || :
	done
	for failed in /tmp/failed.*; do
		[ ! -e "$failed" ] || fail "${failed##*.}: $(cat "$failed")"
	done
}

# told to whoever reads the log
summary()
{
	[ ! -e /tmp/stop ] || wc -l /tmp/rounds.*
	echo "loads $(total loads)"
	echo "traps $(total traps)"
	echo "runs of the live module's sites $(param $LIVE runs)"
}

enough_was_done()
{
	summary > /tmp/summary
	sed 's/^/# /' /tmp/summary > /dev/kmsg
	for name in loads attaches probes settings hotplug tracers memory; do
		[ "$(wc -l < "/tmp/rounds.$name")" -ge 1 ] || fail "too few rounds: $(cat /tmp/summary)"
	done
	[ ! -d $DEBUG/failslab ] || [ -s /tmp/rounds.failed ] || fail "no allocation failed"
}

every_word_is_restored()
{
	echo nop > $TRACE/current_tracer
	grep -q 1 /sys/devices/system/cpu/cpu$last/online || echo 1 > /sys/devices/system/cpu/cpu$last/online
	is "online" "$(cat /sys/devices/system/cpu/online)" "0-$last"
	one_of ENOENT "$(detach $LIVE)"
	is "wrong" "$(param $LIVE wrong)" 0
	is "differ" "$(differ $LIVE)" 0
	unload vsi_test_again > /dev/null 2>&1 || :
	nothing_served
	is "pool" "$(cat $DEBUG/vsi/room | sed 's/ .*//')" 0
	unload vsi
	is "differ without vsi" "$(differ $LIVE)" 0
	unload $LIVE
	unload vsi_test_text
	unload vsi_test_probe
}

# objects are young for five seconds
nothing_leaks()
{
	[ -e $DEBUG/kmemleak ] || return 0
	sleep 6
	echo scan > $DEBUG/kmemleak
	sleep 1
	echo scan > $DEBUG/kmemleak
	is "leaks" "$(cat $DEBUG/kmemleak)" ""
}

run_tests starts all_at_once enough_was_done every_word_is_restored nothing_leaks
