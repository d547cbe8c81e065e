#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# run.sh ISA [OUT_DIR]: execute the instructions of a32, t32 or a64 where they were written for,
# and in user mode, as they are and as vsi substitutes them, without a state block and with one,
# without words of the monitor and with them.
# Prints a KTAP document.
# On a machine that runs such programs QEMU_USER may be empty.
set -eu

isa=$1
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
out=${2:-$top/build/bed/$isa}

mkdir -p "$out"
out=$(cd "$out" && pwd)
make -s -C "$here" ISA="$isa" O="$out" >&2
qemu=$(make -s -C "$here" ISA="$isa" O="$out" user)
# It ends by itself; the timeout only guards against a hang.
timeout -k 5 300 ${QEMU_USER-$qemu} "$out/bed" "$out/records" "$out/slots.o" </dev/null
