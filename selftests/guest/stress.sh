#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# stress.sh [SECONDS]: everything at once on all CPUs, for a while; then nothing
# is left, and every word is what it was.
. /vsi/lib.sh
. /vsi/lib-live.sh

SECONDS_OF_STRESS=${1:-60}
LIVE=vsi_test_live
BUSY=vsi_test_busy
DEBUG=/sys/kernel/debug
TRACE=/sys/kernel/tracing
last=$(sed "s/.*-//" /sys/devices/system/cpu/possible)

# stressed NAME PAUSE COMMAND...: again and again until all stop, PAUSE seconds apart.
# What stops all CPUs must leave time to others: under QEMU each stop takes long, since
# CPUs of the guest that wait for each other share those of the host.
stressed()
{
	name=$1 pause=$2
	shift 2
	(
		set +e
		while [ ! -e /tmp/stop ]; do
			sleep "$pause"
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

# loads NAME FILE...: again and again until all stop, half of them to fail
loads()
{
	name=$1
	shift
	helper repeat "$name" /tmp/stop "$@" > "/tmp/loads.$name" ||
		{ mv "/tmp/loads.$name" "/tmp/failed.loads.$name"; : > /tmp/stop; }
}

# two tasks at once load one module: one of them is told that it exists
same_load()
{
	one_of "EEXIST EBUSY" "$(load vsi_test_norel)"
	one_of "ENOENT EWOULDBLOCK EAGAIN EBUSY" "$(unload vsi_test_norel)"
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
	one_of "EBUSY EINVAL" "$(helper write $PROBE/probe $LIVE:live_mrs)"
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
	for flag in 0 1; do
		echo $flag > /sys/module/vsi/parameters/count
		echo $flag > /sys/kernel/rcu_expedited
		sleep 0.5
	done
}

# any but the first
hotplug()
{
	cpu=$(($(od -An -N1 -tu1 /dev/urandom) % last + 1))
	echo 0 > /sys/devices/system/cpu/cpu$cpu/online
	sleep 0.1
	echo 1 > /sys/devices/system/cpu/cpu$cpu/online
}

# tracer_on NAME FUNCTIONS...: of these functions; of all, if there are none
tracer_on()
{
	grep -qw "$1" $TRACE/available_tracers || return 0
	tracer=$1
	shift
	echo > $TRACE/set_ftrace_filter
	for functions; do
		echo "$functions" >> $TRACE/set_ftrace_filter
	done
	echo "$tracer" > $TRACE/current_tracer
}

tracers()
{
	for round in 1 2; do
		case $round in
		1) tracer_on function ;;
		2) tracer_on function_graph '*undef*' '*module*' 'stop_*' ;;
		esac
		echo 1 > $TRACE/events/vsi/enable
		sleep 0.2
		echo 0 > $TRACE/events/vsi/enable
		echo nop > $TRACE/current_tracer
	done
}

# A CPU that comes online calls this function before it knows its current task, which
# the tracer asks for: it dies of that, with vsi and without. After a second the kernel
# gives it up, and PSCI refuses to start it again, for it is on.
spare_starting_cpus()
{
	[ ! -e $TRACE/set_ftrace_notrace ] ||
		echo secondary_start_kernel > $TRACE/set_ftrace_notrace
}

memory()
{
	dd if=/dev/zero of=/tmp/fill bs=1M count="$((memory_mb / 3))" 2> /dev/null || :
	echo 3 > /proc/sys/vm/drop_caches
	rm -f /tmp/fill
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
	spare_starting_cpus
	# nobody waits for the console to tell of each drop of caches, and so on
	echo 5 > /proc/sys/kernel/printk
	memory_mb=$(awk '$1 == "MemFree:" { print int($2 / 1024) }' /proc/meminfo)
	load vsi_test_text
	load vsi_test_probe
	load $LIVE burst=20 pause=4000
	echo $LIVE > $TEXT/take
	load vsi "$NATIVE"
	load $BUSY burst=40 pause=4000
	set_fault_injection
	attach $LIVE
	is "substituted" "$(param $LIVE now)" 3
	detach $LIVE
}

# of the guest's life
seconds()
{
	sed 's/\..*//' /proc/uptime
}

all_at_once()
{
	rm -f /tmp/stop /tmp/rounds.* /tmp/failed.*
	pids=
	loads vsi_test_load /t/vsi_test_load.ko /t/bare/vsi_test_load.ko &
	pids="$pids $!"
	loads vsi_test_again /t/vsi_test_again.ko /t/no-table/vsi_test_again.ko &
	pids="$pids $!"
	# a load waits most of the time, for grace periods
	for file in /t/names/*.ko; do
		loads "$(basename "$file" .ko)" "$file" &
		pids="$pids $!"
	done
	stressed same_load 0.2 same_load
	stressed same_load_too 0.2 same_load
	[ -e /proc/lockdep ] || stressed traps 3 traps
	stressed attaches 0.5 attaches
	stressed probes 1 probes
	stressed settings 1 settings
	stressed hotplug 4 hotplug
	stressed tracers 5 tracers
	stressed memory 2 memory
	[ ! -d $DEBUG/failslab ] || stressed failing_loads 0.2 failing_loads
	end=$(($(seconds) + SECONDS_OF_STRESS))
	while [ ! -e /tmp/stop ] && [ "$(seconds)" -lt $end ]; do
		sleep 5
		echo "<1># $(seconds) s: $(total loads) loads, $(total traps) traps" > /dev/kmsg
	done
	: > /tmp/stop
	for pid in $pids; do
		wait "$pid" || :
	done
	for failed in /tmp/failed.*; do
		[ ! -e "$failed" ] || fail "${failed##*.}: $(cat "$failed")"
	done
}

# how many loads those were that were repeated
loaded()
{
	cat /tmp/loads.* | awk '{ n += $1 } END { print n + 0 }'
}

# told to whoever reads the log
summary()
{
	[ ! -e /tmp/stop ] || wc -l /tmp/rounds.*
	echo "$(total loads) loads and attaches, $(total traps) traps were counted by vsi"
	echo "$(loaded) loads, half of them failed"
	echo "$(($(param $LIVE runs) * 3)) instructions of the live module"
	echo "$(($(param $BUSY runs) * 3)) traps of the busy module"
}

enough_was_done()
{
	summary > /tmp/summary
	while read -r line; do
		echo "<1># $line" > /dev/kmsg
	done < /tmp/summary
	[ "$(loaded)" -ge 20 ] || fail "too few loads: $(cat /tmp/summary)"
	for name in attaches probes settings hotplug tracers memory; do
		[ "$(wc -l < "/tmp/rounds.$name")" -ge 1 ] || fail "too few rounds: $(cat /tmp/summary)"
	done
	[ ! -d $DEBUG/failslab ] || [ -s /tmp/rounds.failed ] || fail "no allocation failed"
}

every_word_is_restored()
{
	echo nop > $TRACE/current_tracer
	is "online" "$(cat /sys/devices/system/cpu/online)" "0-$last"
	one_of ENOENT "$(detach $LIVE)"
	is "wrong" "$(param $LIVE wrong)" 0
	is "wrong" "$(param $BUSY wrong)" 0
	is "differ" "$(differ $LIVE)" 0
	unload $BUSY
	unload vsi_test_norel > /dev/null 2>&1 || :
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
