#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# vsi scan: formats, flags, packed files, trees, errors, exit status.
# shellcheck source=selftests/tools/lib.sh
. "$(dirname "$0")/lib.sh"
CROSS64=${CROSS64:-aarch64-linux-gnu-}
plan 60
need "${CROSS}gcc" "no ${CROSS}gcc"
need "${CROSS64}as" "no ${CROSS64}as"

cp "$here"/data/flags* .
"${CROSS}gcc" -c -o f32.o flags32.S
"${CROSS64}as" -o f64.o flags64.S

# rows FILE...: offset, encoding, flags of the sections' sites
rows()
{
	"$vsi" scan --format=tsv "$@" | awk -F'\t' 'NR > 1 { print $2, $3, $4, $5, $8 }'
}

# has FILE SECTION OFFSET ENCODING ISA FLAGS: the row is there, exactly so
has()
{
	rows "$1" | grep -qxF -- "$2 $3 $4 $5 $6" && return
	rows "$1"
	return 1
}

# flags FILE: a check for each row of a list
flags()
{
	local file=$1 offset word isa flag

	while read -r section offset word isa flag; do
		check "$file: $flag" has "$file" "$section" "$offset" "$word" "$isa" "$flag"
	done
}

flags f32.o <<-END
	.text 0x0 0xe320f003 A32 -
	.text 0x4 0x0320f003 A32 cond
	.text 0x8 0xe320f002 A32 smp-alt
	.text 0x10 0xf10c0080 A32 bug
	.text 0x18 0xf1080080 A32 jump-label
	.text 0x20 0xe10f0000 A32 jump-target
	.text 0x28 0xe4b10000 A32 extable
	.text 0x30 0xe121f000 A32 fixup
	.text 0x38 0xf10c0040 A32 ftrace
	.text 0x40 0xe1400070 A32 data
	.text 0x6a 0xf3ef8000 T32 it
	.init.text 0x0 0xe320f003 A32 init
	.exit.text 0x0 0xe320f003 A32 exit
END
check "data that nothing falls into is none" says 2 \
	sh -c "'$vsi' scan -f tsv f32.o | grep -c 'data\$'"
check "an IT block ends" has f32.o .text 0x74 0xf3ef8000 T32 -
check "T32 of two bytes" has f32.o .text 0x78 0xb672 T32 -

flags f64.o <<-END
	.text 0x4 0xd538d080 A64 alt-orig
	.text 0x18 0xd53b4220 A64 alt-repl
	.text 0x20 0xd4210000 A64 bug
	.text 0x24 0xd503205f A64 jump-label
	.text 0x28 0xd50342df A64 jump-target
	.text 0x2c 0xf8400820 A64 extable
	.text 0x30 0xd5380000 A64 fixup
	.text 0x34 0xd503207f A64 ftrace
END
check "what user space may do is not listed" not has f64.o .text 0x38 0xd53b4200 A64 -

expected f32.o | grep -v T32 >want
check "A32 and T32: as objdump shows, but for data" diff want <(
	"$vsi" scan -f tsv f32.o | awk -F'\t' 'NR > 1 && $8 != "data" { print $2, $3, $4 }' | sort)

"${CROSS}ld" -e 0 -Ttext=0x8000 -o linked32 f32.o
"${CROSS64}ld" -e 0 -Ttext=0x8000 -o linked64 f64.o
check "linked, 32 bits" diff <(rows f32.o) <(rows linked32)
check "linked, 64 bits" diff <(rows f64.o) <(rows linked64)
"${CROSS64}strip" -o stripped linked64
check "no mapping symbols" has stripped .text 0x0 0xd503207f A64 no-map
check "no mapping symbols: the same places" diff <(rows stripped | cut -d' ' -f1-3) \
	<(rows linked64 | cut -d' ' -f1-3)

# formats
check "tsv: columns" says $'file\tsection\toffset\tencoding\tisa\tclass\tinsn\tflags' \
	"$vsi" scan --format=tsv f32.o
check "text" says "15 sensitive instructions in 1 of 1 file" "$vsi" scan f64.o
"$vsi" scan --format=json f32.o f64.o missing.o >out.json 2>err
check "json is JSON" sh -c "python3 -m json.tool <out.json >/dev/null"
json()
{
	python3 -c "import json; d = json.load(open('out.json')); $1"
}
check "json: as many sites" json \
	"assert len(d['sites']) == d['totals']['sites'] == $(rows f32.o f64.o | wc -l)"
check "json: fields" json \
	"assert d['sites'][0] == {'file': 'f32.o', 'section': '.text', 'offset': '0x0',
	'encoding': '0xe320f003', 'isa': 'A32', 'class': 'event', 'insn': 'wfi', 'flags': []}"
check "json: errors" json "assert d['errors'][0]['file'] == 'missing.o'"
printf '.text\nnop\n' >nothing.s
"${CROSS64}as" -o nothing.o nothing.s
"$vsi" scan --format=json nothing.o >out.json
check "json: nothing found" json "assert d['sites'] == []"
# a name that is no UTF-8 and has what separates columns
name=$(printf 'a\377\tb.o')
cp f64.o "$name"
"$vsi" scan --format=json "$name" >out.json
check "json: odd names" json "assert d['sites'][0]['file'] == 'a\ufffd\tb.o'"
check "tsv: odd names" says 8 \
	sh -c "'$vsi' scan -f tsv '$name' | awk -F'\t' '{ print NF }' | sort -u"

# exit status
check "0: nothing found" status 0 sh -c "'$vsi' scan nothing.o >/dev/null"
check "1: found" status 1 sh -c "'$vsi' scan f64.o >/dev/null"
check "2: no file" status 2 "$vsi" scan
check "2: format" status 2 "$vsi" scan --format=xml f64.o
check "2: profile" status 2 "$vsi" scan --profile=nobody f64.o
check "3: missing" status 3 sh -c "'$vsi' scan f64.o missing.o >/dev/null 2>&1"
check "3: not ELF" status 3 "$vsi" scan flags64.S

check "profile" says "0xd4000003" "$vsi" scan --profile=kvm -f tsv f64.o
check "profile: what it keeps is not listed" not says "MIDR_EL1" \
	"$vsi" scan --profile=kvm -f tsv f64.o

# packed
for tool in xz gzip zstd; do
	$tool -c f64.o >packed
	check "$tool" diff <(rows f64.o) <(rows packed)
done
xz -c f64.o | head -c 300 >short.xz
check "cut short" says "short.xz: xz: cut short" status 3 "$vsi" scan short.xz
bomb()
{
	{ head -c 64 f64.o; head -c 1100000000 /dev/zero; } | zstd -q -1 >bomb.zst &&
		says "unpacks to more than 1 GiB" status 3 "$vsi" scan bomb.zst
}
check "a bomb" bomb

# trees
mkdir -p tree/a/b
cp f32.o tree/a/b/z.ko
xz -c f64.o >tree/a/y.ko.xz
cp flags32.S "$BIN/vsi" tree
ln -s . tree/a/loop
ln -s z.ko tree/a/b/again.ko
head -c 100 f64.o >tree/broken.o
printf 'no ELF' | xz >tree/text.xz
"$vsi" scan -j1 -f tsv tree >one 2>one.err
check "tree: status" status 3 sh -c "'$vsi' scan tree >/dev/null 2>&1"
check "tree: sorted, each file once" diff <(cut -f1 one | uniq) \
	<(printf 'file\ntree/a/b/z.ko\ntree/a/y.ko.xz\n')
check "tree: only what is broken is an error" diff one.err \
	<(echo "vsi: tree/broken.o: section headers lie outside the file")
"$vsi" scan -j2 -f tsv tree >two 2>&1
check "tree: two workers" diff <(cat one one.err) two

# Two files of one number: in file systems of which a third shows both.
mkdir low1 low2 over
if mount -t tmpfs none low1 2>/dev/null && mount -t tmpfs none low2 &&
	cp f32.o low1/a.ko && cp f64.o low2/b.ko && ln low2/b.ko low2/c.ko &&
	mount -t overlay -o lowerdir=low1:low2,xino=off none over 2>/dev/null; then
	# shellcheck disable=SC2012 # plain names
	check "tree: two of one number" says 1 \
		sh -c "ls -i over/a.ko over/b.ko | awk '{ print \$1 }' | sort -u | wc -l"
	"$vsi" scan -f tsv over >one 2>one.err
	check "tree: they are two files, and of two names one" diff <(cut -f1 one | uniq) \
		<(printf 'file\nover/a.ko\nover/b.ko\n')
	"$vsi" scan -f tsv over/c.ko over >one
	check "tree: a file that is named, too" diff <(cut -f1 one | uniq) \
		<(printf 'file\nover/a.ko\nover/b.ko\n')
else
	for name in "tree: two of one number" "tree: they are two files, and of two names one" \
		"tree: a file that is named, too"; do
		skip "$name" "no overlay can be mounted"
	done
fi
umount over low2 low1 2>/dev/null

finish
