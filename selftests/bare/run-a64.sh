#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# run-a64.sh [OUT_DIR]: as run.sh, for A64.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
out=${1:-$top/build/bare}
cross=${CROSS_ARM64-aarch64-linux-gnu-}
pure="insn_decode insn_index insn_rows insn_fields a32_encode a32_carry t32_carry a64_carry carry
	state a32_state t32_state a64_state a64_psr"

# A host's library is not there; without an MMU no access may be unaligned.
flags='-std=gnu11 -O1 -g -Wall -Wextra -Werror -ffreestanding -fno-pic -march=armv8-a
	-mgeneral-regs-only -mstrict-align -mno-outline-atomics -fno-tree-loop-distribute-patterns'

mkdir -p "$out"
sources="$here/a64/start.S $here/a64/semihosting.S $here/a64/sites.S $here/print.c $here/a64/carry.c"
for file in $pure; do
	sources="$sources $top/vsi_arm/$file.c"
done
# shellcheck disable=SC2086
"${cross}gcc" $flags -nostdlib -static -Wl,-Ttext=0x40100000,--build-id=none,-z,noexecstack \
	-o "$out/carry-a64.elf" $sources -lgcc

# It ends by itself; the timeout only guards against a hang.
timeout -k 5 300 qemu-system-aarch64 -M virt,mte=on -cpu max -m 256 -kernel "$out/carry-a64.elf" \
	-nodefaults -display none -no-reboot \
	-chardev stdio,id=out -semihosting-config enable=on,target=native,chardev=out </dev/null
