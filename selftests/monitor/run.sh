#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# run.sh KIND [OUT_DIR]: build the reference monitor, and boot the payload on it, which
# tests it. Prints a KTAP document.
#
#	a64	a payload of A64 on the monitor of AArch64
#	a32	a payload of A32 on the monitor of AArch64
#	hyp	a payload of A32 on the monitor of AArch32
set -eu

kind=$1
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
out=${2:-$top/build/monitor}

case $kind in
a64)	qemu=qemu-system-aarch64 cpu=cortex-a72 monitor=monitor-a64.elf payload=payload-a64.bin ;;
a32)	qemu=qemu-system-aarch64 cpu=cortex-a72 monitor=monitor-a64.elf payload=payload-a32.bin ;;
hyp)	qemu=qemu-system-arm cpu=cortex-a15 monitor=monitor-a32.elf payload=payload-hyp.bin ;;
*)	echo "run.sh: no $kind" >&2; exit 2 ;;
esac
make -s -C "$here" O="$out" "$out/$monitor" "$out/$payload"

# It ends by itself; the timeout only guards against a hang. With this shift a tick of the
# counter is an instruction.
status=0
timeout -k 5 120 "$qemu" -M virt,virtualization=on -cpu "$cpu" -smp 2 -m 512 \
	-kernel "$out/$payload" -device "loader,file=$out/$monitor,cpu-num=0" \
	-icount shift=4,sleep=off -nodefaults -display none -no-reboot \
	-serial "file:$out/console-$kind" \
	-chardev stdio,id=out -semihosting-config enable=on,target=native,chardev=out \
	</dev/null || status=$?
sed 's/^/# /' "$out/console-$kind"
exit "$status"
