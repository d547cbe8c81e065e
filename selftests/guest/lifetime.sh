#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Loads that fail, loads side by side, and what is left of them: nothing. /t/ksyms has
# the functions without which vsi does not load, of all kernels.
. /vsi/lib.sh

# vsi_refused ERROR MESSAGE: and with what it lacked, it would load
vsi_refused()
{
	forget_messages
	refused "$1" vsi "$NATIVE"
	is "message" "$(messages)" "$2"
	[ ! -e $SYS ] || fail "$SYS is there"
}

symbols_are_missing()
{
	missing=0
	for symbol in $(cat /t/ksyms); do
		grep -q " $symbol\$" /proc/kallsyms || continue
		load vsi_test_skip "function=kallsyms_lookup_name argument=$symbol error=0"
		vsi_refused ENOENT "vsi: this kernel has no $symbol"
		unload vsi_test_skip
		missing=$((missing + 1))
	done
	[ $missing -ge 4 ] || fail "only $missing of these functions are there"
}

no_kprobes()
{
	load vsi_test_skip error=-95
	vsi_refused ENOENT "vsi: kallsyms_lookup_name: no kprobe (-95)"
	unload vsi_test_skip
}

# ftrace is what shows undefined instructions, where the kernel has no hooks for them,
# and the better one of two ways to see modules
no_ftrace()
{
	echo 0 > /proc/sys/kernel/ftrace_enabled
	if grep -q ' register_undef_hook$' /proc/kallsyms; then
		forget_messages
		is "load" "$(helper load /t/vsi.ko "$NATIVE hook=finalize")" ""
		is "message" "$(messages | head -n 1)" \
			"vsi: module_finalize() cannot be redirected by ftrace (-16): taking a kprobe"
		next_load_works
		unload vsi
	else
		vsi_refused EBUSY "vsi: undefined instructions cannot be seen (-16)
vsi: cannot hook the module loader (-16)"
	fi
	echo 1 > /proc/sys/kernel/ftrace_enabled
}

served_and_gone()
{
	load vsi "$NATIVE"
	nothing_served
	load vsi_test_load
	is "modules served" "$(total modules)" 1
	[ -d $SYS/vsi_test_load ] || fail "no directory"
	unload vsi_test_load
	nothing_served
}

init_fails()
{
	traps=$(total traps)
	refused EIO vsi_test_load fail=-5
	[ "$(total traps)" -gt "$traps" ] || fail "init was not served"
	nothing_served
}

duplicate_symbol()
{
	load vsi_test_load
	loads=$(total loads)
	refused ENOEXEC vsi_test_dup
	is "tables accepted" "$(total loads)" $((loads + 1))
	is "modules served" "$(total modules)" 1
	unload vsi_test_load
	nothing_served
}

vetoed_by_a_notifier()
{
	load vsi_test_veto
	refused EACCES vsi_test_load
	nothing_served
	unload vsi_test_veto
}

bad_parameter()
{
	refused EINVAL vsi_test_load fail=word
	nothing_served
}

next_load_works()
{
	load vsi_test_load
	is "wrong" "$(param vsi_test_load wrong)" 0
	is "substituted" "$(param vsi_test_load substituted)" 4
	unload vsi_test_load
}

without_sites_no_record()
{
	load vsi_test_plain
	nothing_served
	unload vsi_test_plain
}

# neither the original nor ours; and one that the kernel has made a site
rewritten_by_the_kernel()
{
	sites=6 substituted=2 refused=1
	if [ $ARCH = arm64 ]; then
		sites=8 substituted=4
		# those that it makes when vsi has been there are not vsi's, nor what it
		# makes them of
		[ "$(cat $SYS/hook)" = relocate ] && sites=7 substituted=2 refused=2
	fi
	forget_messages
	load vsi_test_fixup
	rewritten=$(printf 0x%08x "$(param vsi_test_fixup rewritten)")
	case $rewritten in
	"$MIDR_WORD"|0xe7f*|0x0000*) fail "the kernel has not rewritten the site: $rewritten" ;;
	esac
	is "sites" "$(cat $SYS/vsi_test_fixup/sites)" $sites
	is "refused" "$(cat $SYS/vsi_test_fixup/refused)" $refused
	is "substituted" "$(cat $SYS/vsi_test_fixup/carrier_trap)" $substituted
	is "left alone where the mode is switched" "$(cat $SYS/vsi_test_fixup/action_keep)" 3
	has="has changed"
	[ "$(cat $SYS/hook)" = relocate ] && has="is about to change"
	is "copied" "$(messages | grep -c "is about to copy")" $((refused - 1))
	is "message" "$(messages | grep -v "is about to copy")" \
		"vsi: vsi_test_fixup: .text+0x0: the kernel $has $MIDR_WORD, left alone"
	unload vsi_test_fixup
	nothing_served
}

goes_while_serving()
{
	load vsi_test_load
	is "substituted now" "$(param vsi_test_load now)" 3
	unload vsi
	[ ! -e $SYS ] || fail "$SYS is still there"
	is "substituted now" "$(param vsi_test_load now)" 0
	unload vsi_test_load
	load vsi "$NATIVE"
	nothing_served
}

loaded_before_vsi()
{
	unload vsi
	load vsi_test_load
	load vsi "$NATIVE"
	nothing_served
	is "substituted" "$(param vsi_test_load substituted)" 0
	unload vsi
	load vsi "$NATIVE"
	unload vsi_test_load
	nothing_served
}

# MODULE TIMES: every load is served, or the machine says why
load_loop()
{
	for _ in $(seq "$2"); do
		load "$1" "${3-}"
		is "$1 wrong" "$(param "$1" "${4:-wrong}")" 0
		unload "$1"
	done
}

wait_all()
{
	for pid; do
		wait "$pid" || fail "a loop failed"
	done
}

parallel_loads()
{
	loads=$(total loads)
	load_loop vsi_test_load 8 & a=$!
	load_loop vsi_test_many 4 & b=$!
	load_loop vsi_test_ops 2 context=process mismatches & c=$!
	(for _ in $(seq 8); do refused EIO vsi_test_again fail=-5; done) & d=$!
	wait_all $a $b $c $d
	is "tables accepted" "$(total loads)" $((loads + 22))
	nothing_served
}

# while vsi itself comes and goes; a module is served or not, but always right
vsi_comes_and_goes()
{
	load_loop vsi_test_load 6 & a=$!
	load_loop vsi_test_again 6 & b=$!
	for _ in $(seq 8); do
		unload vsi || :
		load vsi "$NATIVE" || :
	done > /tmp/comings
	wait_all $a $b
	[ -e $SYS ] || load vsi "$NATIVE"
	nothing_served
}

readers_during_unload()
{
	(while [ ! -e /tmp/stop ]; do cat $SYS/*/* || :; done > /dev/null 2>&1) & reader=$!
	load_loop vsi_test_load 5
	touch /tmp/stop
	wait $reader
	nothing_served
}

# On arm nothing is left to ftrace.
no_ftrace=
[ $ARCH = arm64 ] && no_ftrace=no_ftrace

# shellcheck disable=SC2086 # a word or none
run_tests symbols_are_missing no_kprobes $no_ftrace served_and_gone init_fails \
	duplicate_symbol vetoed_by_a_notifier bad_parameter \
	next_load_works without_sites_no_record rewritten_by_the_kernel goes_while_serving loaded_before_vsi \
	parallel_loads vsi_comes_and_goes readers_during_unload
