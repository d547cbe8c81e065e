#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The guest's half of the benchmark: prints "WHAT NAME VALUE" lines, values in
# thousandths of an instruction, or whole ones for loads.
. /vsi/lib.sh

# costs WHAT: of one instruction, as the module measures it
costs()
{
	dmesg -c > /dev/null
	load vsi_bench
	dmesg | sed -n "s/.*bench: \([a-z_]* [0-9]*\)$/$1 \1/p"
	unload vsi_bench
}

# load_cost WHAT MODULE: instructions of the least of five loads
load_cost()
{
	for _ in 1 2 3 4 5; do
		helper time "/t/$2.ko"
		unload "$2"
	done | sort -n | sed -n "1s/^/$1 load_$2 /p"
}

loads()
{
	load_cost "$1" vsi_test_plain
	load_cost "$1" vsi_test_many
}

# the first loads of a guest meet a fresh allocator
loads warm-up > /dev/null
loads without
costs without
load vsi policy=off
loads off
unload vsi
load vsi policy=audit
loads audit
unload vsi
load vsi
loads with
costs with
unload vsi
