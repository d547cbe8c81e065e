#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# measure.sh: boot a guest whose instructions QEMU counts (-icount), so that the
# numbers do not depend on the machine this runs on, and print what run.sh
# printed there. Needs what prepare.sh leaves.
set -euo pipefail

flavour=armmp-lpae
top=$(cd "$(dirname "$0")/../.." && pwd)
out=$top/build/guest/$flavour
cache=$("$top/selftests/setup/debian.sh" bookworm "$flavour")
cross=$(cat "$cache/cross")
. "$top/selftests/guest/lib-host.sh"

build_modules bench
overlay=$out/bench-overlay
rm -rf "$overlay"
mkdir -p "$overlay"/{t/bare,vsi}
kernel=$cache/root/lib/modules/$(cat "$cache/release")/kernel
zstd=lib/zstd/zstd_compress.ko
"$top/build/bin/vsi" embed -o "$out/zstd_compress.ko" "$kernel/$zstd" 2> "$out/embed.log" ||
	{ cat "$out/embed.log" >&2; exit 1; }
for ko in "$out"/selftests/bench/*.ko "$out/zstd_compress.ko"; do
	"$cross"strip --strip-debug -o "$overlay/t/${ko##*/}" "$ko"
done
for ko in "$out/selftests/kmod/vsi_test_plain.ko" "$kernel/$zstd"; do
	"$cross"strip --strip-debug -R .vsi_table -o "$overlay/t/bare/${ko##*/}" "$ko"
done
install -m 755 "$top/selftests/bench/run.sh" "$overlay/vsi/run"
"$top/selftests/qemu/mkinitrd.sh" -o "$out/bench-initrd" -c "$cache" "$out/overlay" "$overlay"
"$top/selftests/qemu/boot.sh" -k "$cache" -i "$out/bench-initrd" -s 1 -l "$out/bench-console" \
	-o "$out/bench-results" -- -icount shift=2,sleep=off -rtc base=2026-01-01,clock=vm -seed 1
cat "$out/bench-results"
