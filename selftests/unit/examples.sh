#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# examples.sh LIST OUT.h: assemble the instructions of LIST, and write one line
# "KIND(word, "instruction", column...)" for each to OUT.h.
#
# A line of LIST is "instruction | KIND | column | ...", a directive of the
# assembler, a "#" comment, or empty. A LIST named *_t32.txt is T32, one named
# *_a64.txt is A64, and others are A32.
set -eu

if [ $# -ne 2 ]; then
	echo "usage: examples.sh LIST OUT.h" >&2
	exit 2
fi
list=$1
out=$2

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

# Each instruction of T32 has a word: one of 16 bits has a NOP behind it.
cross=${CROSS_ARM-arm-linux-gnueabihf-}
options='-mno-warn-deprecated -W'
each='s/|.*//'
head='.syntax unified'
case $list in
*_t32.txt)
	head='.syntax unified
	.thumb'
	each='s/|.*/\n.balign 4/'
	;;
*_a64.txt)
	cross=${CROSS_ARM64-aarch64-linux-gnu-}
	options=
	head=
	;;
esac

# .arch forgets the extensions, so a list says them again after it.
grep -v '^#' "$list" >"$dir/list"
{
	echo "$head"
	sed "$each" "$dir/list"
} >"$dir/list.s"
# shellcheck disable=SC2086
"${cross}as" $options -o "$dir/list.o" "$dir/list.s"
"${cross}objcopy" -O binary -j .text "$dir/list.o" "$dir/list.bin"
od -An -v -tx2 -w4 --endian=little "$dir/list.bin" | awk -v list="$list" '
	list !~ /_t32\.txt$/ { print $2 $1; next }
	$1 < "e800" { print "0000" $1; next }
	{ print $1 $2 }' >"$dir/words"

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
