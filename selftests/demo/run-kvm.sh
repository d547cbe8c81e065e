#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# What the guest of KVM does, first without vsi and then with it.
. /vsi/lib-guest.sh

# exits ROW...: of each instruction, executed ten times
exits()
{
	modprobe vsi_exits "rows=$(echo "$*" | tr ' ' ,)"
	awk 'NF { print "exits: " $1, $2 }' /sys/module/vsi_exits/parameters/results
	rmmod vsi_exits
}

if grep -q vsi_demo=without /proc/cmdline; then
	exits idreg ctr actlr
	echo '# modprobe vsi_cycles' > /dev/kmsg
	modprobe vsi_cycles
fi
run modprobe vsi
try vsi_cycles
exits idreg ctr actlr pmcr
status modules
