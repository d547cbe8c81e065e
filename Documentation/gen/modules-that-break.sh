#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# modules-that-break.sh [-u | -p]: print the tables of modules-that-break.rst, made from
# selftests/kmod/broken.tbl, which says what modules do, and selftests/guest/broken.tsv, which
# says what comes of it: environment, case, and without vsi and with it the outcome and how
# often the guest is left.
#
# With -u, first put the results of the last run of suites there, as far as it went:
# build/results. With -p, print but the environments.
set -euo pipefail

top=$(cd "$(dirname "$0")/../.." && pwd)
cases=$top/selftests/kmod/broken.tbl
data=$top/selftests/guest/broken.tsv

# ENVIRONMENT<TAB>what it is, in the order of the page
environments()
{
	cat << 'END'
qemu-a64	QEMU's machine itself, Cortex-A72
qemu-a32	QEMU's machine itself, Cortex-A15
kvm-a64	a guest of KVM, of 64 bits, without performance monitors
kvm-a64-pmu	a guest of KVM, of 64 bits, with performance monitors
kvm-a32	a guest of KVM, of 32 bits, without performance monitors
kvm-a32-pmu	a guest of KVM, of 32 bits, with performance monitors
xen-a64	a guest of Xen, of 64 bits
xen-a32	a guest of Xen, of 32 bits
monitor-a64	a guest of the reference monitor, of 64 bits
monitor-a32	a guest of the reference monitor, of 32 bits
monitor-hyp	a guest of the reference monitor in Hyp mode, of 32 bits
END
}

# An environment that has not been run now has the lines that it had.
update()
{
	local env new

	sed '/^#/!d' "$data"
	while IFS=$'\t' read -r env _; do
		new=$(sed -n "s/^ *# BROKEN \($env\t\)/\1/p" "$top"/build/results/*.ktap |
			awk '!seen[$0]++')
		[ -z "$new" ] || { printf '%s\n' "$new"; continue; }
		awk -F '\t' -v env="$env" '$1 == env' "$data"
	done < <(environments)
}

case ${1-} in
-u)
	update > "$data.tmp"
	mv "$data.tmp" "$data"
	;;
-p)
	environments | cut -f 1
	exit
	;;
esac

# Names and texts; those of A64 alone are marked.
list_cases()
{
	sed -n 's/^BROKEN\(_A64\)\{0,1\}(\([a-z0-9_]*\), "\(.*\)",$/\2\t\3\t\1/p' "$cases"
}

exec awk -F '\t' -f "$top/Documentation/gen/modules-that-break.awk" \
	<(list_cases) <(environments) "$data"
