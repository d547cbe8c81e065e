# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
#
# For the guests of the demo.
set -e

# shellcheck disable=SC2034 # for the scripts
SYS=/sys/kernel/vsi

say()
{
	printf '\n== %s\n' "$*"
}

run()
{
	echo "# $*"
	"$@"
}

# try MODULE: load it, and what it says in the kernel's log
try()
{
	dmesg -c > /dev/null
	run modprobe "$1"
	dmesg | sed -n 's/^\[ *[0-9.]*\] \([a-z]*: .*\)/\1/p' | grep -v loading
}

# status all|modules: for the host, which has the program
status()
{
	echo "# vsi status"
	echo @begin
	find $SYS -type f -perm -444 | while read -r file; do
		echo "@${file#"$SYS"/} $(cat "$file")"
	done
	echo "@end $1"
}
