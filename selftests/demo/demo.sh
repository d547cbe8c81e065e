#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# demo.sh: build vsi for Debian's armmp-lpae kernel, boot that kernel and show
# what vsi does. The host's half; run.sh is the guest's. Then the second part, kvm.sh.
set -euo pipefail
PATH=$PATH:/usr/sbin:/sbin

top=$(cd "$(dirname "$0")/../.." && pwd)
out=$top/build/demo
vsi=$top/build/bin/vsi
cache=$("$top/selftests/setup/debian.sh" bookworm armmp-lpae)
cross=$(cat "$cache/cross")
. "$top/selftests/guest/lib-host.sh"
. "$top/selftests/demo/lib-show.sh"

# boot OPTION...: see boot.sh
boot()
{
	"$top/selftests/qemu/boot.sh" -k "$cache" -i "$out/initrd" -s 1 -t 120 "$@"
}

mkdir -p "$out"
built=("$out/vsi/vsi.ko")
say "Build vsi.ko for the stock kernel $(cat "$cache/release"), and vsi_capstone.ko, a second" \
	"decoder that has to agree with its own. None of Capstone is in the tree; Debian has it."
if "$top/selftests/setup/capstone.sh" "$top/build/capstone"; then
	built+=("$out/vsi/vsi_arm/capstone/vsi_capstone.ko")
else
	echo "vsi goes on without the second decoder."
fi
build_vsi
ls -sh "${built[@]}"

say "Build two sample modules. Their sources know nothing of vsi; one make argument" \
	"gives them tables of their sensitive instructions: make ... MAKEFILES=tools/vsi.mk"
build_modules demo
"$vsi" table dump "$out/selftests/demo/vsi_sample.ko"

say "Debian's own btrfs is left as it is. What is in it, by classes: vsi scan"
btrfs=$(find "$cache/root/lib/modules" -name btrfs.ko)
"$vsi" scan --format=tsv "$btrfs" | tail -n +2 | cut -f 6 | sort | uniq -c | sort -rn || :

overlay=$out/overlay
rm -rf "$overlay"
mkdir -p "$overlay/vsi"
install_module "$overlay" "${built[@]}" "$out"/selftests/demo/vsi_*.ko
install -m 755 "$top/selftests/demo/run.sh" "$overlay/vsi/run"
cp "$top/selftests/demo/lib-guest.sh" "$overlay/vsi/"
truncate -s 256M "$out/disk"
mkfs.btrfs -q -f "$out/disk" > "$out/mkfs.log" 2>&1
"$top/selftests/qemu/mkinitrd.sh" -o "$out/initrd" -c "$cache" \
	-m btrfs -m virtio_mmio -m virtio_blk "$overlay"

say "Boot the kernel under QEMU, without vsi, and load a driver that reads a register which" \
	"this virtual machine does not have."
status=0
boot -a vsi_demo=without -l "$out/console.without" 2> "$out/boot.log" || status=$?
# boot.sh: the console has a line of an oops
[ "$status" = 3 ] || { cat "$out/boot.log" >&2; exit 1; }
sed -n 's/^\[ *[0-9.]*\] \(# .*\|Internal error.*\|PC is at.*\|Kernel panic.*\)/\1/p' \
	"$out/console.without"

say "Boot it again, with vsi; what follows comes from the guest."
boot -d "$out/disk" -l "$out/console" -o "$out/said" || { cat "$out/said" >&2; exit 1; }
status_here < "$out/said"
rm -f "$out/disk"
say "The guest has powered down, and its console, $out/console, has no complaint."

exec "$top/selftests/demo/kvm.sh"
