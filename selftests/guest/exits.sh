#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A stock kernel on the reference monitor: each instruction that the monitor traps is one
# exit each time, and none where vsi serves the module; a call is one, too.
# selftests/monitor/traps.tbl has the bits.
#
# exits.sh [-hyp]: on the monitor of AArch64, or on that of AArch32, where QEMU traps less
. /vsi/lib.sh
. /vsi/lib-broken.sh

MONITOR=/sys/module/vsi_test_control/parameters
ID=0x8 ACTLR=0x40 SETWAY=0x80 PMU=0x800 SMC=0x10
VM=0x100 WFI=0x200 WFE=0x400 CPACR=0x8000
variant=${1-}
ALL=$((ID | ACTLR | SETWAY | PMU | SMC))
# ACTLR is not constant by the architecture, but where it traps it is for nothing.
POLICY=policy=kvm,actlr=zero,setway=ignore
case $variant in
-hyp)	COUNTED="actlr pmu" TRAPPED="idreg=0 actlr=100 pmu=100 setway=0" ;;
*)	COUNTED="actlr pmu setway" TRAPPED="idreg=100 actlr=100 pmu=100 setway=100" ;;
esac
# numbers in vsi_arm/class.tbl
CLASS_PMU=22 CLASS_CALL=6 CLASS_LOCKDOWN=21 CLASS_IMPDEF=31

monitor()
{
	echo "$2" > "$MONITOR/$1"
}

# Interrupts are behind an access as they were before it.
masks_are_kept()
{
	is "masks" "$(param vsi_test_trapped masks)" "idreg=kept actlr=kept pmu=kept setway=kept"
}

exits_are()
{
	is "exits of 100 times" "$(param vsi_test_trapped exits)" "$1"
}

# The kernel asks PSCI, which is the monitor's, by HVC; a second CPU came by it.
kernel_boots()
{
	is "CPUs" "$(nproc)" 2
	dmesg | grep -q 'psci: SMC Calling Convention v1.1'
	load vsi_test_control
	grep -q 'SMCCC=' "$MONITOR/counts"
	monitor counts 0
	is "counts" "$(cat "$MONITOR/counts")" ""
}

nothing_traps_unless_told()
{
	monitor traps 0
	load vsi_test_trapped
	exits_are "idreg=0 actlr=0 pmu=0 setway=0"
	is "counts" "$(cat "$MONITOR/counts")" ""
}

each_is_an_exit()
{
	monitor traps $ALL
	exits_are "$TRAPPED"
	param vsi_test_trapped values > /tmp/values
	cat /tmp/values
	# a 32-bit kernel reads identification registers, too, while it runs
	for class in $COUNTED; do
		tr ' ' '\n' < "$MONITOR/counts" | grep -x "$class=100"
	done
	unload vsi_test_trapped
}

# What is constant stands in the code, what is absent reads zero; set and way are ignored,
# since cleaning all memory by address 100 times takes a minute.
none_with_vsi()
{
	load vsi "$POLICY"
	load vsi_test_trapped
	exits_are "idreg=0 actlr=0 pmu=100 setway=0"
	masks_are_kept
	is "values" "$(param vsi_test_trapped values)" "$(cat /tmp/values)"
	is "by trap" "$(cat $SYS/vsi_test_trapped/carrier_trap)" 0
	unload vsi_test_trapped
	echo kvm,actlr=zero,setway=ignore,pmu=zero > $SYS/policy
	load vsi_test_trapped
	exits_are "idreg=0 actlr=0 pmu=0 setway=0"
	is "values" "$(param vsi_test_trapped values)" "$(cat /tmp/values)"
	unload vsi_test_trapped
	unload vsi
}

# A monitor that has no PMU for its guest; without vsi the module would be the guest's end.
absent_is_zero()
{
	monitor inject $((1 << CLASS_PMU))
	load vsi policy=auto,idreg=const,actlr=zero,setway=ignore
	is "pmu" "$(sed 's/:.*//' $SYS/features/pmu)" absent
	load vsi_test_trapped
	exits_are "idreg=0 actlr=0 pmu=0 setway=0"
	is "values" "$(param vsi_test_trapped values)" "$(cat /tmp/values)"
	unload vsi_test_trapped
	monitor inject 0
	unload vsi
}

# without probing, it is found out by the first access
absent_is_guarded()
{
	monitor inject $((1 << CLASS_PMU))
	load vsi "$POLICY probe=off"
	load vsi_test_trapped
	exits_are "idreg=0 actlr=0 pmu=100 setway=0"
	is "values" "$(param vsi_test_trapped values)" "$(cat /tmp/values)"
	is "guard faults" "$(cat $SYS/vsi_test_trapped/guard_faults)" 100
	masks_are_kept
	is "guard faults" "$(cat $SYS/vsi_test_trapped/guard_faults)" 102
	unload vsi_test_trapped
	monitor inject 0
	unload vsi
}

# counted KIND: the monitor's count, 0 if it has none
counted()
{
	tr ' ' '\n' < "$MONITOR/counts" | sed -n "s/^$1=//p" | grep . || echo 0
}

# An access that the hypervisor is asked for is one call, and no trap.
served_by_calls()
{
	load vsi policy=all=keep,actlr=hypercall
	is "backend" "$(cat $SYS/backend)" kvm
	load vsi_test_trapped
	monitor counts 0
	exits_are "$TRAPPED"
	is "values" "$(param vsi_test_trapped values)" "$(cat /tmp/values)"
	is "ACCESS" "$(counted ACCESS)" 100
	is "traps" "$(counted actlr)" 0
	unload vsi_test_trapped
	unload vsi
}

# What it refuses is emulated; the original, which is undefined now, is not tried.
refused_is_emulated()
{
	monitor inject $((1 << CLASS_PMU))
	load vsi policy=all=keep,pmu=hypercall
	load vsi_test_trapped
	monitor counts 0
	param vsi_test_trapped exits
	is "values" "$(param vsi_test_trapped values)" "$(cat /tmp/values)"
	is "traps" "$(counted pmu)" 0
	is "undefined" "$(counted INJECTED)" 0
	unload vsi_test_trapped
	monitor inject 0
	unload vsi
}

original_again()
{
	load vsi_test_trapped
	exits_are "$TRAPPED"
	unload vsi_test_trapped
	unload vsi_test_control
	# a second one finds the monitor as before
	load vsi_test_control
	unload vsi_test_control
}

# All traps but what the kernel itself does all the time; what it does not do is undefined. A
# CPU that comes writes to performance monitors and debug registers if it is said to have them.
a_hostile_place()
{
	load vsi_test_control
	monitor traps $((0x1ffff & ~(VM | WFI | WFE | CPACR)))
	monitor inject $((1 << CLASS_CALL | 1 << CLASS_LOCKDOWN | 1 << CLASS_IMPDEF))
}

a_friendly_place()
{
	monitor traps 0
	monitor inject 0
	unload vsi_test_control
}

# shellcheck disable=SC2034 # of lib-broken.sh
case $ARCH$variant in
arm64)		BROKEN_ENV=monitor-a64 ;;
arm)		BROKEN_ENV=monitor-a32 ;;
arm-hyp)	BROKEN_ENV=monitor-hyp ;;
esac
# shellcheck disable=SC2034
BROKEN_COUNTER=monitor

# shellcheck disable=SC2086 # words
run_tests kernel_boots nothing_traps_unless_told each_is_an_exit none_with_vsi absent_is_zero \
	absent_is_guarded served_by_calls refused_is_emulated original_again \
	a_hostile_place $BROKEN_TESTS a_friendly_place
