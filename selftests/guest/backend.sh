#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A backend that another module registers, and the instructions handed to it.
. /vsi/lib.sh

# A64 has neither a register of flags nor conditions
case $ARCH in
arm)	flags=flags= sites=8 ;;
arm64)	flags='' sites=7 ;;
esac
CLASSES=idreg,actlr,translate,setway,call
CALLS="policy=all=keep$(for c in $(echo $CLASSES | tr , ' '); do printf ',%s=hypercall' "$c"; done) count=1"

backend_is()
{
	is "backend" "$(cat $SYS/backend)" "$1"
}

# answer WHO CONTEXT: it answers in this context
answer()
{
	echo "$2" > /sys/module/vsi_test_calls/parameters/ask
	is "answers in $2" "$(param vsi_test_calls ask)" "midr=$1 ${flags:+$flags$1 }actlr=$1 par=$1 smc=$1"
	is "condition failed" "$(param vsi_test_calls skipped_wrong)" 0
}

answer_everywhere()
{
	for context in process irqsoff hardirq cpus; do
		answer "$1" $context
	done
}

backend_param()
{
	echo "$2" > "/sys/module/vsi_test_backend/parameters/$1"
}

# without one, such instructions are done inside the guest
nobody_to_call()
{
	load vsi "$CALLS"
	backend_is native
	load vsi_test_calls
	is "hypercalls" "$(cat $SYS/vsi_test_calls/action_hypercall)" 0
	answer_everywhere local
	unload vsi_test_calls
}

registered()
{
	forget_messages
	load vsi_test_backend
	backend_is loopback
	is "message" "$(messages)" "vsi: backend loopback
vsi: backend other is not registered (-16)"
	is "a second one" "$(param vsi_test_backend second)" -16
	is "rmmod vsi" "$(unload vsi)" EAGAIN
}

# one of each is a site but for the 2 of SMC's and the condition's function
serves()
{
	load vsi_test_calls
	is "hypercalls" "$(cat $SYS/vsi_test_calls/action_hypercall)" $sites
	is "by trap" "$(cat $SYS/vsi_test_calls/carrier_trap)" $sites
	before=$(param vsi_test_backend calls)
	answer_everywhere backend
	# 7 on each of 1, 1, 1 and 2 CPUs: one whose condition fails is not handed on
	is "calls" $(($(param vsi_test_backend calls) - before)) 35
	is "last write" "$(param vsi_test_backend last_write)" $((0x12340000))
	# setway
	is "its class" "$(param vsi_test_backend last_class)" 17
	is "writes" "$(param vsi_test_backend writes)" 10
}

refuses()
{
	backend_param answer 1
	before=$(param vsi_test_backend calls)
	answer_everywhere local
	is "calls" $(($(param vsi_test_backend calls) - before)) 35
}

errors_of_all_kinds()
{
	backend_param answer 2
	for _ in 1 2 3 4; do
		answer_everywhere local
	done
	backend_param answer 0
	answer backend process
}

gone()
{
	forget_messages
	unload vsi_test_backend
	is "message" "$(messages)" "vsi: backend native"
	backend_is native
	answer_everywhere local
}

back_again()
{
	load vsi_test_backend name=again
	backend_is again
	answer_everywhere backend
}

# modules that came while there was none are served as then
earlier_modules_stay()
{
	unload vsi_test_calls
	unload vsi_test_backend
	load vsi_test_calls
	load vsi_test_backend
	answer local process
	unload vsi_test_calls
	load vsi_test_calls
	answer backend process
}

# it comes and goes while all CPUs call it, and a call takes a while
unregistered_under_load()
{
	echo 4000 > /sys/module/vsi_test_calls/parameters/load &
	load=$!
	forget_messages
	for _ in $(seq 12); do
		backend_param delay_ms 10
		usleep 50000
		unload vsi_test_backend
		load vsi_test_backend
	done
	wait $load
	dmesg | grep 'calls under way' | sed 's/.*vsi_test_backend/vsi_test_backend/' > /tmp/ends
	is "ends" "$(wc -l < /tmp/ends)" 12
	is "ends with calls" "$(grep -v ' 0 calls' /tmp/ends || :)" ""
	# shellcheck disable=SC2046 # words
	set -- $(param vsi_test_calls load)
	echo "$*"
	[ "$2" -gt 20 ] || fail "only $2 answers of the backend"
	[ "$4" -gt 100 ] || fail "only $4 local answers"
	is "wrong" "$6" 0
}

calls_end()
{
	unload vsi_test_calls
	unload vsi_test_backend
	nothing_served
}

bad_backends_are_refused()
{
	refused ENODEV vsi_test_backend there=0
	for name in native kvm xen svc; do
		refused EEXIST vsi_test_backend name=$name
	done
	for name in auto a/b 'a:b' "$(printf %032d 0)"; do
		refused EINVAL vsi_test_backend "name=$name"
	done
	backend_is native
	load vsi_test_backend "name=$(printf %031d 0)"
	backend_is "$(printf %031d 0)"
	unload vsi_test_backend
}

the_one_asked_for_wins()
{
	unload vsi
	load vsi "$CALLS backend=native"
	forget_messages
	refused EPERM vsi_test_backend
	is "message" "$(messages)" "vsi: backend loopback is not registered (-1)"
	backend_is native
	unload vsi
}

# field FILE N: of each line but the first
field()
{
	tail -n +2 "/sys/kernel/debug/vsi/$1" | cut -f "$2"
}

# of 32-bit ARM; nothing here executes them
words_of_a_hypervisor()
{
	[ $ARCH = arm ] || return 0
	load vsi policy=all=keep
	forget_messages
	refused ENOEXEC applied/vsi_test_dup
	is "message" "$(messages | sed 's/+0x[0-9a-f]*:/:/')" "vsi: vsi_test_dup: .init.text: \
replaced for a hypervisor whose backend does not serve"
	unload vsi
	forget_messages
	load vsi "policy=all=keep,call=hypercall backend=svc"
	is "message" "$(messages | head -1)" \
		"vsi: backend svc: its hypervisor has not been detected"
	backend_is svc
	refused EPERM vsi_test_backend
	load vsi_test_load
	forget_messages
	refused ENOEXEC applied/vsi_test_dup
	is "message" "$(messages)" ""
	unload vsi_test_load
	load vsi_test_oops
	is "smc" "$(field vsi_test_oops/sites 3,4,6,7 | xargs)" \
		"$SMC_WORD 0xef0e0000 inline hypercall"
	unload vsi_test_oops
	load applied/vsi_test_oops
	is "smc" "$(field vsi_test_oops/ways 1,5,6,9 | grep $SMC_WORD | xargs)" \
		"$SMC_WORD 1 1 applied"
	is "sites" "$(field vsi_test_oops/sites 1)" ""
	unload vsi_test_oops
	unload vsi
}

# what the hypervisor refuses leaves exactly what the original does
exact_when_refused()
{
	load vsi "policy=all=native$(for c in idreg cachetype mmu actlr cpacr dacr fault barrier \
		translate tlb vector tpidr; do printf ',%s=hypercall' "$c"; done) carrier=trap"
	load vsi_test_backend answer=2
	for context in process hardirq; do
		load vsi_test_ops context=$context
		is "mismatches" "$(param vsi_test_ops mismatches)" 0
		is "misplaced" "$(param vsi_test_ops misplaced)" 0
		[ "$(cat $SYS/vsi_test_ops/action_hypercall)" -gt 50 ] || fail "few hypercalls"
		unload vsi_test_ops
	done
	[ "$(param vsi_test_backend calls)" -gt 5000 ] || fail "few calls"
}

# of such classes a call cannot say all, or nothing could be done when it is refused
not_all_is_handed_on()
{
	echo "all=keep,psr=hypercall,event=hypercall,cacheva=hypercall" > $SYS/policy
	load vsi_test_ops
	# of A64 all is said of IC IALLU and IC IALLUIS
	told=0
	[ $ARCH = arm64 ] && told=2
	is "hypercalls" "$(cat $SYS/vsi_test_ops/action_hypercall)" $told
	[ "$(cat $SYS/vsi_test_ops/action_emulate)" -gt 40 ] || fail "PSR not emulated"
	is "mismatches" "$(param vsi_test_ops mismatches)" 0
	unload vsi_test_ops
	unload vsi_test_backend
	unload vsi
}

run_tests nobody_to_call registered serves refuses errors_of_all_kinds gone back_again \
	earlier_modules_stay unregistered_under_load calls_end bad_backends_are_refused \
	the_one_asked_for_wins words_of_a_hypervisor exact_when_refused not_all_is_handed_on
