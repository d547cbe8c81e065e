# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
#
# Source this to print a KTAP document: ktap_plan, then one result each.

ktap_number=0
ktap_status=0

# ktap_plan COUNT
ktap_plan()
{
	echo 'KTAP version 1'
	echo "1..$1"
}

# ktap_run NAME COMMAND...: ok, if COMMAND succeeds. What it prints are diagnostics.
ktap_run()
{
	ktap_name=$1
	shift
	ktap_number=$((ktap_number + 1))
	if ktap_output=$("$@" 2>&1); then
		ktap_ok=ok
	else
		ktap_ok='not ok'
		ktap_status=1
	fi
	[ -z "$ktap_output" ] || printf '%s\n' "$ktap_output" | sed 's/^/# /'
	echo "$ktap_ok $ktap_number $ktap_name"
}

# ktap_skip NAME REASON
ktap_skip()
{
	ktap_number=$((ktap_number + 1))
	echo "ok $ktap_number $1 # SKIP $2"
}

# ktap_end: the exit status of the document
ktap_end()
{
	exit $ktap_status
}
