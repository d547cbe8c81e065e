# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
#
# For guest scripts about modules that run already. vsi_test_text keeps copies of
# their text, vsi_test_probe sets a kprobe.

TEXT=/sys/module/vsi_test_text/parameters
# shellcheck disable=SC2034 # for the suites
PROBE=/sys/module/vsi_test_probe/parameters

attach()
{
	helper write $SYS/attach "$1"
}

detach()
{
	helper write $SYS/detach "$1"
}

# differ MODULE [HOW]: words of its text that are not those that were taken
differ()
{
	is "compare $1" "$(helper write "$TEXT/${2:-compare}" "$1")" ""
	cat $TEXT/differ
}
