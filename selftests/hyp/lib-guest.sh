# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
#
# For scripts that run in a guest of a real hypervisor, after lib.sh and lib-ops.sh.

hypervisor_is()
{
	is "hypervisor" "$(cat $SYS/hypervisor)" "$1"
}

# not_served BACKEND: the hypervisor knows nothing of vsi, so that vsi does without, and
# says so when it is asked for
not_served()
{
	is "backend" "$(cat $SYS/backend)" native
	unload vsi
	forget_messages
	refused ENODEV vsi "backend=$1"
	messages | grep -q "backend '*$1" || fail "$(messages)"
	load vsi
}

# feature NAME PATTERN
feature()
{
	grep -q "^$2" "$SYS/features/$1" || fail "$1: $(cat "$SYS/features/$1")"
}

by_traps()
{
	unload vsi
	load vsi "$NATIVE"
	load vsi_test_load
	is "substituted" "$(param vsi_test_load substituted)" 4
	unload vsi_test_load
	load vsi_test_many
	is "hits" "$(cat $SYS/vsi_test_many/hits)" 10000
	unload vsi_test_many
}

# ops CARRIER [PARAM]: every instruction against its original
# shellcheck disable=SC2034 # of lib-ops.sh
ops()
{
	MODEL=${2-}
	echo "$1" > $SYS/carrier
	ops_loaded vsi_test_ops "$1" process
	unload vsi_test_ops
}
