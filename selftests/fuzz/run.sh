#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# run.sh TARGET...: run the targets in the current directory, two at a time,
# for SECONDS_EACH seconds each; print a KTAP document.
set -u

# Of one input: seconds, and of all: megabytes, bytes.
limits=(-timeout=10 -rss_limit_mb=1024 -malloc_limit_mb=256 -max_len=65536)

fuzz()
{
	mkdir -p "corpus-$1"
	ASAN_OPTIONS=detect_leaks=1 "./fuzz_$1" -max_total_time="$SECONDS_EACH" "${limits[@]}" \
		-artifact_prefix="crash-$1-" -print_final_stats=1 \
		"corpus-$1" "seeds/$1" >"$1.log" 2>&1
	echo $? >"$1.status"
}

printf '%s\n' "$@" >order
while read -r target; do
	while [ "$(jobs -rp | wc -l)" -ge 2 ]; do
		wait -n
	done
	fuzz "$target" &
done <order
wait

echo "KTAP version 1"
echo "1..$#"
number=0
failed=0
for target; do
	number=$((number + 1))
	runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$target.log")
	if [ "$(cat "$target.status")" = 0 ] && [ "${runs:-0}" -gt 0 ]; then
		echo "# $runs inputs"
		echo "ok $number $target"
		continue
	fi
	tail -n 40 "$target.log" | sed 's/^/# /'
	echo "not ok $number $target"
	failed=1
done
exit $failed
