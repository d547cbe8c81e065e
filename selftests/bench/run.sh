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

# loads WHAT: instructions of the least of twenty loads. What the allocator does
# varies by half a million, so that only large modules can be measured so.
loads()
{
	for _ in $(seq 20); do
		helper time /t/vsi_test_many.ko
		unload vsi_test_many
	done | sort -n | sed -n "1s/^/$1 load_vsi_test_many /p"
}

loads without
costs without
load vsi policy=off
loads off
unload vsi
load vsi policy=audit
loads audit
unload vsi
load vsi "$NATIVE"
loads with
costs with
unload vsi
