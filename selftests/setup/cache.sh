# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
#
# cache.sh: where what these scripts have downloaded and made stays, outside of the
# tree. To be sourced; sets $cache.
cache=${VSI_CACHE:-${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/vsi}

# cache_open: $cache is there, and has one name
cache_open()
{
	mkdir -p "$cache"
	cache=$(realpath "$cache")
}

# cache_leave_no_tmp: what $tmp names goes when the script ends, however it does
cache_leave_no_tmp()
{
	tmp=
	trap '[ -z "$tmp" ] || rm -rf "$tmp"' EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM HUP
}

# cache_print DIR MARK: if DIR has MARK, and so is whole, its name is all that is wanted
cache_print()
{
	[ -e "$1/$2" ] || return 0
	echo "$1"
	exit
}

# cache_lock NAME DIR MARK: be the only one who makes DIR, unless it is whole by then
cache_lock()
{
	cache_print "$2" "$3"
	exec 9>"$cache/$1.lock"
	flock 9
	cache_print "$2" "$3"
	cache_leave_no_tmp
}
