#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# guest-kernel.sh NAME: the directory of a kernel for guests. NAME is
#
#	SUITE-FLAVOUR	a stock one of that release of Debian, fetched by debian.sh:
#			trixie-armmp, sid-arm64
#	FLAVOUR		the same of bookworm: armmp-lpae, armmp, arm64
#	ARCH-KIND	one that kernel.sh builds: arm-debug
set -eu

setup=$(dirname "$0")
case $1 in
bookworm-* | trixie-* | sid-*)	exec "$setup/debian.sh" "${1%%-*}" "${1#*-}" ;;
arm-* | arm64-*)		exec "$setup/kernel.sh" "$1" ;;
*)				exec "$setup/debian.sh" bookworm "$1" ;;
esac
