#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# xen.sh KERNEL: boot a stock Debian kernel as dom0 of Debian's Xen, which QEMU emulates
# with its EL2 or Hyp mode, to run the suite xen. Print the guest's KTAP document.
#
# The exit status is not 0 when a result is "not ok", when the console has a bad line, or
# when the guest did not power down.
set -euo pipefail

flavour=$1
top=$(cd "$(dirname "$0")/../.." && pwd)
out=$top/build/guest/$flavour
. "$top/selftests/hyp/lib-host.sh"
cache=$("$top/selftests/setup/guest-kernel.sh" "$flavour")
work=$out/xen
rm -rf "$work"
mkdir -p "$work/overlay"

memory=2048 machine=virt,virtualization=on
case $(cat "$cache/arch") in
arm)
	# Linux finds no memory for virt's PCI above 4 GB, and waits for it.
	arch=armhf emulator=qemu-system-arm model=cortex-a15
	machine+=,gic-version=2,highmem=off
	without='pcie@10000000 { status = "disabled"; };'
	;;
arm64)
	arch=arm64 emulator=qemu-system-aarch64 model=cortex-a72 without=''
	machine+=,gic-version=3
	;;
esac
xen=$("$top/selftests/setup/xen.sh" "$arch")

overlay_of_guest "$work/overlay" xen ''
"$top/selftests/qemu/mkinitrd.sh" -o "$work/initrd" -c "$cache" "$work/overlay"

# Xen is told of its guest by the device tree: docs/misc/arm/device-tree/booting.txt there.
kernel_at=0x50000000 initrd_at=0x58000000
"$emulator" -M "$machine,dumpdtb=$work/virt.dtb" -cpu "$model" -smp 1 -m "$memory" \
	-nodefaults -nographic > "$work/dumpdtb.log" 2>&1
dtc -q -I dtb -O dts "$work/virt.dtb" > "$work/xen.dts"
cat >> "$work/xen.dts" << END
/ {
	$without
	chosen {
		#address-cells = <2>;
		#size-cells = <2>;
		xen,xen-bootargs = "console=dtuart dtuart=/pl011@9000000 dom0_mem=512M";
		xen,dom0-bootargs = "console=hvc0 quiet panic=-1 panic_on_warn=1 oops=panic cryptomgr.notests";
		module@50000000 {
			compatible = "multiboot,kernel", "multiboot,module";
			reg = <0 $kernel_at 0 $(stat -L -c %s "$cache/vmlinuz")>;
		};
		module@58000000 {
			compatible = "multiboot,ramdisk", "multiboot,module";
			reg = <0 $initrd_at 0 $(stat -c %s "$work/initrd")>;
		};
	};
};
END
dtc -q -I dts -O dtb -o "$work/xen.dtb" "$work/xen.dts"

status=0
"$top/selftests/qemu/boot.sh" -k "$cache" -K "$xen" -M "$machine" -c "$model" -m "$memory" \
	-t 300 -l "$work/console" -o "$work/ktap" -- -dtb "$work/xen.dtb" \
	-device "loader,file=$cache/vmlinuz,addr=$kernel_at,force-raw=on" \
	-device "loader,file=$work/initrd,addr=$initrd_at,force-raw=on" || status=$?
rm -rf "$work/initrd" "$work/overlay"
cat "$work/ktap"
exit "$status"
