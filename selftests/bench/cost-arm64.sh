#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# cost-arm64.sh KERNEL: an instruction costs no more with vsi than it may, on an
# arm64 kernel where QEMU counts. Prints a KTAP document. Documentation/benchmark.rst
# has the aims.
set -uo pipefail

kernel=$1
top=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=selftests/lib/ktap.sh
. "$top/selftests/lib/ktap.sh"
# shellcheck source=selftests/bench/lib-cost.sh
. "$top/selftests/bench/lib-cost.sh"

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
"$top/selftests/bench/measure.sh" "$kernel" instructions > "$tmp/results" || exit 1

constant="mrs_midr mrs_ctr"
registers="mrs_tpidr $constant msr_tpidrro"
all="mrs_daif msr_daifset $registers"

ktap_plan 9
# shellcheck disable=SC2086 # lists
{
ktap_run 'an instruction costs one without vsi' exactly 1 without $all
ktap_run 'one that is kept costs one' exactly 1 auto $all
ktap_run 'in place: exactly one' exactly 1 zero $registers
ktap_run 'a value of 32 bits and more in place: exactly one' exactly 1 const $constant
ktap_run 'a veneer of one instruction: exactly three' exactly 3 branch $all
ktap_run 'a trap among 1,035 sites: at most 410' at_most 410 trap $all
ktap_run 'a trap was measured' more_than 100 trap $all
ktap_run 'a trap that is counted: at most 460' at_most 460 counted $all
ktap_run 'a trap that was counted and traced before: at most 410' at_most 410 after $all
}
ktap_end
