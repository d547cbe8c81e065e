#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# coverage.sh DIR FILE.c...: which lines and branches of the sources the tests
# reached whose objects and counts are in DIR. Exit status 1 when that is less than
# 95 % of all lines or 90 % of all branches.
set -euo pipefail

top=$(cd "$(dirname "$0")/../.." && pwd)
cd "$1"
shift
for file; do
	gcov -b -c -o "${file%.c}.o" "$top/$file" 2> gcov.err | awk -v file="$file" '
		/^File/ { on = index($0, "/" file "\047") }
		on && /^Lines executed/ { split($0, part, /[:% ]+/); lines = part[3] * part[5] / 100; all = part[5] }
		on && /^Taken at least/ { split($0, part, /[:% ]+/); taken = part[5] * part[7] / 100; branches = part[7] }
		END { printf "%s %.0f %d %.0f %d\n", file, lines, all, taken, branches }'
done | awk '
	function percent(n, of)
	{
		return of ? sprintf("%6.2f%% of %4d", 100 * n / of, of) : sprintf("%15s", "-")
	}
	function line(name, lines, all, taken, branches)
	{
		printf "%-26s lines %s   branches %s\n", name, percent(lines, all), percent(taken, branches)
	}
	{
		line($1, $2, $3, $4, $5)
		lines += $2; all += $3; taken += $4; branches += $5
	}
	END {
		line("all", lines, all, taken, branches)
		if (lines < 0.95 * all || taken < 0.9 * branches) {
			print "coverage: less than 95% of lines or 90% of branches" > "/dev/stderr"
			exit 1
		}
	}'
