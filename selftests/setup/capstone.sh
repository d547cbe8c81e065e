#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# capstone.sh [-n] DIR: unpack into DIR what vsi_capstone.ko is made of: files of
# Debian's source package of Capstone, of one version, unchanged, with their
# licenses.
#
# The archive comes out of the cache, or with apt-get, which checks the signature
# of Debian's archive; its checksum is checked each time. With -n it is not
# fetched. Exit status 1, with a reason, when there is none.
set -euo pipefail
umask 022

version=4.0.2
package=capstone=$version-5
archive=capstone_$version.orig.tar.gz
sha256=7c81d798022f81e7507f1a60d6817f63aa76e489aa4e7055255f21a22f5e526a

# Only what is compiled, what that includes, and the licenses.
files=('LICENSE*.TXT' '*.h' 'MC*.c' 'include/capstone/*.h')
for name in ARM AArch64; do
	files+=("arch/$name/$name*.h" "arch/$name/${name}Gen*.inc"
		"arch/$name/${name}Disassembler.c")
done
files+=(arch/AArch64/AArch64BaseInfo.c)

say() { echo "capstone: $*" >&2; }
die() { echo "capstone.sh: $*" >&2; exit 1; }
usage() { echo "usage: capstone.sh [-n] DIR" >&2; exit 2; }

fetch=1
while getopts n o; do
	case $o in
	n) fetch= ;;
	*) usage ;;
	esac
done
shift $((OPTIND - 1))
[ $# -eq 1 ] || usage
dir=$1

# What is unpacked already need not be asked for; it may be less than these files.
unpacked="$sha256 ${files[*]}"
if [ "$(cat "$dir/sha256" 2>/dev/null)" = "$unpacked" ]; then
	exit
fi

# shellcheck source=selftests/setup/apt.sh
. "$(dirname "$0")/apt.sh"
# shellcheck source=selftests/setup/cache.sh
. "$(dirname "$0")/cache.sh"
[ -n "$fetch" ] || [ -e "$cache/$archive" ] || die "$archive is not in $cache"
cache_open
apt=$cache/apt-bookworm-source

cache_leave_no_tmp

check()
{
	echo "$sha256  $1" | sha256sum --status -c - ||
		die "$1: not the archive of $package (its checksum differs)"
}

download()
{
	command -v apt-get >/dev/null || die "no apt-get to fetch $package with"
	apt_configure "$apt" "$(dpkg --print-architecture)" \
		"deb-src [signed-by=$keyring] @ bookworm main"
	say "source package $package"
	apt-get -c "$apt/apt.conf" -qq update >&2 || die "no package lists of bookworm"
	tmp=$(mktemp -d "$cache/.capstone.XXXXXX")
	(cd "$tmp" && apt-get -c "$apt/apt.conf" -qq source --download-only --tar-only \
		"$package") >&2 || die "cannot fetch $package"
	check "$tmp/$archive"
	mv "$tmp/$archive" "$cache/"
}

exec 9>"$cache/capstone.lock"
flock 9
[ -e "$cache/$archive" ] || download
check "$cache/$archive"

new=$dir.new
rm -rf "$new"
mkdir -p "$new"
tar -xzf "$cache/$archive" -C "$new" --strip-components=1 --no-same-owner --wildcards \
	--no-wildcards-match-slash "${files[@]/#/capstone-$version/}"
echo "$unpacked" >"$new/sha256"
rm -rf "$dir"
mv "$new" "$dir"
