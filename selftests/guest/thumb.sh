#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# On a kernel built as T32: instructions of two sizes, IT blocks, words across
# pages; traps, branches and single instructions; guards; modules that were
# there before vsi.  Each case must leave what it leaves without vsi.
. /vsi/lib.sh
. /vsi/lib-live.sh

M=vsi_test_thumb
DIR=$SYS/$M

# what each case leaves
seen()
{
	cat /sys/module/$M/parameters/digests
}

# what that is, for people
states()
{
	for nr in $(seq 0 20); do
		echo "$nr" > /sys/module/$M/parameters/which
		sed "s/^/case $nr, flags /" /sys/module/$M/parameters/states
	done
}

count()
{
	cat "$DIR/$1"
}

at_least()
{
	[ "$2" -ge "$3" ] || fail "$1: $2, want at least $3"
}

without_vsi()
{
	load $M
	seen > /tmp/want
	is "cases" "$(wc -l < /tmp/want)" 21
	is "across pages" "$(param $M across)" 4094
	cat /sys/module/$M/parameters/text > /tmp/text
	is "exclusive" "$(param $M exclusive)" 100
	states > /tmp/states.want
	unload $M
	# cases tell results from others
	[ "$(cut -d ' ' -f 2 /tmp/want | sort -u | wc -l)" -ge 19 ] || fail "cases leave the same"
}

vsi_loads()
{
	load vsi "$NATIVE"
}

same()
{
	seen > /tmp/got
	diff /tmp/want /tmp/got || { states > /tmp/states.got; diff /tmp/states.want /tmp/states.got; exit 1; }
	is "mismatches" "$(param $M mismatches)" 0
	is "exclusive" "$(param $M exclusive)" 100
}

# served CARRIER CONTEXT [FILE]
served()
{
	echo "$1" > $SYS/carrier
	load "${3-$M}" "context=$2"
	same
	unload $M
	nothing_served
}

traps()
{
	served trap process
	load $M
	at_least "trap sites" "$(count carrier_trap)" 60
	is "branches" "$(count carrier_branch)" 0
	at_least "traps" "$(count hits)" 1000
	unload $M
}

# IT blocks keep some from branching, and no branch of 16 bits goes far enough
branches()
{
	served branch process
	load $M
	at_least "branches" "$(count carrier_branch)" 40
	at_least "trap sites" "$(count carrier_trap)" 10
	hits=$(count hits)
	seen > /dev/null
	at_least "traps" "$(count hits)" $((hits + 1))
	unload $M
}

automatic()
{
	served auto process
}

discovered()
{
	for carrier in trap branch; do
		served $carrier process bare/$M
	done
	load bare/$M
	is "source" "$(count source)" discovered
	sites=$(count sites)
	unload $M
	load $M
	is "source" "$(count source)" embedded
	is "sites" "$(count sites)" "$sites"
	unload $M
}

inline()
{
	echo "native,idreg=const" > /tmp/policy
	echo "all=native,idreg=const,event=ignore" > $SYS/policy
	echo auto > $SYS/carrier
	load $M
	same
	is "single instructions" "$(count carrier_inline)" 5
	at_least "constants" "$(count action_const)" 3
	is "left out" "$(count action_ignore)" 2
	unload $M
	echo "all=native" > $SYS/policy
}

contexts()
{
	for context in irqsoff hardirq softirq kprobe cpus; do
		served trap $context
		served branch $context
	done
}

# Of all functions it would take most of a minute.
tracers()
{
	echo '*undef*' > /sys/kernel/tracing/set_ftrace_filter
	echo '*module*' >> /sys/kernel/tracing/set_ftrace_filter
	for tracer in function function_graph; do
		echo $tracer > /sys/kernel/tracing/current_tracer
		served trap process
		served branch process
		echo nop > /sys/kernel/tracing/current_tracer
	done
	echo > /sys/kernel/tracing/set_ftrace_filter
}

# Not even the first instruction of the IT block that follows.
guard()
{
	echo "all=guard" > $SYS/policy
	load $M undefined=1
	is "left" "$(param $M left)" 0
	is "guard faults" "$(count guard_faults)" 24
	same
	unload $M
	echo "all=native" > $SYS/policy
}

live_modules()
{
	unload vsi
	load $M
	is "text" "$(param $M text)" "$(cat /tmp/text)"
	load vsi "$NATIVE"
	for carrier in trap branch; do
		echo $carrier > $SYS/carrier
		echo $M > $SYS/attach
		seen > /tmp/got
		diff /tmp/want /tmp/got
		at_least "substituted" "$(($(count carrier_trap) + $(count carrier_branch)))" 60
		[ "$(param $M text)" != "$(cat /tmp/text)" ] || fail "nothing was written"
		echo $M > $SYS/detach
		is "text after $carrier" "$(param $M text)" "$(cat /tmp/text)"
		seen > /tmp/got
		diff /tmp/want /tmp/got
	done
	unload $M
}

# on instructions of both sizes, at addresses with bit 0 and without
kprobes()
{
	unload vsi
	load vsi_test_probe
	load $M
	load vsi "$NATIVE"
	for symbol in kprobe_mrs kprobe_wfe kprobe_at_halfword; do
		for how in "" " odd" " disabled"; do
			forget_messages
			is "kprobe on $symbol$how" "$(helper write $PROBE/probe "$symbol$how")" ""
			is "attach" "$(helper write $SYS/attach $M)" EBUSY
			messages | grep -q "^vsi: $M: text+0x[0-9a-f]*: a kprobe stands here$"
			echo > $PROBE/probe
		done
	done
	echo $M > $SYS/attach
	echo $M > $SYS/detach
	unload $M
	unload vsi_test_probe
}

vsi_goes()
{
	echo branch > $SYS/carrier
	load $M
	[ "$(param $M text)" != "$(cat /tmp/text)" ] || fail "nothing was written"
	unload vsi
	seen > /tmp/got
	diff /tmp/want /tmp/got
	unload $M
	load $M
	is "text" "$(param $M text)" "$(cat /tmp/text)"
	unload $M
}

# Kprobes of T32 kernels crash on PUSH of 16 bits: then it is refused.
by_relocation()
{
	forget_messages
	answer=$(load vsi "$NATIVE hook=relocate" || :)
	if [ -z "$answer" ]; then
		served trap process
		served branch process
	else
		is "hook=relocate" "$answer" EOPNOTSUPP
		messages | grep -q "begins with an instruction that kprobes do not emulate"
		load vsi "$NATIVE"
		served branch process
	fi
	unload vsi
}

run_tests without_vsi vsi_loads traps branches automatic discovered inline contexts tracers \
	guard live_modules kprobes vsi_goes by_relocation
