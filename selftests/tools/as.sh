#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# vsi-as in place of the assembler.
# shellcheck source=selftests/tools/lib.sh
. "$(dirname "$0")/lib.sh"
plan 46
need "${CROSS}gcc" "no ${CROSS}gcc"

data=$here/data
cp "$data"/* .

check "version" says "vsi-as " "$BIN/vsi-as" --vsi-version
check "help" says "VSI_AS_REAL" "$BIN/vsi-as" --vsi-help
check "real assembler's version" says "GNU assembler" arm_vcc -Wa,--version -c inline.c -o v.o

check "C" arm_vcc -c inline.c -o inline.o
check "C: fragments are those of objdump" lists_of_objdump inline.o
check "C: every section and form" says 14 sh -c "'$vsi' table dump inline.o | grep -c '^\\.'"
arm_cc -c inline.c -o plain.o
check "C: code as without vsi-as" same_code plain.o inline.o
check "C: well-formed" readelf_clean inline.o

check ".S" arm_vcc -c code.S -o code.o
check ".S: fragments are those of objdump" lists_of_objdump code.o
arm_cc -c code.S -o plain.o
check ".S: code as without vsi-as" same_code plain.o code.o

check "fragments are not loaded" not says " A " sh -c "'${CROSS}readelf' -SW code.o | grep -F .vsi_table"

check "-pipe" silent arm_vcc -pipe -c inline.c -o pipe.o
check "-pipe: same object" cmp inline.o pipe.o
arm_vcc -c inline.c -o again.o
check "two compilations: same object" cmp inline.o again.o

# The temporary files of gcc have names of chance, so only the text is looked at.
arm_vcc -g -c inline.c -o debug.o
check "-g: no trace of vsi-as" not grep -qa '/proc/' debug.o
arm_vcc -g -c code.S -o debug.o
check "-g of .S: no trace of vsi-as" not grep -qa '/proc/' debug.o

arm_vcc -S inline.c -o inline.s
printf -- '-o "response.o"\ninline.s\n' >words.rsp
check "response file" "$AS/as" -march=armv7ve @words.rsp
check "response file: fragments" lists_of_objdump response.o inline.o

# what can be read but once
mkfifo fifo
cat inline.s >fifo &
check "pipe" silent timeout 20 "$AS/as" -march=armv7ve -o fifo.o fifo
check "pipe: same object" cmp response.o fifo.o
check "/dev/stdin" sh -c "cat inline.s | '$AS/as' -march=armv7ve -o fifo.o /dev/stdin && cmp response.o fifo.o"
check "standard input that cannot be read" sh -c "! '$AS/as' -o unread.o < . 2> unread.err && grep -q 'standard input: Is a directory' unread.err"
check "<()" silent timeout 20 "$AS/as" -march=armv7ve -o fifo.o <(cat inline.s)
check "<(): same object" cmp response.o fifo.o
check "/dev/null" silent timeout 20 "$AS/as" -o null.o /dev/null
printf '\twfi\n\tnonsense\n' >fifo &
check "pipe: an error has its name" says "fifo:2: Error: bad instruction" \
	not timeout 20 "$AS/as" -march=armv7ve -o bad.o fifo
printf '\twfi\n' >fifo &
timeout 20 "$AS/as" -g -march=armv7ve -o fifo.o fifo
check "pipe, -g: no trace of vsi-as" not grep -qa '/proc/' fifo.o
printf '@\n#APP\n\t.word 0xe1600070\n#NO_APP\n' >words.s
timeout 20 "$AS/as" -march=armv7ve -o words.o words.s 2>words.notes
cat words.s >fifo &
check "pipe: a note has its name" diff <(sed s/words.s/fifo/ words.notes) \
	<(timeout 20 "$AS/as" -march=armv7ve -o words.o fifo 2>&1)
check "there is such a note" grep -q "words.s:.*is written as data" words.notes

arm_cc -Wa,-adhln=plain.lst -c inline.s -o plain.o
check "listing" arm_vcc -Wa,-adhln=own.lst -c inline.s -o list.o
check "listing: that of the first pass" cmp plain.lst own.lst
check "listing: same object" cmp response.o list.o

thumb()
{
	"${CROSS}gcc" "-B$AS/" -mthumb -march=armv7-a+fp -O2 -c thumb.c -o thumb.o
}
check "Thumb" thumb
check "Thumb: fragments are those of objdump" lists_of_objdump thumb.o

arm_vcc -c words.c -o words.o 2>words.notes
cat >words.want <<-EOF
	vsi-as: words.c:5: note: 0xe1600070 (smc #imm4) is written as data, use .inst: it is left out of the table
	vsi-as: words.c:6: note: 0xe1400170 (hvc #imm16) is written as data, use .inst: it is left out of the table
	vsi-as: words.c:7: note: 0xf10c0080 (cps{ie,id} aif) is written as data, use .inst: it is left out of the table
EOF
check "words written as data are told" diff words.want words.notes
check "and the others listed" says " 0xe1600070" listed words.o

echo "	nonsense" >bad.s
check "an error passes" status 1 sh -c "'$AS/as' -o bad.o bad.s 2>/dev/null"
check "an error leaves no object" not test -e bad.o

printf '\t.arm\n\t.section .text.a,"axG",%%progbits,a,comdat\n\twfi\n\t.text\n\twfe\n' >group.s
check "groups" "$AS/as" -march=armv7ve -o group.o group.s
check "groups: two of them link" sh -c "cp group.o group2.o &&
	'${CROSS}ld' -r -o groups.o group.o group2.o"

twice='.section .text.a,"ax",%progbits'
printf '\t.arm\n\t%s\n\twfi\n\t%s,unique,1\n\twfe\n' "$twice" "$twice" >twice.s
check "two sections of one name" says "are both code and named .text.a" \
	not "$AS/as" -march=armv7ve -o twice.o twice.s

mkdir other && cp "$BIN/vsi-as" other/as
recursive()
{
	COMPILER_PATH=$PWD/other "$AS/as" -o x.o inline.s
}
check "another copy of itself is refused" says "set VSI_AS_REAL" not recursive

# when it fails itself
head -c 100 /dev/urandom >garbage
chmod +x garbage
check "no assembler" status 1 env VSI_AS_REAL="$PWD/missing" "$AS/as" -o x.o inline.s
check "one that cannot be run" status 127 env VSI_AS_REAL="$PWD/garbage" "$AS/as" -o x.o inline.s
check "an option that is none" status 2 "$AS/as" --vsi-nonsense

finish
