# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
#
# For the test scripts that run in a guest: KTAP and a few words.
# Test modules, with their tables, are in /t.

SYS=/sys/kernel/vsi

# shellcheck disable=SC2034 # for the suites
# TRAP: of the first 16 sites of a text, without the last digit
case $(uname -m) in
aarch64)	ARCH=arm64 MIDR_WORD=0xd5380000 RELOCATES=apply_relocate_add ISA=A64
		SMC_WORD=0xd4000003 TRAP=0x0000800 ;;
*)		ARCH=arm MIDR_WORD=0xee100f10 RELOCATES=apply_relocate ISA=A32
		SMC_WORD=0xe1600070 TRAP=0xe7f500f ;;
esac

# Parameters of vsi: everything is substituted by the method's own carrier, and
# means what it meant.
# shellcheck disable=SC2034 # for the suites
NATIVE="policy=all=native carrier=trap count=1"

# busybox's returns at once where the kernel has no COMPAT_32BIT_TIME
sleep()
{
	helper sleep "$1"
}

# note TEXT: a line above the test's result, whatever that is
note()
{
	echo "# $*" >> /tmp/notes
}

# run_tests NAME...: one result for each function; a command that fails in it
# fails it.
run_tests()
{
	nr=0 failed=0
	echo "KTAP version 1"
	echo "1..$#"
	for name; do
		nr=$((nr + 1))
		# not in a condition, where the shell would ignore set -e
		(set -e; "$name") > /tmp/out 2>&1
		status=$?
		[ ! -e /tmp/notes ] || { cat /tmp/notes; rm /tmp/notes; }
		if [ "$status" = 0 ]; then
			echo "ok $nr $name"
		else
			sed 's/^/# /' /tmp/out
			echo "not ok $nr $name"
			failed=1
		fi
	done
	return "$failed"
}

# is WHAT GOT WANT
is()
{
	[ "$2" = "$3" ] && return
	echo "$1: got '$2', want '$3'"
	exit 1
}

fail()
{
	echo "$*"
	exit 1
}

# load MODULE [PARAMS]: vsi with the hook that run.sh was asked for
load()
{
	[ "$1" = vsi ] && set -- vsi "${2-} ${VSI_HOOK:+hook=$VSI_HOOK}"
	helper load "/t/$1.ko" $2
}

unload()
{
	helper unload "$1"
}

# refused ERROR MODULE [PARAMS]
refused()
{
	is "load of $2" "$(load "$2" "${3-}")" "$1"
}

param()
{
	cat "/sys/module/$1/parameters/$2"
}

total()
{
	cat "$SYS/totals/$1"
}

# entries MODULE: of its table; compilers make some, too
entries()
{
	sed -n "s/^$1 //p" /t/entries
}

# every_site MODULE CARRIER LEAST: as many as its table lists are carried so
every_site()
{
	entries=$(entries "$1")
	[ "$entries" -ge "$3" ] || fail "$1: a table of $entries"
	is "$1: sites" "$(cat "$SYS/$1/sites")" "$entries"
	is "$1: by $2" "$(cat "$SYS/$1/carrier_$2")" "$entries"
}

# nothing_served: no module has left anything behind
nothing_served()
{
	is "modules served" "$(total modules)" 0
	is "sites" "$(total sites)" 0
	is "references on vsi" "$(awk '$1 == "vsi" { print $3 }' /proc/modules)" 0
	is "directories" "$(find $SYS -mindepth 1 -maxdepth 1 -type d \
		! -name totals ! -name features ! -name hits)" ""
}

# messages: what vsi said since forget_messages
messages()
{
	dmesg | sed -n 's/^\[ *[0-9.]*\] vsi: /vsi: /p'
}

forget_messages()
{
	dmesg -c > /dev/null
}
