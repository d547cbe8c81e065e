#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# abi.sh: do the code and Documentation/ name the same attributes of sysfs, files of
# debugfs, and module parameters? Prints a KTAP document.
set -u

top=$(cd "$(dirname "$0")/../.." && pwd)
cd "$top" || exit 1
# shellcheck source=selftests/lib/ktap.sh
. "$top/selftests/lib/ktap.sh"

abi=Documentation/ABI/testing/sysfs-kernel-vsi
debug=Documentation/ABI/testing/debugfs-vsi
parameters=Documentation/parameters.rst

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

# The members of "struct attribute *NAME_attrs[]". NAME says the directory, so
# that a new array must be made known here.
cat vsi_core/*.c hypercall/*.c vsi_arm/*.c | awk '
	/^static struct attribute \*[a-z_]+_attrs\[\]/ {
		array = $0
		sub(/_attrs\[\].*/, "", array)
		sub(/.*\*/, "", array)
	}
	/^}/ { array = "" }
	array != "" && /&[a-z_]+_attr\.attr/ {
		name = $0
		sub(/_attr\.attr.*/, "", name)
		sub(/.*&/, "", name)
		if (array == "root")
			path = ""
		else if (array == "total" && sub(/^total_/, "", name))
			path = "totals/"
		else if (array == "module") {
			sub(/^module_/, "", name)
			path = "<module>/"
		}
		else
			path = "unknown array " array ": "
		print "/sys/kernel/vsi/" path name
	}' >"$dir/attrs"

# The files of features/ are made from a table.
sed -n 's/^FEATURE\(_A64\)*([A-Z0-9]*, *"\([a-z0-9]*\)".*/\2/p' vsi_arm/features.tbl |
	sort -u >"$dir/features"
{
	cat "$dir/attrs"
	sed -n 's,.*\.group\.name = "\([a-z]*\)".*,/sys/kernel/vsi/\1/,p' vsi_core/sysfs.c |
		sed 's,/features/$,&<feature>,; s,/hits/$,&<class>,'
} | sort >"$dir/code"
awk '/^What:.*<feature>/ { on = 1 } on && /^\t\t[a-z0-9]+  / { print $1 } on && /one line/ { exit }' \
	"$abi" | sort >"$dir/listed"

# What ends in a slash is a directory.
sed -n 's/^What:[[:space:]]*//p' "$abi" | sort >"$dir/what"
grep -v '/$' "$dir/what" >"$dir/documented"

# Files of debugfs: those of the root, and those of a module.
{
	sed -n 's,^#define ROOM[[:space:]]*"\(.*\)",/sys/kernel/debug/vsi/\1,p' vsi_core/debugfs.c
	sed -n 's,.*debugfs_create_file("\([a-z_]*\)".*,/sys/kernel/debug/vsi/<module>/\1,p' \
		vsi_core/debugfs.c
} | sort >"$dir/files"
sed -n 's/^What:[[:space:]]*//p' "$debug" | grep -v '/$' | sort >"$dir/debug"

# words FILE: what the first column of a page's tables has
words()
{
	sed -n 's/^\t\t\([a-z]*\)  *[^ ].*/\1/p' "$1" | sort -u
}

# Columns are in the line of a file that names them, reasons in a table.
{
	sed -n 's/.*seq_puts(m, "\(.*\\t.*\)\\n");/\1/p' vsi_core/debugfs.c | sed 's/\\t/\n/g'
	sed -n 's/^KEPT([A-Z]*, *"\([a-z]*\)".*/\1/p' vsi_core/kept.tbl
} | grep -x '[a-z][a-z]*' | sort -u >"$dir/columns"
words "$debug" >"$dir/words"

# What each reason says, a line for each.
sed -n 's/^KEPT([A-Z]*, *"\([a-z]*\)", *"\(.*\)")/\1 \2/p' vsi_core/kept.tbl |
	sort >"$dir/reasons"
awk '/^\t\t=+  =+$/ { if (line != "") print line; line = "" }
	/^\t\t[a-z]+ +[^ ]/ { if (line != "") print line; line = $0 }
	/^\t\t\t   [^ ]/ { line = line " " $0 }' "$debug" | awk '{ $1 = $1; print }' | sort >"$dir/explained"

cat vsi_core/*.c hypercall/*.c vsi_arm/*.c >"$dir/source"
sed -n 's/^module_param[a-z_]*(\([a-z_]*\),.*/\1/p' "$dir/source" | sort >"$dir/params"
sed -n 's/^MODULE_PARM_DESC(\([a-z_]*\),.*/\1/p' "$dir/source" | sort >"$dir/described"

# A parameter is a heading of one lower-case word.
awk '/^=+$/ && last ~ /^[a-z_]+$/ { print last } { last = $0 }' "$parameters" |
	sort >"$dir/headings"

# only FILE OTHER: nothing is in FILE alone, and there is something
only()
{
	[ -s "$1" ] || { echo "found nothing"; return 1; }
	! comm -23 "$1" "$2" | grep .
}

twice()
{
	! uniq -d "$dir/what" | grep . && ! uniq -d "$dir/code" | grep .
}

# As Documentation/ABI/README of the kernel wants it.
fields()
{
	awk '
		function finish()
		{
			if (what != "" && seen != "Date KernelVersion Contact Description ") {
				print what ": has " seen
				bad = 1
			}
		}
		/^What:/ { finish(); what = $2; seen = "" }
		/^(Date|KernelVersion|Contact|Description):/ {
			sub(/:.*/, "")
			seen = seen $0 " "
		}
		END { finish(); exit bad }' "$abi" "$debug"
}

# Each directory that holds something is described too.
directories()
{
	bad=0
	sed 's,[^/]*$,,' "$dir/documented" | sort -u | while read -r d; do
		grep -qxF "$d" "$dir/what" || echo "$d"
	done | grep . && bad=1
	return "$bad"
}

ktap_plan 14
ktap_run 'every attribute is documented' only "$dir/code" "$dir/documented"
ktap_run 'every documented attribute is there' only "$dir/documented" "$dir/code"
ktap_run 'every feature is listed' only "$dir/features" "$dir/listed"
ktap_run 'every listed feature is there' only "$dir/listed" "$dir/features"
ktap_run 'none is there twice' twice
ktap_run 'every entry has its fields' fields
ktap_run 'every directory is documented' directories
ktap_run 'every file of debugfs is documented' only "$dir/files" "$dir/debug"
ktap_run 'every documented file of debugfs is there' only "$dir/debug" "$dir/files"
ktap_run 'every column and reason is documented' only "$dir/columns" "$dir/words"
ktap_run 'every reason is documented as it is' only "$dir/reasons" "$dir/explained"
ktap_run 'every parameter is documented' only "$dir/params" "$dir/headings"
ktap_run 'every documented parameter is there' only "$dir/headings" "$dir/params"
ktap_run 'every parameter is described in the module' only "$dir/params" "$dir/described"
ktap_end
