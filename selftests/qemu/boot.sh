#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# boot.sh [OPTION]... [-- QEMU_ARG...]: boot a guest, judge what it printed.
#
#	-k CACHE_DIR	kernel, as debian.sh left it
#	-K IMAGE	boot this image as it is, instead of what image.sh makes of its vmlinuz
#	-i INITRD	as mkinitrd.sh made it
#	-d DISK		raw image, may repeat; the guest's vda, vdb, ...
#	-s SMP		CPUs (1)
#	-m MB		memory (512)
#	-c CPU		model (cortex-a15; arm64: cortex-a72)
#	-M MACHINE	machine (virt)
#	-a APPEND	more kernel parameters, may repeat
#	-t TIMEOUT	seconds (300); only guards against a hang
#	-l LOG		keep the console here
#	-o OUT		keep what /vsi/run printed, and nothing else, here; - is stdout
#	-x MONITOR	under this reference monitor of selftests/monitor; CPU cortex-a72 where
#			that is one of 64 bits
#	-X FLAGS	what it shall do: MON_FLAG_... of monitor_abi.h
#	-v		show the console
#
# Exit status:
#	0	/vsi/run exited with 0, clean power-down, no bad line
#	1	/vsi/run exited with something else
#	2	usage, or a file is missing
#	3	the console has a line that badlines.txt forbids
#	4	the guest ended without a status or without powering down
#	5	QEMU failed
#	124	timeout
# A bad line is the cause of most of the others, and is what is reported then.
set -euo pipefail

die() { echo "boot.sh: $*" >&2; exit 2; }
usage()
{
	sed -n '/^# boot/,/^[^#]/s/^#[ \t]\{0,1\}//p' "$0" >&2
	exit 2
}

here=$(dirname "$0")
# shellcheck source=selftests/setup/cache.sh
. "$here/../setup/cache.sh"
kernel=$cache/bookworm-armmp-lpae
image='' initrd='' cpu='' log='' out='' verbose='' monitor='' flags=''
smp=1 mem=512 machine=virt timeout=300
# Tests of the kernel's ciphers take half of what a boot takes; "-a cryptomgr.notests=0"
# has them nevertheless.
append='console=ttyAMA0 panic=-1 panic_on_warn=1 oops=panic cryptomgr.notests'
disks=()
while getopts k:K:i:d:s:m:c:M:a:t:l:o:x:X:v o; do
	case $o in
	k) kernel=$OPTARG ;;
	K) image=$OPTARG ;;
	i) initrd=$OPTARG ;;
	d) disks+=("$OPTARG") ;;
	s) smp=$OPTARG ;;
	m) mem=$OPTARG ;;
	c) cpu=$OPTARG ;;
	M) machine=$OPTARG ;;
	a) append+=" $OPTARG" ;;
	t) timeout=$OPTARG ;;
	l) log=$OPTARG ;;
	o) out=$OPTARG ;;
	x) monitor=$OPTARG ;;
	X) flags=$OPTARG ;;
	v) verbose=1 ;;
	*) usage ;;
	esac
done
shift $((OPTIND - 1))

[ -e "$kernel/release" ] || die "$kernel: no kernel, run debian.sh"
if [ -z "$image" ] && [ -n "$monitor" ]; then
	# it takes a zImage for one by its header
	image=$kernel/vmlinuz
elif [ -z "$image" ]; then
	image=$("$here/image.sh" "$kernel")
fi
for f in "$image" ${initrd:+"$initrd"} ${monitor:+"$monitor"} ${disks[@]+"${disks[@]}"}; do
	[ -r "$f" ] || die "$f: cannot be read"
done

arch=$(cat "$kernel/arch")
if [ -n "$monitor" ]; then
	machine+=,virtualization=on
	# EI_CLASS: one of AArch64 has guests of both kinds
	[ "$(od -An -tu1 -j 4 -N 1 "$monitor" | tr -d ' ')" = 1 ] || arch=arm64
fi
case $arch in
arm)	qemu=qemu-system-arm cpu=${cpu:-cortex-a15} ;;
arm64)	qemu=qemu-system-aarch64 cpu=${cpu:-cortex-a72} ;;
esac
command -v "$qemu" >/dev/null || die "no $qemu, run packages.sh guest"

tmp=$(mktemp -d)
# shellcheck disable=SC2317
cleanup()
{
	trap '' INT TERM HUP
	# shellcheck disable=SC2046
	kill $(jobs -p) 2>/dev/null || :
	wait
	rm -rf "$tmp"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
log=${log:-$tmp/log}

args=(-M "$machine" -cpu "$cpu" -smp "$smp" -m "$mem" -kernel "$image" -append "$append"
	-nodefaults -nographic -monitor none -serial stdio -no-reboot)
[ -z "$initrd" ] || args+=(-initrd "$initrd")
# It starts in place of QEMU's loader, to which it goes on; MON_CONFIG of monitor_abi.h.
[ -z "$monitor" ] || args+=(-device "loader,file=${monitor//,/,,},cpu-num=0")
[ -z "$flags" ] || args+=(-device "loader,addr=0x5fe00000,data=0x4d4f4e31,data-len=4"
	-device "loader,addr=0x5fe00004,data=$flags,data-len=4")
# Devices of virtio-mmio, because not every 32-bit kernel reaches virt's PCI.
# The guest finds the last one first.
for ((n = ${#disks[@]} - 1; n >= 0; n--)); do
	args+=(-drive "if=none,id=d$n,format=raw,file=${disks[n]//,/,,}"
		-device "virtio-blk-device,drive=d$n,serial=d$n")
done

# By descriptor: a name would truncate the file that stdout may be.
exec 3>/dev/null
[ -z "$verbose" ] || exec 3>&1

# In the background, so that a signal reaches the trap and QEMU does not outlive
# this script.
mkfifo "$tmp/console"
stdbuf -oL tr -d '\r' <"$tmp/console" | tee "$log" >&3 &
reader=$!
timeout -k 5 "$timeout" "$qemu" "${args[@]}" "$@" \
	</dev/null >"$tmp/console" 2>"$tmp/stderr" &
child=$!
status=0
wait "$child" || status=$?
wait "$reader"
if [ -n "$out" ]; then
	[ "$out" = - ] || exec >"$out"
	sed -nE 's/^(\[ *[0-9.]+\] )?vsi> //p' "$log"
fi

fail()
{
	local code=$1

	shift
	echo "boot.sh: $*" >&2
	exit "$code"
}

sed '/^#/d; /^$/d' "$here/badlines.txt" >"$tmp/bad"
bad=$(grep -anE -m1 -f "$tmp/bad" "$log" || :)
ended=$(sed -nE 's/.*vsi-guest: end ([0-9]+)$/\1/p' "$log" | tail -n1)

[ -z "$bad" ] || fail 3 "bad line, console line ${bad%%:*}: ${bad#*:}"
case $status in
0)	;;
124|137)	fail 124 "timeout: no end after $timeout s; last line: $(tail -n1 "$log")" ;;
*)	fail 5 "$qemu failed, status $status: $(tail -n1 "$tmp/stderr")" ;;
esac
[ -n "$ended" ] || fail 4 "the guest ended without a status"
[ "$ended" = 0 ] || fail 1 "/vsi/run exited with $ended"
grep -q 'reboot: Power down' "$log" || fail 4 "the guest did not power down"
