#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# vsi status on trees like /sys/kernel/vsi, with AddressSanitizer and UBSan.
# shellcheck source=selftests/tools/lib.sh
. "$(dirname "$0")/lib.sh"
plan 58

check "tool with sanitizers" make -s -j2 -C "$top/tools" O="$work/asan" \
	CFLAGS="-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all" \
	"$work/asan/bin/vsi"
vsi=$work/asan/bin/vsi

# put DIR NAME VALUE...
put()
{
	local dir=$1

	mkdir -p "$dir"
	shift
	while [ $# -gt 0 ]; do
		printf '%s\n' "$2" >"$dir/$1"
		shift 2
	done
}

make_tree()
{
	rm -rf sys
	put sys version 0.1.0 abi 1 policy "auto" backend native hypervisor kvm
	put sys/totals modules 2 sites 1954 carrier_branch 0 carrier_trap 1951 refused 0 traps 45868
	put sys/features pmu 3
	put sys/hits idreg 45868 pmu 0
	put sys/btrfs source embedded build_id 00112233 sites 1946 carrier_branch 0 \
		carrier_trap 1946 action_native 1946 action_keep 0 refused 0 hits 45867
	put sys/tun source file build_id 1234567890123456 sites 8 carrier_branch 0 \
		carrier_trap 5 action_native 5 action_keep 3 refused 0 hits 1
}

run()
{
	"$vsi" status --sysfs sys "$@"
}

same_text()
{
	run "${@:2}" >text && diff - text <<<"$1"
}

make_tree
check "text" same_text 'version     0.1.0
abi         1
hypervisor  kvm
backend     native
policy      auto

features:
  pmu  3

hits:
  idreg  45868

totals:
  modules       2
  sites         1954
  carrier_trap  1951
  refused       0
  traps         45868

module  source    sites  trap  keep  native  refused   hits
btrfs   embedded   1946  1946     0    1946        0  45867
tun     file          8     5     3       5        0      1'
check "tsv" same_text 'attribute	value
version	0.1.0
abi	1
hypervisor	kvm
backend	native
policy	auto
btrfs/source	embedded
btrfs/build_id	00112233
btrfs/sites	1946
btrfs/carrier_branch	0
btrfs/carrier_trap	1946
btrfs/action_keep	0
btrfs/action_native	1946
btrfs/refused	0
btrfs/hits	45867
features/pmu	3
hits/idreg	45868
hits/pmu	0
totals/modules	2
totals/sites	1954
totals/carrier_branch	0
totals/carrier_trap	1951
totals/refused	0
totals/traps	45868
tun/source	file
tun/build_id	1234567890123456
tun/sites	8
tun/carrier_branch	0
tun/carrier_trap	5
tun/action_keep	3
tun/action_native	5
tun/refused	0
tun/hits	1' --format=tsv

# json EXPRESSION: true of the output d
json()
{
	run --format=json >json && python3 - "$1" <<-'EOF'
		import json, sys
		d = json.load(open("json"))
		if not eval(sys.argv[1]):
		    sys.exit("not so: %s\n%s" % (sys.argv[1], json.dumps(d, indent=1)))
	EOF
}
check "json: root" json 'd["version"] == "0.1.0" and d["abi"] == 1 and d["policy"] == "auto"'
check "json: groups" json 'd["totals"]["traps"] == 45868 and d["totals"]["carrier_branch"] == 0'
check "json: hits of classes" json 'd["hits"] == {"idreg": 45868, "pmu": 0}'
put sys/hits idreg 0
check "no hits" not says hits: run
put sys/hits idreg 45868
check "json: modules" json '[(m["module"], m["hits"]) for m in d["modules"]] == [("btrfs", 45867), ("tun", 1)]'
check "json: digits that are no number" json \
	'd["modules"][1]["build_id"] == "1234567890123456" and d["features"]["pmu"] == "3"'

# what vsi of another version may have and lack
put sys future 1 attach x detach x
put sys/tun future 7
put sys/probes pmu "done"
chmod 200 sys/attach sys/detach
check "attributes to be written are not read" not says attach run --format=tsv
check "an attribute of the future" says "future      1" run
check "one of a module, which others lack" says "hits  future" run
check "of those a dash" says "45867       -" run
check "a group of the future" json 'd["probes"] == {"pmu": "done"} and len(d["modules"]) == 2'
rm -r sys/features sys/totals sys/policy sys/btrfs/source
check "attributes of the past" status 0 run
check "none that are not there" not says policy run
rm -r sys/btrfs sys/tun
check "no modules" json 'd["modules"] == []'
check "no modules: no table" not says module run
mkdir sys/empty
check "a directory that holds nothing" json '"empty" not in d and d["modules"] == []'

make_tree
ln -s "$work/sys/btrfs" sys/link
ln -s /etc/passwd sys/secret
mkfifo sys/fifo
check "links and pipes are passed over" not says "$(head -c 5 /etc/passwd)" run
check "links are no modules" json 'len(d["modules"]) == 2'
ln -s sys sysfs
check "the root may be a link" says "version     0.1.0" "$vsi" status --sysfs sysfs

make_tree
head -c 65537 /dev/zero >sys/btrfs/huge
check "huge" says "vsi: sys/btrfs/huge: more than an attribute can hold" status 3 run
check "huge: the rest is told" says "tun     file" run
head -c 60000 /dev/zero | tr '\0' x >sys/btrfs/huge
check "long" status 0 run
head -c 65536 /dev/urandom >sys/btrfs/huge
head -c 256 /dev/urandom >sys/tun/sites
: >sys/tun/hits
check "binary: text" status 0 run
check "binary: a line for each" says 1 sh -c "'$vsi' status --sysfs sys | grep -ac ^tun"
check "binary: tsv has no control characters" sh -c "
	'$vsi' status --sysfs sys -f tsv >tsv && ! LC_ALL=C grep -aP '[\\x00-\\x08\\x0b-\\x1f\\x7f]' tsv"
check "binary: json" json 'len(d["modules"]) == 2 and d["modules"][1]["hits"] == ""'
make_tree
printf '99999999999999999999\n' >sys/totals/traps
printf '1\0002\n' >sys/totals/sites
check "no number" json 'd["totals"]["traps"] == "99999999999999999999" and d["totals"]["sites"] == "1\ufffd2"'
mkdir -p sys/$'a\tb\nc'
cp sys/tun/* sys/$'a\tb\nc'
check "names" says 'a\x09b\x0ac' run

make_tree
drop=
chmod 004 sys/btrfs/hits
if [ "$(id -u)" = 0 ]; then
	# root reads everything
	drop="setpriv --reuid 65534 --regid 65534 --clear-groups"
	chmod 755 "$work"
	chmod 440 sys/btrfs/hits
fi
# shellcheck disable=SC2086 # a command and its options, or nothing
check "unreadable" says "sys/btrfs/hits: Permission denied" status 3 $drop "$vsi" status --sysfs sys
# shellcheck disable=SC2086
check "unreadable: the rest is told" says "1946  1946     0    1946        0" \
	$drop "$vsi" status --sysfs sys

check "not loaded" says "none: vsi is not loaded: modprobe vsi" status 3 "$vsi" status --sysfs none
check "no directory" says "Not a directory" status 3 "$vsi" status --sysfs sys/version
mkdir nothing
check "nothing there" says "holds nothing of vsi" status 3 "$vsi" status --sysfs nothing
# what debugfs has of a module
lines()
{
	"$vsi" status --debugfs debug "$@"
}
mkdir -p debug/snd_hda debug/odd
printf '%s\t%s\t%s\n' address symbol count 0xbf000010 'look+0x10/0x5c [snd_hda]' 1 \
	0xbf000020 - 20 >debug/snd_hda/sites
printf 'encoding\twhy\n' >debug/snd_hda/ways
lines --sites snd_hda >text
check "sites: text" diff - text <<-'EOF'
	address     symbol                    count
	0xbf000010  look+0x10/0x5c [snd_hda]  1
	0xbf000020  -                         20
EOF
lines --sites snd_hda -f tsv >text
check "sites: tsv" cmp debug/snd_hda/sites text
lines --sites snd-hda -f json >json
check "sites: json, the name as modprobe takes it" python3 -c '
import json
assert json.load(open("json")) == [
    {"address": "0xbf000010", "symbol": "look+0x10/0x5c [snd_hda]", "count": 1},
    {"address": "0xbf000020", "symbol": "-", "count": 20}]'
check "ways" says "encoding  why" lines --ways snd_hda
lines --ways snd_hda -f json >json
check "ways: json without any" python3 -c 'import json; assert json.load(open("json")) == []'
check "no such module" says "debug/tun/sites: no such module is served, or no debugfs" \
	status 3 lines --sites tun
check "no directory of debugfs" says "no such module" status 3 "$vsi" status --debugfs none --ways tun
rm -rf debug/dir && mkdir -p debug/dir/ways
check "a directory" says "Is a directory" status 3 lines --ways dir
printf 'a\tb\n1\n' >debug/odd/sites
check "a line with less columns" says "line 1 has 1 columns, not 2" status 3 lines --sites odd
printf 'a\tb\n1\t2\t3\n' >debug/odd/sites
check "a line with more columns" says "has 3 columns, not 2" status 3 lines --sites odd
printf 'a\tb\n1\t2' >debug/odd/sites
check "a line without an end" says "last line has no end" status 3 lines --sites odd
: >debug/odd/sites
check "nothing" says "debug/odd/sites: is empty" status 3 lines --sites odd
head -c 200000 /dev/urandom | tr -d '\n\t' >debug/odd/sites
echo >>debug/odd/sites
check "binary: text" status 0 lines --sites odd
lines --sites odd -f tsv >text
check "binary: no control characters" sh -c "! LC_ALL=C grep -aP '[\\x00-\\x08\\x0b-\\x1f\\x7f]' text"
check "binary: json" sh -c "'$vsi' status --debugfs debug --sites odd -f json | python3 -m json.tool"
check "two options" says "the sites or the ways of one module" status 2 lines --sites odd --ways odd
check "a path" says "the sites or the ways of one module" status 2 lines --sites ../odd

check "sites of a copy" says "--sysfs is for neither --sites nor --ways" \
	status 2 run --sites snd_hda
check "ways of a copy" says "--sysfs is for neither --sites nor --ways" \
	status 2 run --debugfs debug --ways snd_hda
check "debugfs without a module" says "--debugfs is for --sites and --ways" status 2 lines

check "unknown format" says "no format xml" status 2 run --format=xml
check "a file" says "takes no file" status 2 run sys

finish
