#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# work.sh [-short]: stock modules at real work. All is done without vsi first, and then
# with it, in a pass for each carrier and each place where sites come from, without tracers and
# with them; what comes out must be the same. /dev/vda is an empty xfs, /t/embedded has the
# modules with tables. -short goes without networks of two and without tracers, and does each
# work by one carrier only: it takes a quarter of the time.
. /vsi/lib.sh
. /vsi/lib-live.sh
. /vsi/lib-stock.sh

modules=/lib/modules/$(uname -r)
results=/tmp/results
TRACE=/sys/kernel/tracing
data=/tmp/data
parts=/tmp/parts
busy=/tmp/busy
judged=/tmp/judged

# sum NAME FILE: a line of results
sum()
{
	echo "$1 $(sha256sum < "$2")" >&3
}

drop_caches()
{
	sync
	echo 3 > /proc/sys/vm/drop_caches
}

# replaced MODULE: how many of its instructions are others now
replaced()
{
	cat "$SYS/$1"/carrier_* | awk '{ sum += $1 } END { print sum }'
}

# hits MODULE: of the kprobe in it
hits()
{
	awk -v event="$1" '$1 == event { print $2 }' $TRACE/kprobe_profile
}

# Of modules that are not there yet, all functions of each for the tracer, one for a kprobe.
trace_on()
{
	for m in $probed; do
		echo "*:mod:${m%:*}" >> $TRACE/set_ftrace_filter
		echo "p:vsi_test/${m%:*} $m" >> $TRACE/kprobe_events
	done
	echo 1 > $TRACE/events/vsi_test/enable
	echo function > $TRACE/current_tracer
}

trace_off()
{
	echo nop > $TRACE/current_tracer
	echo 0 > $TRACE/events/vsi_test/enable
	echo > $TRACE/kprobe_events
	echo > $TRACE/set_ftrace_filter
}

# judge MODULE...: while a work's modules are loaded: each of these has instructions
# that were replaced, and executed, where that traps; and a probed function, where it is traced
judge()
{
	[ "$carrier" != none ] || return 0
	[ "${pass#traced}" = "$pass" ] || for m; do
		[ "$(hits "$m")" -gt 0 ] || fail "$m: its kprobe was not hit"
	done
	as_scanned "$source" "${column-}"
	for m in $(stock_loaded); do
		[ -d "$SYS/$m" ] || continue
		note "$m: $source, $(cat "$SYS/$m/sites") sites, $(replaced "$m") replaced," \
			"$(cat "$SYS/$m/hits") traps"
		echo "$m $(replaced "$m") $(cat "$SYS/$m/hits")" >> $judged
	done
	for m; do
		[ "$(cat "$SYS/$m/carrier_$carrier")" -gt 0 ] || fail "$m: not carried by $carrier"
		[ "$carrier" != trap ] || [ "$(cat "$SYS/$m/hits")" -gt 0 ] || fail "$m: no traps"
	done
}

# tree DIRECTORY: files with and without holes; moved, cut, continued, linked, removed
tree()
{
	mkdir -p "$1/moved"
	cp -r $parts "$1/parts"
	mv "$1"/parts/*[0-4] "$1/moved"
	rm "$1"/parts/*[5-7]
	cp $data "$1/large"
	truncate -s 234567 "$1/large"
	cat "$1"/moved/* >> "$1/large"
	dd if=$data of="$1/holes" bs=64k count=8 seek=100 2> /dev/null
	ln "$1/large" "$1/other"
	ln -s large "$1/symbolic"
}

# contents DIRECTORY: all that can be told of a tree
contents()
{
	cd "$1" || exit
	find . -type f | sort | xargs sha256sum
	find . | sort | xargs stat -c '%N %F %h %a'
}

# what was written in another pass is read in this one
xfs_work()
{
	modprobe -a virtio_mmio virtio_blk xfs
	mkdir -p /mnt
	mount -t xfs /dev/vda /mnt
	tree "/mnt/$pass"
	umount /mnt
	mount -t xfs /dev/vda /mnt
	for dir in /mnt/*; do
		(contents "$dir") > /tmp/contents
		[ -e $results/tree ] || cp /tmp/contents $results/tree
		cmp /tmp/contents $results/tree || fail "$dir: $(diff $results/tree /tmp/contents)"
	done
	sum tree /tmp/contents
	judge xfs virtio_blk
	umount /mnt
}

# disk N: a file of zeros as /dev/loopN
disk()
{
	rm -f "/tmp/disk$1"
	truncate -s 512K "/tmp/disk$1"
	losetup "/dev/loop$1" "/tmp/disk$1"
}

# member N: of the array, as a spare if it runs
member()
{
	echo "7:$1" > new_dev
	echo 512 > "dev-loop$1/size"
}

# lose N: the disk fails and is taken out
lose()
{
	echo faulty > "dev-loop$1/state"
	until [ "$(cat "dev-loop$1/slot")" = none ]; do
		sleep 0.1
	done
	echo remove > "dev-loop$1/state"
}

# until the array has nothing more to do
settled()
{
	until [ "$(cat sync_action)" = idle ]; do
		sleep 0.1
	done
	is "degraded" "$(cat degraded)" 0
}

create_array()
{
	echo md9 > /sys/module/md_mod/parameters/new_array
	cd /sys/block/md9/md || exit
	echo none > metadata_version
	echo raid6 > level
	echo 32768 > chunk_size
	echo 2 > layout
	echo 5 > raid_disks
	echo 512 > component_size
	for n in 0 1 2 3 4; do
		disk $n
		member $n
		echo $n > dev-loop$n/slot
	done
	echo active > array_state
}

# two disks of a RAID 6 fail, and others take their place
raid_work()
{
	modprobe -a loop raid456
	echo 1000000 > /proc/sys/dev/raid/speed_limit_max
	echo 1000000 > /proc/sys/dev/raid/speed_limit_min
	create_array
	settled
	cat $data $data $data > /dev/md9
	drop_caches
	sum whole /dev/md9
	lose 1
	lose 3
	drop_caches
	sum degraded /dev/md9
	dd if=$data of=/dev/md9 bs=3k seek=50 conv=notrunc 2> /dev/null
	drop_caches
	sum written /dev/md9
	# or the first of them would be taken before the other is there
	echo frozen > sync_action
	for n in 5 6; do
		disk $n
		member $n
	done
	echo recover > sync_action
	settled
	echo check > sync_action
	settled
	is "mismatches" "$(cat mismatch_cnt)" 0
	drop_caches
	sum rebuilt /dev/md9
	judge raid456 md_mod loop
	cd /
	echo clear > /sys/block/md9/md/array_state
	for n in 0 1 2 3 4 5 6; do
		losetup -d /dev/loop$n
		sum disk$n /tmp/disk$n
		rm /tmp/disk$n
	done
}

# another network namespace: $other is a process in it
other_begins()
{
	mkfifo /tmp/ready
	unshare -n sh -c 'echo > /tmp/ready; exec sleep 600' &
	other=$!
	read -r _ < /tmp/ready
	rm /tmp/ready
}

there()
{
	nsenter -t "$other" -n "$@"
}

# linked DEVICE: which both have
linked()
{
	ip addr add 10.1.0.1/24 dev "$1"
	there ip addr add 10.1.0.2/24 dev "$1"
	ip link set "$1" up
	there ip link set "$1" up
}

# converse PROTOCOL: the file to the other and back
converse()
{
	there stream receive "$1" 5000 /tmp/there
	stream send "$1" 10.1.0.2 5000 $data
	sum there /tmp/there
	stream receive "$1" 5000 /tmp/back
	there stream send "$1" 10.1.0.1 5000 /tmp/there
	sum back /tmp/back
	rm /tmp/there /tmp/back
}

# a wire made of a process, and TCP over it
tun_work()
{
	modprobe tun
	other_begins
	wire=$(taps tap0 "$other")
	linked tap0
	converse tcp
	judge tun
	kill "$wire" "$other"
}

# mesh PROTOCOL: over a mesh of two, on a pair of virtual Ethernet devices
mesh()
{
	modprobe -a veth batman-adv
	other_begins
	# its other end is veth0
	ip link add here0 type veth
	ip link set veth0 netns "$other"
	ip link set here0 up
	there ip link set veth0 up
	ip link add bat0 type batadv
	there ip link add bat0 type batadv
	ip link set here0 master bat0
	there ip link set veth0 master bat0
	linked bat0
	# To avoid loops, no broadcast is let through in the first 30 s.
	neighbor bat0 10.1.0.2 "$(there ip link show bat0 | awk '/ether/ { print $2 }')"
	there neighbor bat0 10.1.0.1 "$(ip link show bat0 | awk '/ether/ { print $2 }')"
	# they must hear of each other first
	until ping -c 1 -W 1 10.1.0.2 > /dev/null; do
		sleep 0.1
	done
	converse "$1"
	judge batman_adv veth
	there ip link del bat0
	ip link del bat0
	ip link del here0
	kill "$other"
}

mesh_work()
{
	mesh tcp
}

# a disk in memory that is done with each request in a timer's interrupt
null_work()
{
	modprobe null_blk nr_devices=0
	mkdir -p /sys/kernel/config
	mount -t configfs configfs /sys/kernel/config
	disk=/sys/kernel/config/nullb/nullb0
	mkdir $disk
	echo 4 > $disk/size
	echo 1 > $disk/memory_backed
	echo 2 > $disk/irqmode
	echo 1 > $disk/power
	for seek in 0 2 3; do
		dd if=$data of=/dev/nullb0 bs=1M seek=$seek 2> /dev/null
	done
	drop_caches
	sum disk /dev/nullb0
	judge null_blk
	echo 0 > $disk/power
	rmdir $disk
	umount /sys/kernel/config
}

# a loop of two ends; timers move what is played to where it is heard
sound_work()
{
	modprobe snd-aloop
	head -c 262144 $data > /tmp/played
	sound /tmp/played > /tmp/heard
	cmp /tmp/played /tmp/heard
	sum heard /tmp/heard
	judge snd_aloop snd_pcm
	rm /tmp/played /tmp/heard
}

key=00112233445566778899aabbccddeeff0f1e2d3c4b5a69788796a5b4c3d2e1f0

# what the disk below holds is the same, too
crypt_work()
{
	modprobe -a loop dm-crypt xts
	disk 0
	plain=$(mapped create work 1024 crypt "aes-xts-plain64 $key 0 7:0 0")
	dd if=$data of="$plain" bs=64k 2> /dev/null
	drop_caches
	sum clear "$plain"
	judge dm_crypt dm_mod loop
	mapped remove work
	losetup -d /dev/loop0
	sum cipher /tmp/disk0
	rm /tmp/disk0
}

# begin PASS CARRIER SOURCE: load vsi
begin()
{
	case $1 in
	traced*)	trace_on ;;
	esac
	shift
	case $2 in
	external)	mkdir -p /lib/firmware; cp -r /t/ext /lib/firmware/vsi ;;
	embedded)	mount --bind "/t/embedded$modules" "$modules" ;;
	esac
	load vsi "policy=all=native carrier=$1 count=1"
}

# end PASS CARRIER SOURCE: with vsi gone, nothing of it is left
end()
{
	case $1 in
	traced*)	trace_off ;;
	esac
	shift
	nothing_served
	unload vsi
	case $2 in
	external)	rm -r /lib/firmware/vsi ;;
	embedded)	umount "$modules" ;;
	esac
	nothing_of_vsi
}

nothing_of_vsi()
{
	[ ! -e $SYS ] || fail "$SYS is there"
	is "symbols" "$(sed -n '/\[vsi\]/p' /proc/kallsyms)" ""
	is "probes" "$(cat /sys/kernel/debug/kprobes/list)" ""
}

# alone: what a test left that failed would make all others fail, too
alone()
{
	mkdir $busy || fail "a test before this one has not ended"
}

# work PASS CARRIER SOURCE WORK
work()
{
	pass=$1 carrier=$2 source=$3
	alone
	"$4_work" 3> "$results/$4.$1"
	cmp "$results/$4.$1" "$results/$4.plain" || fail "$(cat "$results/$4.$1")"
	unload_stock
	rmdir $busy
}

# until it is told to stop: in the background
keep_writing()
{
	until [ -e /tmp/stop ]; do
		rm -rf /mnt/going
		tree /mnt/going
	done
	touch /mnt/whole
}

# while it is in use; sites are those that vsi found
vsi_goes()
{
	alone
	load vsi "$NATIVE"
	modprobe -a virtio_mmio virtio_blk xfs
	mount -t xfs /dev/vda /mnt
	keep_writing &
	until [ "$(cat $SYS/xfs/hits)" -gt 1000 ]; do
		sleep 0.1
	done
	unload vsi
	nothing_of_vsi
	touch /tmp/stop
	wait
	[ -e /mnt/whole ]
	rm /mnt/whole
	umount /mnt
	unload_stock
	rmdir $busy
}

# sctp_work PASS
sctp_work()
{
	modprobe sctp
	mesh sctp 3> "$results/sctp.$1"
	cmp "$results/sctp.$1" "$results/mesh.plain"
	[ "$carrier" = none ] || [ "$(cat "$SYS/sctp/carrier_$carrier")" -gt 0 ]
}

# The control sockets of sctp hold it: once loaded, it stays. So the others come first.
sctp_with_traps()
{
	alone
	carrier=trap source=discovered
	load vsi "$NATIVE"
	sctp_work traps
	[ "$(cat $SYS/sctp/hits)" -gt 1000 ] || fail "only $(cat $SYS/sctp/hits) traps"
	unload vsi
	nothing_of_vsi
}

sctp_without()
{
	carrier=none
	sctp_work plain
}

# with all that is loaded by now
sctp_attached()
{
	carrier=branch source=discovered column=4
	load vsi "policy=all=native carrier=branch count=1"
	for m in $(stock_loaded); do
		is "attach $m" "$(attach "$m")" ""
	done
	sctp_work attached
	unload vsi
	nothing_of_vsi
}

sctp_after()
{
	carrier=none
	sctp_work after
}

read_without_vsi()
{
	pass=after carrier=none
	alone
	xfs_work 3> $results/xfs.after
	cmp $results/xfs.after $results/xfs.plain
	unload_stock
	rmdir $busy
}

# over all that was judged: how much was done at all
in_all()
{
	served=$(cut -d ' ' -f 1 $judged | sort -u | wc -l)
	note "$served modules, $(awk '{ n += $2 } END { print n }' $judged) instructions replaced," \
		"$(awk '{ n += $3 } END { print n }' $judged) traps"
	[ "$served" -ge 12 ]
}

something_to_work_with()
{
	mkdir $results
	head -c 524288 /dev/urandom > $data
	mkdir $parts
	for n in $(seq 100); do
		dd if=$data of="$parts/$n" bs=5000 skip="$n" count=1 2> /dev/null
	done
}

# of each module that is judged, a function that its work must come by
probed="xfs:xfs_file_write_iter virtio_blk:virtio_queue_rq
	raid456:raid5_make_request md_mod:md_submit_bio loop:loop_queue_rq
	tun:tun_net_xmit batman_adv:batadv_interface_tx veth:veth_xmit null_blk:null_queue_rq
	dm_crypt:crypt_map dm_mod:dm_submit_bio snd_aloop:loopback_trigger snd_pcm:snd_pcm_release"

works="xfs raid tun mesh null crypt sound"
with_traps=$works with_branches=$works with_tracers=$works
with_sctp="sctp_with_traps sctp_without sctp_attached sctp_after"
if [ "${1-}" = -short ]; then
	works="xfs raid tun null crypt sound" with_traps="raid tun null sound"
	with_branches="xfs crypt sound" with_tracers='' with_sctp=''
fi
names=something_to_work_with

# pass NAME CARRIER SOURCE WORK...: define its tests
pass()
{
	name=$1 by=$2 from=$3
	shift 3
	if [ "$by" != none ]; then
		eval "${name}_begin() { begin $name $by $from; }; ${name}_end() { end $name $by $from; }"
		names="$names ${name}_begin"
	fi
	for w; do
		eval "${name}_$w() { work $name $by $from $w; }"
		names="$names ${name}_$w"
	done
	[ "$by" = none ] || names="$names ${name}_end"
}

# shellcheck disable=SC2086 # words
{
	pass plain none none $works
	pass traps trap external $with_traps
	pass branches branch embedded $with_branches
	[ -z "$with_tracers" ] || {
		pass traced_traps trap discovered $with_tracers
		pass traced_branches branch embedded $with_tracers
	}
}
names="$names vsi_goes read_without_vsi $with_sctp in_all"

# shellcheck disable=SC2086 # one word a test
run_tests $names
