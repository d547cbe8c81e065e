#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# vsi embed --veneers: the room, and all else as it was.
# shellcheck source=selftests/tools/lib.sh
. "$(dirname "$0")/lib.sh"
plan 45
need "${CROSS}gcc" "no ${CROSS}gcc"

cp "$here"/data/* .
arm_vcc -c inline.c -o inline.o
arm_vcc -c code.S -o code.o
make_module frag inline.o code.o
"$vsi" embed -o plain.ko frag.ko

# sections FILE: name, type, flags, size, alignment, in the order of the headers
sections()
{
	"${CROSS}readelf" -SW "$1" | sed -n 's/^ *\[ *[0-9]*\] \([^ ]\)/\1/p' |
		awk '{ flags = NF == 10 ? $7 : "-"; print $1, $2, flags, $5, $NF }'
}

# room FILE SECTION: its size
room()
{
	local size

	size=$(sections "$1" | awk -v name="$2" '$1 == name { print $4 }')
	[ -z "$size" ] || echo $((16#$size))
}

# wanted FILE INIT: what the section for this half must have
wanted()
{
	"$vsi" table dump --format=tsv "$1" |
		awk -F'\t' -v init="$2" '/^[.]/ && (index($1, ".init") == 1) == init { n++ }
			END { print !n ? "" : n * 12 < 16 ? 16 : n * 12 }'
}

same_room()
{
	[ -n "$(wanted "$1" "$2")" ] && [ "$(room "$1" "$3")" = "$(wanted "$1" "$2")" ] && return
	echo "$3: $(room "$1" "$3") bytes instead of $(wanted "$1" "$2")"
	return 1
}

check "embed" silent "$vsi" embed --veneers -o a.ko frag.ko
check "12 bytes for each entry" same_room a.ko 0 .vsi_veneers
check "and of initialization" same_room a.ko 1 .init.vsi_veneers
check "loaded, executable, aligned to 8" says "PROGBITS AX $(printf %06x "$(wanted a.ko 0)") 8" sections a.ko
check "well-formed" readelf_clean a.ko
check "verifies" says "a.ko: good, 21 instructions" "$vsi" table verify -v a.ko
check "same table" diff <("$vsi" table dump plain.ko) <("$vsi" table dump a.ko)
check "no site in it" diff <("$vsi" scan plain.ko | tail -n +2) <("$vsi" scan a.ko | tail -n +2)
check "create makes the same table" sh -c "
	'$vsi' table create -o of-plain.vsi plain.ko && '$vsi' table create -o of-a.vsi a.ko &&
	cmp of-plain.vsi of-a.vsi"

only_udf()
{
	"${CROSS}objdump" -d -z -w -j .vsi_veneers -j .init.vsi_veneers "$1" |
		sed -n 's/^ *[0-9a-f]*:\t//p' >udf
	[ -s udf ] && ! grep -vP "^$2 *\\tudf\\t#0" udf
}
check "undefined instructions" only_udf a.ko e7f000f0

# Without what must differ: sections, the symbols of which are mapping symbols.
rest()
{
	"${CROSS}objdump" -rt "$1" | grep -v 'file format'
	sections "$1" | grep -v -e vsi_ -e strtab -e symtab
	code_bytes "$1" | sed '/vsi_veneers/,/^\./{/^ /d;/vsi_veneers/d}'
	"${CROSS}readelf" -n "$1" | grep -v File:
}
check "all else is as it was" diff <(rest plain.ko) <(rest a.ko)

# symbols FILE: name and binding of each, with the number of its section
symbols()
{
	"${CROSS}readelf" -sW "$1" | awk '$1 ~ /^[0-9]+:$/ { print $5, $7, $8 }'
}
ordered()
{
	symbols "$1" | awk -v info="$("${CROSS}readelf" -SW "$1" | sed -n 's/.*SYMTAB.* \([0-9]*\)  [48]$/\1/p')" '
		{ local = $1 == "LOCAL" }
		local != (NR <= info + 0) { print NR, $0; bad = 1 }
		END { exit bad || !info }'
}
check "local symbols before global ones" ordered a.ko
number_of()
{
	"${CROSS}readelf" -SW "$1" | sed -n "s/^ *\[ *\([0-9]*\)\] $2 .*/\1/p"
}
check "mapping symbol" says "LOCAL $(number_of a.ko .vsi_veneers) \$a" symbols a.ko
check "and of initialization" says "LOCAL $(number_of a.ko .init.vsi_veneers) \$a" symbols a.ko

cp a.ko b.ko
check "again" silent "$vsi" embed --veneers b.ko
check "again: same bytes" cmp a.ko b.ko
check "without: they stay" sh -c "'$vsi' embed b.ko && cmp a.ko b.ko"
check "in a second step: verifies" says good sh -c "
	cp plain.ko c.ko && '$vsi' embed --veneers c.ko && '$vsi' table verify -v c.ko"
check "in a second step: the rest" diff <(rest a.ko) <(rest c.ko)

for tool in "strip --strip-debug" objcopy "ld -r"; do
	case $tool in
	objcopy) "${CROSS}objcopy" a.ko changed.ko ;;
	*)	# shellcheck disable=SC2086
		${CROSS}$tool -o changed.ko a.ko ;;
	esac
	check "verifies after $tool" says good "$vsi" table verify -v changed.ko
	check "room after $tool" same_room changed.ko 0 .vsi_veneers
	check "mapping symbol after $tool" says "LOCAL $(number_of changed.ko .vsi_veneers) \$a" \
		symbols changed.ko
done

# More code than the room was made for.
printf '\t.arm\n\t.rept 9\n\twfi\n\t.endr\n\t.section .note.GNU-stack,"",%%progbits\n' >more.s
"${CROSS}as" -march=armv7ve -o more.o more.s
"${CROSS}objcopy" -R .vsi_table a.ko old.ko
"${CROSS}ld" -r --build-id=sha1 -o grown.ko old.ko more.o
"$vsi" embed --veneers grown.ko
check "room grows" same_room grown.ko 0 .vsi_veneers
check "room grows: well-formed" readelf_clean grown.ko

printf '\t.arm\n\twfi\n' >one.s
"${CROSS}as" -march=armv7ve -o one.o one.s
make_module one one.o
"$vsi" embed --veneers one.ko
check "at least 16 bytes" says "16" room one.ko .vsi_veneers
check "none for a half without entries" not says .init.vsi_veneers sections one.ko

printf '\t.syntax unified\n\t.thumb\n\twfi\n' >thumb.s
"${CROSS}as" -march=armv7ve -mthumb -o thumb.o thumb.s
make_module thumb thumb.o
"$vsi" embed --veneers thumb.ko
check "T32" only_udf thumb.ko de00
check "T32: mapping symbol" says "LOCAL $(number_of thumb.ko .vsi_veneers) \$t" symbols thumb.ko

if command -v aarch64-linux-gnu-as >/dev/null; then
	printf '\twfi\n\tbl other\n\t.section .init.text,"ax"\n\twfe\n\tb other\n' >wide.s
	printf '.section .modinfo,"a"\n.asciz "name=wide"\n' >>wide.s
	aarch64-linux-gnu-as -o wide.o wide.s
	aarch64-linux-gnu-ld -r --build-id=sha1 -o wide.ko wide.o
	check "A64" silent "$vsi" embed --veneers wide.ko
	check "A64: verifies" says "good, 2 instructions" "$vsi" table verify -v wide.ko
	CROSS=aarch64-linux-gnu- check "A64: undefined instructions" only_udf wide.ko 00000000
	CROSS=aarch64-linux-gnu- check "A64: well-formed" readelf_clean wide.ko
	check "A64: relocations" says $'R_AARCH64_CALL26\tother' aarch64-linux-gnu-objdump -dr wide.ko
else
	for what in "" ": verifies" ": undefined instructions" ": well-formed" ": relocations"; do
		skip "A64$what" "no aarch64-linux-gnu-as"
	done
fi

# More sections than st_shndx can count.
{
	printf '\t.arm\n\twfi\n\tb f7\n'
	for ((i = 0; i < 66000; i++)); do
		printf '.section .text.f%d,"ax",%%progbits\nf%d:\n' $i $i
	done
} >many.s
"${CROSS}as" -march=armv7ve -o many.o many.s
"${CROSS}ld" -r --unique --build-id=sha1 -o many.ko many.o
check "66000 sections" silent "$vsi" embed --veneers many.ko
check "66000 sections: verifies" says "good, 1 instructions" "$vsi" table verify -v many.ko
check "66000 sections: mapping symbol" says "LOCAL $(number_of many.ko .vsi_veneers) \$a" symbols many.ko

printf '\t.arm\n\twfi\n\t.section .vsi_veneers,"aw",%%progbits\n\t.word 0\n' >data.s
"${CROSS}as" -march=armv7ve -o data.o data.s
make_module data data.o
cp data.ko before.ko
check "a section of that name that is not code" says "section for veneers is not code" \
	status 3 "$vsi" embed --veneers data.ko
check "and nothing is changed" cmp data.ko before.ko
"${CROSS}objcopy" --rename-section .comment=.vsi_veneers \
	--add-section .comment=data.s one.ko two.ko
"${CROSS}objcopy" --rename-section .comment=.vsi_veneers two.ko
check "two of them" says "more than one section .vsi_veneers" status 3 "$vsi" embed --veneers two.ko

finish
