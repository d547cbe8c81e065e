#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# kvm-guest.sh [-pmu|-serve]: vsi in a guest of KVM that has two CPUs, or one CPU with
# performance monitors.
. /vsi/lib.sh
. /vsi/lib-ops.sh
. /vsi/lib-guest.sh
. /vsi/lib-broken.sh

variant=${1-}
TIMES=10	# vsi_test_exits executes each of its rows so often
cpus=2
[ "$variant" != -pmu ] || cpus=1

# measure COLUMN ROW...: of each, a column of what vsi_test_exits says
measure()
{
	column=$1
	shift
	load vsi_test_exits "rows=$(echo "$*" | tr ' ' ,)"
	param vsi_test_exits results | awk -v column="$column" 'NF { print $1 "=" $column }' | xargs
	unload vsi_test_exits
}

exits()		{ measure 2 "$@"; }
values()	{ measure 3 "$@"; }
calls()		{ measure 4 "$@"; }
traced()	{ measure 5 "$@"; }

READS="midr idreg ctr actlr"
TRAPPED="idreg=$TIMES ctr=$TIMES actlr=$TIMES"

kvm_traps()
{
	is "exits" "$(exits $READS actlr_write)" "midr=0 $TRAPPED actlr_write=$TIMES"
	is "traced" "$(traced $READS actlr_write)" "midr=0 $TRAPPED actlr_write=$TIMES"
	values $READS > /tmp/values
}

kvm_is_seen()
{
	load vsi
	hypervisor_is kvm
}

kvm_does_not_serve()	{ not_served kvm; }

# Which a guest has depends on the VMM, and they are found as they are.
features_are_found()
{
	feature gic "present: "
	grep -q "$cpus of $cpus CPUs\|identification on $cpus CPU" $SYS/features/gic
	if [ "$variant" = -pmu ]; then
		feature pmu "present: read on $cpus of $cpus CPUs"
	else
		feature pmu "absent: "
	fi
}

# What KVM makes undefined reads as zero, and without an exit; what it has, it is asked.
monitors_are_served()
{
	if [ "$variant" = -pmu ]; then
		is "exits" "$(exits pmcr)" "pmcr=$TIMES"
	else
		is "value" "$(values pmcr)" "pmcr=0"
		is "exits" "$(exits pmcr)" "pmcr=0"
	fi
}

# The same values as before, and nobody has left the guest for them.
constants_cost_no_exit()
{
	echo auto,idreg=const,cachetype=const,actlr=zero > $SYS/policy
	is "values" "$(values $READS)" "$(cat /tmp/values)"
	none="midr=0 idreg=0 ctr=0 actlr=0 actlr_write=0"
	is "exits" "$(exits $READS actlr_write)" "$none"
	is "traced" "$(traced $READS actlr_write)" "$none"
	echo auto > $SYS/policy
}

# A trap that vsi takes is not one of KVM's.
traps_stay_inside()
{
	echo all=const > $SYS/policy
	echo trap > $SYS/carrier
	is "exits" "$(exits idreg ctr)" "idreg=0 ctr=0"
	echo auto > $SYS/policy
	echo auto > $SYS/carrier
}

# What is not vsi's fault: CSSELR selects no cache that there is when KVM starts a CPU,
# and then CCSIDR leaves in a register what was there; and where flags are the destination
# of MRC, they stay as they were.
ops_here()
{
	exits csselr_write
	if [ $ARCH = arm64 ]; then
		ops "$1"
	else
		ops "$1" except=apsr_nzcv
	fi
}

ops_by_traps()		{ ops_here trap; }
ops_by_branches()	{ ops_here branch; }

kvm_serves()
{
	is "backend" "$(cat $SYS/backend)" kvm
	is "hypercalls" "$(cat $SYS/hypercalls)" "1.1 access query batch call"
}

# Whoever calls it, and with whatever.
it_is_robust()
{
	load vsi_test_abi
	dmesg | grep 'abi: ' || :
	is "failed" "$(param vsi_test_abi failed)" 0
	[ "$(param vsi_test_abi checks)" -gt 25 ] || fail "only $(param vsi_test_abi checks)"
	unload vsi_test_abi
}

# L2CTLR says how many CPUs there are, which KVM does not know.
what_only_the_hypervisor_knows()
{
	echo auto,impdef=hypercall,lockdown=hypercall > $SYS/policy
	is "value" "$(values l2ctlr)" l2ctlr=1000000
}

# Firmware that the VMM stands for.
smc_is_served()
{
	echo auto,call=hypercall > $SYS/policy
	is "value" "$(values smc)" smc=766d6d31
	is "calls" "$(calls smc)" smc=$TIMES
}

# MPIDR is not the same on all CPUs, so that each read asks.
each_access_calls()
{
	mpidr=$(values mpidr)
	echo auto,idreg=hypercall,actlr=hypercall > $SYS/policy
	for carrier in trap auto; do
		echo $carrier > $SYS/carrier
		is "calls" "$(calls mpidr actlr_write)" "mpidr=$TIMES actlr_write=$TIMES"
		is "exits" "$(exits mpidr actlr_write)" "mpidr=$TIMES actlr_write=$TIMES"
	done
	[ "${mpidr#mpidr=}" = 80000000 ] || [ "${mpidr#mpidr=}" = 80000001 ] || fail "$mpidr"
	case $(values mpidr) in
	mpidr=8000000[01]) ;;
	*) fail "$(values mpidr)" ;;
	esac
}

# What the VMM knows is what the CPU says.
answers_are_right()
{
	echo auto,idreg=hypercall,cachetype=hypercall,actlr=hypercall > $SYS/policy
	is "values" "$(values $READS)" "$(cat /tmp/values)"
}

# What is promised not to change is asked once, when a module is loaded.
promises_are_kept()
{
	is "exits" "$(exits idreg ctr actlr)" "idreg=0 ctr=0 actlr=0"
	is "calls" "$(calls idreg ctr actlr)" "idreg=0 ctr=0 actlr=0"
}

# The VMM serves no CSSELR, and says so when it is asked; KVM does.
refused_is_left_alone()
{
	echo auto,cachetype=hypercall > $SYS/policy
	is "exits" "$(exits csselr_write)" csselr_write=$TIMES
	is "calls" "$(calls csselr_write)" csselr_write=0
	echo auto > $SYS/policy
}

nobody_is_called_if_so_asked()
{
	unload vsi
	load vsi "backend=native policy=auto,idreg=hypercall,actlr=hypercall"
	is "backend" "$(cat $SYS/backend)" native
	is "calls" "$(calls mpidr idreg actlr)" "mpidr=0 idreg=0 actlr=0"
}

nothing_is_left()
{
	nothing_served
	unload vsi
	is "exits" "$(exits $READS)" "midr=0 $TRAPPED"
}

DSU=/sys/bus/event_source/devices/arm_dsu_0

# A stock module for performance monitors that the device tree has and the guest has not:
# it reads them in a callback of CPU hotplug, on one CPU.
stock_module_breaks()
{
	load vsi_test_broken "catch=1 hold=1"
	load arm_dsu_pmu
	undefined=$(param vsi_test_broken undefined)
	echo "$undefined undefined"
	[ "$undefined" -gt 1 ]
	[ -e $DSU ]
	unload arm_dsu_pmu
	unload vsi_test_broken
}

# works_from SOURCE
works_from()
{
	load arm_dsu_pmu
	is "source" "$(cat $SYS/arm_dsu_pmu/source)" "$1"
	[ "$(cat $SYS/arm_dsu_pmu/guard_faults)" -gt 1 ]
	[ -e $DSU ]
	cat $DSU/cpumask
	unload arm_dsu_pmu
}

stock_module_works()
{
	load vsi policy=auto
	works_from discovered
	mkdir -p /lib/firmware
	cp -r /t/tables /lib/firmware/vsi
	works_from external
	rm -r /lib/firmware/vsi
	unload vsi
}

# An undefined instruction that KVM gives to a guest of 32 bits goes astray under QEMU.
# shellcheck disable=SC2034 # of lib-broken.sh
case $ARCH$variant in
arm64)		BROKEN_ENV=kvm-a64 ;;
arm64-pmu)	BROKEN_ENV=kvm-a64-pmu ;;
arm)		BROKEN_ENV=kvm-a32 BROKEN_SKIP=pmu_id,pmu_user,cycles,pmu_index ;;
arm-pmu)	BROKEN_ENV=kvm-a32-pmu ;;
esac
# shellcheck disable=SC2034
BROKEN_COUNTER=vmm

case $variant in
-serve)
	all="kvm_serves it_is_robust what_only_the_hypervisor_knows smc_is_served
		each_access_calls answers_are_right
		promises_are_kept refused_is_left_alone nobody_is_called_if_so_asked by_traps" ;;
-pmu)
	# those of the list of vsi_test_ops need performance monitors
	all="kvm_does_not_serve features_are_found monitors_are_served
		constants_cost_no_exit traps_stay_inside by_traps ops_by_traps
		ops_by_branches" ;;
*)
	all="kvm_does_not_serve features_are_found monitors_are_served
		constants_cost_no_exit traps_stay_inside by_traps" ;;
esac
# shellcheck disable=SC2086 # words
[ "$variant" = -serve ] || all="$all nothing_is_left $BROKEN_TESTS"
[ "$ARCH$variant" != arm64 ] || all="$all stock_module_breaks stock_module_works"
[ "$variant" != -serve ] || all="$all nothing_is_left"
# shellcheck disable=SC2086
run_tests kvm_traps kvm_is_seen $all
