#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# tracepoints.sh: do vsi_core/trace.h and Documentation/tracing.rst name the same
# events, with the same fields, in the same order? Prints a KTAP document.
set -u

top=$(cd "$(dirname "$0")/../.." && pwd)
cd "$top" || exit 1
# shellcheck source=selftests/lib/ktap.sh
. "$top/selftests/lib/ktap.sh"

page=Documentation/tracing.rst

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

# Lines "EVENT FIELD...". An event has the fields of its class.
awk '
	/^(TRACE_EVENT|DECLARE_EVENT_CLASS)\(/ {
		name = $0
		gsub(/.*\(|,.*/, "", name)
		if (/^TRACE_EVENT/)
			of[name] = name
	}
	/^DEFINE_EVENT(_FN)?\(/ {
		gsub(/.*\(|,$/, "")
		split($0, word, /, */)
		of[word[2]] = word[1]
	}
	/^\t\t__(field|array)\(/ {
		gsub(/.*\(|\).*/, "")
		split($0, word, /, */)
		fields[name] = fields[name] " " word[2]
	}
	END {
		for (event in of)
			print event fields[of[event]]
	}' vsi_core/trace.h | sort >"$dir/code"

# The first table below the heading of an event has its fields.
"$top/selftests/checks/tracepoints.awk" "$page" | sort >"$dir/page"

# Each has its examples, for three tools.
awk '
	/^=+$/ && last ~ /^vsi_[a-z]+$/ { event = last; events[event] }
	event && /^        trace-cmd / { seen[event, "trace-cmd"] }
	event && /^        perf / { seen[event, "perf"] }
	event && /^        bpftrace / { seen[event, "bpftrace"] }
	event && /^        vsi_/ { sub(/:/, "", $1); seen[$1, "output"] }
	{ last = $0 }
	END {
		n = split("trace-cmd perf bpftrace output", what, " ")
		for (event in events)
			for (i = 1; i <= n; i++)
				if (!((event, what[i]) in seen))
					print event ": no example of " what[i]
	}' "$page" >"$dir/lacks"

# What the field "op" may say.
sed -n 's/^\t\[VSI_ARM_[A-Z]*\] = "\(.*\)",/\1/p' vsi_arm/arch.c >"$dir/ops"
awk '
	/^=+$/ { on = last == "vsi_trap"; if (on) tables = 0 }
	/^=+ +=+$/ { tables++ }
	on && tables == 3 && /^``[a-z]+``  / { gsub(/`/, ""); print $1 }
	{ last = $0 }' "$page" >"$dir/explained"

# same A B: and there is something
same()
{
	[ -s "$1" ] && diff "$1" "$2"
}

lacks_nothing()
{
	! grep . "$dir/lacks"
}

ktap_plan 3
ktap_run 'every tracepoint and field is documented' same "$dir/code" "$dir/page"
ktap_run 'every word of the field op is documented' same "$dir/ops" "$dir/explained"
ktap_run 'every tracepoint has its examples' lacks_nothing
ktap_end
