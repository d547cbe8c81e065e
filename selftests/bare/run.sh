#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# run.sh [OUT_DIR]: build a program that executes what vsi puts into code, and
# run it under QEMU, without a kernel. Prints a KTAP document.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
out=${1:-$top/build/bare}
cross=${CROSS_ARM-arm-linux-gnueabihf-}
pure="insn_decode insn_index insn_rows insn_fields a32_encode a32_carry t32_carry a64_carry carry
	state a32_state t32_state a64_state"

# A host's library is not there; without an MMU no access may be unaligned.
flags='-std=gnu11 -O1 -g -Wall -Wextra -Werror -ffreestanding -fno-pic -marm -march=armv7ve+fp
	-mgeneral-regs-only -mno-unaligned-access -fno-tree-loop-distribute-patterns'

mkdir -p "$out"
sources="$here/start.S $here/semihosting.S $here/sites.S $here/print.c $here/carry.c"
for file in $pure; do
	sources="$sources $top/vsi_arm/$file.c"
done
# shellcheck disable=SC2086
"${cross}gcc" $flags -nostdlib -static -Wl,-Ttext=0x40100000,--build-id=none,-z,noexecstack \
	-o "$out/carry.elf" $sources -lgcc

# It ends by itself; the timeout only guards against a hang.
timeout -k 5 300 qemu-system-arm -M virt -cpu max -m 64 -kernel "$out/carry.elf" \
	-nodefaults -display none -no-reboot \
	-chardev stdio,id=out -semihosting-config enable=on,target=native,chardev=out </dev/null
