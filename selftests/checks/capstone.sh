#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# capstone.sh: vsi_capstone.ko is made of what was pinned, needs little stack and
# no memory, comes along with vsi, and can be done without. Prints a KTAP document.
set -u
PATH=$PATH:/usr/sbin:/sbin

top=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=selftests/lib/ktap.sh
. "$top/selftests/lib/ktap.sh"
setup=$top/selftests/setup
# shellcheck source=selftests/guest/lib-host.sh
. "$top/selftests/guest/lib-host.sh"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

# of asking the second decoder, and of all it calls, in bytes
max_stack=512

# use FLAVOUR: with what of Capstone's decodes there, and what of the kernel's is
# called, nothing of which allocates, sleeps or prints
use()
{
	cache=$("$setup/guest-kernel.sh" "$1") || return
	cross=$(cat "$cache/cross")
	out=$top/build/checks/capstone-$1
	calls='mem(cpy|move|set)|str(cmp|cpy)|__stack_chk_(fail|guard)|__this_module'
	calls+='|_raw_spin_(lock_irqsave|unlock_irqrestore)'
	if [[ $1 == *arm64 ]]; then
		decoder=AArch64_getInstruction
		calls+='|queued_spin_lock_slowpath|gic_nonsecure_priorities|alt_cb_patch_nops|_ctype'
	else
		decoder=ARM_getInstruction
		calls+='|__aeabi_unwind_cpp_pr[01]'
	fi
}

use armmp-lpae || exit 1

# fails_with STATUS TEXT COMMAND...: and says TEXT
fails_with()
{
	local status=$1 text=$2 got=0
	shift 2
	"$@" > "$dir/said" 2>&1 || got=$?
	[ "$got" = "$status" ] && grep -qF -e "$text" "$dir/said" && return
	echo "exit status $got:"
	cat "$dir/said"
	return 1
}

unpacks()
{
	"$setup/capstone.sh" "$top/build/capstone" || return
	rm -rf "$dir/unpacked"
	"$setup/capstone.sh" -n "$dir/unpacked" || return
	[ -s "$dir/unpacked/LICENSE.TXT" ] && [ -s "$dir/unpacked/LICENSE_LLVM.TXT" ]
}

# by a version of vsi that needed fewer
missing_files_are_unpacked()
{
	local missing=arch/AArch64/AArch64Disassembler.c
	rm "$dir/unpacked/$missing"
	sed -i "s,$missing,," "$dir/unpacked/sha256"
	"$setup/capstone.sh" -n "$dir/unpacked" || return
	diff -r "$top/build/capstone" "$dir/unpacked"
}

# A cache whose archive is one byte longer.
other_archive_is_refused()
{
	local archive
	mkdir -p "$dir/cache"
	archive=$(find "$cache/.." -maxdepth 1 -name 'capstone_*.orig.tar.gz')
	{ cat "$archive"; echo; } > "$dir/cache/${archive##*/}"
	VSI_CACHE=$dir/cache fails_with 1 'its checksum differs' "$setup/capstone.sh" "$dir/bad" || return
	[ ! -e "$dir/bad" ]
}

not_there()
{
	VSI_CACHE=$dir/empty fails_with 1 'is not in' "$setup/capstone.sh" -n "$dir/none" || return
	[ ! -e "$dir/none" ]
}

# make, where nothing was fetched: a copy of the tree's makefiles, an apt-get that
# tells that it was called, and a KDIR that says what it was asked for
make_goes_on_without()
{
	mkdir -p "$dir/tree/selftests" "$dir/bin" "$dir/kdir"
	cp "$top/Makefile" "$dir/tree"
	cp -r "$setup" "$dir/tree/selftests"
	printf '#!/bin/sh\ntouch %s\nexit 100\n' "$dir/fetched" > "$dir/bin/apt-get"
	chmod 755 "$dir/bin/apt-get"
	printf 'modules:\n\t@echo asked for $@ of $(M)\n' > "$dir/kdir/Makefile"
	PATH=$dir/bin:$PATH VSI_CACHE=$dir/nothing \
		fails_with 0 'vsi: goes on without vsi_capstone.ko' \
		make -C "$dir/tree" modules KDIR="$dir/kdir" || return
	grep -qxF "asked for modules of $dir/tree" "$dir/said" || return
	[ ! -e "$dir/fetched" ] || { echo 'a build fetches'; return 1; }
	VSI_CACHE=$dir/nothing make -C "$dir/tree" modules KDIR="$dir/kdir" CAPSTONE=no \
		> "$dir/said" 2>&1 || return
	! grep -i capstone "$dir/said" || return
	PATH=$dir/bin:$PATH VSI_CACHE=$dir/nothing \
		fails_with 2 'capstone.sh: ' make -C "$dir/tree" capstone || return
	[ -e "$dir/fetched" ] || { echo 'make capstone fetches nothing'; return 1; }
}

# Kbuild alone, as DKMS has it
kbuild_says_so()
{
	(top=$top copy_sources "$dir/bare" Kbuild VERSION vsi_core vsi_arm hypercall)
	fails_with 0 'built without vsi_capstone.ko' "$setup/kbuild.sh" "$cache" "$dir/bare" \
		vsi_core/table.o
}

# builds TARGET...: what a decode executes, or all of vsi
builds()
{
	copy_sources "$out" Kbuild VERSION vsi_core vsi_arm hypercall build/capstone
	"$setup/kbuild.sh" "$cache" "$out" KCFLAGS=-fcallgraph-info=su "$@" > "$out/log" 2>&1 ||
		{ tail -n 40 "$out/log"; return 1; }
	# Capstone's own files too, but for the warning that is switched off
	! grep -vE '^  [A-Z]+( \[M\])? +[^ ]+$|^Skipping BTF generation|^make.* is up to date\.$' \
		"$out/log"
}

# The longest way through the call graph (-fcallgraph-info, gcc) from a function. A
# function of another module counts nothing and must be in the list of "undefined".
stack()
{
	{
		# the calls by a pointer
		sed 's/"__indirect_call"/"vsi_capstone_ask"/' "$out/vsi_arm/second.ci"
		sed 's/"__indirect_call"/"vsi_second_compare"/' "$out/vsi_arm/capstone/module.ci"
		cat "$out/vsi_arm/second_compare.ci" "$out/vsi_arm/insn_fields.ci"
		find "$out/vsi_arm/capstone" "$out/build/capstone" -name '*.ci' ! -name module.ci \
			-exec cat {} +
	} > "$dir/graph"
	awk -v max="$max_stack" -v decoder="$decoder" '
		function depth(f,	i, n, d, deepest)
		{
			if (f in known)
				return known[f]
			if (f in under) {
				print f ": recursion"
				bad = 1
				return 0
			}
			if (f in unknown) {
				print f ": " unknown[f] ": not known"
				bad = 1
			}
			under[f] = 1
			deepest = 0
			n = calls[f]
			for (i = 1; i <= n; i++) {
				d = depth(callee[f, i])
				if (d > deepest) {
					deepest = d
					next_[f] = callee[f, i]
				}
			}
			delete under[f]
			return known[f] = deepest + size[f]
		}
		/^node:/ {
			split($0, q, "\"")
			if (match(q[4], /[0-9]+ bytes \((static|dynamic,bounded)\)/))
				size[q[2]] = substr(q[4], RSTART) + 0
			else if (q[4] ~ /bytes/ || q[2] == "__indirect_call")
				unknown[q[2]] = q[4]
			if (q[4] ~ /\\n/)
				nodes++
		}
		/^edge:/ {
			split($0, q, "\"")
			callee[q[2], ++calls[q[2]]] = q[4]
		}
		END {
			first = "vsi_second_differs"
			d = depth(first)
			print first ": " d " bytes of stack"
			for (f = first; f != ""; f = next_[f])
				print "  " size[f] + 0 " " f
			exit bad || nodes < 50 || depth(decoder) < 100 || d >= max
		}' "$dir/graph"
}

# Whatever allocates, sleeps or prints would be undefined in the module.
undefined()
{
	"$cross"nm -u "$out/vsi_arm/capstone/vsi_capstone.ko" | awk '{ print $2 }' | sort > "$dir/undefined"
	[ -s "$dir/undefined" ] || return
	! grep -vxE "$calls" "$dir/undefined"
}

# modprobe, of kmod, has the last word
comes_along()
{
	local release root=$dir/root

	builds modules || return
	release=$(cat "$cache/release")
	mkdir -p "$root/lib/modules/$release"
	cp "$out/vsi.ko" "$out/vsi_arm/capstone/vsi_capstone.ko" "$root/lib/modules/$release"
	: > "$root/lib/modules/$release/modules.order"
	: > "$root/lib/modules/$release/modules.builtin"
	depmod -b "$root" "$release" || return
	modprobe -d "$root" -S "$release" -C /dev/null --show-depends vsi > "$dir/order" || return
	sed 's,.*/,,; s/ *$//' "$dir/order" | tr '\n' ' ' > "$dir/names"
	[ "$(cat "$dir/names")" = "vsi_capstone.ko vsi.ko " ] || { cat "$dir/order"; return 1; }
	rm "$root/lib/modules/$release/vsi_capstone.ko"
	depmod -b "$root" "$release" || return
	modprobe -d "$root" -S "$release" -C /dev/null --show-depends vsi > "$dir/order" ||
		{ echo 'not without it'; return 1; }
}

licenses_are_named()
{
	modinfo -F license "$out/vsi_arm/capstone/vsi_capstone.ko" | grep -qx GPL
}

ktap_plan 19
ktap_run 'the source is unpacked, out of the cache too' unpacks
ktap_run 'what is missing of it is unpacked later' missing_files_are_unpacked
ktap_run 'another archive is refused' other_archive_is_refused
ktap_run 'an archive that is not there is named' not_there
ktap_run 'make goes on without it, and says so' make_goes_on_without
ktap_run 'Kbuild goes on without it, and says so' kbuild_says_so
# the last one's compiler is new, and its kernel has checks of its own in what it builds
for flavour in armmp-lpae arm64 sid-arm64; do
	use "$flavour" || exit 1
	ktap_run "$flavour: vsi_capstone.ko is built, without a warning" builds \
		vsi_arm/capstone/vsi_capstone.ko vsi_arm/{second,second_compare,insn_fields}.o
	ktap_run "$flavour: a decode takes less than $max_stack bytes of stack" stack
	ktap_run "$flavour: nothing allocates, sleeps or prints" undefined
	ktap_run "$flavour: its license is one that the kernel knows" licenses_are_named
done
use armmp-lpae || exit 1
ktap_run 'modprobe vsi brings it along, and goes without' comes_along
ktap_end
