#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# /sys/kernel/vsi and the parameters, as their documentation says.
. /vsi/lib.sh

top_attributes()
{
	load vsi "$NATIVE"
	is "version" "$(cat $SYS/version)" "$(cat /t/VERSION)"
	is "version of the module" "$(cat /sys/module/vsi/version)" "$(cat /t/VERSION)"
	is "abi" "$(cat $SYS/abi)" 1
	is "policy" "$(cat $SYS/policy)" all=native
	is "carrier" "$(cat $SYS/carrier)" trap
	is "backend" "$(cat $SYS/backend)" native
	is "hypercalls" "$(cat $SYS/hypercalls)" none
}

# /t/attributes: every documented attribute, made from the ABI file
documented_attributes_exist()
{
	load vsi_test_load
	find $SYS -type f | sed "s:/vsi_test_load/:/<module>/:; s:/features/.*:/features/<feature>:
		s:^$SYS/hits/.*:$SYS/hits/<class>:" |
		sort -u > /tmp/found
	sort /t/attributes | diff - /tmp/found
}

modes_are_as_documented()
{
	is "modes" "$(find $SYS -type f ! -perm 444 -exec stat -c '%a %n' {} + | sort)" \
		"200 $SYS/attach
200 $SYS/detach
644 $SYS/carrier
644 $SYS/policy"
	is "write" "$(echo off 2>&1 > $SYS/backend | sed 's/.*: //')" "Permission denied"
}

counts_add_up()
{
	dir=$SYS/vsi_test_load
	is "sites" "$(cat $dir/sites)" \
		$(($(cat $dir/carrier_trap) + $(cat $dir/action_keep) + $(cat $dir/refused)))
	is "native" "$(cat $dir/action_native)" "$(cat $dir/carrier_trap)"
	is "total" "$(total sites)" "$(cat $dir/sites)"
	is "source" "$(cat $dir/source)" embedded
	is "build-id" "$(cat $dir/build_id)" "$(cat /t/build_id)"
	unload vsi_test_load
}

traps_outlive_their_module()
{
	traps=$(total traps)
	load vsi_test_load
	hits=$(cat $SYS/vsi_test_load/hits)
	unload vsi_test_load
	# one more: exit text
	is "traps" "$(total traps)" $((traps + hits + 1))
}

# hits/CLASS of all classes
class_hits()
{
	cat $SYS/hits/* | awk '{ n += $1 } END { print n }'
}

classes_have_hits()
{
	is "sum" "$(class_hits)" "$(total traps)"
	midr=$(cat $SYS/hits/idreg) tpidr=$(cat $SYS/hits/tpidr) traps=$(total traps)
	load vsi_test_many
	is "tpidr" "$(cat $SYS/hits/tpidr)" $((tpidr + 10000))
	is "hits" "$(cat $SYS/vsi_test_many/hits)" $(($(total traps) - traps))
	unload vsi_test_many
	is "idreg" "$(cat $SYS/hits/idreg)" "$midr"
	echo N > /sys/module/vsi/parameters/count
	is "count" "$(param vsi count)" N
	load vsi_test_many
	is "not counted" "$(cat $SYS/hits/tpidr) $(cat $SYS/vsi_test_many/hits)" \
		"$((tpidr + 10000)) 0"
	unload vsi_test_many
	for _ in 1 2; do
		echo 1 > /sys/module/vsi/parameters/count
	done
	is "count" "$(param vsi count)" Y
	load vsi_test_many
	is "counted again" "$(cat $SYS/hits/tpidr)" $((tpidr + 20000))
	unload vsi_test_many
	is "sum" "$(class_hits)" "$(total traps)"
}

policy_off()
{
	unload vsi
	load vsi policy=off
	is "policy" "$(cat $SYS/policy)" off
	load vsi_test_load
	is "substituted" "$(param vsi_test_load substituted)" 0
	nothing_served
	unload vsi_test_load
	unload vsi
}

bad_parameters_are_refused()
{
	refused EINVAL vsi policy=atuo
	refused EINVAL vsi carrier=
	refused ENODEV vsi backend=none
	# QEMU without EL2 is no hypervisor, and is not called
	for backend in kvm xen; do
		forget_messages
		refused ENODEV vsi backend=$backend
		is "message" "$(messages)" "vsi: backend '$backend' is unknown or not there"
	done
	[ ! -e $SYS ] || fail "$SYS is there"
	load vsi "policy=auto backend=native"
	is "backend" "$(cat $SYS/backend)" native
}

run_tests top_attributes documented_attributes_exist modes_are_as_documented counts_add_up \
	traps_outlive_their_module classes_have_hits policy_off bad_parameters_are_refused
