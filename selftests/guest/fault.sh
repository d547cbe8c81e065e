#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The module's own fault; run by faults.sh, which expects the guest to die.
# The words after "vsi.fault=" on the command line: with or without vsi, and
# which fault.
. /vsi/lib.sh

# shellcheck disable=SC2046 # two words
set -- $(sed -n 's/.*vsi.fault=\([a-z]*\),\([a-z]*\).*/\1 \2/p' /proc/cmdline)
[ "$1" = without ] || load vsi "$NATIVE"
load vsi_test_oops "how=$2"
