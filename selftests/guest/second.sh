#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The second decoder: with it the same sites are served as without; where it
# understands a word differently, that word is left alone, and all others are served.
# vsi_test_second is vsi_capstone, but for one word about which it lies.
. /vsi/lib.sh
. /vsi/lib-ops.sh

# vsi_test_ops has WORD as a site once at least, vsi_test_handlers GUARDED; LIES are
# about what there is only in the one instruction set, CARRIERS what vsi_test_handlers gets
case $(uname -m) in
aarch64)
	WORD=0xd5380000		# mrs x0, midr_el1
	GUARDED=0xd53b9c05	# mrs x5, pmcr_el0
	LIES="another_op0 another_op1 another_op2"
	CARRIERS="inline trap"
	;;
*)
	WORD=0xee100f10		# mrc p15, 0, r0, c0, c0, 0
	GUARDED=0xee195f1c	# mrc p15, 0, r5, c9, c12, 0
	LIES="another_coprocessor another_opc1 another_opc2 another_condition"
	CARRIERS="inline branch trap"
	;;
esac

# how many modules hold a module
users()
{
	awk -v m="$1" '$1 == m { print $3 }' /proc/modules
}

# served MODULE: what became of its instructions, in one line
served()
{
	(cd "$SYS/$1" && grep . sites carrier_* action_* refused) | tr '\n' ' '
}

# refused_vsi ERROR PARAMS MESSAGE
refused_vsi()
{
	forget_messages
	refused "$1" vsi "$2"
	is "message" "$(messages)" "vsi: $3"
	[ ! -e $SYS ] || fail "$SYS is there"
}

without_it()
{
	load vsi "$NATIVE"
	is "second" "$(cat $SYS/second)" none
	load vsi_test_ops
	is "disagreements" "$(total disagreements)" 0
	served vsi_test_ops > /tmp/served
	unload vsi_test_ops
	unload vsi
}

required_and_not_there()
{
	refused_vsi ENODEV second=require "second: vsi_capstone is required and not loaded"
}

bad_parameter()
{
	refused_vsi EINVAL second=on "second: 'on' is none of auto, off, require"
}

of_another_version()
{
	load vsi_test_second_abi
	refused_vsi EINVAL "" "second: vsi_capstone is of another version of vsi"
	is "users" "$(users vsi_test_second_abi)" 0
	load vsi second=off
	unload vsi
	unload vsi_test_second_abi
}

capstone_loads()
{
	load vsi_capstone
	is "version" "$(cat /sys/module/vsi_capstone/version)" "$(cat /t/VERSION)"
	is "users" "$(users vsi_capstone)" 0
}

it_is_held_while_vsi_is_loaded()
{
	load vsi "$NATIVE second=require"
	is "second" "$(cat $SYS/second)" "capstone 4.0.2"
	is "parameter" "$(param vsi second)" require
	is "users" "$(users vsi_capstone)" 1
	is "unload" "$(unload vsi_capstone)" EAGAIN
	unload vsi
	is "users" "$(users vsi_capstone)" 0
}

it_may_be_left_out()
{
	load vsi second=off
	is "second" "$(cat $SYS/second)" none
	is "users" "$(users vsi_capstone)" 0
	unload vsi
}

the_same_is_served()
{
	forget_messages
	load vsi "$NATIVE"
	is "second" "$(cat $SYS/second)" "capstone 4.0.2"
	ops_loaded vsi_test_ops trap process
	is "served" "$(served vsi_test_ops)" "$(cat /tmp/served)"
	is "disagreements" "$(cat $SYS/vsi_test_ops/disagreements)" 0
	unload vsi_test_ops
	unload vsi
	is "messages" "$(messages | grep -c 'second decoder')" 0
}

# what each action and carrier does to a module is the same with it and without
each_action()
{
	for second in off require; do
		load vsi "second=$second"
		for action in guard zero emulate const; do
			policy "$action" > $SYS/policy
			for carrier in auto trap; do
				echo "$carrier" > $SYS/carrier
				load vsi_test_handlers "action=$action"
				echo "$action $carrier: $(served vsi_test_handlers)"
				unload vsi_test_handlers
			done
		done > "/tmp/served-$second"
		is "disagreements" "$(total disagreements)" 0
		unload vsi
	done
	diff /tmp/served-off /tmp/served-require
	# shellcheck disable=SC2086 # a list
	for what in action_guard action_zero action_emulate action_const \
		    $(printf 'carrier_%s ' $CARRIERS); do
		grep -q "$what:[1-9]" /tmp/served-off || fail "no $what"
	done
}

capstone_unloads()
{
	unload vsi_capstone
}

# lied_about LIE WHAT: the word is left alone, nothing else is
lied_about()
{
	load vsi_test_second "word=$WORD lie=$1"
	load vsi "$NATIVE"
	is "second" "$(cat $SYS/second)" test
	forget_messages
	load vsi_test_ops carrier=trap
	dir=$SYS/vsi_test_ops
	left=$(cat $dir/disagreements)
	[ "$left" -gt 0 ] || fail "no disagreement"
	is "total" "$(total disagreements)" "$left"
	is "message" "$(messages)" \
		"vsi: vsi_test_ops: $WORD: left alone, the second decoder differs about: $2"
	is "substituted" "$(cat $dir/carrier_trap)" \
		$(($(sed 's/.*carrier_trap:\([0-9]*\).*/\1/' /tmp/served) - left))
	is "kept" "$(cat $dir/action_keep)" \
		$(($(sed 's/.*action_keep:\([0-9]*\).*/\1/' /tmp/served) + left))
	is "reason" "$(awk -v w=$WORD '$1 == w { print $NF }' /sys/kernel/debug/vsi/vsi_test_ops/ways)" \
		second
	is "misplaced" "$(param vsi_test_ops misplaced)" "$left"
	is "mismatches" "$(param vsi_test_ops mismatches)" 0
	unload vsi_test_ops
	is "total" "$(total disagreements)" 0
	unload vsi
	unload vsi_test_second
}

truthful()
{
	load vsi_test_second "word=$WORD lie=none"
	load vsi "$NATIVE"
	load vsi_test_ops
	is "served" "$(served vsi_test_ops)" "$(cat /tmp/served)"
	unload vsi_test_ops
	unload vsi
	unload vsi_test_second
}

it_does_not_know_the_word()	{ lied_about unknown instruction; }
another_instruction()		{ lied_about row instruction; }
another_coprocessor()		{ lied_about cp cp; }
another_op0()			{ lied_about o0 o0; }
another_op1()			{ lied_about op1 op1; }
another_op2()			{ lied_about op2 op2; }
another_opc1()			{ lied_about opc1 opc1; }
another_crn()			{ lied_about CRn CRn; }
another_crm()			{ lied_about CRm CRm; }
another_opc2()			{ lied_about opc2 opc2; }
another_register()		{ lied_about Rt Rt; }
another_direction()		{ lied_about L L; }
another_condition()		{ lied_about cond cond; }

# what stays in its place is not guarded either
a_guarded_word()
{
	guarded=$(sed -n 's/^guard auto: .*action_guard:\([0-9]*\).*/\1/p' /tmp/served-off)
	load vsi_test_second "word=$GUARDED lie=Rt"
	load vsi "policy=$(policy guard)"
	load vsi_test_handlers action=guard
	left=$(cat $SYS/vsi_test_handlers/disagreements)
	[ "$left" -gt 0 ] || fail "no disagreement"
	is "guarded" "$(cat $SYS/vsi_test_handlers/action_guard)" $((guarded - left))
	unload vsi_test_handlers
	unload vsi
	unload vsi_test_second
}

# 10000 sites hold one word; and nothing is asked that stays as it is
asked_once_a_word()
{
	load vsi_test_second
	load vsi "$NATIVE"
	load vsi_test_many
	is "substituted" "$(cat $SYS/vsi_test_many/carrier_trap)" 10000
	asked=$(param vsi_test_second asked)
	[ "$asked" -ge 1 ] && [ "$asked" -le 4 ] || fail "asked $asked times"
	unload vsi_test_many
	echo audit > $SYS/policy
	load vsi_test_many
	is "asked" "$(param vsi_test_second asked)" "$asked"
	unload vsi_test_many
	unload vsi
	unload vsi_test_second
}

# of a module that runs, all of whose words are lied about, nothing is substituted
attached()
{
	load vsi_test_ops carrier=none
	load vsi_test_second lie=unknown
	load vsi "$NATIVE"
	forget_messages
	echo vsi_test_ops > $SYS/attach
	dir=$SYS/vsi_test_ops
	[ "$(cat $dir/disagreements)" -gt 0 ] || fail "no disagreement"
	# what no carrier is exact for is not asked about
	alone=$(awk -F '\t' '$NF == "carrier" { n += $5 } END { print n + 0 }' \
		/sys/kernel/debug/vsi/vsi_test_ops/ways)
	is "disagreements" "$(cat $dir/disagreements)" $(($(cat $dir/sites) - alone))
	is "substituted" "$(cat $dir/carrier_trap)" 0
	[ "$(messages | grep -c 'second decoder differs about: instruction')" -gt 0 ]
	unload vsi
	unload vsi_test_ops
	unload vsi_test_second
}

# shellcheck disable=SC2086 # a list
run_tests without_it required_and_not_there bad_parameter of_another_version capstone_loads \
	it_is_held_while_vsi_is_loaded it_may_be_left_out the_same_is_served each_action \
	capstone_unloads truthful it_does_not_know_the_word another_instruction \
	another_crn another_crm another_register another_direction $LIES a_guarded_word \
	asked_once_a_word attached
