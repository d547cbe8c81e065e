#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The guest's half of the demo: a line of explanation, then what it says.
. /vsi/lib-guest.sh

# put WORD FILE
put()
{
	echo "# echo $1 > $2"
	echo "$1" > "$2"
}

if grep -q vsi_demo=without /proc/cmdline; then
	echo '# modprobe vsi_trace' > /dev/kmsg
	modprobe vsi_trace
fi

say "This is an unmodified $(uname -sr) on $(uname -m)."
run modprobe vsi

say "The driver that the guest died of: vsi knows that there is no trace unit, and has replaced" \
	"the instruction by one that reads zero."
try vsi_trace
status all

say "A module that works in any guest is left alone, unless the policy says otherwise. Now" \
	"every instruction is to be replaced by an undefined one: the method at its plainest."
try vsi_sample
run rmmod vsi_sample
put all=native $SYS/policy
put trap $SYS/carrier
put 1 /sys/module/vsi/parameters/count
try vsi_sample
echo "# head -n 4 /sys/kernel/debug/vsi/vsi_sample/sites"
head -n 4 /sys/kernel/debug/vsi/vsi_sample/sites | cut -f 2-6

say "Debian's own btrfs, as it is; vsi finds its instructions while it is loaded. Mount a disk," \
	"write files, read them back."
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
status modules

say "Remove vsi while btrfs is mounted: each original instruction is put back."
run rmmod vsi
run ls -d $SYS 2>&1 || :
echo 3 > /proc/sys/vm/drop_caches
(cd /mnt && run md5sum -c /tmp/sums)
run umount /mnt
run rmmod btrfs
