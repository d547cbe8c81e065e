#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# style.sh: what the files look like. Prints a KTAP document.
#
# FETCH=1 lets it fetch checkpatch.pl, see checkpatch.sh.
set -u

checks=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$checks/../.." && pwd)
cd "$top" || exit 1
# shellcheck source=selftests/lib/ktap.sh
. "$top/selftests/lib/ktap.sh"

max_function=60
max_file=800

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

# An unpacked tarball has no git.
if [ -e .git ]; then
	git ls-files --cached --others --exclude-standard
else
	find . -type f ! -path './build/*' ! -name '*.o' ! -name '*.ko' | sed 's,^\./,,'
fi | sort -u | while read -r file; do
	[ ! -f "$file" ] || echo "$file"
done >"$dir/all"
grep '\.[ch]$' "$dir/all" >"$dir/c"
grep '^Documentation/.*\.rst$' "$dir/all" | grep -v '\.head\.rst$' >"$dir/rst"
xargs grep -lIE '^#!/bin/(ba|da)?sh|^# shellcheck shell=' <"$dir/all" >"$dir/sh"
grep -vE '\.(rst|md|txt|gz|xz|zst|ko|o|bin)$|(^|/)(VERSION|LICENSE|COPYING|CHANGES)$|^debian/|^Documentation/ABI/|(^|/)\.git' \
	"$dir/all" >"$dir/sources"

# said PATTERN FILE_LIST [EXCEPT]: print the lines that match, fail if there are some
said()
{
	! xargs grep -nIE -e "$1" <"$2" | grep -vE -e "${3:-^$}" | grep .
}

# ask_checkpatch SCRIPT: about the files in $dir/unknown
ask_checkpatch()
{
	sed "s,^[^ ]* ,$top/," "$dir/unknown" >"$dir/ask"
	# It leaves a file behind where it runs. 123: it has found something.
	(cd "$dir" && xargs -r perl "$1" --no-tree --strict --terse --show-types --no-summary \
		--max-line-length=100 -f <ask >answers 2>/dev/null)
	case $? in
	0|123) ;;
	*) return 1 ;;
	esac
	sed "s,^$top/,," "$dir/answers" | grep -E '^[^:]+:[0-9]+: (ERROR|WARNING|CHECK):' >"$dir/said"
	while read -r sum file; do
		awk -F : -v file="$file" '$1 == file' "$dir/said" >"$kept/$sum.tmp"
		mv "$kept/$sum.tmp" "$kept/$sum"
	done <"$dir/unknown"
}

# What it says depends on the file and on its name: answers are kept by both.
run_checkpatch()
{
	kept=$top/build/checkpatch/$(cat "$1" "${1%/*}"/*.txt "$0" 2>/dev/null | sha256sum | cut -c 1-16)
	mkdir -p "$kept"
	xargs sha256sum <"$dir/c" | while read -r sum file; do
		echo "$sum-$(echo "$file" | tr / _) $file"
	done >"$dir/sums"
	while read -r sum file; do
		[ -e "$kept/$sum" ] || echo "$sum $file"
	done <"$dir/sums" >"$dir/unknown"
	ask_checkpatch "$1" || { echo "checkpatch fails"; return 1; }
	while read -r sum _; do
		cat "$kept/$sum"
	done <"$dir/sums" >"$dir/said"
	awk -v list="$checks/checkpatch-exceptions.txt" '
		function glob(s)
		{
			gsub(/\./, "\\.", s)
			gsub(/\*/, ".*", s)
			return "^" s "$"
		}
		BEGIN {
			while ((getline line <list) > 0)
				if (line !~ /^#/ && split(line, field, /[ \t]+/) >= 3) {
					n++
					file[n] = field[1]
					type[n] = field[2]
				}
		}
		{
			split($0, part, ":")
			for (i = 1; i <= n; i++)
				if (part[4] == type[i] && part[1] ~ glob(file[i])) {
					used[i] = 1
					next
				}
			print
			bad = 1
		}
		END {
			for (i = 1; i <= n; i++)
				if (!used[i]) {
					print "not needed: " file[i] " " type[i]
					bad = 1
				}
			exit bad
		}' "$dir/said"
}

# A function's braces are the only ones alone in the first column.
function_length()
{
	xargs awk -v max="$max_function" '
		/^[a-z_].*\(/ { name = $0 }
		/^{/ { start = FNR }
		/^}$/ && start {
			length_ = FNR - start - 1
			count++
			total += length_
			if (length_ > longest)
				longest = length_
			if (length_ > max) {
				sub(/\(.*/, "", name)
				sub(/.*[ *]/, "", name)
				print FILENAME ":" start ": " name "() has " length_ " lines"
				bad = 1
			}
			start = 0
		}
		END {
			if (count)
				print count " functions, longest " longest ", mean " int(total / count)
			exit bad
		}' <"$dir/c"
}

file_length()
{
	xargs wc -l <"$dir/sources" | awk -v max="$max_file" '
		$2 != "total" && $1 > max { print $2 ": " $1 " lines"; bad = 1 }
		END { exit bad }'
}

spdx()
{
	bad=0
	while read -r file; do
		[ -s "$file" ] || continue
		head -n 2 "$file" | grep -q 'SPDX-License-Identifier: ' && continue
		echo "$file"
		bad=1
	done <"$dir/sources"
	return "$bad"
}

kernel_version()
{
	grep '^\(vsi_core\|vsi_arm\|hypercall\)/' "$dir/c" >"$dir/module"
	said '(LINUX_VERSION|KERNEL_VERSION)' "$dir/module" '^vsi_core/compat\.h:'
}

architecture()
{
	grep '^\(vsi_core\|hypercall\)/.*\.[ch]$' "$dir/c" >"$dir/generic"
	said '(CONFIG_ARM|__arm__|__aarch64__)' "$dir/generic"
}

# The brackets keep this file from finding itself.
unfinished()
{
	said '(^|[^A-Za-z])(TO[D]O|FIX[M]E|X[X]X)([^A-Za-z]|$)' "$dir/all"
}

machine_path()
{
	said '(^|[[:space:]"=(:])/(wor[k]|hom[e]|roo[t])/' "$dir/all"
}

# Each page, and what each page names of others.
pages()
{
	bad=0
	while read -r page; do
		rst2html --strict --no-datestamp "$page" /dev/null || bad=1
	done <"$dir/rst"
	return "$bad"
}

links()
{
	while read -r page; do
		grep -o '<[^<>` ]*>`__' "$page" | sed 's/^<//; s/>`__$//' |
		while read -r link; do
			case $link in
			*://*) continue ;;
			esac
			[ -e "${page%/*}/${link%%#*}" ] || echo "$page: no $link"
		done
	done <"$dir/rst" >"$dir/dead"
	grep -o '](\([^):]*\))' README.md | sed 's/^](//; s/)$//; s/#.*//' | while read -r link; do
		[ -z "$link" ] || [ -e "$link" ] || echo "README.md: no $link"
	done >>"$dir/dead"
	! grep . "$dir/dead"
}

run_codespell()
{
	xargs codespell --ignore-words-list=te,ser,ot,mis,als,hda,crate <"$dir/all"
}

ktap_plan 12
if checkpatch=$("$checks/checkpatch.sh" ${FETCH:+-f}); then
	ktap_run checkpatch run_checkpatch "$checkpatch"
else
	ktap_skip checkpatch 'no checkpatch.pl: selftests/checks/checkpatch.sh -f fetches it'
fi
ktap_run "functions of up to $max_function lines" function_length
ktap_run "files of up to $max_file lines" file_length
ktap_run 'license of every source' spdx
ktap_run 'kernel versions in compat.h only' kernel_version
ktap_run 'architecture in vsi_arm only' architecture
ktap_run 'nothing left to do' unfinished
ktap_run 'no path of a machine' machine_path
ktap_run 'pages name files that are there' links
if command -v rst2html >/dev/null; then
	ktap_run 'pages are reStructuredText' pages
else
	ktap_skip 'pages are reStructuredText' 'no docutils'
fi
if command -v shellcheck >/dev/null; then
	ktap_run shellcheck xargs shellcheck -x -S warning -f gcc <"$dir/sh"
else
	ktap_skip shellcheck 'not installed'
fi
if command -v codespell >/dev/null; then
	ktap_run codespell run_codespell
else
	ktap_skip codespell 'not installed'
fi
ktap_end
