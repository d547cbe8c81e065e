#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Debian's own btrfs and the modules it needs, given tables by "vsi embed":
# real work on a real file system. /dev/vda is an empty btrfs.
. /vsi/lib.sh
. /vsi/lib-stock.sh

served()
{
	load vsi "$NATIVE"
	modprobe -a virtio_mmio virtio_blk btrfs
	write_files 40
	as_scanned embedded
	for m in btrfs raid6_pq; do
		[ "$(cat $SYS/$m/carrier_trap)" -gt 0 ] || fail "$m has no trap"
	done
	[ "$(cat $SYS/btrfs/hits)" -gt 10000 ] || fail "only $(cat $SYS/btrfs/hits) traps"
}

# /sys/module says where the loader put them
room_for_veneers()
{
	sections=/sys/module/btrfs/sections
	[ "$((0x$(cut -c 3- $sections/.vsi_veneers)))" -gt "$((0x$(cut -c 3- $sections/.text)))" ]
	# of its sites, those that are not in its core
	if awk '$1 == "btrfs" { exit $2 == $3 }' /t/sites; then
		[ -e $sections/.init.vsi_veneers ] || fail "no room for .init.text"
	else
		[ ! -e $sections/.init.vsi_veneers ] || fail "btrfs has no site in .init.text"
	fi
}

checksums_with_vsi()
{
	read_files
}

modules_go()
{
	rmmod btrfs
	unload_stock
	nothing_served
	unload vsi
}

# the disk was written through vsi; the original code must read the same
checksums_without_vsi()
{
	modprobe -a virtio_mmio virtio_blk btrfs
	read_files
	dmesg | grep -i "btrfs.*\(error\|csum failed\)" && exit 1
	return 0
}

run_tests served room_for_veneers checksums_with_vsi modules_go checksums_without_vsi
