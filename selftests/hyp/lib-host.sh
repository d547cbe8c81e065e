# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# For the host scripts that boot a guest of a real hypervisor. Needs:
#   top    the source tree
#   out    the build directory of the guest's kernel, see guest/prepare.sh
# shellcheck disable=SC2154 # those

# Of what guests have, only what is needed here: each kilobyte is unpacked by a guest in a
# guest.
modules=(vsi vsi_test_load vsi_test_many vsi_test_ops vsi_test_exits vsi_test_abi
	vsi_test_broken)

# overlay_of_guest DIR SUITE VARIANT
overlay_of_guest()
{
	local name

	mkdir -p "$1"/{bin,t,vsi}
	cp "$out/overlay/bin/helper" "$1/bin/"
	for name in "${modules[@]}"; do
		cp "$out/overlay/t/$name.ko" "$1/t/"
	done
	mkdir -p "$1/t/bare"
	cp "$out/overlay/t/bare/vsi_test_broken.ko" "$1/t/bare/"
	cp "$out/overlay/t/broken.tsv" "$1/t/"
	cp "$top"/selftests/guest/{lib,lib-ops,lib-broken}.sh "$1/vsi/"
	cp "$top"/selftests/hyp/{lib-guest,"$2-guest"}.sh "$1/vsi/"
	printf '#!/bin/sh\nPATH=$PATH:/bin:/sbin\nexec sh /vsi/%s-guest.sh %s\n' "$2" "$3" > "$1/vsi/run"
	chmod 755 "$1/vsi/run"
}

# overlay_of_compare DIR: of the suite that counts instructions
overlay_of_compare()
{
	mkdir -p "$1"/{bin,t,vsi}
	cp "$out/overlay/bin/helper" "$1/bin/"
	cp "$out"/overlay/t/vsi{,_test_compare}.ko "$1/t/"
	cp "$top"/selftests/guest/{lib,compare}.sh "$1/vsi/"
	printf '#!/bin/sh\nPATH=$PATH:/bin:/sbin\nexec sh /vsi/compare.sh -kvm\n' > "$1/vsi/run"
	chmod 755 "$1/vsi/run"
}

bootargs_of_guest='console=ttyS0 quiet panic=-1 panic_on_warn=1 oops=panic cryptomgr.notests'

# archive DIR: as an initramfs, not packed
archive()
{
	(cd "$1" && find . -mindepth 1 -print0 | LC_ALL=C sort -z |
		cpio --quiet -0 -o -H newc -R 0:0)
}

# guest_dtb FILE BOOTARGS INITRD VMM_OPTION...: the device tree of a guest of the VMM
guest_dtb()
{
	local file=$1 bootargs=$2 initrd=$3 defines=('-DTIMER="arm,armv8-timer"' -DDSU)
	shift 3
	[[ " $* " != *" -3 "* ]] || defines=('-DTIMER="arm,armv7-timer"')
	[[ " $* " != *" -p "* ]] || defines+=(-DPMU)
	[[ " $* " != *" -c 2 "* ]] || defines+=(-DSECOND_CPU)
	cpp -P -undef -nostdinc -x assembler-with-cpp -I "$top/selftests/hyp/vmm" "${defines[@]}" \
		-DBOOTARGS="\"$bootargs\"" -DINITRD_SIZE="$(stat -c %s "$initrd")" \
		"$top/selftests/hyp/vmm/guest.dts" | dtc -q -I dts -O dtb -o "$file"
}

# kvm_guest CACHE WORK VMM_OPTION...: what a host with KVM needs to run a guest with the kernel
# of CACHE and the overlay WORK/inner, in WORK/outer; its /vsi/run does
kvm_guest()
{
	local cache=$1 work=$2 outer=$2/outer
	shift 2
	[ "$(cat "$cache/arch")" = arm64 ] || set -- -3 "$@"
	mkdir -p "$outer"/{bin,vm,vsi}
	"$top/selftests/qemu/mkinitrd.sh" -o "$outer/vm/initrd" -c "$cache" "$work/inner"
	cp -L "$cache/vmlinuz" "$outer/vm/kernel"
	guest_dtb "$outer/vm/dtb" "$bootargs_of_guest" "$outer/vm/initrd" "$@"
	make -s -C "$top/selftests/hyp/vmm" O="$outer/bin"
	printf '#!/bin/sh\nmount -t tracefs tracefs /sys/kernel/tracing\nexec vmm %s /vm/kernel /vm/initrd /vm/dtb\n' "$*" > "$outer/vsi/run"
	chmod 755 "$outer/vsi/run"
}

# kvm_host WORK BOOT_ARG...: boot the host, Debian 13's kernel of arm64, with WORK/outer. The
# console of the guest is left in WORK/guest, that of the host, in which it is, in
# WORK/console. The exit status is that of boot.sh for the host.
kvm_host()
{
	local work=$1 host status=0
	shift
	host=$("$top/selftests/setup/guest-kernel.sh" trixie-arm64)
	# The guest's kernel is not packed once more.
	archive "$work/outer" > "$work/initrd"
	"$top/selftests/qemu/mkinitrd.sh" -o "$work/initrd.gz" -c "$host"
	cat "$work/initrd.gz" >> "$work/initrd"
	rm -r "$work"/{inner,outer,initrd.gz}
	"$top/selftests/qemu/boot.sh" -k "$host" -i "$work/initrd" -m 1024 \
		-M virt,virtualization=on,gic-version=3 -c max,pauth-impdef=on -a quiet -t 300 \
		-l "$work/console" -o "$work/guest" "$@" || status=$?
	rm -f "$work/initrd"
	return "$status"
}

# judge CONSOLE STATUS: print what the guest's /vsi/run printed; CONSOLE is the guest's,
# STATUS that of boot.sh
judge()
{
	local line='^(\[ *[0-9.]+\] )?' ended

	sed -nE "s/${line}vsi> //p" "$1"
	[ "$2" = 0 ] || exit "$2"
	ended=$(sed -nE "s/${line}vsi-guest: end ([0-9]+)$/\2/p" "$1")
	if [ "$ended" != 0 ]; then
		echo "the guest's /vsi/run: ${ended:-no status}" >&2
		exit 1
	fi
	if ! grep -q 'reboot: Power down' "$1"; then
		echo "the guest did not power down" >&2
		exit 4
	fi
}
