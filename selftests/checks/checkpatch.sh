#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# checkpatch.sh [-f]: print where the kernel's checkpatch.pl is: $CHECKPATCH, a
# kernel source tree under /usr/src, or the cache. With -f, Debian's source
# package of the kernel (140 MB) is fetched for it when it is in none of them.
# Exit status 1 without one.
set -eu

# shellcheck source=selftests/setup/cache.sh
. "$(dirname "$0")/../setup/cache.sh"
cache=$cache/checkpatch

find_script()
{
	for script in ${CHECKPATCH:+"$CHECKPATCH"} /usr/src/linux-source-*/scripts/checkpatch.pl \
		      "$cache/scripts/checkpatch.pl"; do
		if [ -r "$script" ]; then
			echo "$script"
			exit
		fi
	done
}

# The package is named for its version; linux-source depends on the newest.
fetch()
{
	package=$(apt-cache depends linux-source | sed -n 's/^ *Depends: //p')
	[ -n "$package" ] || return 1
	dir=$(mktemp -d)
	trap 'rm -rf "$dir"' EXIT
	(cd "$dir" && apt-get -qq download "$package") >&2
	mkdir "$dir/tree"
	# The scripts come early in no order that could be relied on.
	dpkg-deb --fsys-tarfile "$dir"/*.deb |
		tar -xO --wildcards "./usr/src/$package.tar.*" |
		tar -xJ -C "$dir/tree" --strip-components=1 --wildcards \
			'*/scripts/checkpatch.pl' '*/scripts/spelling.txt' \
			'*/scripts/const_structs.checkpatch'
	mkdir -p "$(dirname "$cache")"
	rm -rf "$cache"
	mv "$dir/tree" "$cache"
}

find_script
if [ "${1-}" = -f ]; then
	fetch
	find_script
fi
exit 1
