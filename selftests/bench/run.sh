#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The guest's half of the benchmark: prints "WHAT NAME VALUE" lines. Costs are
# in thousandths of an instruction; those of loads in instructions, and named
# MODULE.FUNCTION. A module in /t/bare has no table.
#
# PART is "all", or "instructions" for what does not need the test modules.
. /vsi/lib.sh

modules="vsi_bench vsi_test_many vsi_test_load vsi_test_plain zstd_compress
	bare/vsi_test_many bare/vsi_test_plain bare/zstd_compress"
repetitions=5

# costs WHAT: of one instruction, as the module measures it
costs()
{
	forget_messages
	load vsi_bench
	dmesg | sed -n "s/.*bench: \([a-z_]* [0-9]*\)$/$1 \1/p"
	unload vsi_bench
}

# words MODULE: how many distinct ones are substituted
words()
{
	awk -F '\t' 'NR > 1 && $7 != "keep" { n++ } END { print n + 0 }' \
		"/sys/kernel/debug/vsi/$1/ways" 2> /dev/null || echo 0
}

# load_once MODULE: what that cost, and how many sites and words were found
load_once()
{
	name=${1#bare/}
	if [ "$name" = vsi_bench ]; then
		load vsi_bench measure=0
	else
		load "$1"
	fi
	param vsi_bench_load costs
	echo "sites $(cat "$SYS/$name/sites" 2> /dev/null || echo 0)"
	echo "words $(words "$name")"
	unload "$name"
}

# loads WHAT FUNCTION,...: the least of each function, and the number of sites
loads()
{
	[ "$PART" = all ] || return 0
	load vsi_bench_load "functions=$2"
	for module in $modules; do
		for _ in $(seq $repetitions); do
			load_once "$module"
		done | sort -k 1,1 -k 2,2n | awk -v name="$1 $module" '
			!($1 in seen) { seen[$1]; print name "." $1, $2 }'
	done
	unload vsi_bench_load
}

path=vsi_plan,vsi_store,vsi_served_publish,vsi_sysfs_add

# a kprobe that became a jump would cost something else
echo 0 > /proc/sys/debug/kprobes-optimization

costs without
# by vsi's own decoder, until the second one is loaded
load vsi policy=off
is "second decoder" "$(cat $SYS/second)" none
loads off $path
unload vsi
load vsi policy=audit
costs audit
loads audit $path
# inside vsi_plan(), where probes would add to it
loads audit vsi_image_map,vsi_plan_code
unload vsi
load vsi
costs auto
loads auto $path
unload vsi
load vsi "policy=all=native carrier=trap"
costs trap
loads trap $path
echo Y > /sys/module/vsi/parameters/count
costs counted
echo N > /sys/module/vsi/parameters/count
echo 1 > /sys/kernel/tracing/events/vsi/vsi_trap/enable
costs traced
echo 0 > /sys/kernel/tracing/events/vsi/vsi_trap/enable
costs after
unload vsi
load vsi "policy=all=native carrier=branch"
costs branch
loads branch $path
unload vsi
# the status register is left alone: vsi_bench needs its interrupts off
load vsi policy=all=zero,psr=native
costs zero
loads zero $path
unload vsi
load vsi policy=all=const
costs const
unload vsi
[ "$PART" = all ] || exit 0
# what is added to "trap"
load vsi_capstone
load vsi "policy=all=native carrier=trap"
loads second vsi_second_differs
costs second
unload vsi
