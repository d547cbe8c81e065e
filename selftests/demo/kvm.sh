#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# kvm.sh: the demo's second part, in a guest of a real KVM: a module that dies there without
# vsi, and how often instructions leave the guest, without vsi and with it. The host's half;
# run-kvm.sh is the guest's.
set -euo pipefail
PATH=$PATH:/usr/sbin:/sbin

top=$(cd "$(dirname "$0")/../.." && pwd)
out=$top/build/demo/kvm
vsi=$top/build/bin/vsi
cache=$("$top/selftests/setup/debian.sh" bookworm arm64)
cross=$(cat "$cache/cross")
. "$top/selftests/guest/lib-host.sh"
. "$top/selftests/hyp/lib-host.sh"
. "$top/selftests/demo/lib-show.sh"
work=$out/work

# console WHICH: of the guest without vsi, or of the one with it
console()
{
	case $1 in
	without) sed '/^vsi-demo: second/,$d' "$work/guest" ;;
	with)	 sed '1,/^vsi-demo: second/d' "$work/guest" ;;
	esac
}

# exits WHICH ROW: of ten, or what there is instead
exits()
{
	console "$1" | sed -nE "s/.*vsi> exits: $2 //p" | grep . || echo oops
}

exits_of()
{
	printf '  %-22s%13s%10s\n' "$2" "$(exits without "$1")" "$(exits with "$1")"
}

# The first guest dies, which is a bad line; the second one must not have any.
is_good()
{
	console with > "$work/with"
	sed '/^#/d; /^$/d' "$top/selftests/qemu/badlines.txt" > "$work/bad"
	! grep -nE -m 1 -f "$work/bad" "$work/with" &&
		grep -q 'vsi-guest: end 0$' "$work/with" &&
		grep -q 'reboot: Power down' "$work/with"
}

mkdir -p "$out"
say "The same on a real hypervisor. Build vsi.ko and a profiler's driver for Debian's own" \
	"$(cat "$cache/release"), which will be a guest of the KVM of Debian 13's kernel."
build_vsi_alone
build_modules demo/kvm

rm -rf "$work"
mkdir -p "$work/inner/vsi"
install_module "$work/inner" "$out/vsi/vsi.ko" "$out"/selftests/demo/kvm/vsi_*.ko
install -m 755 "$top/selftests/demo/run-kvm.sh" "$work/inner/vsi/run"
cp "$top/selftests/demo/lib-guest.sh" "$work/inner/vsi/"
kvm_guest "$cache" "$work" -c 1
guest_dtb "$work/outer/vm/dtb.without" "$bootargs_of_guest vsi_demo=without" \
	"$work/outer/vm/initrd" -c 1
cat > "$work/outer/vsi/run" << END
#!/bin/sh
vmm -c 1 /vm/kernel /vm/initrd /vm/dtb.without
echo 'vsi-demo: second'
exec vmm -c 1 /vm/kernel /vm/initrd /vm/dtb
END
status=0
kvm_host "$work" 2> "$work/boot.log" || status=$?
# boot.sh: the console has a line of an oops
if [ "$status" != 3 ] || ! is_good; then
	cat "$work/boot.log" >&2
	tail -n 20 "$work/guest" >&2
	exit 1
fi

say "In the guest, without vsi. KVM gives its guest no performance monitors, unless told to;" \
	"the driver takes them for granted."
console without |
	sed -nE 's/^\[ *[0-9.]+\] (# .*|Internal error.*|pc : .*|Kernel panic.*)/\1/p'

say "In the guest, with vsi, which knows what the guest has not."
console with | sed -nE 's/^(\[ *[0-9.]+\] )?vsi> //p' | grep -v '^exits:' | status_here

say "How often ten executions of an instruction leave the guest, by KVM's own statistics."
printf '  %-22s%13s%10s\n' "" "without vsi" "with vsi"
exits_of idreg ID_AA64PFR0_EL1
exits_of ctr CTR_EL0
exits_of actlr ACTLR_EL1
exits_of pmcr PMCR_EL0
say "Both guests have ended; their consoles are in $work/guest."
