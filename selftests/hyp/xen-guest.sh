#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# xen-guest.sh: vsi in a guest of Xen.
. /vsi/lib.sh
. /vsi/lib-ops.sh
. /vsi/lib-guest.sh
. /vsi/lib-broken.sh

xen_is_there()
{
	is "type" "$(cat /sys/hypervisor/type)" xen
	is "version" "$(cat /sys/hypervisor/version/major)" 4
}

xen_is_seen()
{
	load vsi
	hypervisor_is xen
}

xen_does_not_serve()	{ not_served xen; }
# Performance monitors read as zero; of arm64, their counters are undefined.
features_are_found()
{
	feature pmu "present: read on 1 of 1 CPUs"
	[ $ARCH = arm ] || feature pmev "absent: undefined on 1 of 1 CPUs"
}

# What is not vsi's fault: Xen has few debug registers; of one, where flags are the destination
# of MRC, it writes PC.
ops_here()
{
	if [ $ARCH = arm64 ]; then
		ops "$1" except=pmccfiltr,pmev
	else
		ops "$1" except=p14
	fi
}

ops_by_traps()		{ ops_here trap; }
ops_by_branches()	{ ops_here branch; }

nothing_is_left()
{
	nothing_served
	unload vsi
}

# shellcheck disable=SC2034 # of lib-broken.sh
case $ARCH in
arm64)	BROKEN_ENV=xen-a64 BROKEN_COUNTER=none ;;
*)	BROKEN_ENV=xen-a32 BROKEN_COUNTER=none ;;
esac

# shellcheck disable=SC2086 # words
run_tests xen_is_there xen_is_seen xen_does_not_serve features_are_found by_traps \
	ops_by_traps ops_by_branches nothing_is_left $BROKEN_TESTS
