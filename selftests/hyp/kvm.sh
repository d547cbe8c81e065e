#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# kvm.sh KERNEL [-pmu|-serve]: boot a guest that runs the suite kvm on a real KVM: that
# of a stock Debian arm64 kernel, which QEMU emulates with its EL2. Print the guest's
# KTAP document.
#
#	(none)	the VMM knows nothing of vsi; two CPUs, no performance monitors
#	-pmu	the same with performance monitors, one CPU
#	-serve	the VMM serves the vsi hypercall ABI; two CPUs
#
# The exit status is not 0 when a result is "not ok", when a console has a bad line, or
# when guest or host did not power down.
set -euo pipefail

flavour=$1 variant=${2-}
top=$(cd "$(dirname "$0")/../.." && pwd)
out=$top/build/guest/$flavour
. "$top/selftests/hyp/lib-host.sh"
host=$("$top/selftests/setup/guest-kernel.sh" trixie-arm64)
cache=$("$top/selftests/setup/guest-kernel.sh" "$flavour")
work=$out/kvm$variant
rm -rf "$work"
mkdir -p "$work"/{inner,outer}/{bin,vsi}

cpus=2 options=() defines=()
case $variant in
'')	;;
-pmu)	cpus=1 options=(-p) defines=(-DPMU) ;;
-serve)	options=(-s) ;;
*)	echo "kvm.sh: no variant $variant" >&2; exit 2 ;;
esac
case $(cat "$cache/arch") in
arm)	options+=(-3) defines+=('-DTIMER="arm,armv7-timer"') ;;
arm64)	defines+=('-DTIMER="arm,armv8-timer"') ;;
esac
options+=(-c "$cpus")
[ "$cpus" = 1 ] || defines+=(-DSECOND_CPU)

# The guest, as the host has it in /vm.
overlay_of_guest "$work/inner" kvm "$variant"
mkdir "$work/outer/vm"
"$top/selftests/qemu/mkinitrd.sh" -o "$work/outer/vm/initrd" -c "$cache" "$work/inner"
cp -L "$cache/vmlinuz" "$work/outer/vm/kernel"
bootargs='console=ttyS0 quiet panic=-1 panic_on_warn=1 oops=panic'
vmm=$top/selftests/hyp/vmm
cpp -P -undef -nostdinc -x assembler-with-cpp -I "$vmm" "${defines[@]}" \
	-DBOOTARGS="\"$bootargs\"" -DINITRD_SIZE="$(stat -c %s "$work/outer/vm/initrd")" \
	"$vmm/guest.dts" | dtc -q -I dts -O dtb -o "$work/outer/vm/dtb"
make -s -C "$vmm" O="$work/outer/bin"

cat > "$work/outer/vsi/run" << END
#!/bin/sh
exec vmm ${options[*]} /vm/kernel /vm/initrd /vm/dtb
END
chmod 755 "$work/outer/vsi/run"
# The guest's kernel is not packed once more.
archive "$work/outer" > "$work/initrd"
"$top/selftests/qemu/mkinitrd.sh" -o "$work/initrd.gz" -c "$host"
cat "$work/initrd.gz" >> "$work/initrd"
rm -r "$work"/{inner,outer,initrd.gz}

status=0
"$top/selftests/qemu/boot.sh" -k "$host" -i "$work/initrd" -s "$cpus" -m 1024 \
	-M virt,virtualization=on,gic-version=3 -c max,pauth-impdef=on -a quiet -t 300 \
	-l "$work/console" -o "$work/guest" || status=$?
rm -f "$work/initrd"
judge "$work/guest" "$status"
