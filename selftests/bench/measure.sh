#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# measure.sh [KERNEL [PART]]: boot a guest whose instructions QEMU counts
# (-icount), so that the numbers do not depend on the machine this runs on, and
# print what run.sh printed there. Needs what prepare.sh leaves.
set -euo pipefail

flavour=${1-armmp-lpae} part=${2-all}
top=$(cd "$(dirname "$0")/../.." && pwd)
out=$top/build/guest/$flavour
cache=$("$top/selftests/setup/guest-kernel.sh" "$flavour")
cross=$(cat "$cache/cross")
. "$top/selftests/guest/lib-host.sh"

build_modules bench
overlay=$out/bench-overlay
rm -rf "$overlay"
mkdir -p "$overlay"/{t/bare,vsi}
for ko in "$out"/selftests/bench/*.ko; do
	"$cross"strip --strip-debug -o "$overlay/t/${ko##*/}" "$ko"
done
if [ "$part" = all ]; then
	kernel=$cache/root/lib/modules/$(cat "$cache/release")/kernel
	zstd=lib/zstd/zstd_compress.ko
	"$top/build/bin/vsi" embed -o "$overlay/t/zstd_compress.ko" "$kernel/$zstd" \
		2> "$out/embed.log" || { cat "$out/embed.log" >&2; exit 1; }
	"$cross"strip --strip-debug "$overlay/t/zstd_compress.ko"
	for ko in "$out/selftests/kmod/vsi_test_plain.ko" "$kernel/$zstd"; do
		"$cross"strip --strip-debug -R .vsi_table -o "$overlay/t/bare/${ko##*/}" "$ko"
	done
fi
install -m 755 "$top/selftests/bench/run.sh" "$overlay/vsi/bench.sh"
cat > "$overlay/vsi/run" << END
#!/bin/sh
PART=$part exec /vsi/bench.sh
END
chmod 755 "$overlay/vsi/run"
"$top/selftests/qemu/mkinitrd.sh" -o "$out/bench-initrd" -c "$cache" "$out/overlay" "$overlay"
"$top/selftests/qemu/boot.sh" -k "$cache" -i "$out/bench-initrd" -s 1 -l "$out/bench-console" \
	-o "$out/bench-results" -- -icount shift=2,sleep=off -rtc base=2026-01-01,clock=vm -seed 1
cat "$out/bench-results"
