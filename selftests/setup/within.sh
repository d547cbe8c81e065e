#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# within.sh ROOT[:DIR]... COMMAND [ARG...]: run COMMAND in the Debian under ROOT,
# which toolchain.sh made, in a namespace of its own in which each DIR, an absolute
# path, is what and where it is outside.
set -eu

if [ $# -lt 2 ]; then
	echo "usage: within.sh ROOT[:DIR]... COMMAND [ARG...]" >&2
	exit 2
fi

user=
[ "$(id -u)" -eq 0 ] || user=--map-root-user
# shellcheck disable=SC2016 # for the other shell
exec unshare --mount $user sh -c '
	set -eu
	dirs=$1
	root=${dirs%%:*}
	shift
	while [ "$dirs" != "${dirs#*:}" ]; do
		dirs=${dirs#*:}
		dir=${dirs%%:*}
		mkdir -p "$root$dir"
		mount --rbind "$dir" "$root$dir"
	done
	for dir in /dev /proc; do
		mkdir -p "$root$dir"
		mount --rbind "$dir" "$root$dir"
	done
	PATH=/usr/bin:/usr/sbin:/bin:/sbin exec chroot "$root" "$@"
' within.sh "$@"
