# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
#
# For guest scripts that load vsi_test_broken: what modules do that break in guests, without
# vsi and with it, against what broken.tsv says of this environment. That is where
# Documentation/modules-that-break.rst has it from.
#
#   BROKEN_ENV      the environment
#   BROKEN_COUNTER  what counts exits there
#   BROKEN_SKIP     what would kill the guest without vsi, even if it is caught
# shellcheck disable=SC2154 # those

# broken_results: a line for each case; what is read is left out, as it depends on the CPU
broken_results()
{
	param vsi_test_broken results > /tmp/results
	[ -s /tmp/results ] || fail "no results"
	if [ "$BROKEN_COUNTER" = none ]; then
		awk '{ print $1, $2, "-" }' /tmp/results
	else
		awk '{ print $1, $2, $3 }' /tmp/results
	fi
}

modules_break_without_vsi()
{
	load vsi_test_broken "catch=1 counter=$BROKEN_COUNTER skip=${BROKEN_SKIP-}"
	broken_results > /tmp/without
	cp /tmp/results /tmp/values-without
	unload vsi_test_broken
	if [ -n "${BROKEN_SKIP-}" ]; then
		awk '$2 == "astray" { $3 = "-" } { print }' /tmp/without > /tmp/out-without
		mv /tmp/out-without /tmp/without
	fi
}

# served_broken FILE PARAMS: with vsi; what is right without it reads the same
served_broken()
{
	load "$1" "counter=$BROKEN_COUNTER ${2-}"
	dmesg | grep 'vsi_test_broken: ' || :
	is "wrong" "$(param vsi_test_broken wrong)" 0
	broken_results > /tmp/with
	awk 'NR == FNR { if ($2 != "undefined" && $2 != "astray") value[$1] = $4; next }
		$1 in value && value[$1] != $4 { print $1 ": " value[$1] ", now " $4 }' \
		/tmp/values-without /tmp/results > /tmp/others
	is "values" "$(cat /tmp/others)" ""
}

# In all contexts, those of CPUs that come among them; by a table.
modules_work_with_vsi()
{
	load vsi policy=auto
	served_broken vsi_test_broken contexts=1
	cpus=$(nproc)
	coming=$cpus
	[ "$cpus" = 1 ] || coming=$((cpus + 2))
	is "CPUs that came" "$(param vsi_test_broken coming)" $coming
	is "runs" "$(param vsi_test_broken runs)" $((4 + cpus + cpus + coming))
	unload vsi_test_broken
}

# The same without a table.
modules_work_as_they_are()
{
	cp /tmp/with /tmp/with-table
	served_broken bare/vsi_test_broken
	is "source" "$(cat $SYS/vsi_test_broken/source)" discovered
	unload vsi_test_broken
	is "results" "$(cat /tmp/with)" "$(cat /tmp/with-table)"
	unload vsi
}

# Each row is in the document, too, from where modules-that-break.sh -u takes it.
modules_break_as_documented()
{
	awk -v env="$BROKEN_ENV" -v OFS='\t' 'NR == FNR { without[$1] = $2; exits[$1] = $3; next }
		{ print env, $1, without[$1], exits[$1], $2, $3 }' \
		/tmp/without /tmp/with > /tmp/rows
	while read -r row; do
		note "BROKEN $row"
	done < /tmp/rows
	awk -F '\t' -v env="$BROKEN_ENV" '$1 == env' /t/broken.tsv > /tmp/expected
	is "rows" "$(cat /tmp/rows)" "$(cat /tmp/expected)"
}

# shellcheck disable=SC2034 # for suites
BROKEN_TESTS="modules_break_without_vsi modules_work_with_vsi modules_work_as_they_are
	modules_break_as_documented"
