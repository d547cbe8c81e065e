# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# lib-page.sh, to be sourced with top set: what the benchmarks that write a page of tables
# have in common. $tmp is theirs, and goes with them.
# shellcheck disable=SC2154 # that

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# release KERNEL
release()
{
	cat "$("$top/selftests/setup/guest-kernel.sh" "$1")/release"
}

# qemu_version ARCH
qemu_version()
{
	"qemu-system-$1" --version | sed -n 's/.*version \([0-9.]*\).*/\1/p'
}
