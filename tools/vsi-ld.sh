#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# vsi-ld VSI LD [ARG...]: run the linker LD; when it made a module, let VSI
# embed the module's table. vsi.mk puts this before Kbuild's linker.
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

"$vsi" embed "$out" || {
	rm -f "$out"
	exit 1
}
