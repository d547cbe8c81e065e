#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# prepare-thumb.sh KERNEL: build what the tests of a kernel that is built as T32
# need, in build/guest/KERNEL.
set -euo pipefail

kernel=$1
top=$(cd "$(dirname "$0")/../.." && pwd)
out=$top/build/guest/$kernel
cache=$("$top/selftests/setup/guest-kernel.sh" "$kernel")
cross=$(cat "$cache/cross")
. "$top/selftests/guest/lib-host.sh"

mkdir -p "$out"
"$top/selftests/setup/capstone.sh" "$top/build/capstone"
build_vsi
build_modules kmod/thumb

overlay=$out/overlay
rm -rf "$overlay"
mkdir -p "$overlay"/{bin,t/bare,vsi}
"$cross"gcc -static -marm -O2 -Wall -Wextra -Werror -o "$overlay/bin/helper" \
	"$top/selftests/guest/helper.c"
cp "$top"/selftests/guest/{lib,lib-live,thumb,state}.sh "$overlay/vsi/"
for ko in "$out/vsi/vsi.ko" "$out"/selftests/kmod/thumb/*.ko; do
	"$cross"strip --strip-debug -o "$overlay/t/${ko##*/}" "$ko"
done
"$cross"objcopy -R .vsi_table -R .vsi_veneers -R .init.vsi_veneers \
	"$overlay/t/vsi_test_thumb.ko" "$overlay/t/bare/vsi_test_thumb.ko"
