#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# headers.sh: each header compiles alone, and twice, in its world: the kernel's, the
# host's, or, if it is pure, both. Prints a KTAP document.
set -u

top=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=selftests/lib/ktap.sh
. "$top/selftests/lib/ktap.sh"
cache=$("$top/selftests/setup/debian.sh" bookworm armmp-lpae) || exit 1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$top" || exit 1

# A pure header includes nothing of the kernel's, nor one that does; types.h is the
# one that knows both.
includes()
{
	sed -n 's/^#include ["<]\([^">]*\)[">].*/\1/p' "$1"
}

pure()
{
	local name
	[ "$1" != vsi_arm/types.h ] || return 0
	for name in $(includes "$1"); do
		case $name in
		linux/* | asm/*) return 1 ;;
		esac
		name=$(realpath --relative-to=. "${1%/*}/$name")
		[ ! -e "$name" ] || pure "$name" || return
	done
}

# The suites of KUnit, which the kernel has, and the host its own.
kunit=$(echo selftests/unit/{check,planning,world}.h)

module=$(echo vsi_core/*.h vsi_arm/*.h hypercall/*.h)
host=$(echo tools/*.h selftests/fuzz/*.h selftests/bare/a64/*.h selftests/hyp/vmm/*.h \
	selftests/monitor/*.h selftests/monitor/payload/*.h)
for header in selftests/unit/*.h; do
	[[ " $kunit " == *" $header "* ]] || host+=" $header"
done
for header in $module; do
	# no code of the kernel's there, but its macros and its types
	! pure "$header" || host+=" $header"
done

# A test module's header is for the kernel, too; bare.h is for ARM without one.  Those of
# selftests/bed are for programs of ARM, with an include path of their own.
kernel="$module $kunit $(echo selftests/kmod/*.h)"
bare=$(echo selftests/bare/*.h)

# Not alone, as it says itself: whoever includes it says how.
given()
{
	case $1 in
	tools/search_vector.h) echo tools/search_avx2.c ;;
	esac
}

bed=$(echo selftests/bed/*.h selftests/bed/host/*.h)
# What stands for the kernel's headers there.
bed_path="-Iselftests/bed -Iselftests/bed/host -Iselftests/unit/host -Ibuild/bed/a32/host -Wno-unused-parameter"

# alone COMPILER HEADER...
alone()
{
	local cc=$1 bad=0 header
	shift
	for header; do
		for _ in 1 2; do
			echo "#include \"$(given "$header" | grep . || echo "$header")\""
			[ -z "$(given "$header")" ] || break
		done | $cc -std=gnu11 -D_GNU_SOURCE -Wall -Wextra -Werror -I. -fsyntax-only -x c - || bad=1
	done 2>&1
	return "$bad"
}

# shellcheck disable=SC2086 # lists
bed_alone()
{
	make -s -C selftests/bed ISA=a32 O="$top/build/bed/a32" stubs || return
	alone "arm-linux-gnueabihf-gcc $bed_path -Iselftests/bed/a32 -DCONFIG_ARM" \
		$bed selftests/bed/a32/*.h || return
	alone "aarch64-linux-gnu-gcc $bed_path -Iselftests/bed/a64 -DCONFIG_ARM64" \
		$bed selftests/bed/a64/*.h
}

# As vsi.ko is compiled: one more module, of a file for each header.
in_kernel()
{
	local header name objects=
	cp -r --parents Kbuild VERSION vsi_core vsi_arm hypercall selftests/kmod selftests/unit \
		selftests/monitor/{monitor_abi.h,traps.tbl} "$dir"
	for header in $kernel; do
		name=header_$(echo "${header%.h}" | tr / _)
		printf '// SPDX-License-Identifier: GPL-2.0\n#include "%s"\n#include "%s"\n' \
			"$header" "$header" > "$dir/$name.c"
		objects+=" $name.o"
		# functions, for those test modules that call them
		[[ $header != selftests/* ]] || echo "CFLAGS_$name.o := -Wno-unused-function"
	done >> "$dir/Kbuild"
	printf 'obj-m += headers.o\nheaders-y :=%s\n' "$objects" >> "$dir/Kbuild"
	"$top/selftests/setup/kbuild.sh" "$cache" "$dir" -k W=1 CAPSTONE=no headers.o > "$dir/log" 2>&1 ||
		{ grep -E '(error|warning):|\*\*\*' "$dir/log"; return 1; }
	! grep -E 'warning:' "$dir/log" || return
	# shellcheck disable=SC2012
	[ "$(ls "$dir"/header_*.o | wc -l)" = "$(echo "$kernel" | wc -w)" ]
}

ktap_plan 5
# shellcheck disable=SC2086 # lists
{
ktap_run 'headers of tools, tests and pure ones: gcc' alone gcc $host
ktap_run 'headers of tools, tests and pure ones: clang' alone clang-14 $host
ktap_run 'headers of programs without a kernel' alone "$(cat "$cache/cross")gcc" $bare
ktap_run 'headers of the deprivileged bed' bed_alone
ktap_run 'headers of modules' in_kernel
}
ktap_end
