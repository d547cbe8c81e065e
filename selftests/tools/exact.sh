#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# exact.sh [DIR...]: over all modules of stock kernels, the sensitive
# instructions that vsi scan finds are those that the disassembler shows.
# DIR is what selftests/setup/debian.sh prints; without any, both are fetched.
#
# exact-known.txt lists, with the reason, where the two differ and may. What it
# lists must be found, too: it does not outlive its reason.
# shellcheck source=selftests/tools/lib.sh
. "$(dirname "$0")/lib.sh"

# Without a kernel that can be fetched there is nothing to compare.
kernels=("$@")
if [ $# = 0 ]; then
	for flavour in armmp-lpae arm64; do
		kernels+=("$("$top/selftests/setup/debian.sh" bookworm $flavour 2>/dev/null)")
	done
fi
plan $((3 * ${#kernels[@]}))

# disassembled DIR ARCH: file, section, offset, word of what objdump shows
disassembled()
{
	local rules=sensitive.awk

	[ "$2" = arm ] || rules=sensitive-a64.awk
	export rules here
	export objdump=${cross}objdump
	mkdir -p shown
	rm -f shown/*
	(cd "$1/modules/kernel" && find . -name '*.ko' -print0) | sort -z >names
	# shellcheck disable=SC2016
	(cd "$1/modules/kernel" && xargs -0 -r -P "$(nproc)" -n 48 bash -o pipefail -c '
		"$objdump" -d -z -w "$@" |
			awk -v files=1 -f "$here/$rules" -f "$here/disassembly.awk" >"$0/$BASHPID"
		' "$work/shown") <names || return
	cat shown/* | sort
}

# scanned DIR: the same of vsi scan
scanned()
{
	local status=0

	(cd "$1/modules/kernel" && "$vsi" scan --format=tsv .) >rows || status=$?
	# something was found, and everything could be read
	[ "$status" = 1 ] || return 1
	awk -F'\t' 'NR > 1 { print $1, $2, $3, $4 }' rows | sort
}

# explain ARCH: lines "< row" and "> row" on stdin, those that nothing explains
explain()
{
	awk -v arch="$1" -v list="$here/exact-known.txt" '
		BEGIN {
			while ((getline line <list) > 0) {
				if (line ~ /^#/ || split(line, f, " ") < 6 || f[1] != arch)
					continue
				want[f[2] " " f[3] " " f[4] " " f[5]] = 1
			}
		}
		/^[<>]/ {
			name = $2
			sub(/.*\//, "", name)
			sub(/\.ko$/, "", name)
			key = ($1 == "<" ? "objdump" : "vsi") " " name " " $3 " " $5
			if (key in want) {
				seen[key] = 1
				next
			}
			print ($1 == "<" ? "only objdump: " : "only vsi: ") $2, $3, $4, $5
			bad = 1
		}
		END {
			for (key in want)
				if (!(key in seen)) {
					print "known, but not found: " key
					bad = 1
				}
			exit bad
		}'
}

compare()
{
	diff shown.all scanned.all >differences
	explain "$1" <differences >unexplained && return
	wc -l <unexplained
	head -n 40 unexplained
	return 1
}

run_objdump()
{
	disassembled "$@" >shown.all || return
	echo "$(wc -l <shown.all) instructions"
	[ "$(wc -l <shown.all)" -gt 50000 ]
}

run_vsi()
{
	scanned "$1" >scanned.all
}

for dir in "${kernels[@]}"; do
	arch=$(cat "$dir/arch" 2>/dev/null)
	cross=$(cat "$dir/cross" 2>/dev/null)
	if [ -z "$arch" ] || ! command -v "${cross}objdump" >/dev/null; then
		for what in objdump scan compare; do
			skip "$what" "no kernel, or no ${cross}objdump"
		done
		continue
	fi
	check "$arch: disassemble" run_objdump "$dir" "$arch"
	check "$arch: scan" run_vsi "$dir"
	check "$arch: same instructions" compare "$arch"
done

finish
