#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# test.sh: the demo, as a test: it ends well and shows what it says.
set -u

top=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=selftests/lib/ktap.sh
. "$top/selftests/lib/ktap.sh"
shown=$top/build/results/demo.out

demo()
{
	"$top/selftests/demo/demo.sh" > "$shown" 2>&1 || { tail -n 20 "$shown"; return 1; }
}

dies_without()
{
	grep -q '^Internal error: Oops - undefined instruction' "$shown" &&
		grep -q '^PC is at trace_read_id+.*\[vsi_trace\]' "$shown"
}

works_with()
{
	grep -q '^trace: ETMIDR 00000000' "$shown"
}

# sample N: what the sample said the N-th time
sample()
{
	sed -n 's/^sample: //p' "$shown" | sed -n "$1p"
}

same_values()
{
	[ -n "$(sample 1)" ] && [ "$(sample 1 | sed 's/; .*//')" = "$(sample 2 | sed 's/; .*//')" ]
}

other_word()
{
	[[ $(sample 1) == *ee101f10 ]] && [[ $(sample 2) == *e7f5??f? ]]
}

checksums()
{
	[ "$(grep -c '^\./.*: OK$' "$shown")" = 16 ]
}

second_decoder()
{
	grep -q '^second  *capstone ' "$shown"
}

served()
{
	local traps
	traps=$(awk '$1 == "module" { for (i = 1; i <= NF; i++) if ($i == "hits") c = i }
		$1 == "btrfs" && $3 == "discovered" { print $c }' "$shown")
	[ "${traps:-0}" -gt 1000 ]
}

nothing_left()
{
	grep -q '^ls: /sys/kernel/vsi: No such file or directory' "$shown"
}

# exits REGISTER: without vsi, and with it
exits()
{
	awk -v name="$1" '$1 == name { print $2, $3 }' "$shown"
}

dies_on_kvm()
{
	grep -q '^Internal error: Oops - Undefined instruction' "$shown" &&
		grep -q '^pc : read_control+.*\[vsi_cycles\]' "$shown"
}

works_on_kvm()
{
	grep -q '^cycles: .* PMCR 00000000, 0 counters, cycles go on$' "$shown"
}

no_exits_on_kvm()
{
	local name
	for name in ID_AA64PFR0_EL1 CTR_EL0 ACTLR_EL1; do
		[ "$(exits $name)" = "10 0" ] || { echo "$name: $(exits $name)"; return 1; }
	done
	[ "$(exits PMCR_EL0)" = "oops 0" ] || { echo "PMCR_EL0: $(exits PMCR_EL0)"; return 1; }
}

ktap_plan 12
ktap_run 'the demo ends well' demo
ktap_run 'the guest dies of the driver without vsi' dies_without
ktap_run 'the driver works with vsi' works_with
ktap_run 'modprobe vsi brought the second decoder along' second_decoder
ktap_run 'the sample sees the same, substituted or not' same_values
ktap_run 'its instruction was substituted' other_word
ktap_run 'files on btrfs have their checksums, with vsi and when it is gone' checksums
ktap_run 'btrfs was served without a table' served
ktap_run 'vsi goes without a trace' nothing_left
ktap_run 'a guest of KVM dies of the driver without vsi' dies_on_kvm
ktap_run 'the driver works there with vsi' works_on_kvm
ktap_run 'with vsi its instructions do not leave the guest' no_exits_on_kvm
ktap_end
