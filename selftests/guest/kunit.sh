#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# kunit.sh KIND: the unit tests as a module, vsi_kunit.ko, in a kernel that
# kernel.sh builds. Prints one result for each case of each suite.
set -euo pipefail

kind=$1
top=$(cd "$(dirname "$0")/../.." && pwd)
cache=$("$top/selftests/setup/guest-kernel.sh" "$kind")
out=$top/build/kunit/$kind
cross=$(cat "$cache/cross")
unit=selftests/unit
# shellcheck source=selftests/guest/lib-host.sh
. "$top/selftests/guest/lib-host.sh"

# What the suites include, made by the assembler.
assembler=CROSS_ARM
[ "$(cat "$cache/arch")" = arm ] || assembler=CROSS_ARM64
make -s -C "$top/$unit" O="$out/inc" "$assembler=$cross" inc >&2
copy_sources "$out" vsi_arm vsi_core hypercall "$unit"
cp -pu "$out"/inc/*.inc "$out/$unit"
"$top/selftests/setup/kbuild.sh" "$cache" "$out/$unit" modules > "$out/log" 2>&1 ||
	{ cat "$out/log" >&2; exit 1; }

rm -rf "$out/overlay"
mkdir -p "$out/overlay"/{t,vsi}
"$cross"strip --strip-debug -o "$out/overlay/t/vsi_kunit.ko" "$out/$unit/vsi_kunit.ko"
cat > "$out/overlay/vsi/run" << 'END'
#!/bin/sh
insmod /t/vsi_kunit.ko || exit 1
# its end frees what it has registered
rmmod vsi_kunit || exit 1
dmesg | sed -n '/# Subtest: vsi_/,$s/^\[[^]]*\] //p'
END
chmod 755 "$out/overlay/vsi/run"
"$top/selftests/qemu/mkinitrd.sh" -o "$out/initrd" -c "$cache" "$out/overlay"
status=0
"$top/selftests/qemu/boot.sh" -k "$cache" -i "$out/initrd" -s 2 -m 1024 -t 300 \
	-a "kunit.enable=1 log_buf_len=1M" -l "$out/console" -o "$out/ktap" || status=$?

# The cases that there are, and not those that were run, are the plan.
cases=0
for suite in $(make -s -C "$top/$unit" names); do
	cases=$((cases + $(grep -c '^	KUNIT_CASE' "$top/$unit/test_$suite.c")))
done
echo "KTAP version 1"
echo "1..$cases"
awk '
	/^ *# Subtest: / { suite = $NF; next }
	/^    (not )?ok [0-9]+ / {
		result = $1 == "ok" ? "ok" : "not ok"
		sub(/^ *(not )?ok [0-9]+ (- )?/, "")
		print result, ++n, suite "." $0
		next
	}
	/^ *# .*pass:[0-9]/ || /^vsi: / { next }
	/^ *(KTAP|1\.\.|(not )?ok )/ { next }
	# the lines of a failure
	NF { sub(/^[ #]*/, "# "); print }' "$out/ktap"
exit "$status"
