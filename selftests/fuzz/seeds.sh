#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# seeds.sh DIR: a seed corpus for each target, in DIR/elf, DIR/table, DIR/decode,
# DIR/policy. Needs VSI, the program, for the tables.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
data=$here/../tools/data
cross32=${CROSS:-arm-linux-gnueabihf-}
cross64=${CROSS64:-aarch64-linux-gnu-}
mkdir -p "$1"
cd "$1"
rm -rf elf table decode policy
mkdir elf table decode policy

printf '.section .modinfo,"a",%%progbits\n.asciz "name=seed"\n.asciz "vermagic=6.1 SMP"\n' >info.s
"${cross32}gcc" -c -o elf/flags32.o "$data/flags32.S"
"${cross64}as" -o elf/flags64.o "$data/flags64.S"
"${cross32}as" -o info32.o info.s
"${cross64}as" -o info64.o info.s
for w in 32 64; do
	cross=cross$w
	"${!cross}ld" -r -z noexecstack --build-id=sha1 -o elf/module$w.ko elf/flags$w.o info$w.o
	"${!cross}ld" -e 0 -Ttext=0x8000 -o elf/linked$w elf/flags$w.o
	"${!cross}strip" -o elf/stripped$w elf/linked$w
	"${!cross}objcopy" -O binary -j .text elf/flags$w.o decode/text$w
	"$VSI" table create -o table/module$w.vsi elf/module$w.ko
done
cp elf/module32.ko elf/embedded32.ko
"$VSI" embed elf/embedded32.ko
"${cross32}gcc" -c -o code.o "$data/code.S"
"${cross32}ld" -r -z noexecstack --build-id=sha1 -o elf/code32.ko code.o info32.o
"$VSI" embed --apply --backend=svc -o elf/applied32.ko elf/code32.ko
rm -f info* code.o

while read -r name policy; do
	echo "$policy" >"policy/$name"
done <<'END'
profile kvm
passive audit, psr=native
off off;btrfs:auto
classes xen,all=keep,pmu=zero,debug=guard,psr=emulate,idreg=const
rest call=hypercall , setway=ignore,hyp=deny,timer=native
modules auto; snd-hda: deprivileged, pmu=zero; btrfs: off
bad auto;m:kvm;m:xen,,
END
