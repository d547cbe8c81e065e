#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# demo.sh: build vsi for Debian's armmp-lpae kernel, boot that kernel and show
# what vsi does. The host's half; run.sh is the guest's.
set -euo pipefail
PATH=$PATH:/usr/sbin:/sbin

top=$(cd "$(dirname "$0")/../.." && pwd)
out=$top/build/demo
cache=$("$top/selftests/setup/debian.sh" bookworm armmp-lpae)
cross=$(cat "$cache/cross")
. "$top/selftests/guest/lib-host.sh"

say()
{
	printf '\n== %s\n' "$*"
}

mkdir -p "$out"
say "Build vsi.ko for the stock kernel $(cat "$cache/release")."
build_vsi
ls -sh "$out/vsi/vsi.ko"

say "Build the sample module; one make argument gives it a table, its source knows nothing of it:" \
	"make ... MAKEFILES=tools/vsi.mk"
build_modules demo
"$top/build/bin/vsi" table dump "$out/selftests/demo/vsi_sample.ko"

say "Give Debian's own btrfs, and the modules it needs, tables: vsi embed"
overlay=$out/overlay
rm -rf "$overlay"
mkdir -p "$overlay/vsi"
embed_stock "$overlay" btrfs
for ko in $(find "$overlay" -name '*.ko' | sort); do
	printf '%6d sites in %s\n' \
		"$("$top/build/bin/vsi" table dump "$ko" | sed -n 's/^# count: //p')" "${ko##*/}"
done
install_module "$overlay" "$out/vsi/vsi.ko" "$out/selftests/demo/vsi_sample.ko"
install -m 755 "$top/selftests/demo/run.sh" "$overlay/vsi/run"

truncate -s 256M "$out/disk"
mkfs.btrfs -q -f "$out/disk" > "$out/mkfs.log" 2>&1
"$top/selftests/qemu/mkinitrd.sh" -o "$out/initrd" -c "$cache" \
	-m btrfs -m virtio_mmio -m virtio_blk "$overlay"

say "Boot the kernel under QEMU; what follows comes from the guest."
"$top/selftests/qemu/boot.sh" -k "$cache" -i "$out/initrd" -d "$out/disk" -s 1 -t 120 \
	-l "$out/console" -o -
rm -f "$out/disk"
say "The guest has powered down, and its console, $out/console, has no complaint."
