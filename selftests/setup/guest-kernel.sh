#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# guest-kernel.sh NAME: the directory of a kernel for guests: a stock one that
# debian.sh fetches, by its flavour, or one that kernel.sh builds, by its name.
set -eu

setup=$(dirname "$0")
case $1 in
arm-* | arm64-*)	exec "$setup/kernel.sh" "$1" ;;
*)			exec "$setup/debian.sh" bookworm "$1" ;;
esac
