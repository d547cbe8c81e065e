#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Sites whose surroundings matter: in loops with exclusives, at exception tables, static
# keys and alternatives; in init text that is gone; probed and traced; while tasks are
# preempted and move between CPUs.  Each without vsi, by traps, and by branches.
# Documentation/testing.rst has a table of them.
. /vsi/lib.sh
. /vsi/lib-live.sh

DATA=/sys/module/vsi_test_data/parameters
MOVES=/sys/module/vsi_test_moves/parameters
TRACING=/sys/kernel/tracing

# stands_where_it_was: a module, $stale, whose load is told where the 1000th site of the init
# text of vsi_test_many was, and as many as it takes until there is no room before that
stands_where_it_was()
{
	at=$(awk -F '\t' '$2 == "-" { print $1 }' /sys/kernel/debug/vsi/vsi_test_many/sites |
		sed -n 1001p)
	[ -n "$at" ] || fail "no site of init text"
	# it is freed later
	sleep 0.2
	for n in 1 2 3 4 5 6; do
		stale=vsi_test_stal$n
		load "names/$stale" "at=$at"
		[ "$(param "$stale" covered)" = N ] || return 0
	done
	fail "no module came to stand at $at"
}

unload_stale()
{
	is "words that changed" "$(param "$stale" now)" 0
	while [ "$n" -gt 0 ]; do
		unload "vsi_test_stal$n"
		n=$((n - 1))
	done
}

# One that is served, and one that is not, which is not looked at.
init_text_that_is_gone()
{
	load vsi "$NATIVE"
	for policy in all=native off; do
		load vsi_test_many
		is "wrong" "$(param vsi_test_many wrong)" 0
		echo $policy > $SYS/policy
		stands_where_it_was
		is "what was nobody's" "$(param "$stale" first)" 0
		echo all=native > $SYS/policy
		# neither writes where sites were
		detach vsi_test_many
		is "words that changed" "$(param "$stale" now)" 0
		attach vsi_test_many
		is "words that changed" "$(param "$stale" now)" 0
		unload vsi_test_many
		unload_stale
		nothing_served
	done
	load vsi_test_many
	stands_where_it_was
	unload vsi
	unload_stale
	unload vsi_test_many
}

# run_case NAME LEAST [MISPLACED]: executed that often, and always right
run_case()
{
	is "$1" "$(helper write $DATA/run "$1")" ""
	is "$1: wrong" "$(cat $DATA/wrong)" 0
	[ "$(cat $DATA/runs)" -ge "$2" ] || fail "$1: only $(cat $DATA/runs) runs"
	# what is beside a site has not changed it
	is "misplaced" "$(cat $DATA/misplaced)" "${3:-0}"
}

exclusives()	{ run_case exclusives 1000; }
faults()	{ run_case faults 1000; }
keys()		{ run_case keys 3000; }
alternatives()	{ run_case alternatives 200; }
traced()	{ run_case traced 200; }

# tasks that are preempted and moved between CPUs; the kernel may not preempt its own code
moves()
{
	is "moves" "$(helper write $MOVES/run 1)" ""
	is "wrong" "$(cat $MOVES/wrong)" 0
	[ "$(cat $MOVES/reads)" -ge 10000 ] || fail "only $(cat $MOVES/reads) reads"
	[ "$(cat $MOVES/moved)" -ge 50 ] || fail "moved only $(cat $MOVES/moved) times"
	note "moved between two sites: $(cat $MOVES/moved), preempted: $(cat $MOVES/preempted)"
}

# kept REASON: how many sites are, for that
kept()
{
	awk -F '\t' -v why="$1" '$9 == why { n += $6 } END { print n + 0 }' \
		/sys/kernel/debug/vsi/vsi_test_data/ways
}

loaded()
{
	load vsi_test_data "carrier=$1 $2"
	load vsi_test_moves
	[ "$(cat $DATA/places)" -ge 45 ] || fail "only $(cat $DATA/places) places"
	is "misplaced" "$(cat $DATA/misplaced)" 0
}

RELOCATE=
[ "$VSI_HOOK" = relocate ] && RELOCATE=relocate=1

# event WHAT: of kprobes, added to those that are there; the module need not be
event()
{
	helper write $TRACING/kprobe_events "$1"
}

hits()
{
	awk -v event="$1" '$1 == event { print $2 }' $TRACING/kprobe_profile
}

# A32 takes no kprobe on an undefined instruction, nor on the original of this one.
takes_probe()
{
	[ "$ARCH $1" != "arm trap" ]
}

# probes_set SITE [ERROR]: at the entry of a function with sites and at its end, and on one
probes_set()
{
	is "entry" "$(event "p:data/entry vsi_test_data:traced")" ""
	is "exit" "$(event "r:data/exit vsi_test_data:traced")" ""
	is "site" "$(event "p:data/site vsi_test_data:$1")" "${2-}"
	echo 1 > $TRACING/events/data/enable
}

probes_gone()
{
	echo 0 > $TRACING/events/data/enable
	echo > $TRACING/kprobe_events
	is "misplaced" "$(cat $DATA/misplaced)" 0
	run_probed 0
}

# run_probed MISPLACED: what the probes are on; a breakpoint counts
run_probed()
{
	for case in faults traced; do
		run_case $case 200 "$1"
	done
}

# were_hit EVENT...
were_hit()
{
	for event; do
		[ "$(hits "$event")" -ge 50 ] || fail "$event: $(hits "$event") hits"
	done
}

# probed CARRIER: kprobes that are there before module and vsi, then others that come later
probed()
{
	breakpoints=0 sites=''
	! takes_probe "$1" || breakpoints=1 sites=site
	load vsi_test_data
	site=$(cat $DATA/traced)
	unload vsi_test_data
	probes_set "$site"
	load vsi "policy=all=native carrier=$1 count=1"
	load vsi_test_data "carrier=$1"
	is "misplaced" "$(cat $DATA/misplaced)" $breakpoints
	run_probed $breakpoints
	were_hit entry exit $sites
	probes_gone
	answer=
	takes_probe "$1" || answer=EINVAL
	probes_set "$site" $answer
	run_probed $breakpoints
	were_hit entry exit $sites
	[ $breakpoints = 0 ] || is "detach" "$(detach vsi_test_data)" EBUSY
	probes_gone
	detach vsi_test_data
	unload vsi_test_data
	unload vsi
}

probed_traps()		{ probed trap; }
probed_branches()	{ probed branch; }

# filtered: the module's functions, before there are any
filtered()
{
	echo '*:mod:vsi_test_data' > $TRACING/set_ftrace_filter
	load vsi "policy=all=native carrier=$1 count=1"
	echo function > $TRACING/current_tracer
	load vsi_test_data "carrier=$1"
	for tracer in function function_graph; do
		echo $tracer > $TRACING/current_tracer
		echo > $TRACING/trace
		run_case traced 200
		grep -q '[^_]traced[ (]' $TRACING/trace || fail "$tracer has not seen the function"
	done
	echo nop > $TRACING/current_tracer
	run_case traced 200
	echo > $TRACING/set_ftrace_filter
	unload vsi_test_data
	unload vsi
}

traced_traps()		{ filtered trap; }
traced_branches()	{ filtered branch; }

without_vsi()	{ loaded none; }

unload_both()
{
	unload vsi_test_data
	unload vsi_test_moves
}

served()
{
	[ ! -d /sys/module/vsi_test_data ] || unload_both
	load vsi "policy=all=native carrier=$1 count=1"
	loaded "$1" "$RELOCATE"
}

by_traps()
{
	served trap
	is "kept between exclusives" "$(kept exclusive)" 5
	is "substituted" "$(cat $MOVES/now)" 2
}

by_branches()
{
	unload_both
	unload vsi
	served branch
	is "kept for the exception table" "$(kept fixup)" 1
}

attached()
{
	unload_both
	unload vsi
	loaded none
	load vsi "policy=all=native carrier=branch count=1"
	attach vsi_test_data
	attach vsi_test_moves
	echo branch > $DATA/carrier
	is "misplaced" "$(cat $DATA/misplaced)" 0
}

gone()
{
	unload vsi
	echo none > $DATA/carrier
	is "misplaced" "$(cat $DATA/misplaced)" 0
	is "substituted" "$(cat $MOVES/now)" 0
	unload_both
}

# in_each_mode CASE...: functions for run_tests, in TESTS
TESTS=
in_each_mode()
{
	for mode in without_vsi by_traps by_branches attached; do
		TESTS="$TESTS $mode"
		for case; do
			eval "${case}_$mode() { $case; }"
			TESTS="$TESTS ${case}_$mode"
		done
	done
	TESTS="$TESTS gone"
}

# What the other hook does differently is at alternatives.
if [ -n "$RELOCATE" ]; then
	in_each_mode alternatives
else
	in_each_mode exclusives faults keys alternatives traced moves
	TESTS="init_text_that_is_gone probed_traps probed_branches traced_traps traced_branches $TESTS"
fi
# shellcheck disable=SC2086 # words
run_tests $TESTS
