#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# kernel-scan.sh [OUT]: how many instructions it takes the kernel to scan a
# word of code for sensitive instructions: the text of Debian's btrfs for A32
# and for A64, each by a kernel of its own. QEMU counts them (-icount). Prints
# the results, and puts them into OUT.
set -euo pipefail

top=$(cd "$(dirname "$0")/../.." && pwd)
. "$top/selftests/guest/lib-host.sh"

# measure FLAVOUR: a line of results
measure()
{
	out=$top/build/bench/$1
	cache=$("$top/selftests/setup/debian.sh" bookworm "$1")
	cross=$(cat "$cache/cross")
	local dir=$out/selftests/bench/scan btrfs

	copy_sources "$out" selftests/bench/scan vsi_arm
	btrfs=$(find "$cache/modules/" -name btrfs.ko)
	"$cross"objcopy -O binary -j .text "$btrfs" "$dir/scan_text.bin"
	"$top/selftests/setup/kbuild.sh" "$cache" "$dir" modules > "$out/log" 2>&1 ||
		{ cat "$out/log" >&2; return 1; }

	rm -rf "$out/overlay"
	mkdir -p "$out/overlay"/{t,vsi}
	"$cross"strip --strip-debug -o "$out/overlay/t/vsi_bench_scan.ko" "$dir/vsi_bench_scan.ko"
	printf '#!/bin/sh\ninsmod /t/vsi_bench_scan.ko\ndmesg | sed -n "s/.*bench: //p"\n' \
		> "$out/overlay/vsi/run"
	chmod 755 "$out/overlay/vsi/run"
	"$top/selftests/qemu/mkinitrd.sh" -o "$out/initrd" -c "$cache" "$out/overlay"
	"$top/selftests/qemu/boot.sh" -k "$cache" -i "$out/initrd" -l "$out/console" \
		-o "$out/results" -- -icount shift=2,sleep=off -rtc base=2026-01-01,clock=vm -seed 1
	awk -v isa="$2" '
		{ value[$1] = $2 }
		END { printf "%-4s %9d words %7d found %8.1f\n", isa, value["words"], value["found"], \
		      value["scan"] / 1000 }' "$out/results"
}

{
	echo "Executed instructions a word when vsi's decoder scans the text of Debian's btrfs"
	echo "in the kernel, counted by QEMU (-icount):"
	echo
	measure armmp-lpae A32
	measure arm64 A64
} | tee "${1:-/dev/null}"
