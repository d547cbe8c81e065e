#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A guest of a hypervisor that is not one that vsi knows, or that answers nonsense:
# MON_HOSTILE_... of selftests/monitor/monitor_abi.h. Whatever it says, nothing breaks, and
# what it says of no use is not used.
. /vsi/lib.sh

MONITOR=/sys/module/vsi_test_control/parameters
MAGIC=1 MAJOR=2 ECHO=3 ZERO=4 STATUS=5 BATCH=6 ENTRIES=7

# it MANNER: from now on
it()
{
	echo "$1" > $MONITOR/hostile
}

strangers_are_not_called()
{
	load vsi_test_control
	echo 0xff > $MONITOR/traps
	for manner in $MAGIC $MAJOR $ECHO $ZERO; do
		it "$manner"
		refused ENODEV vsi backend=kvm
		load vsi
		is "backend" "$(cat $SYS/backend)" native
		unload vsi
	done
	it 0
}

# served MANNER: found while it was honest; then it is not
served()
{
	it 0
	load vsi policy=all=native,idreg=hypercall,cachetype=hypercall,actlr=hypercall
	is "backend" "$(cat $SYS/backend)" kvm
	it "$1"
	load vsi_test_ops carrier=any
}

statuses_that_mean_nothing_are_refusals()
{
	served $STATUS
	is "mismatches" "$(param vsi_test_ops mismatches)" 0
	is "hypercalls" "$(cat $SYS/vsi_test_ops/action_hypercall)" 0
	unload vsi_test_ops
	unload vsi
}

counts_that_are_too_large_do_not_count()
{
	served $BATCH
	is "mismatches" "$(param vsi_test_ops mismatches)" 0
	unload vsi_test_ops
	unload vsi
}

# An entry of garbage is no promise.
garbage_in_entries_harms_nothing()
{
	served $ENTRIES
	is "mismatches" "$(param vsi_test_ops mismatches)" 0
	is "hypercalls" "$(cat $SYS/vsi_test_ops/action_hypercall)" 0
	unload vsi_test_ops
	unload vsi
	it 0
	unload vsi_test_control
}

run_tests strangers_are_not_called statuses_that_mean_nothing_are_refusals \
	counts_that_are_too_large_do_not_count garbage_in_entries_harms_nothing
