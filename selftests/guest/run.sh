#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# run.sh KERNEL SUITE [HOOK]: boot a guest that runs one suite, with the hook that
# vsi takes by itself or with this one, and print its KTAP document. The exit status
# is not 0 when a result is "not ok", when the console has a bad line, or when the
# guest did not power down.
set -euo pipefail

flavour=$1 suite=$2 hook=${3-}
top=$(cd "$(dirname "$0")/../.." && pwd)
# its guests die, one for each test
[ "$suite" != fault ] || exec "$top/selftests/guest/faults.sh" "$flavour" "$hook"
out=$top/build/guest/$flavour
cache=$("$top/selftests/setup/guest-kernel.sh" "$flavour")
work=$out/$suite${hook:+-$hook}
rm -rf "$work"
mkdir -p "$work/overlay/vsi"

# field FILE OFFSET: of the header of a device tree
field()
{
	od -An -tu4 --endian=big -j "$2" -N 4 "$1" | tr -d ' '
}

# shrink FILE: leave out the space behind a device tree. QEMU doubles the size, and a
# kernel without LPAE maps less than 2 MB of it.
shrink()
{
	local size

	# its last part are the strings: off_dt_strings, size_dt_strings
	size=$(($(field "$1" 12) + $(field "$1" 32)))
	truncate -s "$size" "$1"
	# totalsize
	printf '%08x' "$size" | sed 's/../\\x&/g' | xargs -0 printf |
		dd of="$1" bs=1 seek=4 conv=notrunc status=none
}

# other_device_tree FROM TO: boot with QEMU's own device tree, in which one
# string is another one of the same length
other_device_tree()
{
	"$emulator" -M "virt,dumpdtb=$work/virt.dtb" -cpu "$model" -smp "$cpus" \
		-m "$memory" -nodefaults -nographic > "$work/dumpdtb.log" 2>&1
	grep -qaF "$1" "$work/virt.dtb"
	LC_ALL=C sed "s/$1/$2/g" "$work/virt.dtb" > "$work/other.dtb"
	shrink "$work/other.dtb"
	qemu=(-dtb "$work/other.dtb")
}

# the option has two names
one_at_a_time()
{
	if "$emulator" -help | grep -q -e '^-one-insn-per-tb'; then
		echo -one-insn-per-tb
	else
		echo -singlestep
	fi
}

btrfs_disk()
{
	truncate -s 256M "$work/disk"
	PATH=$PATH:/usr/sbin:/sbin mkfs.btrfs -q "$work/disk" > "$work/mkfs.log" 2>&1
	disks=(-d "$work/disk")
}

xfs_disk()
{
	truncate -s 320M "$work/disk"
	PATH=$PATH:/usr/sbin:/sbin mkfs.xfs -q "$work/disk" > "$work/mkfs.log" 2>&1
	disks=(-d "$work/disk")
}

# on_monitor IMAGE: boot on this reference monitor, which is at the end of 512 MB
on_monitor()
{
	make -s -C "$top/selftests/monitor" O="$top/build/monitor" "$top/build/monitor/$1" >&2
	monitor=(-x "$top/build/monitor/$1") memory=512
}

# to_be_loaded: names of stock modules for their files, without those that bring a kernel
# down
to_be_loaded()
{
	sed 's,.*/,,; s/\.ko.*//' | LC_ALL=C sort -u |
		grep -vxF -f <(sed '/^#/d; s/ .*//' "$top/selftests/guest/not-loaded.txt")
}

# everything_of PART PARTS: names of stock modules that have sites and whose load needs no
# device
everything_of()
{
	{ "$top/build/bin/vsi" scan -f tsv "$cache/modules/kernel" || [ $? = 1 ]; } |
		awk -F '\t' 'NR > 1 && !seen[$1]++ { print $1 }' | to_be_loaded |
		awk -v part="$1" -v parts="$2" 'NR % parts == part % parts'
}

# all_ciphers: names of modules that the tests of an algorithm take another one from,
# which the kernel loads then: ecdh wants random numbers, and fails without
all_ciphers()
{
	find "$cache/modules/kernel/crypto" -name '*.ko*' | to_be_loaded
}

# stock_modules LIST: as they are
stock_modules()
{
	while read -r name; do
		modules+=(-m "$name")
	done < "$out/overlay/t/$1"
}

overlays=("$out/overlay")
# for stock modules: their ciphers are tested when they come, by served code
ciphers=(-a cryptomgr.notests=0)
# When a module goes, a 32-bit kernel flushes from the TLB what lies between the modules'
# area and that of vmalloc(), page by page on each CPU: all of lowmem, so that is small.
modules=() disks=() cpus=2 memory=256 timeout=300 script=$suite.sh qemu=() append=()
monitor=()
case $(cat "$cache/arch") in
arm)	emulator=qemu-system-arm model=cortex-a15 ;;
arm64)	emulator=qemu-system-aarch64 model=cortex-a72 ;;
esac
case $suite in
btrfs)
	overlays+=("$out/stock")
	append=("${ciphers[@]}")
	modules=(-m btrfs -m virtio_mmio -m virtio_blk)
	btrfs_disk
	;;
sources*)
	stock_modules stock
	btrfs_disk
	script="sources.sh ${suite#sources}"
	;;
restore)
	stock_modules stock
	;;
work*)
	overlays+=("$out/embedded")
	stock_modules work
	append=("${ciphers[@]}")
	xfs_disk
	script="work.sh ${suite#work}"
	;;
live)
	# CPUs of a guest that wait for each other take all of the host's: enough of them
	# where tests are written
	case $flavour in
	armmp-lpae|arm64)	cpus=4 ;;
	esac
	;;
state)
	# instructions of 4 ns, see bench/ticks.h
	cpus=1
	qemu=(-icount "shift=2,sleep=off" -rtc "base=2026-01-01,clock=vm" -seed 1)
	;;
monitor|hostile|exits)
	on_monitor monitor-a64.elf
	model=cortex-a72
	;;
exits-hyp)
	on_monitor monitor-a32.elf
	script="exits.sh -hyp"
	;;
compare)
	# instructions of 4 ns, see bench/ticks.h
	on_monitor monitor-a64.elf
	model=cortex-a72 cpus=1
	qemu=(-icount "shift=2,sleep=off" -rtc "base=2026-01-01,clock=vm" -seed 1)
	;;
thumb)
	# QEMU 7.2 loses ITSTATE over accesses to coprocessor registers, sites or
	# not, unless it translates each instruction by itself.
	qemu=("$(one_at_a_time)")
	;;
everything*)
	# everything-PART-PARTS: every PARTS-th of the modules that have sites
	IFS=- read -r _ part parts <<< "$suite"
	everything_of "$part" "$parts" > "$work/names"
	mkdir -p "$work/overlay/t"
	cp "$work/names" "$work/overlay/t/every"
	mapfile -t modules < <({ cat "$work/names"; all_ciphers; } | sed 's/^/-m/')
	# what they are takes tmpfs, for more than of one in ten
	append=("${ciphers[@]}")
	memory=$((256 + 1024 / parts)) timeout=$((60 + 36000 / parts)) script=everything.sh
	;;
stress*)
	# Threads of their own: where QEMU lets CPUs take turns (thread=single,
	# -icount), one that waits for all others does not give way, and the guest
	# does not even boot.
	cpus=4 timeout=$((1500 * ${STRESS_TIMES:-1}))
	script="stress.sh ${STRESS_TIMES:-1}"
	[[ $flavour != *debug ]] || memory=1024 append=(-a kmemleak=off)
	# Every allocation takes one lock of kmemleak's, in turn; where CPUs of the guest
	# share those of the host, the one whose turn it is does not run.
	[[ $suite != *-leaks ]] || cpus=2 append=()
	;;
features*)
	# more than lowmem holds
	cpus=3 memory=1024 script="features.sh ${suite#features}"
	;;
handlers*)
	script="handlers.sh ${suite#handlers}"
	;;
esac
# Nothing runs side by side there, and a CPU that waits for another one, while it changes
# code or unmaps some, takes the host's time: half of what these took.
case $suite in
sysfs|tables|policy|debugfs|sources*|restore|relocate|second|work-short|everything*)
	cpus=1
	;;
esac
case $suite in
*-nopmu)
	model=$model,pmu=off
	;;
features-unknown)
	other_device_tree 'qemu,fw-cfg-mmio' 'none,fw-cfg-mmio'
	;;
features-xen)
	other_device_tree 'qemu,fw-cfg-mmio' 'xen,xen\x00fw-cfg-m'
	;;
esac

cat > "$work/overlay/vsi/run" << END
#!/bin/sh
PATH=\$PATH:/bin:/sbin
export VSI_HOOK=$hook
exec sh /vsi/$script
END
chmod 755 "$work/overlay/vsi/run"
"$top/selftests/qemu/mkinitrd.sh" -o "$work/initrd" -c "$cache" "${modules[@]}" \
	"${overlays[@]}" "$work/overlay"
status=0
"$top/selftests/qemu/boot.sh" -k "$cache" -i "$work/initrd" -s "$cpus" -m "$memory" \
	-c "$model" "${monitor[@]}" "${disks[@]}" "${append[@]}" -t "$timeout" \
	-l "$work/console" -o "$work/ktap" \
	-- "${qemu[@]}" || status=$?
cat "$work/ktap"
rm -f "$work/disk" "$work/initrd"
exit "$status"
