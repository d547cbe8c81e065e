#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# vsi-ld [--veneers] VSI LD [ARG...]: run the linker LD; when it made a module,
# let VSI embed the module's table, and room for veneers. vsi.mk puts this
# before Kbuild's linker.
veneers=
if [ "$1" = --veneers ]; then
	veneers=$1
	shift
fi
vsi=$1
shift

"$@" || exit

out=
for arg; do
	if [ "$out" = -o ]; then
		out=$arg
		break
	fi
	[ "$arg" != -o ] || out=-o
done
case $out in
*.ko)	;;
*)	exit 0 ;;
esac

# shellcheck disable=SC2086 # one option or none
"$vsi" embed $veneers "$out" || {
	rm -f "$out"
	exit 1
}
