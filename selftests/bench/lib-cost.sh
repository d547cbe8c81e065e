# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# What measured instructions may cost. Needs:
#   tmp/results  what measure.sh printed
# shellcheck disable=SC2154 # that

# cost WHAT NAME: in whole instructions; the counter is good for a thousandth
cost()
{
	awk -v what="$1" -v name="$2" '
		$1 == what && $2 == name { found = 1; printf "%.0f\n", $3 / 1000 }
		END { exit !found }' "$tmp/results"
}

# exactly COST WHAT NAME...
exactly()
{
	local want=$1 what=$2 name got
	shift 2
	for name; do
		got=$(cost "$what" "$name") || { echo "$what $name: not measured"; return 1; }
		[ "$got" = "$want" ] || { echo "$what $name: $got, want $want"; return 1; }
	done
}

# at_most COST WHAT NAME...
at_most()
{
	local limit=$1 what=$2 name got
	shift 2
	for name; do
		got=$(cost "$what" "$name") || { echo "$what $name: not measured"; return 1; }
		echo "$what $name: $got"
		[ "$got" -le "$limit" ] || { echo "more than $limit"; return 1; }
	done
}

# What is measured as a trap is one.
more_than()
{
	local least=$1 what=$2 name
	shift 2
	for name; do
		[ "$(cost "$what" "$name")" -gt "$least" ] || { echo "$what $name"; return 1; }
	done
}
