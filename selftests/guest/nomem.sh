#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Each call of vsi that may fail does so once, in a load of vsi, in loads of modules
# and in attaching one. Each time nothing is left behind, and the next load works.
. /vsi/lib.sh
. /vsi/lib-live.sh

nomem=/sys/module/vsi_test_nomem/parameters
lib=/lib/firmware/vsi/$(uname -r)

# nth CALLS WORD...: "helper WORD..." while the call of this number fails
nth()
{
	n=$1
	shift
	forget_messages
	echo "$n" > $nomem/fail
	answer=$(helper "$@") || :
	failed=$(cat $nomem/failed)
	echo 0 > $nomem/fail
	echo "$n: $failed: $* is '$answer'"
	echo "$failed" >> /tmp/failed
}

# each CHECK WORD...: for every call that "helper WORD..." makes; CHECK looks at what
# is left and undoes what has come about. Once none is left, nothing has failed.
each()
{
	check=$1
	shift
	call=0 failed=
	while [ "$failed" != none ]; do
		call=$((call + 1))
		[ $call -lt 100 ] || fail "no end of calls"
		nth $call "$@"
		$check
	done
	is "answer when no call fails" "$answer" ""
	[ $call -gt "$least" ] || fail "only $call calls"
}

# what vsi had taken is given back a moment after a module went, and when vsi goes
room_unused()
{
	for _ in $(seq 50); do
		case $(cat /sys/kernel/debug/vsi/room) in
		"0 of "*) return ;;
		esac
		sleep 0.05
	done
	fail "room is taken: $(cat /sys/kernel/debug/vsi/room)"
}

nothing_lost()
{
	unload vsi
	is "blocks that nobody has freed" "$(cat $nomem/lost)" none
}

# one message for a module that was refused; what was served is right
after_load()
{
	case $answer in
	ENOMEM|ENOEXEC)
		is "messages" "$(messages | grep -c .)" 1
		;;
	"")
		is "wrong" "$(param vsi_test_load wrong)" 0
		unload vsi_test_load
		;;
	*)
		fail "an answer of its own: $answer"
		;;
	esac
	nothing_served
}

# loads FILE [PARAMETERS OF VSI]
loads()
{
	load vsi "$2"
	least=$3
	each after_load load "$1"
	room_unused
	nothing_lost
}

table_and_room()	{ loads /t/vsi_test_load.ko "policy=all=native carrier=branch" 5; }
table_only()		{ loads /t/bare/vsi_test_load.ko "policy=all=native carrier=trap" 5; }
neither()		{ loads /t/bare/vsi_test_load.ko "policy=all=native carrier=branch" 5; }
constants()		{ loads /t/bare/vsi_test_load.ko "policy=all=const carrier=auto" 5; }

table_in_file()
{
	mkdir -p "$lib"
	cp /t/plain/vsi_test_load.vsi "$lib/"
	loads /t/bare/vsi_test_load.ko "policy=all=native carrier=branch" 10
	cp /t/plain/vsi_test_load.vsi.xz "$lib/"
	rm "$lib/vsi_test_load.vsi"
	loads /t/bare/vsi_test_load.ko "policy=all=native carrier=branch" 10
	rm -r "$lib"
}

same_text()
{
	is "words that differ" "$(differ vsi_test_live)" 0
}

after_attach()
{
	is "wrong" "$(param vsi_test_live wrong)" 0
	case $answer in
	ENOMEM)
		;;
	"")
		is "substituted" "$(param vsi_test_live now)" 3
		is "detach" "$(detach vsi_test_live)" ""
		;;
	*)
		fail "an answer of its own: $answer"
		;;
	esac
	same_text
	nothing_served
}

attached()
{
	load vsi_test_text
	load vsi_test_live
	echo vsi_test_live > $TEXT/take
	load vsi "policy=all=native carrier=branch"
	least=5
	each after_attach write $SYS/attach vsi_test_live
	room_unused
	nothing_lost
}

after_detach()
{
	is "wrong" "$(param vsi_test_live wrong)" 0
	if [ -n "$answer" ]; then
		is "answer" "$answer" ENOMEM
		is "substituted" "$(param vsi_test_live now)" 3
		is "detach" "$(detach vsi_test_live)" ""
	fi
	same_text
	nothing_served
	is "attach" "$(attach vsi_test_live)" ""
}

detached()
{
	load vsi "policy=all=native carrier=branch"
	is "attach" "$(attach vsi_test_live)" ""
	least=1
	each after_detach write $SYS/detach vsi_test_live
	unload vsi
	same_text
	is "blocks that nobody has freed" "$(cat $nomem/lost)" none
	unload vsi_test_live
	unload vsi_test_text
}

probes()
{
	sort /sys/kernel/debug/kprobes/list
}

after_vsi()
{
	if [ -z "$answer" ]; then
		load vsi_test_load
		is "substituted" "$(param vsi_test_load substituted)" 4
		unload vsi_test_load
		nothing_served
		unload vsi
	fi
	[ ! -e $SYS ] || fail "$SYS is there"
	[ ! -e /sys/kernel/debug/vsi ] || fail "the directory in debugfs is there"
	is "blocks that nobody has freed" "$(cat $nomem/lost)" none
	probes | diff - /tmp/probes
	load vsi_test_load
	is "substituted" "$(param vsi_test_load substituted)" 0
	unload vsi_test_load
}

# vsi_loads [HOOK]
vsi_loads()
{
	probes > /tmp/probes
	least=10
	each after_vsi load /t/vsi.ko "policy=all=native carrier=branch ${1:+hook=$1}"
}

vsi_loads_relocate()
{
	vsi_loads relocate
}

# a call that is never reached tests nothing
every_call_has_failed()
{
	sort -u /tmp/failed > /tmp/reached
	never=$(grep -Fxvf /tmp/reached $nomem/names || :)
	is "never made" "$never" ""
}

load vsi_test_nomem
run_tests vsi_loads vsi_loads_relocate table_and_room table_only neither constants \
	table_in_file attached detached every_call_has_failed
