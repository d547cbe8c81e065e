#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# run.sh FLAVOUR SUITE: boot a guest that runs one suite, and print its KTAP
# document. The exit status is not 0 when a result is "not ok", when the
# console has a bad line, or when the guest did not power down.
set -euo pipefail

flavour=$1 suite=$2
top=$(cd "$(dirname "$0")/../.." && pwd)
out=$top/build/guest/$flavour
cache=$("$top/selftests/setup/debian.sh" bookworm "$flavour")
work=$out/$suite
rm -rf "$work"
mkdir -p "$work/overlay/vsi"

overlays=("$out/overlay")
modules=() disks=() cpus=2 memory=512
case $suite in
btrfs)
	overlays+=("$out/stock")
	modules=(-m btrfs -m virtio_mmio -m virtio_blk)
	truncate -s 256M "$work/disk"
	PATH=$PATH:/usr/sbin:/sbin mkfs.btrfs -q "$work/disk" > "$work/mkfs.log" 2>&1
	disks=(-d "$work/disk")
	;;
lifetime)
	cpus=4
	;;
esac

cat > "$work/overlay/vsi/run" << END
#!/bin/sh
PATH=\$PATH:/bin:/sbin
exec sh /vsi/$suite.sh
END
chmod 755 "$work/overlay/vsi/run"
"$top/selftests/qemu/mkinitrd.sh" -o "$work/initrd" -c "$cache" "${modules[@]}" \
	"${overlays[@]}" "$work/overlay"
status=0
"$top/selftests/qemu/boot.sh" -k "$cache" -i "$work/initrd" -s "$cpus" -m "$memory" \
	"${disks[@]}" -t 300 -l "$work/console" -o "$work/ktap" || status=$?
cat "$work/ktap"
rm -f "$work/disk" "$work/initrd"
exit "$status"
