#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# instructions.sh: are the pages that are made from tables up to date? Prints a
# KTAP document.
set -u

top=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=selftests/lib/ktap.sh
. "$top/selftests/lib/ktap.sh"

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

generate()
{
	make -s -C "$top/Documentation/gen" O="$dir" PAGES="$dir"
}

# compare PAGE
compare()
{
	diff -u "$top/Documentation/$1" "$dir/$1" ||
		{ echo 'stale: make -C Documentation/gen'; return 1; }
}

# Each word that a policy or a parameter takes from action.tbl has its entry.
words_are_explained()
{
	sed -n 's/^[A-Z]*([A-Z]*, *"\([a-z]*\)".*/\1/p' "$top/vsi_arm/action.tbl" >"$dir/words"
	[ -s "$dir/words" ] || { echo "found no words"; return 1; }
	bad=0
	while read -r word; do
		grep -qxF "\`\`$word\`\`" "$top/Documentation/policy.rst" && continue
		echo "policy.rst does not explain $word"
		bad=1
	done <"$dir/words"
	return "$bad"
}

# Results are of some run or other, but of each suite on each kernel that there is.
kernels_are_there()
{
	"$top/Documentation/gen/kernel-support.sh" -p | sort >"$dir/pairs"
	[ -s "$dir/pairs" ] || { echo "found no suites"; return 1; }
	grep -v '^#' "$top/Documentation/gen/kernel-support.tsv" | cut -f 1,2 | sort >"$dir/have"
	diff "$dir/have" "$dir/pairs" ||
		{ echo 'stale: run the suites, and make -C Documentation/gen results'; return 1; }
}

# Each case in each environment; those of A64 alone not in the others.
broken_modules_are_there()
{
	gen=$top/Documentation/gen/modules-that-break.sh
	table=$top/selftests/kmod/broken.tbl
	for env in $("$gen" -p); do
		case $env in
		*a64*)	sed -n 's/^BROKEN[_A64]*(\([a-z0-9_]*\),.*/\1/p' "$table" ;;
		*)	sed -n 's/^BROKEN(\([a-z0-9_]*\),.*/\1/p' "$table" ;;
		esac | sed "s/^/$env\t/"
	done >"$dir/cases"
	[ -s "$dir/cases" ] || { echo "found no cases"; return 1; }
	grep -v '^#' "$top/selftests/guest/broken.tsv" | cut -f 1,2 >"$dir/have"
	diff "$dir/have" "$dir/cases" ||
		{ echo 'stale: run the suites, and make -C Documentation/gen broken'; return 1; }
}

ktap_plan 9
ktap_run 'pages can be made' generate
ktap_run 'instructions.rst is what the tables say' compare instructions.rst
ktap_run 'policy.rst is what the tables say' compare policy.rst
ktap_run 'second-decoder.rst is what the table says' compare second-decoder.rst
ktap_run 'kernel-support.rst is what its results say' compare kernel-support.rst
ktap_run 'kernel-support.rst has each suite on each kernel' kernels_are_there
ktap_run 'modules-that-break.rst is what its results say' compare modules-that-break.rst
ktap_run 'modules-that-break.rst has each case in each environment' broken_modules_are_there
ktap_run 'policy.rst explains every word of a policy' words_are_explained
ktap_end
