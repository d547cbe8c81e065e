#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# stress.sh [TIMES]: first many loads while sites trap on all CPUs; then everything at
# once. It ends when enough was done, TIMES as much if that is given; then nothing is
# left, and every word is what it was.
. /vsi/lib.sh
. /vsi/lib-live.sh

TIMES=${1:-1}
SPARE_MB=96
LIVE=vsi_test_live
BUSY=vsi_test_busy
TLB=vsi_test_tlb
DEBUG=/sys/kernel/debug
TRACE=/sys/kernel/tracing
last=$(sed "s/.*-//" /sys/devices/system/cpu/possible)

# What must be done: loads and traps with what need not stop all CPUs, and of both parts
# together; rounds of the others.
LOADS=2000 TRAPS=1000000
BURST="burst=40 pause=8000"
ROUNDS="same_load:10 attaches:10 probes:10 settings:10 switches:5 hotplug:5 tracers:4
	memory:5 traps:2"
# A kernel that looks for mistakes is that much slower.
if [ -e /proc/lockdep ]; then
	LOADS=100 TRAPS=100000
	BURST="burst=10 pause=50000"
	ROUNDS="same_load:5 attaches:5 probes:5 settings:3 switches:3 hotplug:3 tracers:2
		memory:1"
fi
[ ! -d $DEBUG/failslab ] || ROUNDS="$ROUNDS failed:1"

# stressed COMMAND PAUSE: again and again until all stop, PAUSE seconds apart.
# What stops all CPUs must leave time to others: under QEMU each stop takes long, since
# CPUs of the guest that wait for each other share those of the host.
stressed()
{
	name=$1 pause=$2
	(
		set +e
		while [ ! -e /tmp/stop ]; do
			sleep "$pause"
			if ! ("$name") > "/tmp/said.$name" 2>&1; then
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
	for _ in $(seq 500); do
		[ -z "$(unload "$1" 2>&1)" ] && return
		sleep 0.1
	done
	fail "$1 does not go"
}

# loads NAME FILE...: again and again until all stop, half of them to fail
loads()
{
	name=$1 said=/tmp/loads.$part.$1
	shift
	(
		helper repeat "$name" /tmp/stop "$@" > "$said" ||
			{ mv "$said" "/tmp/failed.loads.$name"; : > /tmp/stop; }
	) &
	pids="$pids $!"
}

# two tasks at once load one module: one of them is told that it exists
same_load()
{
	one_of "EEXIST EBUSY" "$(load vsi_test_norel)"
	one_of "ENOENT EWOULDBLOCK EAGAIN EBUSY" "$(unload vsi_test_norel)"
}

same_load_too()
{
	same_load
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
}

# a static key, and how long those wait who free something
switches()
{
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
	free=$(awk '$1 == "MemFree:" { print int($2 / 1024) }' /proc/meminfo)
	[ "$free" -le $SPARE_MB ] || fallocate -l $((free - SPARE_MB))M /tmp/fill || :
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
	# the stack of what runs in the slot of an optimized one cannot be shown, which is said
	# each time
	[ ! -e /proc/sys/debug/kprobes-optimization ] || echo 0 > /proc/sys/debug/kprobes-optimization
	spare_starting_cpus
	# nobody waits for the console to tell of each drop of caches, and so on
	echo 5 > /proc/sys/kernel/printk
	mount -o remount,size=95% /tmp
	echo 1 > /sys/kernel/rcu_expedited
	[ ! -e /t/$TLB.ko ] || load $TLB
	for what in $ROUNDS; do
		: > "/tmp/rounds.${what%:*}"
	done
	load vsi_test_text
	load vsi_test_probe
	load $LIVE "$BURST"
	echo $LIVE > $TEXT/take
	load vsi "$NATIVE"
	load $BUSY "$BURST"
	set_fault_injection
	attach $LIVE
	is "substituted" "$(param $LIVE now)" 3
	detach $LIVE
}

# how many loads those were that were repeated
loaded()
{
	cat /tmp/loads.* | awk '{ n += $1 } END { print n + 0 }'
}

# Nobody attaches and detaches this module: each execution traps.
trapped()
{
	echo $(($(param $BUSY runs) * 3))
}

rounds()
{
	wc -l < "/tmp/rounds.$1"
}

# at_least WANTED NUMBER
at_least()
{
	[ "$2" -ge $(($1 * TIMES)) ]
}

enough_loads()
{
	at_least $LOADS "$(loaded)" && at_least $((TRAPS / 2)) "$(trapped)"
}

enough_rounds()
{
	for what in $ROUNDS; do
		at_least "${what#*:}" "$(rounds "${what%:*}")" || return
	done
}

enough_of_all()
{
	at_least $LOADS "$(loaded)" && at_least $TRAPS "$(trapped)" && enough_rounds
}

# told to whoever reads the log
progress()
{
	echo "$(loaded) loads, $(trapped) traps; rounds of" \
		"$(cd /tmp && wc -l rounds.* | awk '{ print substr($2, 8), $1 }' | tr '\n' ' ')" \
		> /tmp/progress
	echo "<1># $(cat /tmp/progress)" > /dev/kmsg
}

# stress_until CONDITION: then those of this part end
stress_until()
{
	while [ ! -e /tmp/stop ] && ! "$1"; do
		sleep 5
		progress
	done
	: > /tmp/stop
	for pid in $pids; do
		wait "$pid" || :
	done
	for failed in /tmp/failed.*; do
		[ ! -e "$failed" ] || fail "${failed##*.}: $(cat "$failed")"
	done
}

# begin PART: what happens in both
begin()
{
	part=$1 pids=
	rm -f /tmp/stop
	loads vsi_test_load /t/vsi_test_load.ko /t/bare/vsi_test_load.ko
	loads vsi_test_again /t/vsi_test_again.ko /t/no-table/vsi_test_again.ko
	stressed same_load 0.5
	stressed same_load_too 0.5
	stressed settings 1
	stressed memory 5
	[ ! -d $DEBUG/failslab ] || stressed failing_loads 1
}

# A load is cheap as long as nobody stops all CPUs.
many_loads()
{
	begin many
	for file in /t/names/*.ko; do
		loads "$(basename "$file" .ko)" "$file"
	done
	stress_until enough_loads
}

all_at_once()
{
	begin all
	[ -e /proc/lockdep ] || stressed traps 3
	stressed attaches 0.5
	stressed probes 1
	stressed switches 2
	stressed hotplug 4
	stressed tracers 5
	stress_until enough_of_all
}

enough_was_done()
{
	progress
	enough_of_all || fail "too little: $(cat /tmp/progress)"
	is "substituted" "$(param $BUSY now)" 3
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
	[ ! -e /t/$TLB.ko ] || unload $TLB
}

# objects are young for five seconds
nothing_leaks()
{
	[ -e $DEBUG/kmemleak ] && ! grep -qw kmemleak=off /proc/cmdline || return 0
	sleep 6
	echo scan > $DEBUG/kmemleak
	sleep 1
	echo scan > $DEBUG/kmemleak
	is "leaks" "$(cat $DEBUG/kmemleak)" ""
}

run_tests starts many_loads all_at_once enough_was_done every_word_is_restored nothing_leaks
