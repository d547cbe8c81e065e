#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# image.sh CACHE_DIR: the image to boot of the kernel that debian.sh left in CACHE_DIR.
#
# That is its vmlinuz, but of a zImage what is packed in it, in U-Boot's format: under
# an emulator the kernel takes longer to unpack itself than to start. It is kept beside.
set -euo pipefail

zimage=$1/vmlinuz image=$1/image
tmp=

# le32 OFFSET: of the zImage, in decimal
le32()
{
	od -An -tu4 --endian=little -j "$1" -N 4 "$zimage" | tr -d ' '
}

# be32 NUMBER...
be32()
{
	printf '%08x' "$@" | sed 's/../\\x&/g' | xargs -0 printf
}

# unpack MAGIC COMMAND...: what follows this magic, which may be in code, too, and is
# as long as the zImage says that it is
unpack()
{
	local magic=$1 offsets offset

	shift
	mapfile -t offsets < <(LC_ALL=C grep -abUoP "$magic" "$zimage" | cut -d : -f 1)
	for offset in "${offsets[@]}"; do
		tail -c "+$((offset + 1))" "$zimage" | "$@" > "$tmp/unpacked" 2> /dev/null || :
		[ "$(stat -c %s "$tmp/unpacked")" != "$size" ] || return 0
	done
	return 1
}

# Image header of U-Boot, which QEMU takes the place and the entry from, and does not
# verify: Linux (5) for ARM (2), a kernel (2), not compressed (0).
pack()
{
	be32 0x27051956 0 0 "$size" "$start" "$start" 0 0x05020200
	head -c 32 /dev/zero
	cat "$tmp/unpacked"
}

# zImage's header: arch/arm/boot/compressed/head.S, and vmlinux.lds.S for the table
if [ "$(le32 36)" != $((0x016f2818)) ] || [ "$(le32 52)" != $((0x45454545)) ]; then
	echo "$zimage"
	exit
fi
if [ ! -e "$image" ]; then
	trap '[ -z "$tmp" ] || rm -rf "$tmp"' EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM HUP
	tmp=$(mktemp -d "$1/.image.XXXXXX")
	table=$(le32 56)
	size=$(le32 "$(le32 $((table + 8)))")
	# RAM of QEMU's virt, and TEXT_OFFSET
	start=$((0x40000000 + $(le32 $((table + 16)))))
	if ! unpack '\xfd7zXZ\x00' xz -dc --single-stream &&
	   ! unpack '\x1f\x8b\x08' gzip -dcq; then
		echo "$zimage"
		exit
	fi
	pack > "$tmp/image"
	mv "$tmp/image" "$image"
fi
echo "$image"
