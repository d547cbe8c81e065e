# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# For the host scripts that boot a guest of a real hypervisor. Needs:
#   top    the source tree
#   out    the build directory of the guest's kernel, see guest/prepare.sh
# shellcheck disable=SC2154 # those

# Of what guests have, only what is needed here: each kilobyte is unpacked by a guest in a
# guest.
modules=(vsi vsi_test_load vsi_test_many vsi_test_ops vsi_test_exits vsi_test_abi)

# overlay_of_guest DIR SUITE VARIANT
overlay_of_guest()
{
	local name

	mkdir -p "$1"/{bin,t,vsi}
	cp "$out/overlay/bin/helper" "$1/bin/"
	for name in "${modules[@]}"; do
		cp "$out/overlay/t/$name.ko" "$1/t/"
	done
	cp "$top"/selftests/guest/{lib,lib-ops}.sh "$1/vsi/"
	cp "$top"/selftests/hyp/{lib-guest,"$2-guest"}.sh "$1/vsi/"
	printf '#!/bin/sh\nPATH=$PATH:/bin:/sbin\nexec sh /vsi/%s-guest.sh %s\n' "$2" "$3" > "$1/vsi/run"
	chmod 755 "$1/vsi/run"
}

# archive DIR: as an initramfs, not packed
archive()
{
	(cd "$1" && find . -mindepth 1 -print0 | LC_ALL=C sort -z |
		cpio --quiet -0 -o -H newc -R 0:0)
}

# judge CONSOLE STATUS: print what the guest's /vsi/run printed; CONSOLE is the guest's,
# STATUS that of boot.sh
judge()
{
	local line='^(\[ *[0-9.]+\] )?' ended

	sed -nE "s/${line}vsi> //p" "$1"
	[ "$2" = 0 ] || exit "$2"
	ended=$(sed -nE "s/${line}vsi-guest: end ([0-9]+)$/\2/p" "$1")
	if [ "$ended" != 0 ]; then
		echo "the guest's /vsi/run: ${ended:-no status}" >&2
		exit 1
	fi
	if ! grep -q 'reboot: Power down' "$1"; then
		echo "the guest did not power down" >&2
		exit 4
	fi
}
