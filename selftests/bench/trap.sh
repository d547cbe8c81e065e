#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# trap.sh: what an instruction costs without vsi and with it, and what vsi adds
# to a load, in executed instructions: QEMU counts them (-icount), so that the
# numbers do not depend on the machine this runs on. Prints the results and puts
# them into the documentation.
set -euo pipefail

flavour=armmp-lpae
top=$(cd "$(dirname "$0")/../.." && pwd)
"$top/selftests/guest/prepare.sh" "$flavour"
out=$top/build/guest/$flavour
cache=$("$top/selftests/setup/debian.sh" bookworm "$flavour")
cross=$(cat "$cache/cross")
. "$top/selftests/guest/lib-host.sh"

build_modules bench
overlay=$out/bench-overlay
rm -rf "$overlay"
mkdir -p "$overlay"/{t,vsi}
"$cross"strip --strip-debug -o "$overlay/t/vsi_bench.ko" "$out/selftests/bench/vsi_bench.ko"
install -m 755 "$top/selftests/bench/run.sh" "$overlay/vsi/run"
"$top/selftests/qemu/mkinitrd.sh" -o "$out/bench-initrd" -c "$cache" "$out/overlay" "$overlay"
"$top/selftests/qemu/boot.sh" -k "$cache" -i "$out/bench-initrd" -s 1 -l "$out/bench-console" \
	-o "$out/bench-results" -- -icount shift=2,sleep=off -rtc base=2026-01-01,clock=vm -seed 1

awk -v release="$(cat "$cache/release")" -v qemu="$(qemu-system-arm --version | sed -n 's/.*version \([0-9.]*\).*/\1/p')" '
	{ value[$1, $2] = $3 }
	!($2 in seen) && $2 !~ /^load_/ { seen[$2]; name[++n] = $2 }
	function row(what, a, b, c, d) { printf "%-33s%12s%12s%12s%12s\n", what, a, b, c, d }
	function load(what, module)
	{
		module = "load_" module
		row(what, value["without", module], value["off", module],
		    value["audit", module], value["with", module])
	}
	function cost(what, name) { return sprintf("%.0f", value[what, name] / 1000) }
	END {
		print "Executed instructions, counted by QEMU " qemu " (-icount), kernel " release ","
		print "least of 5 loops of 10,000 in a module of 1,031 sites, of 20 loads. Not cycles: see limitations.rst."
		print ""
		row("instruction", "without vsi", "with vsi")
		for (i = 1; i <= n; i++)
			row(name[i], cost("without", name[i]), cost("with", name[i]))
		print ""
		row("load of a module", "without vsi", "policy=off", "audit", "auto")
		load("10,000 sites, each executed once", "vsi_test_many")
	}' "$out/bench-results" | sed 's/ *$//' | tee "$top/Documentation/benchmark-trap.txt"
