#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Which hook is armed, and what is particular to hook=relocate: what is served in
# atomic context, what when the module is coming, what is left when a load fails.
# /t/no-table has modules without tables, /t/tables their tables, /t/no-room one
# without room for veneers.
. /vsi/lib.sh

FIRMWARE=/lib/firmware/vsi/$(uname -r)

hook_is()
{
	is "hook" "$(cat $SYS/hook)" "$1"
}

# cannot_probe FUNCTION
cannot_probe()
{
	load vsi_test_skip "probe=$1"
}

complaints()
{
	messages | grep -E "^vsi: (hook|cannot hook)"
}

auto_takes_finalize()
{
	forget_messages
	load vsi
	hook_is finalize
	is "parameter" "$(param vsi hook)" auto
	is "message" "$(complaints)" ""
	unload vsi
}

each_by_name()
{
	for hook in finalize relocate; do
		load vsi "$NATIVE hook=$hook"
		hook_is $hook
		is "parameter" "$(param vsi hook)" $hook
		load vsi_test_load
		is "substituted" "$(param vsi_test_load substituted)" 4
		unload vsi_test_load
		nothing_served
		unload vsi
	done
}

a_word_that_is_none()
{
	forget_messages
	refused EINVAL vsi hook=reloc
	is "message" "$(complaints)" "vsi: hook: unknown hook: 'reloc'"
	[ ! -e $SYS ] || fail "$SYS is there"
}

auto_takes_what_it_gets()
{
	cannot_probe module_finalize
	forget_messages
	load vsi "$NATIVE"
	is "message" "$(complaints)" \
		"vsi: hook finalize cannot be armed (-22): taking relocate"
	hook_is relocate
	load vsi_test_load
	is "substituted" "$(param vsi_test_load substituted)" 4
	unload vsi_test_load
	nothing_served
	unload vsi
	unload vsi_test_skip
}

# refused_hook PARAMS NAME
refused_hook()
{
	forget_messages
	refused EINVAL vsi "$1"
	is "message" "$(complaints)" "vsi: hook $2 cannot be armed (-22)
vsi: cannot hook the module loader (-22)"
	[ ! -e $SYS ] || fail "$SYS is there"
}

by_name_takes_no_other()
{
	cannot_probe module_finalize
	refused_hook hook=finalize finalize
	unload vsi_test_skip
	for function in $RELOCATES module_arch_freeing_init; do
		cannot_probe $function
		refused_hook hook=relocate relocate
		unload vsi_test_skip
	done
}

# From here on vsi is loaded and vsi_test_watch says what stood in the module
# loaded last before vsi heard that it is coming.
early()
{
	is "substituted before COMING" "$(param vsi_test_watch early)" "$1"
}

source_is()
{
	is "source of $1" "$(cat "$SYS/$1/source")" "$2"
}


right()
{
	is "substituted" "$(param vsi_test_load substituted)" 4
	is "wrong" "$(param vsi_test_load wrong)" 0
	unload vsi_test_load
	nothing_served
}

a_table_is_used_at_once()
{
	load vsi "$NATIVE hook=relocate"
	load vsi_test_watch
	forget_messages
	load vsi_test_load
	early 4
	source_is vsi_test_load embedded
	right
	is "messages" "$(messages)" ""
}

text_is_searched_at_once()
{
	echo N > /sys/module/vsi/parameters/external
	load no-table/vsi_test_load
	early 4
	source_is vsi_test_load discovered
	right
	echo Y > /sys/module/vsi/parameters/external
}

text_is_searched_when_no_file_is_there()
{
	load no-table/vsi_test_load
	early 0
	source_is vsi_test_load discovered
	right
}

# put MODULE [TABLE]: a table beside a module
put()
{
	mkdir -p "$FIRMWARE"
	cp "/t/tables/${2-$1}.vsi" "$FIRMWARE/$1.vsi"
}

a_file_is_read_when_the_module_is_coming()
{
	put vsi_test_load
	load no-table/vsi_test_load
	early 0
	source_is vsi_test_load external
	right
}

a_wrong_file_refuses_the_module()
{
	put vsi_test_load vsi_test_fixup
	forget_messages
	refusals=$(total refusals)
	is "load" "$(helper load /t/no-table/vsi_test_load.ko)" ENOEXEC
	is "message" "$(messages)" \
		"vsi: vsi_test_load: vsi/$(uname -r)/vsi_test_load.vsi+0x2c: table is for a module of another name"
	is "refusals" "$(total refusals)" $((refusals + 1))
	nothing_served
	rm "$FIRMWARE/vsi_test_load.vsi"
}

# its module has room for veneers, and its text is read-only by then
veneers_of_its_own()
{
	put vsi_test_load
	echo branch > $SYS/carrier
	load no-table/vsi_test_load
	early 0
	source_is vsi_test_load external
	is "branches" "$(cat $SYS/vsi_test_load/carrier_branch)" 4
	echo trap > $SYS/carrier
	right
	rm "$FIRMWARE/vsi_test_load.vsi"
}

# what all CPUs read is found out once, and not in atomic context
constants_take_another_look()
{
	echo auto,idreg=const > $SYS/policy
	for found in 0 4; do
		load vsi_test_load
		early $found
		is "constants" "$(cat $SYS/vsi_test_load/action_const)" 4
		right
	done
	echo all=native > $SYS/policy
}

no_room_for_veneers()
{
	echo branch > $SYS/carrier
	load no-room/vsi_test_many
	early 0
	is "wrong" "$(param vsi_test_many wrong)" 0
	every_site vsi_test_many trap 10000
	source_is vsi_test_many embedded
	unload vsi_test_many
	nothing_served
	echo trap > $SYS/carrier
}

without_relocations()
{
	load vsi_test_norel
	early 0
	source_is vsi_test_norel discovered
	is "traps" "$(cat $SYS/vsi_test_norel/carrier_trap)" 2
	unload vsi_test_norel
	nothing_served
}

# The file's table is true of the file, not of what module_finalize() made of it.
rewritten_before_the_file_is_read()
{
	sites=6 substituted=2
	# and what it has made a site
	[ $ARCH = arm64 ] && sites=8 substituted=4
	put vsi_test_fixup
	forget_messages
	load no-table/vsi_test_fixup
	early 0
	source_is vsi_test_fixup external
	is "sites" "$(cat $SYS/vsi_test_fixup/sites)" $sites
	is "refused" "$(cat $SYS/vsi_test_fixup/refused)" 1
	is "substituted" "$(cat $SYS/vsi_test_fixup/carrier_trap)" $substituted
	is "message" "$(messages | grep fixup)" \
		"vsi: vsi_test_fixup: .text+0x0: the kernel has changed $MIDR_WORD, left alone"
	unload vsi_test_fixup
	nothing_served
}

denied()
{
	echo auto,all=deny > $SYS/policy
	forget_messages
	refused EPERM vsi_test_load
	is "message" "$(messages | sed 's/.*: //')" "denied by the policy"
	nothing_served
	echo all=native > $SYS/policy
}

# Neither GOING nor module_arch_cleanup() tells of this end.
the_loader_fails_behind_the_hook()
{
	load vsi_test_skip "function=module_finalize error=-5"
	loads=$(total loads)
	for _ in 1 2 3; do
		refused EIO vsi_test_load
		refused EIO vsi_test_plain
		nothing_served
	done
	is "tables accepted" "$(total loads)" $((loads + 3))
	unload vsi_test_skip
	load vsi_test_load
	right
}

kprobes_switched_off()
{
	echo 0 > /sys/kernel/debug/kprobes/enabled
	forget_messages
	load vsi_test_load
	early 0
	source_is vsi_test_load discovered
	echo 1 > /sys/kernel/debug/kprobes/enabled
	is "messages" "$(messages)" ""
	right
}

vsi_goes_with_all_it_did()
{
	load vsi_test_load
	load no-table/vsi_test_again
	is "modules served" "$(total modules)" 2
	unload vsi
	[ ! -e $SYS ] || fail "$SYS is still there"
	is "substituted now" "$(param vsi_test_load now)" 0
	is "substituted now" "$(param vsi_test_again now)" 0
	unload vsi_test_load
	unload vsi_test_again
	unload vsi_test_watch
}

run_tests auto_takes_finalize each_by_name a_word_that_is_none auto_takes_what_it_gets \
	by_name_takes_no_other a_table_is_used_at_once text_is_searched_at_once \
	text_is_searched_when_no_file_is_there a_file_is_read_when_the_module_is_coming \
	a_wrong_file_refuses_the_module veneers_of_its_own constants_take_another_look \
	no_room_for_veneers without_relocations rewritten_before_the_file_is_read denied \
	the_loader_fails_behind_the_hook kprobes_switched_off vsi_goes_with_all_it_did
