#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# toolchain.sh SUITE: make a small Debian of that release, with its compilers for
# the guests; print the directory that holds it. This machine's own cannot build
# modules for every kernel: options are missing, and newer headers bring programs
# that need a newer libc.
#
# In "SUITE" of one's own release there is nothing to be made, and nothing printed.
set -euo pipefail
umask 022

say() { echo "toolchain: $*" >&2; }
die() { echo "toolchain.sh: $*" >&2; exit 1; }

if [ $# -ne 1 ]; then
	echo "usage: toolchain.sh SUITE" >&2
	exit 2
fi
suite=$1

# shellcheck disable=SC1091
own=$(. /etc/os-release; echo "${VERSION_CODENAME-}")
[ "$suite" != "$own" ] || exit 0

# Of kbuild and of what runs beside it: vsi-as is one of this machine's programs,
# whose libraries come with packages whose names last.
packages=(
	make gcc libc6-dev gcc-arm-linux-gnueabihf gcc-aarch64-linux-gnu
	bc kmod pahole xz-utils
	libelf-dev zlib1g-dev liblzma-dev libzstd-dev libjson-c-dev
)

# shellcheck source=selftests/setup/cache.sh
. "$(dirname "$0")/cache.sh"
cache_open
# other packages, another toolchain
dir=$cache/toolchain-$suite-$(printf '%s\n' "${packages[@]}" | sha256sum | cut -c 1-8)

cache_lock "toolchain-$suite" "$dir" complete

# shellcheck source=selftests/setup/apt.sh
. "$(dirname "$0")/apt.sh"
command -v mmdebstrap >/dev/null || die "no mmdebstrap, run packages.sh build"
mirror=$(apt_mirror) || :
[ -n "$mirror" ] || die "this machine's apt has no Debian mirror"
mode=unshare
[ "$(id -u)" -ne 0 ] || mode=root

# What a killed run left; the lock says that it is nobody's.
rm -rf "$cache/.toolchain-$suite".*
tmp=$(mktemp -d "$cache/.toolchain-$suite.XXXXXX")
chmod 755 "$tmp"
say "make $suite with ${packages[*]}"
# As an archive first: unshared, what mmdebstrap makes would belong to nobody, and
# devices need root.
list=$(IFS=,; echo "${packages[*]}")
mmdebstrap --quiet --mode="$mode" --variant=apt --components=main --format=tar \
	--keyring="$keyring" --aptopt="$apt_stale" --include="$list" \
	"$suite" "$tmp/root.tar" "$mirror" >"$tmp/log" 2>&1 ||
	{ cat "$tmp/log" >&2; die "no toolchain of $suite"; }
mkdir "$tmp/root"
tar -xf "$tmp/root.tar" -C "$tmp/root" --no-same-owner --exclude='./dev/*' \
	--exclude='./var/lib/apt/lists/*' --exclude='./usr/share/doc/*' \
	--exclude='./usr/share/locale/*'
rm "$tmp/root.tar"
"$(dirname "$0")/within.sh" "$tmp/root" gcc --version >/dev/null ||
	die "the toolchain of $suite does not run here"

rm -rf "$dir"
mv "$tmp/root" "$dir"
touch "$dir/complete"
echo "$dir"
