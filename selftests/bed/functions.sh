#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# functions.sh ISA: call functions of Debian's modules in user mode, as they are and as vsi
# substitutes them, and compare with what they do at PL1 or EL1. Prints a KTAP document.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
isa=$1
out=$top/build/bed/functions-$isa
vsi=${BIN:-$top/build/bin}/vsi
case $isa in
a32)	kernel=armmp ;;
# PACIASP does something where there is a kernel beneath, and nothing at EL1
a64)	kernel=arm64 cpu=,pauth=off ;;
esac
cache=$("$top/selftests/setup/debian.sh" bookworm "$kernel")

make -s -C "$here" ISA="$isa" O="$out" functions >&2
user=${QEMU_USER-$(make -s -C "$here" ISA="$isa" O="$out" CPU="${cpu-}" user)}
system=$(make -s -C "$here" ISA="$isa" O="$out" CPU="${cpu-}" system)

"$here/choose.sh" "$isa" "$vsi" "$cache/modules" >"$out/list"
# They end by themselves; timeouts only guard against a hang.
timeout -k 5 300 $user "$out/functions" try "$out/list" "$out/pack" >&2
timeout -k 5 300 $system -m 256 -kernel "$out/functions_reference.elf" \
	-device loader,file="$out/pack",addr=0x4a000000,force-raw=on \
	-nodefaults -display none -no-reboot -chardev stdio,id=out \
	-semihosting-config enable=on,target=native,chardev=out </dev/null >"$out/records"
timeout -k 5 300 $user "$out/functions" compare "$out/pack" "$out/records"
