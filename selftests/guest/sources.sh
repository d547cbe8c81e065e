#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# sources.sh [-short]: where the places of a module's instructions come from: stock modules as they
# are, found by vsi itself or listed in files. /dev/vda is an empty btrfs, /t/ext
# has tables of the stock modules, /t/bare a module without a table, /t/plain its
# table, /t/config how the kernel was configured. -short goes without btrfs at work.
. /vsi/lib.sh
. /vsi/lib-stock.sh

release=$(uname -r)
lib=/lib/firmware/vsi/$release
table=vsi/$release/vsi_test_load.vsi
custom=/sys/module/firmware_class/parameters/path

no_word_of_firmware()
{
	dmesg | grep -i firmware && fail "a word about firmware"
	return 0
}

# how each is treated, whoever found the instructions
treatment()
{
	for m in $(stock_loaded | sort); do
		[ ! -d "$SYS/$m" ] || grep . "$SYS/$m"/carrier_* "$SYS/$m"/action_*
	done
}

discovered()
{
	load vsi count=1
	forget_messages
	load_stock
	as_scanned discovered
	no_word_of_firmware
	is "messages" "$(messages)" ""
	treatment > /tmp/discovered
	unload_stock
	nothing_served
	unload vsi
}

# carried_by CARRIER
carried_by()
{
	load vsi "policy=all=native carrier=$1 count=1"
	modprobe -a virtio_mmio virtio_blk btrfs
	[ "$(cat "$SYS/btrfs/carrier_$1")" -gt 1900 ] || fail "not carried by $1"
}

branches_at_work()
{
	carried_by branch
	write_files 10
	read_files
	unload_stock
	unload vsi
}

traps_at_work()
{
	carried_by trap
	read_files
	[ "$(cat $SYS/btrfs/hits)" -gt 1000 ] || fail "only $(cat $SYS/btrfs/hits) traps"
	unload_stock
	unload vsi
}

without_vsi()
{
	modprobe -a virtio_mmio virtio_blk btrfs
	read_files
	unload_stock
}

external()
{
	load vsi
	mkdir -p /lib/firmware
	cp -r /t/ext /lib/firmware/vsi
	modprobe -a btrfs dm-thin-pool nf_nat
	as_scanned external
	treatment > /tmp/external
	unload_stock
	[ "$(wc -l < /tmp/external)" -gt 100 ]
	grep -Fxvf /tmp/discovered /tmp/external && fail "is treated otherwise"
	nothing_served
}

# plain_load SOURCE: of the module whose table is nowhere but in files
plain_load()
{
	forget_messages
	is "load" "$(helper load /t/bare/vsi_test_load.ko)" ""
	is "source" "$(cat $SYS/vsi_test_load/source)" "$1"
	is "wrong" "$(param vsi_test_load wrong)" 0
	[ "$1" = external ] || no_word_of_firmware
	unload vsi_test_load
	rm -rf /lib/firmware/*
	nothing_served
}

# put DIRECTORY [SUFFIX]
put()
{
	mkdir -p "$1/vsi/$release"
	cp "/t/plain/vsi_test_load.vsi${2-}" "$1/vsi/$release/"
}

every_directory()
{
	for dir in updates/$release updates $release .; do
		put /lib/firmware/$dir
		plain_load external
	done
}

packed()
{
	put /lib/firmware .xz
	plain_load external
}

# which not every kernel can read
packed_otherwise()
{
	put /lib/firmware .zst
	if grep -q '^CONFIG_FW_LOADER_COMPRESS_ZSTD=y' /t/config; then
		plain_load external
	else
		plain_load discovered
	fi
}

custom_directory()
{
	put /tmp/custom
	printf %s /tmp/custom > $custom
	plain_load external
	rm -r /tmp/custom
	plain_load discovered
	# a newline once was a part of the name
	put /tmp/custom
	echo /tmp/custom > $custom
	case $release in
	6.1.*)	plain_load discovered ;;
	*)	plain_load external ;;
	esac
	rm -r /tmp/custom
}

no_file()
{
	mkdir -p "$lib/vsi_test_load.vsi"
	plain_load discovered
	mkdir -p "$lib"
	mkfifo "$lib/vsi_test_load.vsi"
	plain_load discovered
	mkdir -p "$lib"
	ln -s nowhere "$lib/vsi_test_load.vsi"
	plain_load discovered
}

switched_off()
{
	echo N > /sys/module/vsi/parameters/external
	put /lib/firmware
	plain_load discovered
	echo Y > /sys/module/vsi/parameters/external
}

embedded_comes_first()
{
	put /lib/firmware
	forget_messages
	load vsi_test_load
	is "source" "$(cat $SYS/vsi_test_load/source)" embedded
	no_word_of_firmware
	unload vsi_test_load
	rm -rf /lib/firmware/*
}

# refused_file MODULE.ko MESSAGE: and with the right file the module loads
refused_file()
{
	forget_messages
	refusals=$(total refusals)
	is "load" "$(helper load "$1")" ENOEXEC
	is "message" "$(messages)" "$2"
	is "refusals" "$(total refusals)" $((refusals + 1))
	nothing_served
	put /lib/firmware
	plain_load external
}

# as the message for the same table in the module, but that it names the file
named_file()
{
	sed -n "s|^$1 ||p" /t/bad/cases | sed "s|vsi_test_load: |&$table: |; s|$table: .vsi_table+|$table+|"
}

refused_case()
{
	mkdir -p "$lib"
	cp "/t/plain/bad/$1.vsi" "$lib/vsi_test_load.vsi"
	refused_file "/t/plain/bad/$1.ko" "$(named_file "$1")"
}

lacks_section()
{
	put /lib/firmware
	refused_file /t/plain/lacking.ko \
		"vsi: vsi_test_load: $table: .exit.text+0x0: module has no such section"
}

broken_package()
{
	mkdir -p "$lib"
	head -c 100 /t/plain/vsi_test_load.vsi.xz > "$lib/vsi_test_load.vsi.xz"
	refused_file /t/bare/vsi_test_load.ko "vsi: vsi_test_load: $table+0x0: table cannot be read"
}

# the last: there is no way back
locked_down()
{
	mount -t securityfs securityfs /sys/kernel/security
	forget_messages
	cp -r /t/ext /lib/firmware/vsi
	echo integrity > /sys/kernel/security/lockdown
	modprobe dm-crypt
	as_scanned discovered
	is "messages" "$(messages)" "vsi: the kernel is locked down: no tables from files"
	unload_stock
	nothing_served
	unload vsi
}

names=
while read -r kind _; do
	eval "refused_$kind() { refused_case $kind; }"
	names="$names refused_$kind"
done < /t/bad/cases

at_work="branches_at_work traps_at_work without_vsi"
[ "${1-}" != -short ] || at_work=
# shellcheck disable=SC2086 # one word a test
run_tests discovered $at_work external every_directory packed \
	packed_otherwise custom_directory no_file switched_off embedded_comes_first $names \
	lacks_section broken_package locked_down
