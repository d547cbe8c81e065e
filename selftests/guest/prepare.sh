#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# prepare.sh KERNEL: build what the guest tests of one kernel need, in
# build/guest/KERNEL: a stock one by its flavour, or one of kernel.sh.
set -euo pipefail
PATH=$PATH:/usr/sbin:/sbin

flavour=$1
top=$(cd "$(dirname "$0")/../.." && pwd)
out=$top/build/guest/$flavour
cache=$("$top/selftests/setup/guest-kernel.sh" "$flavour")
cross=$(cat "$cache/cross")
. "$top/selftests/guest/lib-host.sh"

mkdir -p "$out"
"$top/selftests/setup/capstone.sh" "$top/build/capstone"
build_vsi
build_modules kmod
# where its suite runs: the compiler has a lot to do
! grep -q "^${flavour}[[:space:]].*\<second\>" "$top/selftests/kernels.txt" || build_second

overlay=$out/overlay
rm -rf "$overlay" "$out/stock" "$out/embedded"
mkdir -p "$overlay"/{bin,t/bad,t/bare,t/no-table,t/no-room,t/tables,vsi}
# vsi's undefined instruction is one of A32
case $(cat "$cache/arch") in
arm)	marm=(-marm) elf=() ;;
*)	marm=() elf=(-DCORRUPT_64) ;;
esac
for name in helper taps neighbor stream mapped sound; do
	"$cross"gcc -static "${marm[@]}" -O2 -Wall -Wextra -Werror -o "$overlay/bin/$name" \
		"$top/selftests/guest/$name.c"
done
cp "$top"/selftests/guest/{lib,ops,lifetime,tables,sysfs,policy,features,btrfs,fault}.sh "$overlay/vsi/"
cp "$top"/selftests/guest/{lib-ops,carriers,handlers,backend,debugfs,trace}.sh "$overlay/vsi/"
cp "$top"/selftests/guest/{lib-stock,sources,relocate,second,work,exits}.sh "$overlay/vsi/"
cp "$top"/selftests/guest/lib-broken.sh "$overlay/vsi/"
cp "$top/selftests/guest/broken.tsv" "$overlay/t/"
cp "$top"/selftests/guest/{lib-live,live,restore,nomem,stress,everything,monitor,hostile}.sh "$overlay/vsi/"
cp "$top"/selftests/guest/{compare,state,data}.sh "$overlay/vsi/"
cp "$top/VERSION" "$overlay/t/"
cp "$cache/build/include/config/auto.conf" "$overlay/t/config"
for ko in "$out/vsi/vsi.ko" "$out/vsi/vsi_arm/capstone/vsi_capstone.ko" \
	  "$out"/selftests/kmod/*.ko "$out"/selftests/kmod/second/*.ko; do
	[ -e "$ko" ] || continue
	"$cross"strip --strip-debug -o "$overlay/t/${ko##*/}" "$ko"
done
# for a hypervisor with words of its own; what is replaced in them never runs
[ "$(cat "$cache/arch")" != arm ] || {
	mkdir "$overlay/t/applied"
	for name in dup oops; do
		"$top/build/bin/vsi" embed --apply --backend=svc \
			-o "$overlay/t/applied/vsi_test_$name.ko" "$overlay/t/vsi_test_$name.ko"
	done
}
# as they would be without the tools: no table, no room for veneers
for name in ops load many far broken; do
	# far is for 32 bits
	[ -e "$overlay/t/vsi_test_$name.ko" ] || continue
	"$cross"objcopy -R .vsi_table -R .vsi_veneers -R .init.vsi_veneers \
		"$overlay/t/vsi_test_$name.ko" "$overlay/t/bare/vsi_test_$name.ko"
done
# without one of the two
for name in load again fixup stale; do
	ko=$overlay/t/no-table/vsi_test_$name.ko
	"$cross"objcopy -R .vsi_table "$overlay/t/vsi_test_$name.ko" "$ko"
	"$top/build/bin/vsi" table create -o "$overlay/t/tables/vsi_test_$name.vsi" "$ko"
done
# of other names, of the same length, to be loaded at once
mkdir "$overlay/t/names"
for n in 1 2 3 4 5 6; do
	LC_ALL=C sed "s/vsi_test_again/vsi_test_agai$n/g" "$overlay/t/no-table/vsi_test_again.ko" \
		> "$overlay/t/names/vsi_test_agai$n.ko"
	LC_ALL=C sed "s/vsi_test_stale/vsi_test_stal$n/g" "$overlay/t/no-table/vsi_test_stale.ko" \
		> "$overlay/t/names/vsi_test_stal$n.ko"
done
"$cross"objcopy -R .vsi_veneers -R .init.vsi_veneers "$overlay/t/vsi_test_many.ko" \
	"$overlay/t/no-room/vsi_test_many.ko"
install_module "$out/stock" "$out/vsi/vsi.ko"
# A kernel of kernel.sh has none.
if has_stock; then
	embed_stock "$out/stock" btrfs virtio_blk virtio_mmio
fi

sed -n 's/^What:[[:space:]]*//p' "$top/Documentation/ABI/testing/sysfs-kernel-vsi" |
	grep -v '/$' > "$overlay/t/attributes"
"$top/selftests/checks/tracepoints.awk" "$top/Documentation/tracing.rst" |
	sort > "$overlay/t/tracepoints"
"$top/build/bin/vsi" table dump "$overlay/t/vsi_test_handlers.ko" > "$overlay/t/handlers.table"
# What compilers put into functions in C differs.
for name in many hints live; do
	"$top/build/bin/vsi" table dump "$overlay/t/vsi_test_$name.ko" |
		sed -n "s/^# count: /vsi_test_$name /p"
done > "$overlay/t/entries"
sed -n 's/^KSYM(REQUIRED, \([a-z0-9_]*\),.*/\1/p' "$top/vsi_arm/ksyms.tbl" > "$overlay/t/ksyms"
gcc -O2 -Wall -Wextra -Werror "${elf[@]}" -o "$out/corrupt" "$top/selftests/tools/corrupt.c" \
	"$top"/vsi_core/table.c "$top"/vsi_arm/mapping.c -lz
victim=$overlay/t/vsi_test_load.ko
"$top/build/bin/vsi" table dump "$victim" | sed -n 's/^# build-id: //p' > "$overlay/t/build_id"
"$top/selftests/guest/bad-tables.sh" "$out/corrupt" "$victim" "$overlay/t/bad"

# The same tables in files of their own, for modules without one.
vsi=$top/build/bin/vsi plain=$overlay/t/plain
mkdir -p "$plain/bad"
while read -r kind _; do
	"$cross"objcopy -O binary --only-section=.vsi_table --set-section-flags .vsi_table=alloc \
		"$overlay/t/bad/$kind.ko" "$plain/bad/$kind.vsi"
	LC_ALL=C sed 's/\.vsi_table/.not_table/' "$overlay/t/bad/$kind.ko" > "$plain/bad/$kind.ko"
done < "$overlay/t/bad/cases"
bare=$overlay/t/bare/vsi_test_load.ko
"$cross"objcopy --rename-section .exit.text=.exit.other "$bare" "$plain/lacking.ko"
"$vsi" table create -o "$plain/vsi_test_load.vsi" "$bare"
xz -k --check=crc32 "$plain/vsi_test_load.vsi"
zstd -q "$plain/vsi_test_load.vsi"

has_stock || exit 0
# What the tools say of stock modules.
for list in stock work; do
	sed '/^#/d' "$top/selftests/guest/$list.txt" > "$overlay/t/$list"
done
mapfile -t names < <(cat "$overlay"/t/{stock,work})
stock_files "${names[@]}" | while read -r ko; do
	name=$(stock_name "$ko")
	# status 1: there are some
	{ "$vsi" scan -f tsv "$ko" || [ $? = 1 ]; } | awk -F '\t' -v name="${name//-/_}" '
		NR > 1 { all++; core += $8 !~ /init/; live += $8 !~ /init|alt-repl/ }
		END { print name, all + 0, core + 0, live + 0 }'
done > "$overlay/t/sites"
# shellcheck disable=SC2046 # files
"$vsi" table create -d "$overlay/t/ext" $(stock_files "${names[@]}")
# The other way to have tables: a second tree for modprobe.
mapfile -t names < "$overlay/t/work"
embed_stock "$out/embedded/t/embedded" "${names[@]}"
release=$(cat "$cache/release")
cp "$cache/root/lib/modules/$release"/modules.{builtin,builtin.modinfo,order} \
	"$out/embedded/t/embedded/lib/modules/$release/"
depmod -b "$out/embedded/t/embedded" "$release"
