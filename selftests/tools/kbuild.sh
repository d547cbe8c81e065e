#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# tools/vsi.mk with the headers of a real kernel.
# shellcheck source=selftests/tools/lib.sh
. "$(dirname "$0")/lib.sh"
tests=(builds fragments table "room for veneers" "modpost is silent" "nothing changed: nothing done"
	"a source changed" "without vsi.mk it relinks plainly"
	"by line" "by line: table" "by line: nothing changed: nothing done"
	"by line: clean" "too late is an error" "too late does not hinder clean"
	"KCFLAGS of the user stay" "no tools is an error" "an embed that fails leaves no module"
	"VSI_VENEERS=0: relinked without" "VSI_VENEERS=0: table"
	"VSI_VENEERS=yes is an error")
plan ${#tests[@]}

if [ -z "$CACHE" ] || [ "$(cat "$CACHE/arch" 2>/dev/null)" != arm ]; then
	for t in "${tests[@]}"; do
		skip "$t" "CACHE names no ARM kernel"
	done
	finish
fi
need "${CROSS}gcc" "no ${CROSS}gcc"

mk=$top/tools/vsi.mk
kbuild()
{
	"$top/selftests/setup/kbuild.sh" "$CACHE" "$@"
}
kdir=$(realpath "$CACHE/build")
with=("MAKEFILES=$mk" "VSI_BINDIR=$BIN")

make_source()
{
	mkdir "$1"
	cp "$here"/data/module.c "$1"
	cp "$here"/data/more.S "$1"
	cat >"$1/Makefile"
}

# stamp DIR: when and what its files are.
stamp()
{
	stat -c '%n %Y %y %i' "$1"/*.o "$1"/*.ko
}

make_source arg <<-EOF
	obj-m := vsi-test.o
	vsi-test-y := module.o more.o
EOF
kbuild arg modules "${with[@]}" >arg.log 2>&1
check "builds" says arg/vsi-test.ko ls arg/vsi-test.ko
check "fragments" says "# fragments: " "$vsi" table dump arg/module.o
check "table" lists_of_objdump arg/vsi-test.ko
check "room for veneers" says .vsi_veneers "${CROSS}readelf" -SW arg/vsi-test.ko
check "modpost is silent" not grep WARNING arg.log

stamp arg >before
same_stamp()
{
	[ -s before ] && diff before "$1"
}
again()
{
	kbuild "$@" >again.log 2>&1
	stamp arg
}
check "nothing changed: nothing done" same_stamp <(again arg modules "${with[@]}")
sed -i 's/wfe/wfi/' arg/more.S
kbuild arg modules "${with[@]}" >arg.log 2>&1
check "a source changed" lists_of_objdump arg/vsi-test.ko
kbuild arg modules >arg.log 2>&1
check "without vsi.mk it relinks plainly" not says .vsi_table "${CROSS}readelf" -SW arg/vsi-test.ko

lines()
{
	cat <<-EOF
		include $mk
		ifneq (\$(KERNELRELEASE),)
		obj-m := vsi-test.o
		vsi-test-y := module.o more.o
		else
		all: ; \$(MAKE) -C $kdir M=\$(CURDIR) modules
		clean: ; \$(MAKE) -C $kdir M=\$(CURDIR) clean
		endif
	EOF
}
lines | make_source line
line()
{
	make -C line ARCH=arm CROSS_COMPILE="$CROSS" CC="${CROSS}gcc" VSI_BINDIR="$BIN"
}
check "by line" line
check "by line: table" lists_of_objdump line/vsi-test.ko
stamp line >before
line >/dev/null 2>&1
check "by line: nothing changed: nothing done" same_stamp <(stamp line)
check "by line: clean" sh -c "
	make -s -C line clean ARCH=arm CROSS_COMPILE=$CROSS CC=${CROSS}gcc VSI_BINDIR='$BIN' &&
	! ls line/*.ko"

(echo "include $mk"; cat arg/Makefile) | make_source late
check "too late is an error" says "give MAKEFILES=$mk" not kbuild late modules VSI_BINDIR="$BIN"
check "too late does not hinder clean" kbuild late clean VSI_BINDIR="$BIN"

kbuild late modules "${with[@]}" KCFLAGS=-DVSI_TEST_FLAG V=1 >late.log 2>&1
check "KCFLAGS of the user stay" says "-DVSI_TEST_FLAG -B" grep -e -DVSI_TEST_FLAG late.log
check "no tools is an error" says "VSI_BINDIR=DIR names another place" \
	not kbuild arg modules "MAKEFILES=$mk" VSI_BINDIR=/nonexistent

# A module without build-id cannot be bound to.
fails()
{
	rm -f arg/*.ko
	! kbuild arg modules "${with[@]}" LDFLAGS_MODULE=--build-id=none && [ ! -e arg/vsi-test.ko ]
}
check "an embed that fails leaves no module" fails

kbuild arg modules "${with[@]}" >arg.log 2>&1
kbuild arg modules "${with[@]}" VSI_VENEERS=0 >arg.log 2>&1
check "VSI_VENEERS=0: relinked without" not says .vsi_veneers \
	"${CROSS}readelf" -SW arg/vsi-test.ko
check "VSI_VENEERS=0: table" lists_of_objdump arg/vsi-test.ko
check "VSI_VENEERS=yes is an error" says "VSI_VENEERS=yes is neither 0 nor 1" \
	not kbuild arg modules "${with[@]}" VSI_VENEERS=yes

finish
