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
#	-compare	what an access costs: guest/compare.sh, where QEMU counts instructions;
#		performance monitors, and the ABI is served; one CPU
#
# The exit status is not 0 when a result is "not ok", when a console has a bad line, or
# when guest or host did not power down.
set -euo pipefail

flavour=$1 variant=${2-}
top=$(cd "$(dirname "$0")/../.." && pwd)
out=$top/build/guest/$flavour
. "$top/selftests/hyp/lib-host.sh"
cache=$("$top/selftests/setup/guest-kernel.sh" "$flavour")
work=$out/kvm$variant suite=kvm
rm -rf "$work"
mkdir -p "$work/inner"

cpus=2 options=() counted=()
case $variant in
'')	;;
-pmu)	cpus=1 options=(-p) ;;
-serve)	options=(-s) ;;
-compare)
	suite=compare cpus=1 options=(-p -s)
	counted=(-- -icount "shift=2,sleep=off" -rtc "base=2026-01-01,clock=vm" -seed 1)
	;;
*)	echo "kvm.sh: no variant $variant" >&2; exit 2 ;;
esac

# add_dsu DIR: a stock module that the device tree asks for, and a table for it
add_dsu()
{
	local ko release

	release=$(cat "$cache/release")
	ko=$(find "$cache/modules/" -name 'arm_dsu_pmu.ko*')
	case $ko in
	*.xz)	xz -dc "$ko" > "$1/t/arm_dsu_pmu.ko" ;;
	*)	cp "$ko" "$1/t/arm_dsu_pmu.ko" ;;
	esac
	mkdir -p "$1/t/tables/$release"
	"$top/build/bin/vsi" table create -o "$1/t/tables/$release/arm_dsu_pmu.vsi" \
		"$1/t/arm_dsu_pmu.ko"
}

if [ "$suite" = kvm ]; then
	options+=(-t /sys/kernel/tracing)
	overlay_of_guest "$work/inner" kvm "$variant"
	[ "$(cat "$cache/arch")" != arm64 ] || add_dsu "$work/inner"
else
	overlay_of_compare "$work/inner"
fi
kvm_guest "$cache" "$work" -c "$cpus" "${options[@]}"
status=0
kvm_host "$work" -s "$cpus" "${counted[@]}" || status=$?
judge "$work/guest" "$status"
