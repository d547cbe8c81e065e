# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# For the host's halves of the demo. Needs:
#   out    where it works
#   vsi    the program
# shellcheck disable=SC2154 # those

say()
{
	printf '\n== %s\n' "$*"
}

# status_here: what the guest printed; in place of its attributes what vsi status
# says of them, all or the table of modules
status_here()
{
	local line name sys=$out/sysfs
	while IFS= read -r line; do
		case $line in
		@begin)
			rm -rf "$sys" ;;
		"@end all")
			"$vsi" status --sysfs "$sys" ;;
		"@end modules")
			"$vsi" status --sysfs "$sys" | sed -n '/^module/,$p' ;;
		@*)
			name=${line#@} name=${name%% *}
			mkdir -p "$sys/$(dirname "$name")"
			echo "${line#* }" > "$sys/$name" ;;
		*)
			echo "$line" ;;
		esac
	done
}
