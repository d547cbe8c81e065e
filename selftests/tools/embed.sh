#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# vsi embed on modules that are linked here.
# shellcheck source=selftests/tools/lib.sh
. "$(dirname "$0")/lib.sh"
plan 42
need "${CROSS}gcc" "no ${CROSS}gcc"

data=$here/data
cp "$data"/* .
arm_vcc -c inline.c -o inline.o
arm_vcc -c code.S -o code.o
arm_cc -c code.S -o foreign.o
arm_cc -c inline.c -o foreign-inline.o

"${CROSS}ld" -r -o both.o inline.o code.o
check "ld -r merges fragments" lists_of_objdump both.o both.o

check "module links" make_module frag inline.o code.o
cp frag.ko a.ko
chmod 640 a.ko
check "embed" silent "$vsi" embed a.ko
check "mode is kept" says 640 stat -c %a a.ko
check "table is that of objdump" lists_of_objdump a.ko frag.ko
check "verify" says "a.ko: good, 21 instructions" "$vsi" table verify -v a.ko
check "well-formed" readelf_clean a.ko
check "no relocations are left" not says .rel.vsi_table "${CROSS}readelf" -SW a.ko
check "not loaded, no flags" says "00      0   0  4" \
	sh -c "'${CROSS}readelf' -SW a.ko | grep -F .vsi_table"

# name, type, flags, contents of all sections but those that must differ
contents()
{
	"${CROSS}objcopy" -R .vsi_table -R .rel.vsi_table "$1" rest.o &&
		"${CROSS}readelf" -x.text -x.init.text -x.modinfo -x.note.gnu.build-id -srW rest.o
}
contents frag.ko >frag.contents
contents a.ko >a.contents
check "all else is as it was" diff frag.contents a.contents

cp a.ko b.ko
touch -d 2001-01-01 b.ko
check "again" silent "$vsi" embed b.ko
check "again: same bytes" cmp a.ko b.ko
check "again: not even written" test ! b.ko -nt /etc/passwd
check "-o: same bytes" sh -c "'$vsi' embed -o c.ko frag.ko && cmp a.ko c.ko"

make_module part inline.o foreign.o
check "objects without fragments" says "7 instructions that no fragment names were added" \
	"$vsi" embed -v part.ko
check "and they are in the table" lists_of_objdump part.ko part.ko
make_module none foreign.o foreign-inline.o
check "no fragments at all" silent "$vsi" embed none.ko
check "and they are in the table" lists_of_objdump none.ko none.ko
check "well-formed" readelf_clean none.ko

for tool in "strip --strip-debug" objcopy "ld -r"; do
	cp a.ko from.ko
	case $tool in
	objcopy) "${CROSS}objcopy" from.ko changed.ko ;;
	*)	# shellcheck disable=SC2086
		${CROSS}$tool -o changed.ko from.ko ;;
	esac
	check "verifies after $tool" says good "$vsi" table verify -v changed.ko
done

sign=
for f in ${CACHE:+"$CACHE"/build/scripts/sign-file} /usr/lib/linux-kbuild-*/scripts/sign-file; do
	[ -x "$f" ] && sign=$f
done
sign_module()
{
	if [ -n "$sign" ] && command -v openssl >/dev/null; then
		openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=vsi -keyout key.pem \
			-out cert.pem 2>/dev/null && "$sign" sha256 key.pem cert.pem "$1"
		return
	fi
	# a PKCS#7 of 16 bytes, which is not one
	printf '0123456789abcdef\0\0\2\0\0\0\0\0\0\0\0\020~Module signature appended~\n' >>"$1"
}
cp a.ko signed.ko
check "sign" sign_module signed.ko
check "verifies when signed" says good "$vsi" table verify -v signed.ko
check "embed drops a signature, and says so" says "its signature was dropped" \
	"$vsi" embed signed.ko
check "what is left is as before it" cmp signed.ko a.ko

echo 'int nothing(void) { return 0; }' >nothing.c
arm_vcc -c nothing.c -o nothing.o
make_module nothing nothing.o
check "a module with nothing to list has a table of 0" \
	says "# count: 0" sh -c "'$vsi' embed nothing.ko && '$vsi' table dump nothing.ko"

"${CROSS}objcopy" -R .note.gnu.build-id frag.ko anonymous.ko
cp anonymous.ko before.ko
check "no build-id" says "anonymous.ko: module has no build-id" \
	status 3 "$vsi" embed anonymous.ko
check "and nothing is changed" cmp anonymous.ko before.ko

"${CROSS}gcc" -mbig-endian -marm -march=armv7-a+fp -c nothing.c -o big.ko
check "big-endian" says "byte order not supported" status 3 "$vsi" embed big.ko
check "the rest is still done" sh -c "
	cp frag.ko rest.ko; '$vsi' embed big.ko missing.ko rest.ko 2>/dev/null; [ \$? -eq 3 ] &&
	cmp rest.ko a.ko"

# Dropping the relocations of fragments renumbers whatever comes behind them.
cat >group.s <<-EOF
	.arm
	.text
	wfi
	x: bx lr
	.section .text.a,"axG",%progbits,a,comdat
	wfe
	.section .data.a,"awG",%progbits,a,comdat
	.word x
EOF
"$AS/as" -march=armv7ve -o group.o group.s
make_module group group.o
names()
{
	"${CROSS}readelf" -gW "$1" | sed -nE 's/^ *\[ *[0-9]+\] +(\.[^ ]+)$/\1/p'
	"${CROSS}objdump" -rt "$1" | grep -v -e '^group' -e '^test' -e 'file format'
}
names group.ko | sed '/^RELOCATION.*\[.vsi_table\]/,/^$/d' |
	grep . >group.before
"$vsi" embed group.ko
names group.ko | grep . >group.after
check "members of groups" diff <(grep -c '^[.]' group.before) <(echo 3)
check "groups, symbols and relocations as they were" diff group.before group.after

# More sections than st_shndx and e_shnum can count.
{
	printf '\t.arm\n\twfi\n'
	for ((i = 0; i < 66000; i++)); do
		printf '.section .text.f%d,"ax",%%progbits\nf%d:\n' $i $i
	done
	printf '.section .text.last,"ax",%%progbits\n\twfe\n\tb f65999\n'
} >many.s
"$AS/as" -march=armv7ve -o many.o many.s
"${CROSS}ld" -r --unique --build-id=sha1 -o many.ko many.o
check "66000 sections" silent "$vsi" embed many.ko
check "66000 sections: verify" says "good, 2 instructions" "$vsi" table verify -v many.ko

twice='.section .text.a,"ax",%progbits'
printf '\t.arm\n\t%s\n\twfi\n\t%s,unique,1\n\twfe\n' "$twice" "$twice" >twice.s
"${CROSS}as" -march=armv7ve -o twice.o twice.s
"${CROSS}ld" -r --unique --build-id=sha1 -o twice.ko twice.o
check "two sections of one name" says "are both code and named .text.a" \
	status 3 "$vsi" embed twice.ko

# LIMITS of vsi(1)
mkfifo pipe.ko
check "a pipe" says "pipe.ko: not a regular file" status 3 timeout 10 "$vsi" embed pipe.ko
cp frag.ko large.ko
truncate -s 1073741825 large.ko
check "more than 1 GiB" says "large.ko: larger than 1 GiB" status 3 "$vsi" embed large.ko

# shares FILE SECTION OTHER: SECTION's contents begin at the last byte of OTHER's
shares()
{
	python3 - "$@" <<-'EOF'
		import struct, sys
		b = bytearray(open(sys.argv[1], "rb").read())
		shoff, = struct.unpack_from("<I", b, 32)
		nr, names = struct.unpack_from("<HH", b, 48)
		at = [shoff + 40 * i for i in range(nr)]
		names, = struct.unpack_from("<I", b, at[names] + 16)
		def find(name):
		    for a in at[1:]:
		        n = names + struct.unpack_from("<I", b, a)[0]
		        if bytes(b[n:b.index(0, n)]).decode() == name:
		            return a
		of, = struct.unpack_from("<I", b, find(sys.argv[3]) + 16)
		size, = struct.unpack_from("<I", b, find(sys.argv[3]) + 20)
		struct.pack_into("<I", b, find(sys.argv[2]) + 16, of + size - 1)
		open(sys.argv[1], "wb").write(b)
	EOF
}
cp frag.ko shared.ko
check "shared contents: one byte" shares shared.ko .init.text .text
cp shared.ko before.ko
check "shared contents are refused" says "shared.ko: .init.text+0x0: sections overlap" \
	status 3 "$vsi" embed shared.ko
check "shared contents: nothing is changed" cmp shared.ko before.ko
check "shared contents are refused by scan" says "shared.ko: .init.text+0x0: sections overlap" \
	status 3 "$vsi" scan shared.ko

finish
