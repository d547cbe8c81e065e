#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# What vsi embed and vsi table create write: where to, whose it is, and what is left
# when it cannot be written.
# shellcheck source=selftests/tools/lib.sh
. "$(dirname "$0")/lib.sh"
plan 21
need "${CROSS}gcc" "no ${CROSS}gcc"

cp "$here"/data/* .
arm_cc -c inline.c -o inline.o
make_module a inline.o
check "table" "$vsi" table create -o want.vsi a.ko
check "module" "$vsi" embed -o want.ko a.ko

# refuses TEXT COMMAND...: it fails, says so, and leaves no file, of whatever name
refuses()
{
	local text=$1

	shift
	ls -A >"$lists/before"
	status 3 "$@" >"$lists/said" 2>&1
	grep -F -e "$text" "$lists/said" && ! grep "^exit status" "$lists/said" &&
		ls -A | diff "$lists/before" -
}
lists=$work/lists
mkdir "$lists"

# what is no regular file stays what it is
mkfifo pipe
# as /dev/stdout, which a tool that is wrong would replace
ln -s /proc/self/fd/1 stdout
for command in "embed" "table create"; do
	# shellcheck disable=SC2086 # two words
	check "$command: a pipe" refuses "pipe: cannot be written: not a regular file" \
		"$vsi" $command -o pipe a.ko
	check "$command: it is still one" test -p pipe
	# shellcheck disable=SC2086
	check "$command: standard output" sh -c \
		"'$vsi' $command -o stdout a.ko 2>&1 | grep -F 'not a regular file'"
done
ln -s nowhere dangling
check "a link that leads nowhere" refuses "dangling: cannot be written: a symbolic link that leads nowhere" \
	"$vsi" table create -o dangling a.ko
check "it is still one" test -L dangling
ln -s linked.ko link
: >linked.ko
"$vsi" embed -o link a.ko
check "a link that leads to a file" cmp linked.ko want.ko
check "it is still a link" test -L link

# whose it is
if [ "$(id -u)" = 0 ]; then
	cp a.ko owned.ko
	: >owned.vsi
	chown 65534:65533 owned.ko owned.vsi
	"$vsi" embed owned.ko
	"$vsi" table create -o owned.vsi a.ko
	check "owner of a module" says 65534:65533 stat -c %u:%g owned.ko
	check "owner of a table" says 65534:65533 stat -c %u:%g owned.vsi
	chmod 777 .
	cp a.ko other.ko
	chmod 644 other.ko
	setpriv --reuid 65534 --regid 65534 --clear-groups "$vsi" embed other.ko
	check "of another owner: it is the caller's" says 65534:65534 stat -c %u:%g other.ko
	check "of another owner: it is done" cmp other.ko want.ko
else
	for name in "owner of a module" "owner of a table" "of another owner: it is the caller's" \
		"of another owner: it is done"; do
		skip "$name" "only root gives files away"
	done
fi

# what cannot be written to its end, of which the first part is
{
	printf '\t.arm\n'
	for ((i = 0; i < 500; i++)); do
		printf '\twfi\n'
	done
} >long.s
"${CROSS}as" -march=armv7ve -o long.o long.s
make_module long long.o
for command in "embed" "table create"; do
	# shellcheck disable=SC2086 # two words
	check "$command: a limit" refuses "cannot be written: " \
		sh -c "ulimit -f 2; exec '$vsi' $command -o long.vsi long.ko"
done
check "a limit: the reason" refuses "long.vsi: cannot be written: File too large" \
	bash -c "ulimit -f 2; exec '$vsi' table create long.ko"
mkdir small
if mount -t tmpfs -o size=4096 none small 2>/dev/null; then
	check "a full disk" says "cannot be written: No space left on device" \
		status 3 "$vsi" table create -o small/long.vsi long.ko
	check "a full disk: nothing is left" test -z "$(ls small)"
	umount small
else
	skip "a full disk" "no file system can be mounted"
	skip "a full disk: nothing is left" "no file system can be mounted"
fi

finish
