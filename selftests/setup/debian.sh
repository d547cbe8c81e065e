#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# debian.sh SUITE FLAVOUR: fetch a stock Debian kernel for the guest, its
# headers, and busybox; print the directory that holds them:
#
#	release		kernel release
#	suite		that release of Debian
#	arch		the kernel's name of the architecture, and
#	cross		the prefix of its compiler
#	vmlinuz		boot image
#	modules/	lib/modules/<release>, with modules.dep
#	build/		headers, to be used as KDIR
#	busybox		static, for the guest
#	root/		what the packages held; the above point into it
#
# Nothing here is installed, and no root is needed: a second apt configuration,
# for the guest's architecture, lives beside the system's.
set -euo pipefail
umask 022
# depmod is in sbin, which a plain user has not.
PATH=$PATH:/usr/sbin:/sbin

say() { echo "debian: $*" >&2; }
die() { echo "debian.sh: $*" >&2; exit 1; }

if [ $# -ne 2 ]; then
	echo "usage: debian.sh SUITE FLAVOUR" >&2
	exit 2
fi
suite=$1
flavour=$2

case $flavour in
armmp*)	arch=armhf karch=arm   cross=arm-linux-gnueabihf- ;;
*arm64)	arch=arm64 karch=arm64 cross=aarch64-linux-gnu- ;;
*)	die "unknown flavour $flavour" ;;
esac

# shellcheck source=selftests/setup/cache.sh
. "$(dirname "$0")/cache.sh"
cache_open
dir=$cache/$suite-$flavour

# The flavours of a suite share the package lists.
cache_lock "apt-$suite-$arch" "$dir" release

apt=$cache/apt-$suite-$arch
host=$(dpkg --print-architecture)
# shellcheck source=selftests/setup/apt.sh
. "$(dirname "$0")/apt.sh"

configure()
{
	local sudo=

	if [ -z "$(apt_mirror)" ]; then
		[ "$(id -u)" -eq 0 ] || sudo=sudo
		say "apt-get update"
		$sudo apt-get -qq update >&2
	fi
	apt_configure "$apt" "$arches" \
		"deb [arch=$arches target=Packages signed-by=$keyring] @ $suite main"
}

update()
{
	say "package lists of $suite ($arches)"
	configure
	apt-get -c "$apt/apt.conf" -qq update >&2
	touch "$apt/updated"
}

# depends PACKAGE PATTERN: the dependencies of PACKAGE that match.
depends()
{
	apt-cache -c "$apt/apt.conf" depends --no-recommends --no-suggests \
		"$1:$arch" 2>/dev/null |
		sed -nE "s/^ *Depends: ($2)(:any)?\$/\1/p"
}

resolve()
{
	local headers dep

	image=$(depends "linux-image-$flavour" 'linux-image-.*')
	headers=$(depends "linux-headers-$flavour" 'linux-headers-.*')
	[ -n "$image" ] && [ -n "$headers" ] || return 1
	release=${image#linux-image-}
	[ "$headers" = "linux-headers-$release" ] || return 1

	packages=("$image:$arch" "$headers:$arch" "busybox-static:$arch")
	# Newer releases split the image.
	for dep in $(depends "$image" 'linux-(base|binary|modules)-[0-9].*') \
		   $(depends "$headers" 'linux-headers-.*'); do
		packages+=("$dep:$arch")
	done
	# kbuild's programs run here, not in the guest.
	for dep in $(depends "$headers" 'linux-kbuild-.*'); do
		packages+=("$dep:$host")
	done
}

download()
{
	say "download ${packages[*]%%:*}"
	rm -rf "$tmp/debs"
	mkdir "$tmp/debs"
	(cd "$tmp/debs" && apt-get -c "$apt/apt.conf" -qq download "${packages[@]}") >&2
}

# What a killed run left; the lock says that it is nobody's.
rm -rf "$cache/.$suite-$flavour".*
tmp=$(mktemp -d "$cache/.$suite-$flavour.XXXXXX")
chmod 755 "$tmp"
arches=$arch
[ "$arch" = "$host" ] || arches=$arch,$host
# Lists are fetched once; again only if what they name is gone.
fresh=
if [ ! -e "$apt/updated" ]; then
	update
	fresh=1
else
	configure
fi
if ! resolve || ! download; then
	[ -z "$fresh" ] || die "$suite has no $flavour kernel that can be fetched"
	update
	if ! resolve || ! download; then
		die "$suite has no $flavour kernel that can be fetched"
	fi
fi

say "unpack $release"
root=$tmp/root
mkdir "$root"
pids=()
for deb in "$tmp"/debs/*.deb; do
	dpkg -x "$deb" "$root" &
	pids+=($!)
done
for pid in "${pids[@]}"; do
	wait "$pid" || die "an archive does not unpack"
done
rm -r "$tmp/debs"

# From trixie on all is under usr/.
[ -d "$root/lib/modules" ] || ln -sfn usr/lib "$root/lib"
[ -d "$root/bin" ] || ln -sfn usr/bin "$root/bin"

modules=lib/modules/$release
[ -d "$root/$modules/kernel" ] || die "no modules of $release"
[ -e "$root/$modules/modules.dep" ] || depmod -b "$root" "$release"

vmlinuz=boot/vmlinuz-$release
[ -e "$root/$vmlinuz" ] || vmlinuz=$modules/vmlinuz
[ -e "$root/$vmlinuz" ] || die "no boot image of $release"

# The headers name each other by the place they are installed at.
headers=$root/usr/src/linux-headers-$release
grep -rlI '/usr/src/linux-headers-' --include=Makefile --include='.kernel*' \
	--include='*.mk' "$headers" |
	xargs -r sed -i "s,/usr/src/linux-headers-,$dir/root/usr/src/linux-headers-,g"
for l in scripts tools; do
	[ ! -L "$headers/$l" ] || [ -e "$headers/$l/" ] ||
		die "headers of $release: $l leads nowhere"
done

ln -s "root/$vmlinuz" "$tmp/vmlinuz"
ln -s "root/$modules" "$tmp/modules"
ln -s "root/usr/src/linux-headers-$release" "$tmp/build"
ln -s root/bin/busybox "$tmp/busybox"
echo "$suite" >"$tmp/suite"
echo "$karch" >"$tmp/arch"
echo "$cross" >"$tmp/cross"
echo "$release" >"$tmp/release"

rm -rf "$dir"
mv "$tmp" "$dir"
tmp=
echo "$dir"
