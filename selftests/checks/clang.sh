#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# clang.sh: what is built with gcc is built with clang too, without a warning, and
# does the same. Prints a KTAP document.
set -u

top=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=selftests/lib/ktap.sh
. "$top/selftests/lib/ktap.sh"
cache=$("$top/selftests/setup/debian.sh" bookworm armmp-lpae) || exit 1
clang='clang-14'
out=$top/build/clang

# Each warning is an error there.
tools()
{
	make -s -C "$top/tools" O="$out" CC=$clang > "$out.log" 2>&1 || { tail -n 40 "$out.log"; return 1; }
	! grep -vE '^  [A-Z]+ +' "$out.log"
}

unit()
{
	make -s -C "$top/selftests/unit" O="$out/unit" CC=$clang all > "$out.log" 2>&1 ||
		{ tail -n 40 "$out.log"; return 1; }
	! grep . "$out.log"
}

# same COMMAND...: of vsi, on the same file
same()
{
	local status=0 other=0
	"$top/build/bin/vsi" "$@" > "$out/gcc.out" 2>&1 || status=$?
	"$out/bin/vsi" "$@" > "$out/clang.out" 2>&1 || other=$?
	[ -s "$out/gcc.out" ] && [ "$status" = "$other" ] && cmp "$out/gcc.out" "$out/clang.out"
}

finds_the_same()
{
	same scan "$(find "$cache/root/lib/modules" -name btrfs.ko)"
}

writes_the_same()
{
	local module
	module=$(find "$cache/root/lib/modules" -name zstd_compress.ko)
	"$top/build/bin/vsi" embed --veneers -o "$out/gcc.ko" "$module" 2> /dev/null &&
		"$out/bin/vsi" embed --veneers -o "$out/clang.ko" "$module" 2> /dev/null &&
		cmp "$out/gcc.ko" "$out/clang.ko"
}

mkdir -p "$out"
ktap_plan 4
ktap_run 'tools' tools
ktap_run 'they find the same' finds_the_same
ktap_run 'they write the same' writes_the_same
ktap_run 'unit tests' unit
ktap_end
