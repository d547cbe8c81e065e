#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The policy and the carrier: as parameters, and through /sys/kernel/vsi.
. /vsi/lib.sh

PARAMETERS=/sys/module/vsi/parameters

policy_is()
{
	is "policy" "$(cat $SYS/policy)" "$1"
	is "parameter policy" "$(cat $PARAMETERS/policy)" "$1"
}

carrier_is()
{
	is "carrier" "$(cat $SYS/carrier)" "$1"
	is "parameter carrier" "$(cat $PARAMETERS/carrier)" "$1"
}

# complaints: without what the kernel adds about a bad parameter
complaints()
{
	messages | grep -E '^vsi: (policy|carrier): '
}

# refused_parameter PARAM MESSAGE
refused_parameter()
{
	forget_messages
	refused EINVAL vsi "$1"
	is "message" "$(complaints)" "vsi: $2"
	[ ! -e $SYS ] || fail "$SYS is there"
}

# refused_write FORMAT ATTRIBUTE MESSAGE
refused_write()
{
	forget_messages
	before=$(cat "$SYS/$2")
	# shellcheck disable=SC2059 # a format
	printf "$1" > /tmp/text
	# one write, and a program that tells how it ended
	is "write" "$(dd bs=8192 if=/tmp/text 2>&1 > "$SYS/$2" | sed -n '1s/.*: //p')" \
		"Invalid argument"
	is "message" "$(complaints)" "vsi: $3"
	is "$2" "$(cat "$SYS/$2")" "$before"
}

substituted_is()
{
	load vsi_test_load
	is "substituted" "$(param vsi_test_load substituted)" "$1"
	unload vsi_test_load
}

bad_parameters_are_refused_whole()
{
	refused_parameter policy=atuo "policy: unknown profile: 'atuo' at offset 0"
	refused_parameter policy=kvm,pms=zero "policy: unknown class: 'pms' at offset 4"
	refused_parameter policy=kvm,pmu=zeros "policy: unknown action: 'zeros' at offset 8"
	refused_parameter "policy=audit;a:off;a:xen" \
		"policy: module is named twice: 'a' at offset 12"
	refused_parameter policy=kvm, "policy: profile or class is missing: '' at offset 4"
	refused_parameter carrier=none "carrier: unknown carrier: 'none'"
	refused_parameter "policy=audit carrier=tarp" "carrier: unknown carrier: 'tarp'"
	refused_parameter "policy=audit policy=off," \
		"policy: profile or class is missing: '' at offset 4"
	refused ENODEV vsi "policy=audit backend=none"
}

defaults()
{
	load vsi
	policy_is auto
	carrier_is auto
	unload vsi
	load vsi policy=
	policy_is auto
	unload vsi
}

parameters_are_read_back()
{
	load vsi "policy=deprivileged,pmu=zero;snd-hda:audit,all=keep carrier=branch"
	policy_is "deprivileged,pmu=zero;snd-hda:audit,all=keep"
	carrier_is branch
	unload vsi
	load vsi 'policy="kvm , pmu=keep ; btrfs : off"'
	policy_is "kvm,pmu=keep;btrfs:off"
	unload vsi
	# what was set by the last load is forgotten
	load vsi
	policy_is auto
	carrier_is auto
}

writes_are_read_back()
{
	for policy in kvm xen deprivileged audit off "xen,psr=native;btrfs:off" auto; do
		echo "$policy" > $SYS/policy
		policy_is "$policy"
	done
	printf ' kvm ,\tpmu = zero;\n a-b : off\n\n' > $SYS/policy
	policy_is "kvm,pmu=zero;a-b:off"
	echo > $SYS/policy
	policy_is auto
	for carrier in inline branch trap auto; do
		echo $carrier > $SYS/carrier
		carrier_is $carrier
	done
	printf branch > $SYS/carrier
	carrier_is branch
	echo auto > $SYS/carrier
}

bad_writes_change_nothing()
{
	echo "xen,psr=native;btrfs:off" > $SYS/policy
	echo trap > $SYS/carrier
	refused_write 'atuo\n' policy "policy: unknown profile: 'atuo' at offset 0"
	refused_write 'auto;btrfs:psr=kep\n' policy "policy: unknown action: 'kep' at offset 15"
	refused_write 'auto;' policy "policy: module is missing: '' at offset 5"
	refused_write 'au\001to' policy "policy: unknown profile: 'au\\001to' at offset 0"
	refused_write 'auto\000off' policy "policy: NUL character at offset 4"
	refused_write '%4001s' policy "policy: policy is too long: '' at offset 4000"
	refused_write 'tarp\n' carrier "carrier: unknown carrier: 'tarp'"
	refused_write 'none' carrier "carrier: unknown carrier: 'none'"
	refused_write '\n' carrier "carrier: unknown carrier: ''"
	refused_write 'trap\000x' carrier "carrier: NUL character at offset 4"
	policy_is "xen,psr=native;btrfs:off"
	carrier_is trap
	echo auto > $SYS/carrier
}

a_long_policy_is_read_back()
{
	long=auto
	for i in $(seq 32); do
		long="$long;module$i:all=keep,timer=hypercall,setway=ignore"
	done
	echo "$long" > $SYS/policy
	policy_is "$long"
	echo "$long;last:auto" > $SYS/policy 2> /dev/null && fail "33 modules"
	policy_is "$long"
	echo auto > $SYS/policy
}

loads_follow_the_policy()
{
	# what this guest does by itself is left alone
	substituted_is 0
	echo auto,all=native > $SYS/policy
	substituted_is 4
	echo audit > $SYS/policy
	substituted_is 0
	echo off > $SYS/policy
	substituted_is 0
	echo "auto;vsi-test-load:all=native" > $SYS/policy
	load vsi_test_load
	# of a module that is loaded nothing changes
	echo off > $SYS/policy
	is "substituted" "$(param vsi_test_load substituted)" 4
	is "sites" "$(total sites)" "$(cat $SYS/vsi_test_load/sites)"
	unload vsi_test_load
	echo auto > $SYS/policy
}

# Readers and loads see one policy or the other, whole.
writes_beside_loads()
{
	(while [ ! -e /tmp/stop ]; do
		echo "xen,pmu=zero;a:off" > $SYS/policy
		echo "auto" > $SYS/policy
	done) &
	for i in $(seq 20); do
		load vsi_test_load
		unload vsi_test_load
		case $(cat $SYS/policy) in
		auto|"xen,pmu=zero;a:off") ;;
		*) fail "round $i: $(cat $SYS/policy)" ;;
		esac
	done
	touch /tmp/stop
	wait
	nothing_served
	unload vsi
}

# once for a word, unless the user wants it so
what_user_mode_does_not_do_is_told()
{
	echo deprivileged > $SYS/policy
	forget_messages
	load vsi_test_lost
	is "message" "$(messages)" "vsi: vsi_test_lost: 0xf8910a00: left alone, but user mode \
does not do it: rfe{da,db,ia,ib} Rn{!}"
	is "kept" "$(cat $SYS/vsi_test_lost/action_keep)" 1
	unload vsi_test_lost
	for policy in deprivileged,exret=keep auto; do
		echo $policy > $SYS/policy
		forget_messages
		load vsi_test_lost
		is "messages" "$(messages)" ""
		unload vsi_test_lost
	done
}

told=what_user_mode_does_not_do_is_told
[ $ARCH = arm ] || told=
run_tests bad_parameters_are_refused_whole defaults parameters_are_read_back \
	writes_are_read_back bad_writes_change_nothing a_long_policy_is_read_back \
	loads_follow_the_policy $told writes_beside_loads
