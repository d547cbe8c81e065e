#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# /sys/kernel/debug/vsi, as its documentation says.
. /vsi/lib.sh

DEBUG=/sys/kernel/debug/vsi

# no carrier: mcr SCTLR, msr SP_EL0, x0; psr: mrs of CPSR or DAIF
case $ARCH in
arm)	MIDR=MIDR NO_CARRIER=0xee010f10 PSR_WORD=0xe10f0000 FIXUP_SITES="0xee101f10 0xee102f10" ;;
arm64)	MIDR=MIDR_EL1 NO_CARRIER=0xd5184100 PSR_WORD=0xd53b4220
	FIXUP_SITES="0xd5380001 0xd5380002 0xd5380003 0xd5380003" ;;
esac

# column FILE NAME: of all lines
column()
{
	awk -F '\t' -v name="$2" '
		NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) c = i; next }
		{ print $c }' "$1"
}

# sum FILE COLUMN: of the numbers of a column
sum()
{
	column "$1" "$2" | awk '{ n += $1 } END { print n + 0 }'
}

# lines FILE COLUMN WORD: how many have it
lines()
{
	column "$1" "$2" | grep -cx "$3" || :
}

files_are_there()
{
	load vsi "$NATIVE"
	is "room" "$(cat $DEBUG/room)" "0 of 16384 words"
	load vsi_test_load
	is "files" "$(cd $DEBUG && find . -type f -exec stat -c '%a %n' {} + | sort)" "400 ./room
400 ./vsi_test_load/sites
400 ./vsi_test_load/ways"
}

# the init text of a module that is live may be gone
sites()
{
	file=$DEBUG/vsi_test_load/sites
	is "columns" "$(head -n 1 $file | tr '\t' ' ')" \
		"address symbol encoding now class carrier action veneer"
	is "traps" "$(lines $file carrier trap)" "$(cat $SYS/vsi_test_load/carrier_trap)"
	is "symbols" "$(column $file symbol | sed 's/ .*//' | sort | tr '\n' ' ')" \
		"- site_exit+0x0/0x8 site_more+0x0/0x8 site_text+0x0/0x8 "
	is "MIDR" "$(lines $file encoding $MIDR_WORD)" 4
	is "undefined instructions" "$(column $file now | grep -c "$TRAP.")" 3
	is "classes" "$(lines $file class idreg)" 4
	is "actions" "$(lines $file action native)" 4
	is "veneers" "$(lines $file veneer -)" 4
	address=$(sed -n 's/^0x\([0-9a-f]*\)\tsite_text.*/\1/p' $file)
	grep -q "^$address t site_text" /proc/kallsyms || fail "site_text is not at $address"
}

ways()
{
	file=$DEBUG/vsi_test_load/ways
	is "columns" "$(head -n 1 $file | tr '\t' ' ')" \
		"encoding isa class insn count kept action carrier why"
	is "MIDR" "$(grep "^$MIDR_WORD" $file | tr '\t' ' ')" \
		"$MIDR_WORD $ISA idreg $MIDR 4 0 native trap -"
	is "count" "$(sum $file count)" "$(cat $SYS/vsi_test_load/sites)"
	is "kept" "$(sum $file kept)" "$(cat $SYS/vsi_test_load/action_keep)"
	unload vsi_test_load
	[ ! -e $DEBUG/vsi_test_load ] || fail "the directory stays"
}

many_sites()
{
	load vsi_test_many
	is "sites" "$(wc -l < $DEBUG/vsi_test_many/sites)" 10001
	is "addresses" "$(column $DEBUG/vsi_test_many/sites address | sort -u | wc -l)" 10000
	is "a word" "$(wc -l < $DEBUG/vsi_test_many/ways)" 2
	unload vsi_test_many
}

# reason WORD MODULE: the reasons for which one word of it is kept
reason()
{
	awk -F '\t' -v word="$1" '$1 == word { print $6 " of " $5 ": " $NF }' "$DEBUG/$2/ways"
}

reasons()
{
	load vsi_test_ops
	# between a load-exclusive and its store-exclusive; as a site elsewhere
	is "exclusive" "$(column $DEBUG/vsi_test_ops/ways why | grep -c exclusive)" 1
	is "no carrier" "$(reason $NO_CARRIER vsi_test_ops)" "1 of 1: carrier"
	unload vsi_test_ops
	load vsi_test_fixup
	is "changed by the kernel" "$(reason $MIDR_WORD vsi_test_fixup)" "1 of 1: changed"
	is "beside a mode switch" "$(reason $PSR_WORD vsi_test_fixup)" "1 of 1: mode"
	is "sites" "$(column $DEBUG/vsi_test_fixup/sites encoding | xargs)" "$FIXUP_SITES"
	unload vsi_test_fixup
	echo audit > $SYS/policy
	load vsi_test_load
	is "the policy" "$(reason $MIDR_WORD vsi_test_load)" "4 of 4: policy"
	is "no sites" "$(wc -l < $DEBUG/vsi_test_load/sites)" 1
	unload vsi_test_load
	# nothing stands for MIDR
	echo all=zero,idreg=emulate > $SYS/policy
	load vsi_test_load
	is "no such action" "$(reason $MIDR_WORD vsi_test_load)" "4 of 4: action"
	unload vsi_test_load
}

room_is()
{
	is "room" "$(cat $DEBUG/room)" "$1 of 16384 words"
}

# in the module's own reserve; of one that is attached, in vsi's room
veneers()
{
	echo auto,all=const > $SYS/policy
	echo branch > $SYS/carrier
	load vsi_test_load
	is "branches" "$(lines $DEBUG/vsi_test_load/sites carrier branch)" 4
	for veneer in $(column $DEBUG/vsi_test_load/sites veneer); do
		[ $((veneer)) -gt $((0xbf000000)) ] || [ $((veneer)) -lt 0 ] || fail "veneer at $veneer"
	done
	is "veneers" "$(column $DEBUG/vsi_test_load/sites veneer | sort -u | wc -l)" 4
	unload vsi_test_load
	load vsi_test_calls
	room_is 0
	echo vsi_test_calls > $SYS/detach
	echo vsi_test_calls > $SYS/attach
	# of two words to load a constant, and a branch
	[ "$(cat $SYS/vsi_test_calls/carrier_branch)" -gt 0 ] || fail "no branch"
	words=$((3 * $(cat $SYS/vsi_test_calls/carrier_branch)))
	# one of the values goes nowhere, which takes a word
	[ $ARCH = arm64 ] && words=$((words - 1))
	room_is $words
	unload vsi_test_calls
	wait_for_room
	echo trap > $SYS/carrier
	echo all=native > $SYS/policy
}

# records are freed after a grace period
wait_for_room()
{
	for _ in $(seq 100); do
		[ "$(cat $DEBUG/room)" != "0 of 16384 words" ] || return 0
		usleep 100000
	done
	fail "the room stays taken: $(cat $DEBUG/room)"
}

readers_during_unload()
{
	(while [ ! -e /tmp/stop ]; do cat $DEBUG/*/* || :; done > /dev/null 2>&1) & reader=$!
	for _ in $(seq 8); do
		load vsi_test_many
		load vsi_test_load
		unload vsi_test_many
		load vsi_test_calls
		echo vsi_test_calls > $SYS/detach
		echo vsi_test_calls > $SYS/attach
		[ -e $DEBUG/vsi_test_calls ] || fail "it is not attached"
		unload vsi_test_calls
		unload vsi_test_load
	done
	touch /tmp/stop
	wait $reader
	nothing_served
}

# an open file is read no more when its module is gone
gone_while_open()
{
	load vsi_test_load
	exec 3< $DEBUG/vsi_test_load/sites
	unload vsi_test_load
	is "read" "$(cat <&3 2>&1 | sed "s/.*: //")" "Input/output error"
	exec 3<&-
	unload vsi
	[ ! -e $DEBUG ] || fail "$DEBUG stays"
}

run_tests files_are_there sites ways many_sites reasons veneers readers_during_unload \
	gone_while_open
