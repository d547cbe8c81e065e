# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# For the host scripts that build what guests run. Needs:
#   top    the source tree
#   out    the build directory
#   cache  a kernel from debian.sh
#   cross  the prefix of its compiler
# shellcheck disable=SC2154 # those four

# Kbuild leaves objects beside the sources: work on a copy, one per kernel.
# copy_sources DIR SOURCE...
copy_sources()
{
	local dir=$1
	shift
	mkdir -p "$dir"
	(cd "$top" && cp -pu --parents -r "$@" "$dir")
}

build_vsi_alone()
{
	copy_sources "$out/vsi" Kbuild VERSION vsi_core vsi_arm hypercall
	"$top/selftests/setup/kbuild.sh" "$cache" "$out/vsi" modules > "$out/vsi.log" 2>&1 ||
		{ cat "$out/vsi.log" >&2; return 1; }
}

# vsi.ko, and vsi_capstone.ko if the source of that was fetched
build_vsi()
{
	[ ! -d "$top/build/capstone" ] || copy_sources "$out/vsi" build/capstone
	build_vsi_alone
}

# make_ops LIST: the assembly of a list of instructions, of which each architecture has one
make_ops()
{
	local kmod=$top/selftests/kmod to=$out/selftests/kmod/$1_gen.S arch list
	arch=$(cat "$cache/arch")
	list=$kmod/$1.txt
	[ "$arch" = arm ] || list=$kmod/$1_$arch.txt
	[ "$to" -nt "$list" ] && [ "$to" -nt "$kmod/gen-ops.sh" ] && return
	"$kmod/gen-ops.sh" "$arch" "$list" "$cross"as "$cross"objcopy "$to"
}

# build_modules NAME: the modules of selftests/NAME, each with its table
build_modules()
{
	# some contain or include sources of vsi.ko
	copy_sources "$out" vsi_arm vsi_core hypercall selftests/hyp/vmm/layout.h \
		selftests/bench/ticks.h \
		selftests/kmod/{contexts.h,vsi_test_probe.c,vsi_test_exits.c} \
		selftests/kmod/{state.h,monitor_call.h,vsi_test_{block,state,masked}.c} \
		selftests/monitor/{monitor_abi.h,traps.tbl} \
		"selftests/$1"
	if [ "$1" = kmod ]; then
		make_ops ops
		make_ops handlers
	fi
	# kbuild does not know who has made their tables
	find "$out/selftests/$1" -name '*.ko' ! -newer "$top/build/bin/vsi" -delete
	"$top/selftests/setup/kbuild.sh" "$cache" "$out/selftests/$1" \
		MAKEFILES="$top/tools/vsi.mk" VSI_BINDIR="$top/build/bin" \
		KBUILD_EXTRA_SYMBOLS="$out/vsi/Module.symvers" modules \
		> "$out/${1//\//-}.log" 2>&1 || { cat "$out/${1//\//-}.log" >&2; return 1; }
}

# build_second: the second decoders of selftests/kmod/second
build_second()
{
	copy_sources "$out" vsi_arm vsi_core build/capstone selftests/kmod/second
	"$top/selftests/setup/kbuild.sh" "$cache" "$out/selftests/kmod/second" modules \
		> "$out/second.log" 2>&1 || { cat "$out/second.log" >&2; return 1; }
}

# install_module OVERLAY KO...: where modprobe finds it, without debug sections
install_module()
{
	local dir
	dir=$1/lib/modules/$(cat "$cache/release")/updates
	shift
	mkdir -p "$dir"
	for ko; do
		"$cross"strip --strip-debug -o "$dir/${ko##*/}" "$ko"
	done
}

# has_stock: does the kernel come with Debian's modules?
has_stock()
{
	[ -d "$cache/root/lib/modules/$(cat "$cache/release")/kernel/fs/btrfs" ]
}

# stock_files MODULE...: the files of stock modules and of what they need
stock_files()
{
	modprobe -d "$cache/root" -S "$(cat "$cache/release")" -C /dev/null --show-depends -a "$@" |
		sed -n 's/^insmod \([^ ]*\).*/\1/p' | sort -u
}

# stock_name FILE: its module's name, as a file's
stock_name()
{
	local name=${1##*/}
	echo "${name%.ko*}"
}

# embed_stock OVERLAY MODULE...: copies of stock modules, and of what they need, with
# tables and room for veneers; modprobe prefers them to the originals. From trixie on
# those are packed.
embed_stock()
{
	local dir name ko plain=$out/plain.ko
	dir=$1/lib/modules/$(cat "$cache/release")/updates
	mkdir -p "$dir"
	shift
	for ko in $(stock_files "$@"); do
		name=$(stock_name "$ko").ko
		case $ko in
		*.xz)	xz -dc "$ko" > "$plain" ;;
		*)	cp "$ko" "$plain" ;;
		esac
		"$top/build/bin/vsi" embed --veneers -o "$dir/$name" "$plain" 2> "$out/embed.log" ||
			{ echo "$name:"; cat "$out/embed.log"; return 1; } >&2
	done
	rm -f "$plain"
}
