#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# reasons.sh FILE.c OUT.h: every string of a source file, as "REASON(string)".
# A test that reaches them all cannot miss a reason that is added later.
set -eu

if [ $# -ne 2 ]; then
	echo "usage: reasons.sh FILE.c OUT.h" >&2
	exit 2
fi
grep -v '^#' "$1" | grep -v '^ \*' | grep -o '"[^"]*"' | sort -u |
	sed 's/.*/REASON(&)/' >"$2.tmp"
mv "$2.tmp" "$2"
