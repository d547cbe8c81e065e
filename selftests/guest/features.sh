#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# features.sh [-nopmu|-unknown|-xen]: what vsi finds out of QEMU's virt with
# three Cortex-A15; with one without a PMU; with a device tree that does not
# name QEMU, and one that names Xen.
. /vsi/lib.sh

variant=${1-}
cpu2=/sys/devices/system/cpu/cpu2/online

# feature NAME TEXT
feature()
{
	is "$1" "$(cat "$SYS/features/$1")" "$2"
}

tried()
{
	feature "$1" "present: read on 3 of 3 CPUs"
}

identified()
{
	feature "$1" "$2: identification on 3 CPUs"
}

# What the identification registers of a Cortex-A15 without EL2 and EL3 say.
identified_absent()
{
	for name in amu gic ras secure trace; do
		identified $name absent
	done
	feature hyp "absent: undefined at PL1"
}

hypervisor_is_named()
{
	load vsi
	case $variant in
	-unknown) is "hypervisor" "$(cat $SYS/hypervisor)" unknown ;;
	-xen) is "hypervisor" "$(cat $SYS/hypervisor)" xen ;;
	*) is "hypervisor" "$(cat $SYS/hypervisor)" qemu ;;
	esac
	is "probe" "$(param vsi probe)" auto
}

all_are_listed()
{
	is "features" "$(cd $SYS/features && echo *)" \
		"amu cbar debug gentimer gic hyp jazelle l2ctlr l2ectlr pmu pmuv3 ras secure thumbee trace"
}

# QEMU has no node for a PMU of ARMv7, and goes on to answer for one that it
# says it has not.
no_pmu()
{
	feature pmu "absent: identification on 3 CPUs, none in the device tree"
	identified pmuv3 absent
}

with_probing()
{
	identified_absent
	for name in debug gentimer jazelle thumbee l2ctlr l2ectlr cbar; do
		tried $name
	done
	if [ "$variant" = -nopmu ]; then
		no_pmu
	else
		feature pmu "present: read on 3 of 3 CPUs, none in the device tree"
		tried pmuv3
	fi
}

without_probing()
{
	identified_absent
	for name in debug gentimer jazelle thumbee; do
		identified $name present
	done
	for name in l2ctlr l2ectlr cbar; do
		feature $name "unknown: not probed"
	done
	if [ "$variant" = -nopmu ]; then
		no_pmu
	else
		feature pmu "present: identification on 3 CPUs, none in the device tree"
		feature pmuv3 "unknown: not probed"
	fi
}

probing_is_automatic()
{
	case $variant in
	-unknown) without_probing ;;
	*) with_probing ;;
	esac
	unload vsi
}

probing_can_be_forced()
{
	load vsi probe=on
	is "probe" "$(param vsi probe)" on
	with_probing
	unload vsi
}

probing_can_be_forbidden()
{
	load vsi probe=off
	is "probe" "$(param vsi probe)" off
	without_probing
	unload vsi
}

bad_probe_is_refused()
{
	forget_messages
	refused EINVAL vsi probe=yes
	messages | grep -qx "vsi: probe: 'yes' is none of auto, on, off"
	[ ! -e $SYS ] || fail "$SYS is there"
}

cpus_that_come_later_are_examined()
{
	echo 0 > $cpu2
	load vsi probe=on
	feature l2ctlr "present: read on 2 of 2 CPUs"
	feature trace "absent: identification on 2 CPUs"
	forget_messages
	echo 1 > $cpu2
	feature l2ctlr "present: read on 3 of 3 CPUs"
	feature trace "absent: identification on 3 CPUs"
	is "messages" "$(messages)" ""
	echo 0 > $cpu2
	echo 1 > $cpu2
	feature l2ctlr "present: read on 3 of 3 CPUs"
	is "messages" "$(messages)" ""
}

modules_can_be_served_then()
{
	load vsi_test_load
	[ "$(cat $SYS/vsi_test_load/sites)" -gt 0 ]
	unload vsi_test_load
	nothing_served
	unload vsi
}

# The operations after the first one of a loop do nothing; the machine has memory in highmem.
set_and_way_by_address()
{
	load vsi_test_setway
	first=$(param vsi_test_setway first) next=$(param vsi_test_setway next)
	echo "first $first ns, next $next ns"
	[ "$(param vsi_test_setway highmem)" -gt 10000 ]
	[ "$first" -gt $((next * 100)) ]
	unload vsi_test_setway
}

run_tests hypervisor_is_named all_are_listed probing_is_automatic probing_can_be_forced \
	probing_can_be_forbidden bad_probe_is_refused cpus_that_come_later_are_examined \
	modules_can_be_served_then set_and_way_by_address
