#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# vsi table verify refuses every kind of wrong table, vsi table dump prints.
# shellcheck source=selftests/tools/lib.sh
. "$(dirname "$0")/lib.sh"
kinds=$(grep -c '^	{ "[a-z-]*", "' "$here/corrupt.c")
plan $((kinds + 10))
need "${CROSS}gcc" "no ${CROSS}gcc"

cp "$here"/data/* .
check "corrupt compiles" "${HOSTCC:-cc}" -std=gnu11 -Wall -Wextra -Werror -o corrupt \
	"$here/corrupt.c" "$top"/vsi_core/table.c "$top"/vsi_arm/mapping.c -lz
arm_vcc -c inline.c -o inline.o
arm_vcc -c code.S -o code.o
make_module good inline.o code.o
"$vsi" embed good.ko

while IFS=$'\t' read -r kind reason; do
	./corrupt "$kind" good.ko "$kind.ko"
	check "$kind" says "$reason" status 1 "$vsi" table verify "$kind.ko"
done < <(./corrupt --list)

check "tsv" says $'.init.text\t0x0\t0xee100fb0\tA32\tidreg\tMPIDR' \
	"$vsi" table dump --format=tsv good.ko
check "text" says "# module: good" "$vsi" table dump good.ko
cp inline.o tableless.ko
"${CROSS}objcopy" -R .vsi_table -R .rel.vsi_table tableless.ko
check "no table" says "no section .vsi_table" status 1 "$vsi" table verify tableless.ko
check "fragments are no table" says "not yet linked" status 1 "$vsi" table verify inline.o
check "no such file" status 3 "$vsi" table verify missing.ko
check "usage" status 2 "$vsi" table verify
check "unknown format" status 2 "$vsi" table dump --format=json good.ko
check "unknown command" status 2 "$vsi" nonsense

# A harmless instruction turns into wfe; the build-id is still the same.
harmless=$("${CROSS}objdump" -t good.ko | sed -n 's/^\([0-9a-f]*\) .* harmless$/\1/p')
"${CROSS}objcopy" --dump-section .text=text.bin good.ko copy.ko
printf '\002\360\040\343' |
	dd of=text.bin bs=1 seek=$((16#${harmless:-0})) conv=notrunc status=none
"${CROSS}objcopy" --update-section .text=text.bin copy.ko more.ko
check "what the table lacks is told" says "0xe320f002 (wfe) is missing from the table" \
	status 1 "$vsi" table verify more.ko

finish
