#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# xen.sh arm64|armhf: fetch Debian 12's Xen, the hypervisor alone; print where it is.
#
# It comes by the apt configuration that debian.sh has made for this architecture.
set -euo pipefail
umask 022

say() { echo "xen: $*" >&2; }
die() { echo "xen.sh: $*" >&2; exit 1; }

case ${1-} in
arm64)	flavour=arm64 ;;
armhf)	flavour=armmp-lpae ;;
*)	echo "usage: xen.sh arm64|armhf" >&2; exit 2 ;;
esac
arch=$1 suite=bookworm
here=$(dirname "$0")
# shellcheck source=selftests/setup/cache.sh
. "$here/cache.sh"
file=$cache/xen-$arch
if [ -e "$file" ]; then
	echo "$file"
	exit
fi

"$here/debian.sh" "$suite" "$flavour" > /dev/null
apt=$cache/apt-$suite-$arch
exec 9>"$apt.lock"
flock 9
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# The package is named for its version; xen-system-ARCH depends on it.
download()
{
	local package

	package=$(apt-cache -c "$apt/apt.conf" depends "xen-system-$arch:$arch" |
		sed -nE 's/^ *Depends: (xen-hypervisor-[0-9].*)$/\1/p')
	[ -n "$package" ] || return 1
	say "download $package"
	(cd "$tmp" && apt-get -c "$apt/apt.conf" -qq download "$package:$arch") >&2
}

if ! download; then
	say "package lists of $suite ($arch)"
	apt-get -c "$apt/apt.conf" -qq update >&2
	download || die "$suite has no Xen for $arch that can be fetched"
fi
dpkg -x "$tmp"/*.deb "$tmp/package"
images=("$tmp"/package/boot/xen-*-"$arch")
[ -r "${images[0]}" ] || die "no image of Xen in its package"
cp "${images[0]}" "$file.$$"
mv "$file.$$" "$file"
echo "$file"
