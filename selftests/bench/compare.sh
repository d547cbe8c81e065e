#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# compare.sh: what an access costs by each mechanism, by a guest of the reference monitor
# and by one of a real KVM, for A64 and A32. Prints the tables and puts them into the
# documentation; fails when an aim is missed.
set -euo pipefail

top=$(cd "$(dirname "$0")/../.." && pwd)
page=$top/Documentation/benchmark-compare.txt
# shellcheck source=selftests/bench/lib-page.sh
. "$top/selftests/bench/lib-page.sh"

# costs KERNEL: of both guests
costs()
{
	"$top/selftests/guest/prepare.sh" "$1" >&2
	"$top/selftests/guest/run.sh" "$1" compare > "$tmp/monitor" || { cat "$tmp/monitor" >&2; return 1; }
	"$top/selftests/hyp/kvm.sh" "$1" -compare > "$tmp/kvm" || { cat "$tmp/kvm" >&2; return 1; }
	sed -n 's/^# cost: /monitor /p' "$tmp/monitor"
	sed -n 's/^# cost: /kvm /p' "$tmp/kvm"
}

# table TITLE ID_REGISTER ID_REGISTER SETWAY
table()
{
	awk -v title="$1" -v first="$2" -v second="$3" -v setway="$4" '
	{ cost[$1, $2, $3] = $4; exits[$1, $2, $3] = $5 }

	# line LABEL EXITS WHERE MECHANISM ROW...: "-" for what it is not for
	function line(label, leaves, where, mechanism, list, prefix, i, n, row, value, shown)
	{
		n = split("pfr0 mmfr0 mpidr actlr pmcr setway", row)
		shown = sprintf("  %-42s", label)
		for (i = 1; i <= n; i++) {
			value = "-"
			if (index(" " list " ", " " row[i] " "))
				value = cost[where, mechanism, prefix row[i]]
			shown = shown sprintf("%8s", value)
		}
		print shown sprintf("%7s", leaves)
	}
	END {
		all = "pfr0 mmfr0 actlr pmcr setway"
		reads = "pfr0 mmfr0 actlr pmcr"
		print title
		print ""
		printf "  %-42s%8s%8s%8s%8s%8s%8s%7s\n", "", first, second, "MPIDR", "ACTLR",
		       "PMCR", setway, "exits"
		line("native: nothing traps", 0, "monitor", "native", all " mpidr")
		print ""
		line("trap to the monitor, tightest handler", 1, "monitor", "tightest", "pfr0 mmfr0 actlr")
		line("trap to the monitor, plain handler", 1, "monitor", "plain", all)
		line("trap to KVM", 1, "kvm", "kvm", all)
		print ""
		line("call in the source, monitor", 1, "monitor", "plain", all " mpidr", "hand_")
		line("call in the source, KVM and its VMM", 1, "kvm", "kvm",
		     "pfr0 mmfr0 mpidr actlr", "hand_")
		if (cost["monitor", "kprobe", "pfr0"])
			line("kprobe", 0, "monitor", "kprobe", all " mpidr")
		else
			print "  kprobe                                    refused by the kernel"
		print ""
		line("vsi, value in place", 0, "monitor", "inline", all)
		line("vsi, value by a veneer", 0, "monitor", "veneer", reads)
		line("the same in the guest of KVM", 0, "kvm", "veneer", reads)
		line("vsi, veneer that calls the monitor", 1, "monitor", "call", "mpidr actlr setway")
		line("vsi, veneer that calls KVM and its VMM", 1, "kvm", "call", "mpidr")
		line("vsi, value by a trap", 0, "monitor", "trap", all)
		line("vsi, trap that calls the monitor", 1, "monitor", "call_trap",
		     "mpidr actlr setway")
		line("vsi, guard of what is there", 0, "monitor", "guard", reads)
		line("vsi, guard of what is not", 1, "monitor", "guard_hit", "actlr pmcr")
		print ""
		print "  HVC alone, that KVM answers by itself: " cost["kvm", "kvm", "raw_smccc_version"]
		print "  KVM traps / value by a veneer, the least: " least()
	}
	function least(i, n, row, ratio, best)
	{
		n = split("pfr0 mmfr0 actlr pmcr", row)
		for (i = 1; i <= n; i++) {
			ratio = cost["kvm", "kvm", row[i]] / cost["kvm", "veneer", row[i]]
			best = !best || ratio < best ? ratio : best
		}
		return sprintf("%.0f", best)
	}' "$tmp/costs"
}

{
cat << END
Executed instructions of guest, hypervisor and VMM together, for one access; counted by
QEMU $(qemu_version aarch64) (-icount). \
KVM is that of $(release trixie-arm64), on QEMU's CPU max; the
guests of the monitor are on a Cortex-A72. Not cycles: see limitations.rst.

END
costs arm64 > "$tmp/costs"
table "A64, kernel $(release arm64)" PFR0 MMFR0 "DC CISW"
echo
costs armmp-lpae > "$tmp/costs"
table "A32, kernel $(release armmp-lpae)" PFR0 MMFR0 DCCISW
} > "$tmp/page"
sed 's/ *$//' "$tmp/page" > "$page"
cat "$page"
