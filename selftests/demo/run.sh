#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The guest's half of the demo: a line of explanation, then what it says.
set -e

say()
{
	printf '\n== %s\n' "$*"
}

run()
{
	echo "# $*"
	"$@"
}

# the sample's and vsi's words of the kernel's log
sample()
{
	run dmesg -c > /dev/null
	run modprobe vsi_sample
	dmesg | sed -n 's/^\[ *[0-9.]*\] \(sample: .*\)/\1/p'
}

show()
{
	for file; do
		printf '%-45s %s\n' "$file" "$(cat "$file")"
	done
}

say "This is an unmodified $(uname -sr) on $(uname -m)."

say "The sample module without vsi: it runs its own instructions."
sample
run rmmod vsi_sample

say "Load vsi: it is on the module loader's path from now on."
run modprobe vsi
show /sys/kernel/vsi/version /sys/kernel/vsi/backend /sys/kernel/vsi/policy

say "The same module again: its instructions were replaced by undefined ones before" \
	"its text became read-only. Their traps go to vsi; what the module sees is the same."
sample
show /sys/kernel/vsi/vsi_sample/*

say "Debian's own btrfs, with tables from \"vsi embed\"; mount a disk, write files, read them back."
modprobe virtio_mmio
modprobe virtio_blk
run modprobe btrfs
mkdir /mnt
run mount -t btrfs -o compress=zstd /dev/vda /mnt
for i in 1 2 3 4; do
	dd if=/dev/urandom of=/mnt/random$i bs=64k count=8 2> /dev/null
	seq $i 20000 > /mnt/text$i
done
(cd /mnt && md5sum ./* > /tmp/sums)
run umount /mnt
run mount -t btrfs /dev/vda /mnt
(cd /mnt && run md5sum -c /tmp/sums)
run umount /mnt
for m in btrfs raid6_pq zstd_compress; do
	d=/sys/kernel/vsi/$m
	echo "$m: $(cat $d/sites) sites, $(cat $d/carrier_trap) substituted," \
		"$(cat $d/action_keep) left alone, $(cat $d/hits) traps served"
done

say "What vsi has done in all."
show /sys/kernel/vsi/totals/*

say "vsi cannot go while it serves a module."
run rmmod vsi 2>&1 || :
run rmmod btrfs
run rmmod vsi_sample libcrc32c zstd_compress raid6_pq xor xor_neon
show /sys/kernel/vsi/totals/modules /sys/kernel/vsi/totals/sites
run rmmod vsi
run ls -d /sys/kernel/vsi 2>&1 || :
