#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# features.sh [-nopmu|-unknown|-xen]: what vsi finds out of QEMU's virt with
# three Cortex-A15 or -A72; with one without a PMU; with a device tree that does not
# name QEMU, and one that names Xen.
. /vsi/lib.sh

# That identification calls absent, or present; that no register tells of; of
# performance monitors with PMUv3.
case $ARCH in
arm)	ABSENT="amu gic ras secure trace" NEVER=hyp PRESENT="debug gentimer jazelle thumbee"
	UNKNOWN="l2ctlr l2ectlr cbar" PMUV3=pmuv3 ;;
arm64)	ABSENT="amu brbe gic hyp lor mpam mte ras scxtnum sme spe sve trace trbe trf"
	NEVER=secure PRESENT=debug UNKNOWN="l2ctlr l2ectlr" PMUV3=pmev ;;
esac

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

# What the identification registers of the CPU, without EL2 and EL3, say.
identified_absent()
{
	for name in $ABSENT; do
		identified "$name" absent
	done
	feature "$NEVER" "absent: undefined at PL1"
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
		"$(printf '%s\n' $ABSENT $NEVER $PRESENT $UNKNOWN pmu $PMUV3 | sort | xargs)"
}

# QEMU has no node for a PMU of ARMv7, and goes on to answer for one that it
# says it has not.
no_pmu()
{
	feature pmu "absent: identification on 3 CPUs, none in the device tree"
	identified "$PMUV3" absent
}

# pmu_there HOW
pmu_there()
{
	node=
	[ $ARCH = arm ] && node=", none in the device tree"
	feature pmu "present: $1$node"
}

with_probing()
{
	identified_absent
	for name in $PRESENT $UNKNOWN; do
		tried "$name"
	done
	if [ "$variant" = -nopmu ]; then
		no_pmu
	else
		pmu_there "read on 3 of 3 CPUs"
		tried "$PMUV3"
	fi
}

without_probing()
{
	identified_absent
	for name in $PRESENT; do
		identified "$name" present
	done
	for name in $UNKNOWN; do
		feature "$name" "unknown: not probed"
	done
	if [ "$variant" = -nopmu ]; then
		no_pmu
		return
	fi
	pmu_there "identification on 3 CPUs"
	# what a CPU with PMUv2 has of it only trying tells
	if [ $ARCH = arm ]; then
		feature "$PMUV3" "unknown: not probed"
	else
		identified "$PMUV3" present
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

# The operations after the first one of a loop do nothing; the machine has memory in
# highmem, where that is.
set_and_way_by_address()
{
	load vsi_test_setway
	first=$(param vsi_test_setway first) next=$(param vsi_test_setway next)
	echo "first $first ns, next $next ns"
	[ $ARCH = arm64 ] || [ "$(param vsi_test_setway highmem)" -gt 10000 ]
	[ "$first" -gt $((next * 100)) ]
	unload vsi_test_setway
}

run_tests hypervisor_is_named all_are_listed probing_is_automatic probing_can_be_forced \
	probing_can_be_forbidden bad_probe_is_refused cpus_that_come_later_are_examined \
	modules_can_be_served_then set_and_way_by_address
