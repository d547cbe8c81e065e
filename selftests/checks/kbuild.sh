#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# kbuild.sh: vsi.ko and the test modules give no warning, of the compiler (W=1)
# and of sparse, and their kernel-doc is whole. Prints a KTAP document.
set -u

top=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=selftests/lib/ktap.sh
. "$top/selftests/lib/ktap.sh"
cache=$("$top/selftests/setup/debian.sh" bookworm armmp-lpae) || exit 1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

# quiet MODULE_DIR ARG...: the build says nothing but its own steps, and what
# sparse has to say of the kernel's headers (rbtree.h)
quiet()
{
	"$top/selftests/setup/kbuild.sh" "$cache" "$@" modules > "$dir/log" 2>&1 || {
		tail -n 40 "$dir/log"
		return 1
	}
	! grep -vE '^  [A-Z]+( \[M\])? +/|/linux-headers-' "$dir/log"
}

(cd "$top" && cp -r --parents Kbuild VERSION vsi_core vsi_arm hypercall selftests/kmod "$dir")
cross=$(cat "$cache/cross")
for list in ops handlers; do
	"$top/selftests/kmod/gen-ops.sh" "$top/selftests/kmod/$list.txt" "$cross"as \
		"$cross"objcopy "$dir/selftests/kmod/${list}_gen.S"
done

vsi()
{
	quiet "$dir" W=1 C=2
}

test_modules()
{
	quiet "$dir/selftests/kmod" W=1 KBUILD_EXTRA_SYMBOLS="$dir/Module.symvers"
}

kernel_doc()
{
	local script
	script=$(find "$cache/root" -path '*/linux-kbuild-*/scripts/kernel-doc')
	(cd "$top" && find vsi_core vsi_arm hypercall -name '*.[ch]' -print0 |
		xargs -0 perl "$script" -none -Werror) > "$dir/doc" 2>&1
	! grep . "$dir/doc"
}

ktap_plan 3
ktap_run 'vsi.ko is clean, W=1 and sparse' vsi
ktap_run 'test modules are clean, W=1' test_modules
ktap_run 'kernel-doc' kernel_doc
ktap_end
