#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# mkinitrd.sh -o OUT -c CACHE_DIR [-m MODULE]... [OVERLAY_DIR...]
#
# Pack an initramfs for the kernel that debian.sh left in CACHE_DIR: busybox,
# our init, the stock modules named by -m with all they need, and the files of
# the overlays, of which the later wins. init runs /vsi/run, which an overlay
# provides. Modules of an overlay belong in lib/modules/<release>/updates/.
set -euo pipefail
umask 022
# depmod and modprobe are in sbin, which a plain user has not.
PATH=$PATH:/usr/sbin:/sbin

die() { echo "mkinitrd.sh: $*" >&2; exit 1; }
usage()
{
	echo "usage: mkinitrd.sh -o OUT -c CACHE_DIR [-m MODULE]... [OVERLAY_DIR...]" >&2
	exit 2
}

here=$(dirname "$0")
out='' kernel=''
names=()
while getopts o:c:m: o; do
	case $o in
	o) out=$OPTARG ;;
	c) kernel=$OPTARG ;;
	m) names+=("$OPTARG") ;;
	*) usage ;;
	esac
done
shift $((OPTIND - 1))
if [ -z "$out" ] || [ -z "$kernel" ]; then
	usage
fi
[ -e "$kernel/release" ] || die "$kernel: no kernel, run debian.sh"
for o in "$@"; do
	[ -d "$o" ] || die "$o: no such directory"
done

release=$(cat "$kernel/release")
stock=lib/modules/$release

tree=$(mktemp -d)
tmp=$(mktemp "$out.XXXXXX")
trap 'trap "" INT TERM HUP; rm -rf "$tree" "$tmp"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

mkdir -p "$tree"/{bin,sbin,usr/bin,usr/sbin,dev,proc,sys,tmp,root,etc,vsi} "$tree/$stock"
cp "$kernel/busybox" "$tree/bin/busybox"
# init installs the other links; these two are needed even when it does not.
ln -s busybox "$tree/bin/sh"
ln -s ../bin/busybox "$tree/sbin/modprobe"
install -m 755 "$here/init" "$tree/init"

# modprobe knows aliases, soft dependencies and what is built in. -C keeps this
# machine's own configuration out.
for name in ${names[@]+"${names[@]}"}; do
	modprobe -d "$kernel/root" -S "$release" -C /dev/null --show-depends "$name" ||
		die "$release has no module $name"
done | awk '$1 == "insmod" && !seen[$2]++ { print $2 }' |
while read -r ko; do
	install -D -m 644 "$ko" "$tree/$stock/${ko#*"/$stock/"}"
done
cp "$kernel/root/$stock"/modules.{builtin,builtin.modinfo,order} "$tree/$stock/"

for o in "$@"; do
	cp -RT --preserve=mode,links "$o" "$tree"
done
depmod -b "$tree" "$release"

(cd "$tree" && find . -mindepth 1 -print0 | LC_ALL=C sort -z |
	cpio --quiet -0 -o -H newc -R 0:0 --reproducible) | gzip -1n >"$tmp"
chmod 644 "$tmp"
mv "$tmp" "$out"
