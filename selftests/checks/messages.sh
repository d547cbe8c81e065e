#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# messages.sh: is each message of vsi.ko and of the tools, and each reason in one, in
# Documentation/troubleshooting.rst, once, and nothing else? Prints a KTAP document.
set -u

top=$(cd "$(dirname "$0")/../.." && pwd)
cd "$top" || exit 1
# shellcheck source=selftests/lib/ktap.sh
. "$top/selftests/lib/ktap.sh"

# check WHAT FILE...
check()
{
	what=$1
	shift
	perl selftests/checks/messages.pl "$what" Documentation/troubleshooting.rst "$@"
}

ktap_plan 7
ktap_run 'every message of the module has an entry' check messages vsi_*/*.c hypercall/*.c
ktap_run 'every entry is a message of the module' check entries vsi_*/*.c hypercall/*.c
ktap_run 'every reason of the module has an entry' check reasons vsi_*/*.c hypercall/*.c
ktap_run 'every reason with an entry is given' check given vsi_*/*.c hypercall/*.c
ktap_run 'none has two' check once
ktap_run 'every message of the tools has an entry' check tools tools/*.c
ktap_run 'every message of the makefiles has an entry' check literal Makefile Kbuild
ktap_end
