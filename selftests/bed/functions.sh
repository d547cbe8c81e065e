#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# functions.sh: call functions of Debian's modules in user mode, as they are and as vsi
# substitutes them, and compare with what they do at PL1. Prints a KTAP document.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
out=$top/build/bed/functions
vsi=${BIN:-$top/build/bin}/vsi
cache=$("$top/selftests/setup/debian.sh" bookworm armmp)

make -s -C "$here" ISA=a32 O="$out" functions >&2
user=${QEMU_USER-$(make -s -C "$here" ISA=a32 O="$out" user)}
system=$(make -s -C "$here" ISA=a32 O="$out" system)

"$here/choose.sh" "$vsi" "$cache/modules" >"$out/list"
# They end by themselves; timeouts only guard against a hang.
timeout -k 5 300 $user "$out/functions" try "$out/list" "$out/pack" >&2
timeout -k 5 300 $system -m 256 -kernel "$out/functions_reference.elf" \
	-device loader,file="$out/pack",addr=0x4a000000,force-raw=on \
	-nodefaults -display none -no-reboot -chardev stdio,id=out \
	-semihosting-config enable=on,target=native,chardev=out </dev/null >"$out/records"
timeout -k 5 300 $user "$out/functions" compare "$out/pack" "$out/records"
