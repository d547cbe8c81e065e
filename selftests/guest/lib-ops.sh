# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
#
# For guest scripts that load vsi_test_ops or vsi_test_handlers.

# ops_loaded FILE CARRIER CONTEXT [ROUNDS]: every instruction did what its original
# does; where it stood stands what CARRIER says, or the original with "none"
ops_loaded()
{
	load "$1" "carrier=$2 context=$3 rounds=${4:-1} $MODEL"
	is "mismatches" "$(param vsi_test_ops mismatches)" 0
	is "misplaced" "$(param vsi_test_ops misplaced)" 0
	is "exclusive" "$(param vsi_test_ops exclusive)" 100
	is "aborted" "$(param vsi_test_ops aborted)" 1
	is "substituted" "$(param vsi_test_ops substituted)" "$(param vsi_test_ops sites)"
	[ "$(param vsi_test_ops runs)" -gt 4000 ] || fail "only $(param vsi_test_ops runs) runs"
	[ "$2" = none ] || [ "$(param vsi_test_ops sites)" -gt 100 ] ||
		fail "only $(param vsi_test_ops sites) sites"
}

# what vsi_test_ops is to know of the CPU
case $(sed -n 's/^CPU part.*: //p' /proc/cpuinfo | sort -u) in
0xd08)	MODEL=a72=1 ;;
0x051)	MODEL=max=1 ;;
*)	MODEL= ;;
esac

CLASSES="pmu debug trace jazelle lockdown impdef call setway timer hyp secure idreg cachetype
	vfpid actlr gic fault event spe trbe"

# all CLASS=ACTION of those that vsi_test_handlers has and its C code has not
policy()
{
	for class in $CLASSES; do
		printf '%s=%s,' "$class" "$1"
	done | sed 's/,$//'
}
