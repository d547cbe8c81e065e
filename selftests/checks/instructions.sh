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

compare()
{
	diff -u "$top/Documentation/instructions.rst" "$dir/instructions.rst" ||
		{ echo 'stale: make -C Documentation/gen'; return 1; }
}

ktap_plan 2
ktap_run 'pages can be made' generate
ktap_run 'instructions.rst is what the tables say' compare
ktap_end
