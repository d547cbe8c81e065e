#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# vsi embed on modules of a distribution: signed, built without vsi-as.
# shellcheck source=selftests/tools/lib.sh
. "$(dirname "$0")/lib.sh"

# From nearly nothing to thousands of entries; .init.text, .exit.text, data in
# code (the first of them writes its hvc and smc as data).
modules="arm_smccc_trng chacha-neon loop tun snd-pcm sctp batman-adv raid456 btrfs xfs"
read -ra modules <<<"$modules"
plan $((4 * ${#modules[@]}))

if [ -z "$CACHE" ] || [ "$(cat "$CACHE/arch" 2>/dev/null)" != arm ]; then
	for m in "${modules[@]}"; do
		for what in embed objdump verify readelf; do
			skip "$m: $what" "CACHE names no ARM kernel"
		done
	done
	finish
fi
need "${CROSS}objdump" "no ${CROSS}objdump"

unpack()
{
	case $1 in
	*.xz)	xz -dc "$1" ;;
	*)	cat "$1" ;;
	esac
}

for m in "${modules[@]}"; do
	file=$(find -L "$CACHE/modules/kernel" -name "$m.ko" -o -name "$m.ko.xz" | head -n 1)
	if [ -z "$file" ]; then
		for what in embed objdump verify readelf; do
			skip "$m: $what" "this kernel has no such module"
		done
		continue
	fi
	unpack "$file" >"$m.ko"
	check "$m: embed" "$vsi" embed "$m.ko"
	check "$m: objdump" lists_of_objdump "$m.ko"
	check "$m: verify" silent "$vsi" table verify "$m.ko"
	check "$m: readelf" readelf_clean "$m.ko"
done

finish
