#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# apply.sh VSI.ko: vsi embed --apply, on modules that are linked here and on vsi.ko.
vsi_ko=$(realpath "$1")
# shellcheck source=selftests/tools/lib.sh
. "$(dirname "$0")/lib.sh"
plan 58
need "${CROSS}gcc" "no ${CROSS}gcc"

apply()
{
	"$vsi" embed --apply --backend=svc "$@"
}

# Instruction and word, which was computed by hand from Xvisor's layout; "-" stays.
cat >words.txt <<-'LIST'
	cpsid i				| ef019000
	cpsie i				| ef011000
	cps #0x13			| ef0044c0
	cpsid if, #0x12			| ef01dc80
	mrs r3, cpsr			| ef026000
	mrsne r12, cpsr			| 1f038000
	mrs lr, spsr			| ef03d000
	msr cpsr_c, r0			| ef062000
	msreq cpsr_c, r3		| 0f062600
	msr cpsr_c, #0xd3		| ef0421a6
	msrcc spsr_c, #0x1f		| 3f04203f
	msr spsr_fsxc, lr		| ef07fd00
	rfeia sp!			| ef08f400
	srsdb sp!, #0x13		| ef0b6600
	wfine				| 1f0c0000
	wfe				| ef0c8000
	smceq #1			| 0f0e2000
	ldm sp!, {r0-r3, pc}^		| ef4d800f
	ldmdb r4, {r8}^			| ef540100
	stmia sp, {r0-lr}^		| efad7fff
	subs pc, lr, #4			| efe2e004
	movsne pc, lr			| 1fdd000e
	svc #0x12345			| eff12345
	msr cpsr_f, r3			| -
	msr cpsr_fs, #0x20000000	| -
	ldrt r0, [r1]			| -
	mrc p15, 0, r0, c0, c0, 5	| -
	hvc #0				| -
	bkpt #0				| -
	yield				| -
LIST
{
	printf '\t.syntax unified\n\t.arch armv7ve\n\t.arch_extension sec\n\t.arm\n\t.text\n'
	sed 's/|.*//' words.txt
	# a literal is none, and in other sections there are others
	printf '\tbx lr\n\t.word 0xe10f3000\n\t.section .init.text,"ax",%%progbits\n'
	printf '\tcpsid i\n\tbx lr\n\t.data\n\t.word 0xe10f3000\n'
} >words.s
"$AS/as" -o words.o words.s
make_module words words.o
cp words.ko plain.ko
"$vsi" embed plain.ko
cp words.ko applied.ko
chmod 640 applied.ko
check "apply" silent apply applied.ko
check "mode is kept" says 640 stat -c %a applied.ko
check "well-formed" readelf_clean applied.ko
check "verify" says "good, 28 instructions" "$vsi" table verify -v applied.ko
check "what was replaced is counted" says "24 instructions of 28 replaced by words of svc" \
	apply -v -o other.ko words.ko
check "-o: same bytes" cmp applied.ko other.ko
check "-o: the module stays" says "fragments" "$vsi" table verify words.ko

# Words of a section, one a line.
words_of()
{
	"${CROSS}objcopy" -O binary -j "$2" "$1" bytes.bin &&
		od -An -v -w4 -tx4 bytes.bin | tr -d ' '
}
words_of plain.ko .text >plain.words
words_of applied.ko .text >applied.words
wanted()
{
	local n=0 word

	while IFS='|' read -r _ word; do
		n=$((n + 1))
		word=${word// /}
		[ "$word" != - ] || word=$(sed -n ${n}p plain.words)
		echo "$word"
	done <words.txt
	tail -n +$((n + 1)) plain.words
}
check "words" diff <(wanted) applied.words
check "words of .init.text" diff <(words_of applied.ko .init.text | head -1) <(echo ef019000)
check "the disassembler calls them svc" test 23 = \
	"$("${CROSS}objdump" -d -j .text applied.ko | grep -c $'\tsvc')"

# What must differ is the table, and the words. Two of them run at once.
rest_of()
{
	"${CROSS}objcopy" -R .vsi_table -R .text -R .init.text "$1" "$1.rest" && cat "$1.rest"
}
check "all other sections are as they were" cmp <(rest_of plain.ko) <(rest_of applied.ko)
listed plain.ko >plain.listed
listed applied.ko | sed 's/, replaced for svc$//' >applied.listed
check "the table keeps the instructions" diff plain.listed applied.listed
check "and tells which are replaced" test 24 = \
	"$("$vsi" table dump applied.ko | grep -c ', replaced for svc$')"
check "as diff does" test 48 = \
	"$("$vsi" table diff plain.ko applied.ko | grep -c '^[-+]')"
check "of others it says nothing" not says replaced "$vsi" table dump plain.ko

cp applied.ko again.ko
touch -d 2001-01-01 again.ko
check "again" silent apply again.ko
check "again: same bytes" cmp applied.ko again.ko
check "again: not even written" test ! again.ko -nt /etc/passwd
check "undone, and told" says "that had been replaced were put back" "$vsi" embed again.ko
chmod 640 plain.ko
check "undone: same bytes as without" cmp plain.ko again.ko
check "with veneers" sh -c "'$vsi' embed --apply --backend=svc --veneers -o v.ko words.ko &&
	'$vsi' table verify v.ko && '$vsi' embed -o v2.ko v.ko 2>/dev/null &&
	'$vsi' embed --veneers -o v3.ko words.ko && cmp v2.ko v3.ko"
cp words.ko parts.ko
"${CROSS}strip" --strip-debug parts.ko && apply parts.ko
"${CROSS}strip" --strip-debug -o stripped.ko applied.ko
check "strip --strip-debug keeps the table" says good "$vsi" table verify -v stripped.ko
printf '0123456789abcdef\0\0\2\0\0\0\0\0\0\0\0\020~Module signature appended~\n' |
	cat words.ko - >signed.ko
check "a signature is dropped" says "its signature was dropped" apply signed.ko
check "and all else is done" cmp applied.ko signed.ko
check "no table beside it" says "its instructions have been replaced" \
	status 3 "$vsi" table create -o words.vsi applied.ko
check "which leaves none" test ! -e words.vsi

# refused NAME REASON...: the module of NAME.s stays as it is, and each reason is told
refused()
{
	local name=$1 reason

	shift
	"$AS/as" -march=armv7ve -o "$name.o" "$name.s" && make_module "$name" "$name.o" || return
	cp "$name.ko" before.ko
	for reason; do
		says "$reason" status 3 "$vsi" embed --apply --backend=svc "$name.ko" || return
	done
	cmp before.ko "$name.ko"
}
no_word="has no word of the hypervisor's"
while IFS='|' read -r name insn; do
	printf '\t.syntax unified\n\t.arch_extension virt\n\t.arch_extension sec\n' >"$name.s"
	printf '\t.%s\n\tnop\n\tnop\n%s\n' "${name%%-*}" "${insn//;/$'\n'}" >>"$name.s"
	case $name in
	thumb-16) at=.text+0x4 ;;
	*) at=.text+0x8 ;;
	esac
	case $name in
	thumb-32) insn="nop.w; nop.w" ;;
	esac
	check "refused: $name" refused "$name" "$at: 0x" "$no_word"
done <<-'LIST'
	arm-banked-read|	mrs r0, r8_usr
	arm-banked-write|	msrne sp_irq, r1
	arm-banked-spsr|	mrs r0, spsr_svc
	arm-eret|		eret
	arm-svc|		svc #0x100000
	arm-user|		.inst 0xe8fd7fff
	arm-pc|			.inst 0xe8cd8001
	arm-base|		subs pc, pc, #4
	thumb-16|		cpsid i
LIST
printf '\t.syntax unified\n\t.thumb\n\tnop.w\n\tmrs r0, cpsr\n\twfi\n\tbx lr\n' >thumb.s
check "refused: all of T32 is told" refused thumb ".text+0x4: 0xf3ef8000 (mrs Rd, CPSR) $no_word" \
	".text+0x8: 0xbf30 (wfi) $no_word"
printf '\t.arm\n1:\tldrex r0, [r1]\n\tmrs r2, cpsr\n\tstrex r3, r0, [r1]\n' >exclusive.s
check "refused: exclusive sequence" refused exclusive \
	".text+0x4: 0xe10f2000 (mrs Rd, CPSR) is in an exclusive sequence"

# as the kernel's locks do
printf '\t.arm\n1:\tldrex r0, [r1]\n\tteq r0, #0\n\twfene\n\tstrexeq r0, r2, [r1]\n' >wait.s
"$AS/as" -march=armv7ve -o wait.o wait.s
make_module wait wait.o
apply wait.ko
check "who waits there does not mind" diff <(words_of wait.ko .text | sed -n 3p) <(echo 1f0c8000)

echo 'int nothing(void) { return 0; }' >nothing.c
arm_vcc -c nothing.c -o nothing.o
make_module nothing nothing.o
check "nothing to replace" silent apply nothing.ko
printf '\twfi\n' | aarch64-linux-gnu-as -o wide.o - &&
	aarch64-linux-gnu-ld -r --build-id=sha1 -o wide.ko wide.o
check "another machine" says "backend svc has no words for this machine" status 3 apply wide.ko
check "--apply alone" says "--apply needs --backend" status 2 "$vsi" embed --apply words.ko
check "--backend alone" says "--backend is for --apply" \
	status 2 "$vsi" embed --backend=svc words.ko
check "a backend without words" says "no backend kvm has words of its own" \
	status 2 "$vsi" embed --apply --backend=kvm words.ko
check "the rest is still done" sh -c "cp words.ko rest.ko
	'$vsi' embed --apply --backend=svc thumb.ko missing.ko rest.ko 2>/dev/null
	[ \$? -eq 3 ] && cmp rest.ko applied.ko"

# A module that is not what its table says is left as it is.
poke()
{
	local at

	at=$("${CROSS}readelf" -SW "$1" | sed -nE \
		"s/^ *\[ *[0-9]+\] $2 +PROGBITS +[0-9a-f]+ ([0-9a-f]+) .*/\1/p")
	# shellcheck disable=SC2059
	printf "$4" | dd of="$1" bs=1 seek=$((16#$at + $3)) conv=notrunc status=none
}
left_alone()
{
	cp "$1" before.ko
	says "$2" status 3 "$vsi" embed "$1" && says "$2" status 3 apply "$1" && cmp before.ko "$1"
}
cp applied.ko changed.ko
poke changed.ko '\.text' 0 '\001'
check "a word that was changed" left_alone changed.ko "word differs from the module's"
check "is told by verify" says "word differs" status 1 "$vsi" table verify changed.ko
cp applied.ko changed.ko
poke changed.ko '\.vsi_table' 16 '\000\000'
check "a table that was changed" left_alone changed.ko "bad checksum"
cp applied.ko changed.ko
poke changed.ko '\.vsi_table' 20 '\377\377\377\377'
check "a table with a hostile count" left_alone changed.ko "entries do not fit"
cp applied.ko changed.ko
"${CROSS}objcopy" --update-section .note.gnu.build-id=<(head -c 36 /dev/zero) changed.ko 2>/dev/null
check "a table of another build" left_alone changed.ko "build-id"

# vsi.ko itself: every word that user mode lets pass, by the disassembler.
silent_of()
{
	"${CROSS}objdump" -d "$1" | awk -F'\t' '
		$3 ~ /^(cps|wf[ei]|rfe|srs|eret|ldr(b|h|sb|sh)?t|str(b|h)?t)/ ||
		$3 ~ /^mrs/ ||
		$3 ~ /^msr/ && $4 !~ /^CPSR_[fs]+,/ ||
		$4 ~ /\}\^/ ||
		$3 ~ /^(and|eor|sub|rsb|add|adc|sbc|rsc|orr|mov|bic|mvn)s/ && $4 ~ /^pc,/'
}
cp "$vsi_ko" vsi.ko
cp "$vsi_ko" vsi-plain.ko
"$vsi" embed vsi-plain.ko
check "vsi.ko has silent instructions" test "$(silent_of vsi.ko | wc -l)" -ge 4
check "vsi.ko: apply" silent apply vsi.ko
check "vsi.ko: none is left" diff <(silent_of vsi.ko) /dev/null
"$vsi" scan --format=tsv vsi.ko >vsi.tsv
check "vsi.ko: nor does vsi find one" diff <(awk -F'\t' '
	NR > 1 && $6 ~ /^(psr|banked|exret|event|unpriv)$/' vsi.tsv) /dev/null
replaced=$("$vsi" table dump --format=tsv vsi.ko | grep -c ', replaced for svc$')
check "vsi.ko: they are svc" test "$replaced" = \
	"$("${CROSS}objdump" -d vsi.ko | grep -c $'\tsvc')"
for s in .text .init.text .exit.text; do
	words_of vsi-plain.ko $s >>before.words
	words_of vsi.ko $s >>after.words
done
check "vsi.ko: and nothing else was changed" test "$replaced" = \
	"$(diff before.words after.words | grep -c '^>')"
check "vsi.ko: all other sections are as they were" cmp \
	<("${CROSS}readelf" -SrsW vsi-plain.ko | sed 's/ .vsi_table .*//') \
	<("${CROSS}readelf" -SrsW vsi.ko | sed 's/ .vsi_table .*//')
check "vsi.ko: undone" sh -c "'$vsi' embed vsi.ko 2>/dev/null; cmp vsi.ko vsi-plain.ko"

# What vsi.ko goes by, where it is in user mode.
cat >mode.c <<-'MODE'
	#include "vsi_arm/a32_svc.h"

	int main(void)
	{
		u32 cpsr;

		asm volatile("mrs %0, cpsr" : "=r" (cpsr));
		return !a32_is_deprivileged(cpsr);
	}
MODE
if command -v qemu-arm >/dev/null; then
	check "user mode is seen" sh -c "'${CROSS}gcc' -static -I'$top' -o mode mode.c &&
		qemu-arm ./mode"
else
	skip "user mode is seen" "no qemu-arm"
fi
finish
