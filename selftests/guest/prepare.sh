#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# prepare.sh FLAVOUR: build what the guest tests of one Debian kernel need, in
# build/guest/FLAVOUR.
set -euo pipefail
PATH=$PATH:/usr/sbin:/sbin

flavour=$1
top=$(cd "$(dirname "$0")/../.." && pwd)
out=$top/build/guest/$flavour
cache=$("$top/selftests/setup/debian.sh" bookworm "$flavour")
cross=$(cat "$cache/cross")
. "$top/selftests/guest/lib-host.sh"

mkdir -p "$out"
build_vsi
build_modules kmod

overlay=$out/overlay
rm -rf "$overlay" "$out/stock"
mkdir -p "$overlay"/{bin,t/bad,t/bare,vsi}
"$cross"gcc -static -marm -O2 -Wall -Wextra -Werror -o "$overlay/bin/helper" \
	"$top/selftests/guest/helper.c"
cp "$top"/selftests/guest/{lib,ops,lifetime,tables,sysfs,policy,features,btrfs,fault}.sh "$overlay/vsi/"
cp "$top"/selftests/guest/{lib-ops,carriers,handlers,backend,debugfs}.sh "$overlay/vsi/"
cp "$top/VERSION" "$overlay/t/"
for ko in "$out/vsi/vsi.ko" "$out"/selftests/kmod/*.ko; do
	"$cross"strip --strip-debug -o "$overlay/t/${ko##*/}" "$ko"
done
# as they would be without the tools: no table, no room for veneers
for name in ops load many far; do
	"$cross"objcopy -R .vsi_table -R .vsi_veneers -R .init.vsi_veneers \
		"$overlay/t/vsi_test_$name.ko" "$overlay/t/bare/vsi_test_$name.ko"
done
install_module "$out/stock" "$out/vsi/vsi.ko"
embed_stock "$out/stock" btrfs virtio_blk virtio_mmio

sed -n 's/^What:[[:space:]]*//p' "$top/Documentation/ABI/testing/sysfs-kernel-vsi" |
	grep -v '/$' > "$overlay/t/attributes"
mkdir -p "$top/build/selftests"
"$top/build/bin/vsi" table dump "$overlay/t/vsi_test_handlers.ko" > "$overlay/t/handlers.table"
gcc -O2 -Wall -Wextra -Werror -o "$top/build/selftests/corrupt" "$top/selftests/tools/corrupt.c" \
	"$top"/vsi_core/table.c "$top"/vsi_arm/mapping.c -lz
victim=$overlay/t/vsi_test_load.ko
"$top/build/bin/vsi" table dump "$victim" | sed -n 's/^# build-id: //p' > "$overlay/t/build_id"
"$top/selftests/guest/bad-tables.sh" "$victim" "$overlay/t/bad"
