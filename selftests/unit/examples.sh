#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# examples.sh LIST OUT.h: assemble the instructions of LIST, and write one line
# "KIND(word, "instruction", column...)" for each to OUT.h.
#
# A line of LIST is "instruction | KIND | column | ...", a directive of the
# assembler, a "#" comment, or empty.
set -eu

if [ $# -ne 2 ]; then
	echo "usage: examples.sh LIST OUT.h" >&2
	exit 2
fi
list=$1
out=$2
cross=${CROSS_ARM-arm-linux-gnueabihf-}

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

# .arch forgets the extensions, so a list says them again after it.
grep -v '^#' "$list" >"$dir/list"
{
	echo '.syntax unified'
	sed 's/|.*//' "$dir/list"
} >"$dir/list.s"
"${cross}as" -mno-warn-deprecated -W -o "$dir/list.o" "$dir/list.s"
"${cross}objcopy" -O binary -j .text "$dir/list.o" "$dir/list.bin"
od -An -v -tx4 -w4 --endian=little "$dir/list.bin" | tr -d ' ' >"$dir/words"

lines=$(grep -c '|' "$dir/list")
words=$(grep -c . "$dir/words")
if [ "$lines" -ne "$words" ]; then
	echo "examples.sh: $list: $lines instructions, $words words" >&2
	exit 1
fi
grep '|' "$dir/list" | awk -F'|' -v words="$dir/words" '
	function trim(s)
	{
		gsub(/^[ \t]+|[ \t]+$/, "", s)
		return s
	}
	{
		getline word <words
		line = trim($2) "(0x" word ", \"" trim($1) "\""
		for (i = 3; i <= NF; i++)
			line = line ", " trim($i)
		print line ")"
	}' >"$dir/out"
mv "$dir/out" "$out"
