#!/usr/bin/awk -f
# SPDX-License-Identifier: GPL-2.0
#
# tracepoints.awk PAGE: what Documentation/tracing.rst says of fields, as lines
# "EVENT FIELD...".

/^=+$/ && last ~ /^vsi_[a-z]+$/ { event = last; tables = 0; events[event] = event }
/^=+ +=+$/ { tables++ }
# the rule above a table, and the one below
event && tables == 1 && /^``[a-z]+``  / { gsub(/`/, ""); events[event] = events[event] " " $1 }
{ last = $0 }

END {
	for (event in events)
		print events[event]
}
