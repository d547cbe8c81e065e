#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Modules that run already: attached, detached, and left behind as they were.
. /vsi/lib.sh
. /vsi/lib-live.sh

live_now()
{
	is "substituted now" "$(param vsi_test_live now)" "$1"
	is "wrong" "$(param vsi_test_live wrong)" 0
}

# it executes its sites on all CPUs meanwhile
runs_on()
{
	runs=$(param vsi_test_live runs)
	for _ in $(seq 50); do
		[ "$(param vsi_test_live runs)" -gt $((runs + 80)) ] && return
		sleep 0.05
	done
	fail "the module's threads stand still"
}

attach_and_detach()
{
	load vsi_test_text
	load vsi_test_probe
	load vsi_test_live
	echo vsi_test_live > $TEXT/take
	for carrier in trap branch auto; do
		load vsi "policy=all=native carrier=$carrier"
		for _ in 1 2 3; do
			attach vsi_test_live
			live_now 3
			is "differ" "$(differ vsi_test_live)" "$(entries vsi_test_live)"
			is "source" "$(cat $SYS/vsi_test_live/source)" discovered
			runs_on
			detach vsi_test_live
			live_now 0
			is "differ" "$(differ vsi_test_live)" 0
			nothing_served
			runs_on
		done
		unload vsi
	done
	load vsi "$NATIVE"
}

wrong_names()
{
	is "no such module" "$(attach vsi_test_nowhere)" ENOENT
	is "vsi itself" "$(attach vsi)" EINVAL
	is "a long name" "$(attach "$(printf %0100d 0)")" ENAMETOOLONG
	is "not attached" "$(detach vsi_test_live)" ENOENT
	is "no such module" "$(detach vsi_test_nowhere)" ENOENT
	is "vsi itself" "$(detach vsi)" ENOENT
	attach vsi-test-live
	is "again" "$(attach vsi_test_live)" EEXIST
	live_now 3
	detach "vsi_test_live
"
	live_now 0
	load vsi_test_plain
	is "nothing to serve" "$(attach vsi_test_plain)" ""
	unload vsi_test_plain
	echo off > $SYS/policy
	is "policy off" "$(attach vsi_test_live)" ""
	echo all=native > $SYS/policy
	live_now 0
	nothing_served
}

probe_set()
{
	is "kprobe" "$(helper write $PROBE/probe "live_mrs$1")" ""
}

probe_gone()
{
	echo > $PROBE/probe
	# one that was optimized goes a moment later
	for _ in $(seq 100); do
		grep -q live_mrs /sys/kernel/debug/kprobes/list || return 0
		sleep 0.05
	done
	fail "the kprobe is still there"
}

attach_a_probed_site()
{
	probe_set
	forget_messages
	is "attach" "$(attach vsi_test_live)" EBUSY
	messages | grep -q '^vsi: vsi_test_live: text+0x[0-9a-f]*: a kprobe stands here$'
	live_now 1
	nothing_served
	probe_gone
	live_now 0
}

detach_a_probed_site()
{
	echo branch > $SYS/carrier
	attach vsi_test_live
	probe_set
	is "detach" "$(detach vsi_test_live)" EBUSY
	live_now 3
	runs_on
	probe_gone
	runs_on
	detach vsi_test_live
	is "differ" "$(differ vsi_test_live)" 0
	nothing_served
}

# one that is known to the kernel only by what it has read
disabled_kprobe()
{
	probe_set " disabled"
	is "attach" "$(attach vsi_test_live)" EBUSY
	live_now 0
	probe_gone
	attach vsi_test_live
	probe_set " disabled"
	is "detach" "$(detach vsi_test_live)" EBUSY
	live_now 3
	probe_gone
	detach vsi_test_live
	live_now 0
	is "differ" "$(differ vsi_test_live)" 0
}

# slow_probe DO: one that has read its instruction, and is not known yet
slow_probe()
{
	echo live_mrs > $PROBE/slow
	for _ in $(seq 100); do
		[ "$(cat $PROBE/waits)" = Y ] && break
		sleep 0.05
	done
	is "waits" "$(cat $PROBE/waits)" Y
	is "$1" "$("$1" vsi_test_live)" EBUSY
	is "kprobe" "$(cat $PROBE/slow_error)" 0
	runs_on
}

# the breakpoint stands where nothing else was changed
kprobe_in_the_making()
{
	echo branch > $SYS/carrier
	slow_probe attach
	is "differ" "$(differ vsi_test_live)" 1
	nothing_served
	probe_gone
	is "differ" "$(differ vsi_test_live)" 0
	attach vsi_test_live
	slow_probe detach
	live_now 3
	probe_gone
	live_now 3
	runs_on
	detach vsi_test_live
	is "differ" "$(differ vsi_test_live)" 0
	nothing_served
}

# until the kprobe is gone; it would bring back a branch into nowhere
rmmod_waits()
{
	attach vsi_test_live
	probe_set
	forget_messages
	helper unload vsi & pid=$!
	for _ in $(seq 40); do
		[ -n "$(messages)" ] && break
		sleep 0.05
	done
	is "message" "$(messages)" \
		"vsi: waiting until all instructions can be put back: is there a kprobe on one?"
	is "attach" "$(attach vsi_test_text)" ESHUTDOWN
	load vsi_test_load
	is "substituted meanwhile" "$(param vsi_test_load substituted)" 0
	unload vsi_test_load
	[ -d $SYS ] || fail "rmmod did not wait"
	live_now 3
	runs_on
	probe_gone
	wait $pid
	is "differ" "$(differ vsi_test_live)" 0
	runs_on
	live_now 0
	load vsi "$NATIVE"
	nothing_served
}

# a module in its init, which may take long
rmmod_during_init()
{
	load vsi_test_load slow=20000 & pid=$!
	for _ in $(seq 50); do
		[ -d $SYS/vsi_test_load ] && break
		sleep 0.02
	done
	unload vsi
	wait $pid
	is "substituted" "$(param vsi_test_load substituted)" 4
	is "still" "$(param vsi_test_load still)" 0
	is "wrong" "$(param vsi_test_load wrong)" 0
	sleep 0.1
	is "late" "$(param vsi_test_load late)" 1
	unload vsi_test_load
	load vsi "$NATIVE"
}

kprobes()
{
	echo "$1" > /sys/kernel/debug/kprobes/enabled
}

# the hooks are kprobes: a module passes them by and is served when it is coming, as
# hook=relocate does anyhow with some; but on arm64 ftrace finds each
hooks_switched_off()
{
	source=discovered
	[ "$(cat $SYS/hook) $ARCH" = "finalize arm64" ] && source=embedded
	forget_messages
	kprobes 0
	load vsi_test_load
	if [ "$VSI_HOOK" = relocate ] || [ $ARCH = arm64 ]; then
		is "message" "$(messages)" ""
	else
		is "message" "$(messages)" \
			"vsi: vsi_test_load: was not seen while it was loaded, served now"
	fi
	is "substituted" "$(param vsi_test_load substituted)" 4
	is "wrong" "$(param vsi_test_load wrong)" 0
	is "source" "$(cat $SYS/vsi_test_load/source)" $source
	kprobes 1
	unload vsi_test_load
	nothing_served
}

# of two reasons to say something one is said
refused_when_coming()
{
	echo all=deny > $SYS/policy
	kprobes 0
	forget_messages
	refused EPERM vsi_test_load
	is "messages" "$(messages | sed 's/+0x[0-9a-f]*//; s/: \.text/: text/')" \
		"vsi: vsi_test_load: text: denied by the policy"
	kprobes 1
	echo all=native > $SYS/policy
	nothing_served
}

# and one that goes passes them by, too
end_not_seen()
{
	load vsi_test_load
	load vsi_test_again
	kprobes 0
	unload vsi_test_load
	is "detach" "$(detach vsi_test_load)" ENOENT
	is "attach" "$(attach vsi_test_load)" ENOENT
	load vsi_test_load
	is "wrong" "$(param vsi_test_load wrong)" 0
	unload vsi_test_again
	unload vsi_test_load
	kprobes 1
	load vsi_test_plain
	unload vsi_test_plain
	nothing_served
	kprobes 0
	load vsi_test_load
	unload vsi_test_load
	unload vsi
	kprobes 1
	load vsi "$NATIVE"
	nothing_served
}

# it fails while the module is not there, and where the policy keeps everything
loop_attach()
{
	while [ ! -e /tmp/stop ]; do
		for answer in "$(attach "$1")" "$(detach "$1")"; do
			case $answer in
			""|ENOENT|EEXIST) ;;
			*) fail "$1: $answer" ;;
			esac
		done
		echo >> /tmp/rounds.attach
	done
}

# the one who attaches it keeps it from going meanwhile
unload_busy()
{
	for _ in $(seq 100); do
		unload "$1" > "/tmp/busy.$1" && return
		sleep 0.02
	done
	fail "$1 does not go: $(cat "/tmp/busy.$1")"
}

loop_load()
{
	while [ ! -e /tmp/stop ]; do
		load "$1"
		is "wrong" "$(param "$1" wrong)" 0
		unload_busy "$1"
		echo >> /tmp/rounds.load
	done
}

loop_settings()
{
	while [ ! -e /tmp/stop ]; do
		for policy in audit all=native auto all=keep,psr=native off; do
			for carrier in trap branch auto; do
				echo "$carrier" > $SYS/carrier
				echo "$policy" > $SYS/policy
			done
		done
		echo >> /tmp/rounds.settings
	done
}

all_at_once()
{
	rm -f /tmp/stop /tmp/rounds.*
	loop_attach vsi_test_live & a=$!
	loop_attach vsi_test_again & b=$!
	loop_load vsi_test_load & c=$!
	loop_load vsi_test_again & d=$!
	loop_settings & e=$!
	sleep 25
	touch /tmp/stop
	for pid in $a $b $c $d $e; do
		wait "$pid" || fail "a loop failed"
	done
	wc -l /tmp/rounds.*
	for loop in attach load settings; do
		[ "$(wc -l < /tmp/rounds.$loop)" -ge 3 ] || fail "too few rounds of $loop"
	done
	live_now 0
	is "differ" "$(differ vsi_test_live)" 0
	nothing_served
	unload vsi_test_live
	unload vsi
}

run_tests attach_and_detach wrong_names attach_a_probed_site detach_a_probed_site disabled_kprobe \
	kprobe_in_the_making rmmod_waits rmmod_during_init hooks_switched_off \
	refused_when_coming end_not_seen all_at_once
