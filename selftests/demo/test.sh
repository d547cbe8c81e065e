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

# sample_line N: what the sample said the N-th time, without the word
sample_values()
{
	sed -n 's/^sample: \(.*\); "mrc.*/\1/p' "$shown" | sed -n "$1p"
}

sample_word()
{
	sed -n 's/^sample: .* stands as //p' "$shown" | sed -n "$1p"
}

same_values()
{
	[ -n "$(sample_values 1)" ] && [ "$(sample_values 1)" = "$(sample_values 2)" ]
}

other_word()
{
	[ "$(sample_word 1)" = ee101f10 ] && [[ $(sample_word 2) == e7f5??f? ]]
}

checksums()
{
	[ "$(grep -c '^\./.*: OK$' "$shown")" = 8 ]
}

served()
{
	local traps
	traps=$(sed -n 's/^btrfs: .* \([0-9]*\) traps served$/\1/p' "$shown")
	[ "${traps:-0}" -gt 1000 ]
}

nothing_left()
{
	grep -q '^ls: /sys/kernel/vsi: No such file or directory' "$shown"
}

ktap_plan 6
ktap_run 'the demo ends well' demo
ktap_run 'the sample sees the same with vsi and without' same_values
ktap_run 'its instruction was substituted' other_word
ktap_run 'files on btrfs have their checksums' checksums
ktap_run 'btrfs was served' served
ktap_run 'vsi goes without a trace' nothing_left
ktap_end
