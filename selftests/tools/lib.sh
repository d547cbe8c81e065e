# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# What the tests of the tools share. Each of them is a program that prints one
# KTAP document. Environment:
#
#	BIN	directory of vsi and vsi-as; by default that of "make tools"
#	AS	directory for gcc -B
#	CACHE	what selftests/setup/debian.sh printed; without it some skip
#	CROSS	prefix of the compiler's name
set -u
LC_ALL=C
export LC_ALL
unset VSI_AS_VERBOSE VSI_AS_REAL MAKEFLAGS MFLAGS MAKELEVEL MAKEFILES

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck disable=SC2034
top=$(cd "$here/../.." && pwd)
BIN=$(realpath "${BIN:-$top/build/bin}")
AS=$(realpath -s "${AS:-$BIN/../as}")
CROSS=${CROSS:-arm-linux-gnueabihf-}
CACHE=${CACHE:-}
vsi=$BIN/vsi

work=$(mktemp -d "${TMPDIR:-/tmp}/vsi-tools.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
cd "$work" || exit 1

number=0
failures=0

plan()
{
	echo "KTAP version 1"
	echo "1..$1"
	planned=$1
}

diagnose()
{
	sed 's/^/# /'
}

# check NAME COMMAND...: ok when the command succeeds; else what it said.
check()
{
	local name=$1

	shift
	number=$((number + 1))
	if "$@" >"$work/.said" 2>&1; then
		echo "ok $number $name"
		return
	fi
	diagnose <"$work/.said"
	echo "not ok $number $name"
	failures=$((failures + 1))
}

skip()
{
	number=$((number + 1))
	echo "ok $number $1 # SKIP $2"
}

finish()
{
	while [ "$number" -lt "$planned" ]; do
		number=$((number + 1))
		echo "not ok $number not reached"
		failures=$((failures + 1))
	done
	[ "$failures" -eq 0 ]
	exit
}

# need COMMAND REASON: all tests skip without it.
need()
{
	command -v "$1" >/dev/null && return
	while [ "$number" -lt "$planned" ]; do
		skip "all" "$2"
	done
	exit 0
}

not()
{
	! "$@"
}

# status N COMMAND...
status()
{
	local want=$1 got=0

	shift
	"$@" || got=$?
	[ "$got" -eq "$want" ] && return
	echo "exit status $got instead of $want"
	return 1
}

# says TEXT COMMAND...: the text is part of what it prints.
says()
{
	local text=$1 said

	shift
	said=$("$@" 2>&1)
	grep -qF -- "$text" <<<"$said" && return
	echo "wanted: $text"
	echo "said: $said"
	return 1
}

silent()
{
	local said

	said=$("$@" 2>&1) && [ -z "$said" ] && return
	echo "$said"
	return 1
}

arm_cc()
{
	"${CROSS}gcc" -marm -march=armv7ve+fp -O2 -ffreestanding -fno-pic \
		-fno-stack-protector "$@"
}

arm_vcc()
{
	arm_cc "-B$AS/" "$@"
}

# The list that a table or fragments hold: section, offset, word.
listed()
{
	"$vsi" table dump --format=tsv "$1" >"$work/.dump" &&
		awk -F'\t' '!/^#/ && $1 != "section" { print $1, $2, $3 }' \
			"$work/.dump" | sort
}

# The same, as the disassembler has it.
expected()
{
	"${CROSS}objdump" -d -z -w "$1" |
		awk -f "$here/sensitive.awk" -f "$here/disassembly.awk" | sort
}

# lists_of_objdump TABLE [CODE]: TABLE lists what the disassembler finds.
lists_of_objdump()
{
	listed "$1" >"$work/.listed" && expected "${2:-$1}" >"$work/.expected" || return
	[ -s "$work/.expected" ] || { echo "objdump finds nothing"; return 1; }
	diff "$work/.listed" "$work/.expected"
}

# Contents of the sections that are code, to be compared.
code_bytes()
{
	local s

	for s in $("${CROSS}readelf" -SW "$1" |
		sed -nE 's/^ *\[ *[0-9]+\] (\.[^ ]+) +PROGBITS .* AX .*/\1/p'); do
		echo "$s"
		"${CROSS}objdump" -s -j "$s" "$1" | tail -n +4
	done
}

same_code()
{
	code_bytes "$1" >"$work/.code1"
	code_bytes "$2" >"$work/.code2"
	grep -q '^\.text$' "$work/.code1" || { echo "no code"; return 1; }
	diff "$work/.code1" "$work/.code2"
}

readelf_clean()
{
	local said

	said=$("${CROSS}readelf" -aW "$1" 2>&1 >/dev/null)
	[ -z "$said" ] && return
	echo "$said"
	return 1
}

# make_module NAME OBJECT...: what Kbuild makes of objects, without Kbuild.
make_module()
{
	local name=$1

	shift
	printf '.section .modinfo,"a",%%progbits\n.asciz "license=GPL"\n.asciz "name=%s"\n' \
		"$name" >"$name.mod.s"
	"${CROSS}as" -o "$name.mod.o" "$name.mod.s" &&
		"${CROSS}ld" -r -z noexecstack --build-id=sha1 -o "$name.ko" "$@" "$name.mod.o"
}
