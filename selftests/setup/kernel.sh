#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# kernel.sh ARCH-KIND: build a kernel for the guest out of Debian's package of the
# source of Linux; print the directory that holds it, which is laid out as that of
# debian.sh.
#
# ARCH is arm or arm64. KIND is a list of fragments of kernels/, joined by "+",
# that are added to kernels/guest.config and kernels/ARCH.config: arm-debug,
# arm-thumb2, arm-thumb2+debug, arm-plain for none.
#
# A change of the configuration makes another kernel, beside the old.
set -euo pipefail
umask 022
PATH=$PATH:/usr/sbin:/sbin

here=$(cd "$(dirname "$0")" && pwd)
suite=bookworm

say() { echo "kernel: $*" >&2; }
die() { echo "kernel.sh: $*" >&2; exit 1; }

if [ $# -ne 1 ]; then
	echo "usage: kernel.sh ARCH-KIND" >&2
	exit 2
fi
name=$1
karch=${name%%-*}
case $karch in
arm)	cross=arm-linux-gnueabihf- flavour=armmp-lpae image=zImage ;;
arm64)	cross=aarch64-linux-gnu- flavour=arm64 image=Image ;;
*)	die "unknown architecture in $name" ;;
esac

fragments=("$here/kernels/guest.config" "$here/kernels/$karch.config")
kinds=${name#"$karch"-}
[ "$kinds" = plain ] || for kind in ${kinds//+/ }; do
	fragments+=("$here/kernels/$kind.config")
done
for fragment in "${fragments[@]}"; do
	[ -r "$fragment" ] || die "$name: no $fragment"
done

# shellcheck source=selftests/setup/cache.sh
. "$here/cache.sh"
cache_open
# Comments do not count.
config=$(sed '/^#/d' "${fragments[@]}")
dir=$cache/built-$name-$(sha256sum <<< "$config" | cut -c 1-12)

# One kernel at a time has both CPUs.
cache_lock kernel "$dir" release

# shellcheck source=selftests/setup/apt.sh
. "$here/apt.sh"

# The busybox of the stock kernel serves here, too; and that its lists were
# fetched shows that the system's apt has been set up.
stock=$("$here/debian.sh" "$suite" "$flavour")

# source_tree: sets $source
source_tree()
{
	local apt=$cache/apt-$suite-linux package archive

	source=$cache/linux-source
	[ ! -e "$source/complete" ] || return 0
	apt_configure "$apt" "$(dpkg --print-architecture)" \
		"deb [signed-by=$keyring] @ $suite main"
	apt-get -c "$apt/apt.conf" -qq update >&2
	package=$(apt-cache -c "$apt/apt.conf" depends linux-source |
		sed -nE 's/^ *Depends: (linux-source-[0-9.]+)$/\1/p')
	[ -n "$package" ] || die "$suite has no linux-source"
	say "download $package"
	tmp=$(mktemp -d "$cache/.linux-source.XXXXXX")
	(cd "$tmp" && apt-get -c "$apt/apt.conf" -qq download "$package") >&2
	say "unpack $package"
	dpkg -x "$tmp"/*.deb "$tmp/deb"
	archive=$tmp/deb/usr/src/$package.tar.xz
	mkdir "$tmp/source"
	tar -xJf "$archive" -C "$tmp/source" --strip-components=1 --no-same-owner
	touch "$tmp/source/complete"
	rm -rf "$source"
	mv "$tmp/source" "$source"
	rm -rf "$tmp"
	tmp=
}

# kmake TARGET...: in the kernel's build directory
kmake()
{
	env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL make -s -C "$source" O="$tmp/build" \
		ARCH="$karch" CROSS_COMPILE="$cross" -j"$(nproc)" \
		KBUILD_BUILD_USER=vsi KBUILD_BUILD_HOST=vsi KBUILD_BUILD_TIMESTAMP=1970-01-01 "$@"
}

# What is asked for and cannot be had is a mistake in a fragment, unless it was
# said twice: the last word counts.
check_config()
{
	local line symbol value got missing=

	while read -r line; do
		symbol=${line%%=*}
		value=${line#*=}
		got=$(sed -n "s/^$symbol=//p" "$tmp/build/.config")
		[ "${got:-n}" = "$value" ] || missing+=" $line"
	done < <(tac <<< "$config" | awk -F = 'NF && !seen[$1]++')
	[ -z "$missing" ] || die "$name: not to be had:$missing"
}

source_tree
tmp=$(mktemp -d "$cache/.built-$name.XXXXXX")
chmod 755 "$tmp"
mkdir "$tmp/build"
log=$tmp/log
say "build $name (minutes)"
echo "CONFIG_LOCALVERSION=\"-vsi-${name//+/-}\"" | cat - <(echo "$config") > "$tmp/config"
kmake KCONFIG_ALLCONFIG="$tmp/config" allnoconfig > "$log" 2>&1 ||
	{ cat "$log" >&2; die "$name: no configuration"; }
check_config
kmake "$image" modules > "$log" 2>&1 || { tail -50 "$log" >&2; die "$name does not build"; }

release=$(cat "$tmp/build/include/config/kernel.release")
# Modules are built against it; its own objects are not needed for that.
find "$tmp/build" -name '*.o' ! -path '*/scripts/*' ! -path '*/tools/*' -delete
find "$tmp/build" \( -name "*.a" -o -name ".tmp_*" \) -delete
mkdir -p "$tmp/root/lib/modules/$release"
kmake INSTALL_MOD_PATH="$tmp/root" modules_install >> "$log" 2>&1 || die "$name: no modules"
rm -f "$tmp/root/lib/modules/$release"/{build,source}
touch "$tmp/root/lib/modules/$release"/modules.{order,builtin}
depmod -b "$tmp/root" "$release"
ln -s "build/arch/$karch/boot/$image" "$tmp/vmlinuz"
ln -s "root/lib/modules/$release" "$tmp/modules"
ln -s "$stock/busybox" "$tmp/busybox"
echo "$karch" > "$tmp/arch"
echo "$cross" > "$tmp/cross"
# The output directory's makefile knows its place only through $(CURDIR).
echo "$release" > "$tmp/release"
rm -rf "$dir"
mv "$tmp" "$dir"
tmp=
echo "$dir"
