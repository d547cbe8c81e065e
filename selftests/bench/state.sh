#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# state.sh: what an instruction costs as a load or a store of the state block, by the suite
# "state" of a guest of A32 and of one of A64. Prints the tables and puts them into the
# documentation.
set -euo pipefail

top=$(cd "$(dirname "$0")/../.." && pwd)
page=$top/Documentation/benchmark-state.txt
# shellcheck source=selftests/bench/lib-page.sh
. "$top/selftests/bench/lib-page.sh"

# table ISA KERNEL [SCRIPT], and lines NAME TEXT
table()
{
	"$top/selftests/guest/${3-prepare.sh}" "$2" >&2
	"$top/selftests/guest/run.sh" "$2" state > "$tmp/out" || { cat "$tmp/out" >&2; return 1; }
	sed -n 's/^# cost: //p' "$tmp/out" > "$tmp/costs"
	awk -v title="$1, kernel $(release "$2")" '
		BEGIN {
			printf "%-34s%10s%8s%8s\n", title, "original", "block", "trap"
			print ""
		}
		FNR == NR { cost[$1, $2] = $3; next }
		{
			name = $1
			sub(/^[^ ]+ +/, "")
			if (!cost["original", name] || !cost["block", name] || !cost["trap", "mask"]) {
				print name " was not measured" > "/dev/stderr"
				exit 1
			}
			trap = ("trap", name) in cost ? cost["trap", name] : "-"
			printf "  %-32s%10s%8s%8s\n", $0, cost["original", name],
			       cost["block", name], trap
		}' "$tmp/costs" -
}

# Of both sizes of instructions.
of_both()
{
	cat << 'END'
restore  msr CPSR_c, r2
read     mrs r2, CPSR
tpidr    mrc TPIDRPRW
to_tpidr mcr TPIDRPRW
other    mrc DACR
to_other mcr DACR
END
}

{
cat << END
Executed instructions of the guest, counted by QEMU $(qemu_version arm) (-icount), with the branches there
and back. Not cycles: see limitations.rst.

END
{
	cat << 'END'
mask     cpsid i
unmask   cpsie i
constant msr CPSR_c, #0x13
END
	of_both
} | table A32 armmp-lpae
echo
{
	cat << 'END'
mask     cpsid.w i
unmask   cpsie.w i
END
	of_both
} | table T32 arm-thumb2 prepare-thumb.sh
echo
table A64 arm64 << 'END'
mask     msr DAIFSet, #3
unmask   msr DAIFClr, #3
constant msr DAIFSet, #15
restore  msr DAIF, x2
read     mrs x2, DAIF
tpidr    mrs x2, TPIDR_EL1
to_tpidr msr TPIDR_EL1, x2
other    mrs x2, SP_EL0
to_other msr SP_EL0, x2
END
} > "$tmp/page"
cp "$tmp/page" "$page"
cat "$page"
