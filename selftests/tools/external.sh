#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# vsi table create, verify with a table of its own, dump of one, diff.
# shellcheck source=selftests/tools/lib.sh
. "$(dirname "$0")/lib.sh"
plan 55
need "${CROSS}gcc" "no ${CROSS}gcc"

data=$here/data
cp "$data"/* .
arm_cc -c inline.c -o inline.o
arm_cc -c code.S -o code.o

# kernel_module NAME RELEASE OBJECT...: a module that says for which kernel it is
kernel_module()
{
	local name=$1 release=$2

	shift 2
	printf '.section .modinfo,"a",%%progbits\n.asciz "vermagic=%s SMP mod_unload"\n' \
		"$release" >"$name.magic.s"
	"${CROSS}as" -o "$name.magic.o" "$name.magic.s" &&
		make_module "$name" "$@" "$name.magic.o"
}
kernel_module good 6.1.0-test inline.o code.o
kernel_module other 6.1.0-test code.o
kernel_module older 5.10.0-test code.o
arm_cc -c -x c /dev/null -o nothing.o
kernel_module nothing 6.1.0-test nothing.o

check "create" silent "$vsi" table create good.ko
check "it is named after the module" test -s good.vsi
check "-o" silent "$vsi" table create -o again.vsi good.ko
check "again: same bytes" cmp good.vsi again.vsi
cp good.ko embedded.ko
"$vsi" embed embedded.ko
"${CROSS}objcopy" -O binary --only-section=.vsi_table --set-section-flags .vsi_table=alloc \
	embedded.ko embedded.bin
check "the bytes are those of an embedded table" cmp good.vsi embedded.bin
xz -k good.ko
check "packed module: same bytes" sh -c "'$vsi' table create -o xz.vsi good.ko.xz && cmp good.vsi xz.vsi"

check "verify" says "good.vsi: good, 21 instructions" "$vsi" table verify -v good.ko good.vsi
check "verify: several" silent "$vsi" table verify good.ko good.vsi embedded.ko good.ko.xz again.vsi
check "verify: other module" says "table is for a module of another name" \
	status 1 "$vsi" table verify other.ko good.vsi
"${CROSS}objcopy" --remove-section=.note.gnu.build-id good.ko anonymous.ko
check "verify: no build-id" says "module has no build-id" \
	status 1 "$vsi" table verify anonymous.ko good.vsi
check "verify: no table" status 3 "$vsi" table verify good.ko missing.vsi
mkdir dir.vsi
check "verify: a directory" says "dir.vsi: not a table" \
	status 3 "$vsi" table verify good.ko dir.vsi
mkfifo pipe.vsi
check "verify: a pipe" status 3 "$vsi" table verify good.ko pipe.vsi
truncate -s 200M huge.vsi
check "verify: too large" says "huge.vsi: not a table" \
	status 3 "$vsi" table verify good.ko huge.vsi
cp good.vsi secret.vsi
chmod 0 secret.vsi
drop=
if [ "$(id -u)" = 0 ]; then
	# root reads everything
	drop="setpriv --reuid 65534 --regid 65534 --clear-groups"
	chmod 755 .
fi
# shellcheck disable=SC2086 # a command and its options, or nothing
check "verify: unreadable" says "secret.vsi: Permission denied" \
	status 3 $drop "$vsi" table verify good.ko secret.vsi
check "verify: table without module" status 2 "$vsi" table verify good.vsi
check "verify: two tables" status 2 "$vsi" table verify good.ko good.vsi again.vsi
head -c 100 good.vsi >short.vsi
check "verify: truncated" says "short.vsi: .vsi_table+0xc: truncated" \
	status 1 "$vsi" table verify good.ko short.vsi
check "create: no build-id" says "module has no build-id" \
	status 3 "$vsi" table create anonymous.ko
check "and nothing is written" test ! -e anonymous.vsi

check "dump" says "# module: good" "$vsi" table dump good.vsi
check "dump: as of the module" sh -c "
	'$vsi' table dump good.vsi >1 && '$vsi' table dump embedded.ko >2 && cmp 1 2"
check "dump: truncated" says "truncated" status 3 "$vsi" table dump short.vsi
head -c 8 good.vsi >tiny.vsi
: >empty.vsi
check "dump: no header" status 3 "$vsi" table dump tiny.vsi
check "dump: empty" status 3 "$vsi" table dump empty.vsi

check "diff: same" silent "$vsi" table diff good.vsi embedded.ko
"$vsi" table create other.ko
"$vsi" table diff good.vsi other.vsi >diff.out
check "diff: differ" status 1 sh -c "'$vsi' table diff good.vsi other.vsi >/dev/null"
check "diff: names" says "-# module: good" cat diff.out
check "diff: entries" says $'\t0xee100fb0\tA32\tidreg\tMPIDR' cat diff.out
check "diff: unreadable" status 3 "$vsi" table diff good.vsi missing.vsi
check "diff: usage" status 2 "$vsi" table diff good.vsi

# Names that would break lines, or talk to a terminal.
printf '.section .modinfo,"a",%%progbits\n.asciz "name=a\\n# b\\033c"\n' >odd.s
"${CROSS}as" -o odd.mod.o odd.s
"${CROSS}ld" -r --unique -z noexecstack --build-id=sha1 -o odd.ko inline.o odd.mod.o
"${CROSS}objcopy" --rename-section .text=$'.odd\t\n\033.text' odd.ko
"$vsi" embed odd.ko
odd='.odd\x09\x0a\x1b.text'
check "odd names: dump" says "$odd  " "$vsi" table dump odd.ko
check "odd names: dump, tsv" says "$odd"$'\t' "$vsi" table dump -f tsv odd.ko
check "odd names: dump, module" says '# module: a\x0a# b\x1bc' "$vsi" table dump odd.ko
"$vsi" table diff good.vsi odd.ko >diff.out
check "odd names: diff" says "+$odd"$'\t' cat diff.out
check "odd names: diff, module" says '+# module: a\x0a# b\x1bc' cat diff.out
check "odd names: error" says 'missing\x0a\x1b.ko: No such file' \
	"$vsi" table dump $'missing\n\033.ko'
"${CROSS}objcopy" --dump-section $'.odd\t\n\033.text'=text.bin odd.ko wrong.ko
head -c "$(stat -c %s text.bin)" /dev/zero >text.bin
"${CROSS}objcopy" --update-section $'.odd\t\n\033.text'=text.bin odd.ko wrong.ko
check "odd names: place of an error" says "vsi: wrong.ko: $odd+0x" "$vsi" table verify wrong.ko
cp odd.ko $'odd\n.ko'
check "odd names: good" says 'odd\x0a.ko: good' "$vsi" table verify -v $'odd\n.ko'

# options that a verb does not take
while read -r option verb of; do
	# shellcheck disable=SC2086 # an option and its argument
	check "$verb takes no $option" says "vsi: ${option:0:2} is for $of (" \
		status 2 "$vsi" table $verb ${option/=/ } good.ko
done <<-END
	-o=x.vsi dump create
	-d=x dump create
	-j=2 diff create
	-f=tsv diff dump
	-o=x.vsi verify create
	-f=tsv create dump
	-v create verify
END

mkdir -p tree/kernel/net
cp good.ko nothing.ko older.ko tree/kernel
xz -c other.ko >tree/kernel/net/other.ko.xz
echo text >tree/modules.dep
cp "$BIN/vsi" inline.o tree
check "tree" silent "$vsi" table create -d out -j1 tree
check "tree: places" diff <(cd out && find . -type f | sort) <(printf '%s\n' \
	./5.10.0-test/older.vsi ./6.1.0-test/good.vsi ./6.1.0-test/nothing.vsi \
	./6.1.0-test/other.vsi)
check "tree: same bytes as alone" cmp out/6.1.0-test/good.vsi good.vsi
check "tree: nothing to list" says "# count: 0" "$vsi" table dump out/6.1.0-test/nothing.vsi
"$vsi" table create -d out2 -j2 tree
check "tree: same bytes with two workers" diff -r out out2
cp good.ko tree/kernel/net/copy.ko
check "tree: two of one name" says "another module of this kernel has the same name" \
	status 3 "$vsi" table create -d out3 tree
printf '.section .modinfo,"a",%%progbits\n.asciz "name=../evil"\n.asciz "vermagic=6 x"\n' >evil.s
"${CROSS}as" -o evil.mod.o evil.s
"${CROSS}ld" -r -z noexecstack --build-id=sha1 -o tree/evil.ko inline.o evil.mod.o
check "a name that leads elsewhere" says "the module's name cannot be that of a file" \
	status 3 "$vsi" table create -d out4 tree
check "it is not followed" test ! -e out4/evil.vsi

if [ -n "$CACHE" ]; then
	whole()
	{
		"$vsi" table create -d all1 -j1 "$CACHE/modules/kernel" &&
			"$vsi" table create -d all2 -j2 "$CACHE/modules/kernel" &&
			diff -r all1 all2 && test "$(find all1 -name '*.vsi' | wc -l)" -gt 1000
	}
	check "a whole kernel, twice" whole
else
	skip "a whole kernel, twice" "CACHE names no kernel"
fi

finish
