#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# bad-tables.sh CORRUPT VICTIM.ko DIR: in DIR, a copy of the module for each way in
# which its table can be wrong, and the file "cases": a line for each, its
# name and the message that the kernel must give. The place in the message is
# what "vsi table verify" says of the copy, the reason is that of "corrupt".
set -euo pipefail

corrupt=$1 victim=$2 dir=$3
top=$(cd "$(dirname "$0")/../.." && pwd)
vsi=$top/build/bin/vsi
name=$(basename "$victim" .ko)

: > "$dir/cases"
"$corrupt" --list | while IFS=$'\t' read -r kind reason; do
	test=${kind//-/_}
	bad=$dir/$test.ko
	"$corrupt" "$kind" "$victim" "$bad"
	place=$("$vsi" table verify "$bad" 2>&1 | head -n 1) || :
	place=${place#"vsi: $bad: "}
	[[ $place == *"$reason"* ]] || {
		echo "bad-tables.sh: $kind: verify says '$place', want '$reason'" >&2
		exit 1
	}
	echo "$test vsi: $name: $place" >> "$dir/cases"
done
