#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# handlers.sh [-nopmu]: what each action means, in a guest whose CPU lacks many
# registers; with one that says that it has no performance monitors.
. /vsi/lib.sh
. /vsi/lib-ops.sh
. /vsi/lib-broken.sh

# handled ACTION CARRIER [CONTEXT]: module is left loaded
handled()
{
	forget_messages
	load vsi_test_handlers "action=$1 carrier=$2 context=${3-process} ${4-}"
	dmesg | grep -A 2 'mismatch\|instead' | head -n 12 || :
	is "mismatches" "$(param vsi_test_handlers mismatches)" 0
	is "misplaced" "$(param vsi_test_handlers misplaced)" 0
	[ "$(param vsi_test_handlers runs)" -gt 1000 ] ||
		fail "only $(param vsi_test_handlers runs) runs"
}

# follows ACTION CARRIER [CONTEXT...]
follows()
{
	policy "$1" > $SYS/policy
	action=$1 carrier=$2
	[ "$carrier" = any ] || echo "$carrier" > $SYS/carrier
	shift 2
	for context in "${@:-process}"; do
		handled "$action" "$carrier" "$context"
		unload vsi_test_handlers
	done
}

# What the list says of this CPU is true: an oops without vsi.
undefined_without_vsi()
{
	load vsi_test_handlers action=undef
	dmesg | grep mismatch || :
	is "mismatches" "$(param vsi_test_handlers mismatches)" 0
	unload vsi_test_handlers
	load vsi count=1
}

keep()		{ follows keep auto; }
zero_inline()	{ follows zero auto; }
zero_by_trap()	{ follows zero trap process irqsoff kprobe; }
# An instruction that the carrier asked for cannot carry traps.
zero_by_one_carrier() { follows zero inline; follows zero branch; }
ignore()	{ follows ignore auto; }
const_inline()	{ follows const auto process cpus; }
const_by_trap()	{ follows const trap; }

# REVIDR and three more, one of which sets the flags; otherwise where the kernel may
# not read MIDR.  A Cortex-A72 has none, and any value can be loaded.
midr_for_its_aliases()
{
	echo auto > $SYS/carrier
	for profile in auto deprivileged; do
		echo "$profile,$(policy const)" > $SYS/policy
		load vsi_test_handlers "action=const carrier=any"
		is "mismatches" "$(param vsi_test_handlers mismatches)" 0
		cat $SYS/vsi_test_handlers/carrier_inline > /tmp/inline.$profile
		unload vsi_test_handlers
	done
	aliases=4
	[ $ARCH = arm64 ] && aliases=0
	is "inline" "$(cat /tmp/inline.auto)" $(($(cat /tmp/inline.deprivileged) + aliases))
}

emulate_inline() { follows emulate auto process cpus; }
emulate_by_one_carrier() { follows emulate inline; follows emulate branch; }
emulate_by_trap() { follows emulate trap process hardirq cpus; }

# The words are what they were; whatever is undefined comes to vsi once.
guard()
{
	policy guard > $SYS/policy
	for context in process irqsoff hardirq softirq kprobe cpus; do
		handled guard auto $context
		is "faults" "$(cat $SYS/vsi_test_handlers/guard_faults)" \
			"$(param vsi_test_handlers faults)"
		[ "$(param vsi_test_handlers faults)" -gt 500 ]
		is "traps" "$(cat $SYS/vsi_test_handlers/hits)" 0
		is "sites" "$(cat $SYS/vsi_test_handlers/sites)" \
			$(($(cat $SYS/vsi_test_handlers/action_guard) + $(cat $SYS/vsi_test_handlers/action_keep)))
		unload vsi_test_handlers
	done
}

# No hypervisor is called: what it would do is emulated, but for HVC in place of SMC.
hypercall_without_a_backend()
{
	is "backend" "$(cat $SYS/backend)" native
	follows hypercall auto process cpus
}

# What is undefined is the module's own fault, what is not does what it did.
native()
{
	policy native > $SYS/policy
	for carrier in trap branch; do
		echo $carrier > $SYS/carrier
		handled native any
		[ "$(cat $SYS/vsi_test_handlers/action_native)" -gt 50 ]
		[ "$(cat $SYS/vsi_test_handlers/carrier_$carrier)" -gt 50 ]
		unload vsi_test_handlers
	done
}

# place CLASS: of its first instruction
place()
{
	awk -v class="$1" '$5 == class { print $1 "+" $2; exit }' /t/handlers.table
}

# denied CLASS
denied()
{
	forget_messages
	refusals=$(total refusals)
	refused EPERM vsi_test_handlers
	is "message" "$(messages)" "vsi: vsi_test_handlers: $(place "$1"): denied by the policy"
	is "refusals" "$(total refusals)" $((refusals + 1))
	nothing_served
}

deny()
{
	echo call=deny > $SYS/policy
	denied call
	echo "all=keep;vsi-test-handlers:gic=deny" > $SYS/policy
	denied gic
	echo "event=deny;vsi_test_handlers:event=keep" > $SYS/policy
	handled keep any
	unload vsi_test_handlers
}

# follows_auto CONTEXT [no_pmu=1]: what is undefined is guarded, or replaced where
# that is known
follows_auto()
{
	echo auto > $SYS/policy
	echo auto > $SYS/carrier
	for context in $1; do
		handled auto any "$context" "${2-}"
		[ "$(cat $SYS/vsi_test_handlers/guard_faults)" -gt 100 ]
		[ "$(param vsi_test_handlers substituted)" -gt 10 ]
		unload vsi_test_handlers
	done
}

default_policy()
{
	follows_auto "process irqsoff hardirq softirq kprobe cpus"
	load vsi_test_oops how=smc
	is "faults" "$(cat $SYS/vsi_test_oops/guard_faults)" 1
	unload vsi_test_oops
	load vsi_test_oops how=hyp
	unload vsi_test_oops
}

# What oopses without vsi is served up front; what works still does.
profiles()
{
	echo auto > $SYS/carrier
	for profile in kvm xen deprivileged; do
		echo $profile > $SYS/policy
		load vsi_test_oops how=smc
		is "profile" "$(cat $SYS/vsi_test_oops/policy)" $profile
		is "faults" "$(cat $SYS/vsi_test_oops/guard_faults)" 0
		unload vsi_test_oops
		load vsi_test_oops how=hyp
		is "faults" "$(cat $SYS/vsi_test_oops/guard_faults)" 0
		unload vsi_test_oops
		load vsi_test_load
		is "wrong" "$(param vsi_test_load wrong)" 0
		unload vsi_test_load
	done
}

without_pmu()
{
	load vsi count=1
	follows_auto "process cpus" no_pmu=1
	policy keep > $SYS/policy
	handled keep auto
	is "substituted" "$(param vsi_test_handlers substituted)" 0
	unload vsi_test_handlers
	unload vsi
}

nothing_is_left()
{
	nothing_served
	unload vsi
	load vsi_test_handlers action=undef
	is "mismatches" "$(param vsi_test_handlers mismatches)" 0
	unload vsi_test_handlers
}

# shellcheck disable=SC2034 # of lib-broken.sh
case $ARCH in
arm64)	BROKEN_ENV=qemu-a64 BROKEN_COUNTER=none ;;
*)	BROKEN_ENV=qemu-a32 BROKEN_COUNTER=none ;;
esac

# shellcheck disable=SC2086 # words
case ${1-} in
-nopmu)	run_tests without_pmu ;;
*)	run_tests undefined_without_vsi keep zero_inline zero_by_trap zero_by_one_carrier \
		ignore const_inline const_by_trap midr_for_its_aliases emulate_inline emulate_by_trap \
		emulate_by_one_carrier guard hypercall_without_a_backend native deny \
		default_policy profiles nothing_is_left $BROKEN_TESTS ;;
esac
