#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# choose.sh ISA VSI MODULES: the shortest functions of Debian's modules that have instructions
# which are sensitive in user mode, as the scanner finds them: "MODULE FUNCTION KIND", where
# KIND is psr, tpidr, and of a32 dacr, of a64 sp_el0; of each kind from as many modules.
# Their modules access nothing else but user memory, since no machine knows everything.
set -eu

isa=$1 vsi=$2 modules=$3
case $isa in
a32)	cross=${CROSS_ARM-arm-linux-gnueabihf-} kinds='psr dacr tpidr' ;;
a64)	cross=${CROSS_ARM64-aarch64-linux-gnu-} kinds='psr tpidr sp_el0' ;;
esac
largest=160k	# modules
modules_of_kind=70	# that are looked at, spread over all that have some
functions_of_kind=80	# that are printed, of different names
functions_of_module=4	# of these, of one kind

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

status=0
"$vsi" scan -f tsv "$modules" >"$dir/scan" || status=$?
[ "$status" = 1 ] # it has found some

# kind, file, offset
awk -F '\t' -v isa="$isa" '
	$2 != ".text" || $5 != toupper(isa) || $8 ~ /alt-repl/ {
		next
	}
	$6 == "psr" || $6 == "dacr" || $7 == "TPIDRPRW" || $7 == "TPIDR_EL1" || $7 == "SP_EL0" {
		print $7 == "SP_EL0" ? "sp_el0" : $6, $1, $3
		next
	}
	$6 !~ /^(call|unpriv|event|tpidr)$/ {
		print "other", $1, $3
	}' "$dir/scan" | sort >"$dir/all"
awk 'NR == FNR && $1 == "other" { others[$2] = 1 }
	NR != FNR && !($2 in others)' "$dir/all" "$dir/all" >"$dir/sites"

# functions_in FILE KIND: size, file, name and kind of those with such a site
functions_in()
{
	grep -F " $1 " "$dir/sites" >"$dir/here"
	"${cross}objdump" -t "$1" | awk -v file="$1" -v kind="$2" '
		function hex(s, i, n)
		{
			n = 0
			for (i = 1; i <= length(s); i++)
				n = n * 16 + index("0123456789abcdef", substr(s, i, 1)) - 1
			return n
		}
		FNR == NR {
			if ($1 == kind)
				sites[++nr] = hex(substr($3, 3))
			next
		}
		$3 == "F" && $4 == ".text" {
			from = hex($1)
			for (i = 1; i <= nr; i++)
				if (sites[i] >= from && sites[i] < from + hex($5)) {
					print hex($5), file, $NF, kind
					next
				}
		}' "$dir/here" -
}

for kind in $kinds; do
	awk -v kind="$kind" '$1 == kind { print $2 }' "$dir/sites" | uniq |
		xargs -I '{}' find '{}' -size "-$largest" >"$dir/files"
	step=$(($(wc -l <"$dir/files") / modules_of_kind + 1))
	awk -v step="$step" 'NR % step == 1 || step == 1' "$dir/files" | while read -r file; do
		functions_in "$file" "$kind" | sort -n | head -n "$functions_of_module"
	done | sort -n -k 1,1 -k 2 | awk '!seen[$3]++' |
		head -n "$functions_of_kind" | cut -d ' ' -f 2-
done
