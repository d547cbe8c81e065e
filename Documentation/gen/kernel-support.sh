#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# kernel-support.sh [-u | -p]: print the tables of kernel-support.rst, made from
# kernel-support.tsv: a line for each suite on each kernel, with the kernel's release,
# and how many tests passed, failed, and were skipped, the latter with the reason.
#
# With -u, first put the results of the last run of suites there, as far as it went:
# build/results. With -p, print but which kernels and suites there are.
set -euo pipefail

top=$(cd "$(dirname "$0")/../.." && pwd)
results=$top/build/results
data=$top/Documentation/gen/kernel-support.tsv

# pairs: SUITE and KERNEL of what boots one, and the name under which it runs
pairs()
{
	"$top/selftests/run" -l guest | awk -F '\t' '{
		suite = substr($1, 7)
		end = length(suite) - length($2)
		if (substr(suite, end) == "-" $2)
			suite = substr(suite, 1, end - 1)
		print suite "\t" $2 "\t" $1
	}'
}

# count NAME: the results in a suite's document
count()
{
	awk '
		/^not ok / { failed++; next }
		/^1\.\.0 # SKIP / || /^ok .* # SKIP / {
			skipped++
			reason = $0
			sub(/.* # SKIP */, "", reason)
			next
		}
		/^ok / { passed++ }
		END { printf "%d\t%d\t%d\t%s\n", passed, failed, skipped, reason ? reason : "-" }' \
		"$results/$1.ktap"
}

# A suite that has not been run now has the line that it had.
update()
{
	local suite kernel name release

	printf '# %s: GPL-2.0\n' SPDX-License-Identifier
	printf '#\n# kernel, suite, release, tests that passed, failed, were skipped, and why\n'
	while IFS=$'\t' read -r suite kernel name; do
		if [ -e "$results/$name.status" ]; then
			release=$(cat "$("$top/selftests/setup/guest-kernel.sh" "$kernel")/release")
			printf '%s\t%s\t%s\t%s\n' "$kernel" "$suite" "$release" "$(count "$name")"
		else
			awk -F '\t' -v k="$kernel" -v s="$suite" '$1 == k && $2 == s' "$data"
		fi
	done < <(pairs)
}

case ${1-} in
-u)
	update > "$data.tmp"
	mv "$data.tmp" "$data"
	;;
-p)
	pairs | awk -F '\t' '{ print $2 "\t" $1 }'
	exit
	;;
esac
exec awk -F '\t' -f "$top/Documentation/gen/kernel-support.awk" "$data"
