#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# kbuild.sh CACHE_DIR MODULE_DIR [MAKE_ARG...]: build the modules of MODULE_DIR
# for the kernel that debian.sh left in CACHE_DIR, by the compiler of its release of
# Debian. Without a target the modules are built.
#
# What a release's own compiler sees of this machine is the kernels, this tree and
# MODULE_DIR.
set -eu

if [ $# -lt 2 ]; then
	echo "usage: kbuild.sh CACHE_DIR MODULE_DIR [MAKE_ARG...]" >&2
	exit 2
fi
kernel=$1
dir=$(realpath "$2")
shift 2

if [ ! -e "$kernel/release" ]; then
	echo "kbuild.sh: $kernel: no kernel, run debian.sh" >&2
	exit 1
fi
arch=$(cat "$kernel/arch")
cross=$(cat "$kernel/cross")

# genksyms of 6.1 and 6.12 eats all memory on some declarations: let it fail.
# shellcheck disable=SC3045
ulimit -v 4000000 2>/dev/null || :

here=$(cd "$(dirname "$0")" && pwd)
toolchain=
# What kernel.sh builds is built by this machine's compiler.
[ ! -e "$kernel/suite" ] || toolchain=$("$here/toolchain.sh" "$(cat "$kernel/suite")")

# Variables that a calling make exports would reach kbuild and mean other
# things there. Debian's headers name a versioned compiler; any will do.
unset MAKEFLAGS MFLAGS MAKELEVEL
set -- make -C "$(realpath "$kernel/build")" -j"$(nproc)" --no-print-directory \
	M="$dir" ARCH="$arch" CROSS_COMPILE="$cross" CC="${cross}gcc" "$@"
[ -n "$toolchain" ] || exec "$@"
tree=$(cd "$here/../.." && pwd)
exec "$here/within.sh" "$toolchain:$(realpath "$kernel/.."):$tree:$dir" "$@"
