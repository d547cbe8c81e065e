#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# scan.sh [-o FILE] DIR...: how fast vsi scan is, beside objdump -d, libcapstone
# and a plain read, in one run on this machine. DIR is what debian.sh prints.
#
# All modules of a kernel are linked into one file, and that is measured on one
# core, with a warm cache: what is compared then is reading code. The tree as it
# is, with a file for each module, is measured for vsi scan alone.
set -eu
LC_ALL=C
export LC_ALL

here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
BIN=$(realpath "${BIN:-$top/build/bin}")
O=${O:-$top/build/bench}
output=/dev/stdout
if [ "${1-}" = -o ]; then
	output=$2
	shift 2
fi
[ $# -gt 0 ] || { echo "usage: scan.sh [-o FILE] DIR..." >&2; exit 2; }

make -s -C "$here" O="$O"
work=$(mktemp -d "${TMPDIR:-/tmp}/vsi-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT

# Programs that do the same work without pause are on one core, all of them.
cpus=$(nproc)
pin()
{
	taskset -cp "$1" "$BASHPID" >/dev/null 2>&1 || :
}

# fastest CPUS TIMES COMMAND...: seconds of the fastest run on these CPUs
fastest()
{
	local on=$1 times=$2 i

	shift 2
	(
		pin "$on"
		for ((i = 0; i < times; i++)); do
			start=$EPOCHREALTIME
			"$@" >/dev/null 2>&1 || :
			echo "$start $EPOCHREALTIME"
		done
	) | awk '{ t = $2 - $1; if (NR == 1 || t < best) best = t } END { printf "%.5f", best }'
}

# cpu TIMES COMMAND...: as fastest on one core, for what runs so long that other
# work on the machine gets into every run: seconds of the CPU
cpu()
{
	local times=$1 i

	shift
	(
		pin 1
		TIMEFORMAT='%3U %3S'
		for ((i = 0; i < times; i++)); do
			{ time "$@" >/dev/null 2>&1; } 2>&1
		done
	) | awk '{ t = $1 + $2; if (NR == 1 || t < best) best = t } END { printf "%.3f", best }'
}

# reader WHAT FILE TIMES: as readers.c says, seconds of the CPU, of the fastest time
reader()
{
	(pin 1 && "$O/readers" "$@") | cut -d' ' -f2
}

row()
{
	awk -v what="$1" -v bytes="$2" -v t="$3" \
		'BEGIN { printf "  %-46s %10.4f s %10.1f MB/s\n", what, t, bytes / t / 1e6 }'
}

ratio()
{
	awk -v what="$1" -v fast="$2" -v slow="$3" \
		'BEGIN { printf "  %-46s %10.2f times\n", what, slow / fast }'
}

measure()
{
	local dir=$1 cross all=$work/all.o tree=$1/modules/kernel
	local scan start objdump file code bytes mem_vsi mem_sum mem_cs tree1 tree_n files

	cross=$(cat "$dir/cross")
	find -L "$tree" -name '*.ko' | sort >"$work/list"
	files=$(wc -l <"$work/list")
	"${cross}ld" -r -z muldefs -o "$all" "@$work/list" 2>/dev/null
	bytes=$("$O/readers" size "$all" | cut -d' ' -f1)

	scan=$(fastest 1 100 "$BIN/vsi" scan -j1 -f tsv "$all")
	start=$(fastest 1 100 "$BIN/vsi" scan -j1 -f tsv "$(head -n 1 "$work/list")")
	file=$(fastest 1 100 cat "$all")
	code=$(reader read "$all" 40)
	mem_vsi=$(reader vsi "$all" 15)
	mem_sum=$(reader sum "$all" 15)
	mem_cs=$(reader capstone "$all" 5)
	objdump=$(cpu 3 "${cross}objdump" -d "$all")
	tree1=$(fastest 1 15 "$BIN/vsi" scan -j1 -f tsv "$tree")
	tree_n=$(fastest "0-$((cpus - 1))" 15 "$BIN/vsi" scan -f tsv "$tree")

	echo "All modules of Debian's $(cat "$dir/release")"
	echo "  $files modules, $((bytes / 1000000)) MB of code, $(($(stat -c %s "$all") / 1000000)) MB linked into one file"
	echo
	ratio "vsi scan is faster than objdump -d" "$scan" "$objdump"
	ratio "vsi scan is faster than libcapstone" "$scan" "$mem_cs"
	ratio "vsi scan takes, of a plain read of the file" "$file" "$scan"
	ratio "vsi scan takes, of a plain read of the code" "$code" "$scan"
	ratio "the search is faster than objdump -d" "$mem_vsi" "$objdump"
	ratio "the search is faster than libcapstone" "$mem_vsi" "$mem_cs"
	ratio "the search takes, of adding up the code" "$mem_sum" "$mem_vsi"
	ratio "all cores are faster than one on the tree" "$tree_n" "$tree1"
	echo
	row "vsi scan, from file to rows" "$bytes" "$scan"
	row "vsi scan of one module: to begin and to end" "$bytes" "$start"
	row "objdump -d" "$bytes" "$objdump"
	row "plain read of the file" "$bytes" "$file"
	row "plain read of the code in it, and adding up" "$bytes" "$code"
	row "the search alone, code in memory" "$bytes" "$mem_vsi"
	row "libcapstone, code in memory, no details" "$bytes" "$mem_cs"
	row "adding up the code in memory" "$bytes" "$mem_sum"
	row "vsi scan, the tree, one core" "$bytes" "$tree1"
	row "vsi scan, the tree, $cpus cores" "$bytes" "$tree_n"
	echo
}

{
	echo "What make bench measured last"
	echo "============================="
	echo
	echo "One core and a warm cache unless said otherwise; MB/s are of code, not of files."
	echo "Compare ratios, not seconds: they depend less on the machine."
	echo
	for dir; do
		measure "$dir"
	done
} >"$work/result"
cat "$work/result" >"$output"
