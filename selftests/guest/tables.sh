#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Bad tables: each refuses its module with one message that names module,
# section, offset and reason, and the next good load works. /t/bad/cases has
# a line for each: KIND, then the message.
. /vsi/lib.sh

good_load()
{
	load vsi_test_load
	is "substituted" "$(param vsi_test_load substituted)" 4
	is "wrong" "$(param vsi_test_load wrong)" 0
	unload vsi_test_load
	nothing_served
}

refused_table()
{
	refusals=$(total refusals)
	forget_messages
	is "load" "$(helper load "/t/bad/$1.ko")" ENOEXEC
	is "message" "$(messages)" "$(sed -n "s/^$1 //p" /t/bad/cases)"
	is "refusals" "$(total refusals)" $((refusals + 1))
	nothing_served
	good_load
}

load vsi "$NATIVE"
names=
while read -r kind _; do
	eval "$kind() { refused_table $kind; }"
	names="$names $kind"
done < /t/bad/cases

# shellcheck disable=SC2086 # one word a test
run_tests good_load $names
