#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# kbuild.sh: vsi.ko, vsi_capstone.ko and the test modules give no warning, of the
# compiler (W=1) and of sparse, and their kernel-doc is whole, and there. Prints a KTAP
# document.
set -u

top=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=selftests/lib/ktap.sh
. "$top/selftests/lib/ktap.sh"
cache=$("$top/selftests/setup/debian.sh" bookworm armmp-lpae) || exit 1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

# quiet MODULE_DIR ARG...: the build, of all modules or of what "target" says, says
# nothing but its own steps, and what sparse has to say of the kernel's headers (rbtree.h)
target=modules
quiet()
{
	"$top/selftests/setup/kbuild.sh" "$cache" "$@" $target > "$dir/log" 2>&1 || {
		tail -n 40 "$dir/log"
		return 1
	}
	! grep -vE '^  [A-Z]+( \[M\])? +/|/linux-headers-' "$dir/log"
}

"$top/selftests/setup/capstone.sh" "$top/build/capstone" || exit 1
(cd "$top" && cp -r --parents Kbuild VERSION vsi_core vsi_arm hypercall selftests/kmod \
	selftests/bench selftests/demo selftests/hyp/vmm selftests/monitor \
	build/capstone "$dir")
cross=$(cat "$cache/cross")
for list in ops handlers; do
	"$top/selftests/kmod/gen-ops.sh" arm "$top/selftests/kmod/$list.txt" "$cross"as \
		"$cross"objcopy "$dir/selftests/kmod/${list}_gen.S"
done

vsi()
{
	quiet "$dir" W=1 C=2 CAPSTONE=no
}

# our own files; Capstone's are checked by no one here
vsi_capstone()
{
	local capstone=vsi_arm/capstone
	target=
	quiet "$dir" W=1 C=2 $capstone/{export,module,read,read_arm}.o || return
	(cache=$("$top/selftests/setup/debian.sh" bookworm arm64) &&
		quiet "$dir" W=1 C=2 $capstone/{export,module,read,read_a64,text}.o) || return
	quiet "$dir/selftests/kmod/second" W=1 C=2 test_second.o vsi_test_second_abi.o
}

test_modules()
{
	quiet "$dir/selftests/kmod" W=1 C=2 KBUILD_EXTRA_SYMBOLS="$dir/Module.symvers"
}

other_modules()
{
	local name
	for name in bench demo; do
		quiet "$dir/selftests/$name" W=1 C=2 KBUILD_EXTRA_SYMBOLS="$dir/Module.symvers" ||
			return
	done
	(cache=$("$top/selftests/setup/debian.sh" bookworm arm64) && target='' &&
		quiet "$dir/selftests/demo/kvm" W=1 C=2 vsi_{cycles,exits}.o)
}

kernel_doc()
{
	local script
	script=$(find "$cache/root" -path '*/linux-kbuild-*/scripts/kernel-doc')
	(cd "$top" && find vsi_core vsi_arm hypercall -name '*.[ch]' -print0 |
		xargs -0 perl "$script" -none -Werror) > "$dir/doc" 2>&1
	! grep . "$dir/doc"
}

documented()
{
	(cd "$top" && find vsi_core vsi_arm hypercall -name '*.[ch]' -print0 |
		xargs -0 selftests/checks/documented.pl)
}

ktap_plan 6
ktap_run 'vsi.ko is clean, W=1 and sparse' vsi
ktap_run 'test modules are clean, W=1 and sparse' test_modules
ktap_run 'modules of benchmark and demo are clean, W=1 and sparse' other_modules
ktap_run 'our files of vsi_capstone.ko are clean, W=1 and sparse' vsi_capstone
ktap_run 'kernel-doc is whole' kernel_doc
ktap_run 'functions that are not static and structures have kernel-doc' documented
ktap_end
