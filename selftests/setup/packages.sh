#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# packages.sh [GROUP...]: install what packages.txt lists for these groups
# (all of them by default) and is missing. When nothing is missing apt is not
# called, so that a set-up machine needs no network.
set -eu

list=$(dirname "$0")/packages.txt

wanted=$(awk -v groups="$*" '
	BEGIN { n = split(groups, a, " "); for (i in a) want[a[i]] = 1 }
	/^[a-z0-9]/ { seen[$2] = 1; if (!n || $2 in want) print $1 }
	END {
		for (g in want)
			if (!(g in seen)) {
				print "packages.sh: no group " g >"/dev/stderr"
				bad = 2
			}
		exit bad
	}' "$list")

missing=
for p in $wanted; do
	# A package may be known but removed: only its status tells.
	status=$(dpkg-query -W -f '${db:Status-Status}' "$p" 2>/dev/null) || :
	[ "$status" = installed ] || missing="$missing $p"
done
[ -n "$missing" ] || exit 0

sudo=
if [ "$(id -u)" -ne 0 ]; then
	if ! command -v sudo >/dev/null; then
		echo "packages.sh: needs root or sudo to install:$missing" >&2
		exit 1
	fi
	sudo=sudo
fi

export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT

apt()
{
	# shellcheck disable=SC2086
	$sudo apt-get -qq -o Dpkg::Use-Pty=0 "$@" >"$log" 2>&1
}

echo "packages:$missing" >&2
# Lists that are absent or older than the mirror make the first attempt fail.
# shellcheck disable=SC2086
if ! apt install --no-install-recommends -y $missing; then
	if ! apt update || ! apt install --no-install-recommends -y $missing; then
		cat "$log" >&2
		echo "packages.sh: could not install:$missing" >&2
		exit 1
	fi
fi
