#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# test-ktap-merge.sh: is ktap-merge fooled by a document that is not whole?
# AWK= chooses the awk.
set -u

here=$(dirname "$0")
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
skips=$dir/skips
cat >"$skips" <<'EOF'
# a comment
s/needs kvm	# why
s/outer/deep
s
EOF

number=0
failed=0

# result NAME: success, if $dir/why is empty.
result()
{
	number=$((number + 1))
	if [ -s "$dir/why" ]; then
		sed 's/^/# /' "$dir/why"
		echo "not ok $number $1"
		failed=1
	else
		echo "ok $number $1"
	fi
}

# try NAME SUITE_STATUS WANT_STATUS LAST_LINE REASON <DOCUMENT: the document of a
# suite "s" that ended with SUITE_STATUS makes ktap-merge end with WANT_STATUS
# and LAST_LINE, and print a line with REASON.
try()
{
	status=0
	cat >"$dir/doc"
	"$here/ktap-merge" -s "$skips" "s:$dir/doc:$2" >"$dir/out" 2>&1 || status=$?
	{
		[ "$status" -eq "$3" ] || echo "status $status, not $3"
		[ "$(tail -n 1 "$dir/out")" = "$4" ] || echo "last line is not: $4"
		[ -z "$5" ] || grep -qF -e "$5" "$dir/out" || echo "no line has: $5"
		case $3 in
		0)	grep -q '^ok 1 - s$' "$dir/out" || echo "suite is not ok" ;;
		*)	grep -q '^not ok 1 - s$' "$dir/out" || echo "suite is ok" ;;
		esac
	} >"$dir/why"
	[ ! -s "$dir/why" ] || cat "$dir/out" >>"$dir/why"
	result "$1"
}

echo 'KTAP version 1'
echo '1..33'

try 'whole document' 0 0 '2 passed, 0 failed, 0 skipped' '' <<'EOF'
KTAP version 1
1..2
# a diagnostic
ok 1 a
ok 2 - b
EOF

try 'TAP' 0 0 '1 passed, 0 failed, 0 skipped' '' <<'EOF'
TAP version 13
1..1
ok 1 - a
EOF

try 'subtests, of which only the leaves count' 0 0 '3 passed, 0 failed, 0 skipped' '      ok 2 b' <<'EOF'
KTAP version 1
1..2
  KTAP version 1
  1..1
    KTAP version 1
    1..2
    ok 1 a
    ok 2 b
  ok 1 inner
ok 1 outer
ok 2 c
EOF

try 'carriage returns of a console' 0 0 '1 passed, 0 failed, 0 skipped' '' <<EOF
KTAP version 1$(printf '\r')
1..1$(printf '\r')
ok 1 a$(printf '\r')
EOF

try 'failure' 1 1 '1 passed, 1 failed, 0 skipped' '  not ok 2 b' <<'EOF'
KTAP version 1
1..2
ok 1 a
not ok 2 b
EOF

try 'failure, and a status of 0' 0 1 '1 passed, 1 failed, 0 skipped' '' <<'EOF'
KTAP version 1
1..2
ok 1 a
not ok 2 b
EOF

try 'status, and no failure' 139 1 '1 passed, 1 failed, 0 skipped' '  # exit status 139' <<'EOF'
KTAP version 1
1..1
ok 1 a
EOF

try 'end is missing' 0 1 '1 passed, 1 failed, 0 skipped' '# truncated: 1 of 3 results' <<'EOF'
KTAP version 1
1..3
ok 1 a
EOF

try 'end is missing, and a status' 134 1 '1 passed, 1 failed, 0 skipped' '# truncated' <<'EOF'
KTAP version 1
1..3
ok 1 a
EOF

try 'more than promised' 0 1 '2 passed, 1 failed, 0 skipped' '# truncated: 2 of 1 results' <<'EOF'
KTAP version 1
1..1
ok 1 a
ok 2 b
EOF

try 'no plan' 0 1 '1 passed, 1 failed, 0 skipped' '# no plan' <<'EOF'
KTAP version 1
ok 1 a
EOF

try 'plan at the end' 0 1 '1 passed, 1 failed, 0 skipped' '# misplaced plan: 1..1' <<'EOF'
KTAP version 1
ok 1 a
1..1
EOF

try 'second plan' 0 1 '1 passed, 1 failed, 0 skipped' '# misplaced plan: 1..2' <<'EOF'
KTAP version 1
1..1
1..2
ok 1 a
EOF

try 'no tests' 0 1 '0 passed, 1 failed, 0 skipped' '# no tests' <<'EOF'
KTAP version 1
1..0
EOF

try 'header only' 0 1 '0 passed, 1 failed, 0 skipped' '# no plan' <<'EOF'
KTAP version 1
EOF

try 'no output' 0 1 '0 passed, 1 failed, 0 skipped' '# no output' </dev/null

try 'no KTAP' 0 1 '0 passed, 1 failed, 0 skipped' '  # Segmentation fault' <<'EOF'
Segmentation fault
EOF

try 'result is missing in the middle' 0 1 '2 passed, 1 failed, 0 skipped' '# result 3 where 2 was due' <<'EOF'
KTAP version 1
1..2
ok 1 a
ok 3 c
EOF

try 'result comes twice' 0 1 '2 passed, 1 failed, 0 skipped' '# result 1 where 2 was due' <<'EOF'
KTAP version 1
1..2
ok 1 a
ok 1 a
EOF

try 'second document' 0 1 '2 passed, 1 failed, 0 skipped' '# a second document' <<'EOF'
KTAP version 1
1..2
ok 1 a
KTAP version 1
ok 2 b
EOF

try 'subtest says ok, its test does not' 0 1 '0 passed, 1 failed, 0 skipped' '  not ok 1 outer' <<'EOF'
KTAP version 1
1..1
  KTAP version 1
  1..1
  not ok 1 a
ok 1 outer
EOF

try 'subtest fails, its test does not' 1 1 '1 passed, 1 failed, 0 skipped' '  not ok 1 outer' <<'EOF'
KTAP version 1
1..1
  KTAP version 1
  1..1
  ok 1 a
not ok 1 outer
EOF

try 'subtest is cut off' 0 1 '1 passed, 1 failed, 0 skipped' '  not ok 1 outer' <<'EOF'
KTAP version 1
1..1
  KTAP version 1
  1..2
  ok 1 a
ok 1 outer
EOF

try 'subtest without a result' 0 1 '1 passed, 1 failed, 0 skipped' '# subtest without a result' <<'EOF'
KTAP version 1
1..1
  KTAP version 1
  1..1
  ok 1 a
EOF

try 'expected skip' 0 0 '1 passed, 0 failed, 1 skipped' '  ok 2 needs kvm # SKIP no /dev/kvm' <<'EOF'
KTAP version 1
1..2
ok 1 a
ok 2 needs kvm # SKIP no /dev/kvm
EOF

try 'expected skip in a subtest' 0 0 '1 passed, 0 failed, 1 skipped' '' <<'EOF'
KTAP version 1
1..2
  KTAP version 1
  1..1
  ok 1 deep # SKIP why not
ok 1 outer
ok 2 a
EOF

try 'unexpected skip' 0 1 '1 passed, 1 failed, 0 skipped' '# s/b: unexpected skip: too lazy' <<'EOF'
KTAP version 1
1..2
ok 1 a
ok 2 b # SKIP too lazy
EOF

try 'unexpected skip, named like an expected one' 0 1 '0 passed, 1 failed, 0 skipped' 's/other/deep: unexpected' <<'EOF'
KTAP version 1
1..1
  KTAP version 1
  1..1
  ok 1 deep # SKIP why not
ok 1 other
EOF

try 'skip without a reason' 0 1 '0 passed, 1 failed, 0 skipped' '# s/needs kvm: skipped without a reason' <<'EOF'
KTAP version 1
1..1
ok 1 needs kvm # SKIP
EOF

try 'failure that calls itself a skip' 1 1 '0 passed, 1 failed, 0 skipped' '  not ok 1 needs kvm' <<'EOF'
KTAP version 1
1..1
not ok 1 needs kvm # SKIP no /dev/kvm
EOF

try 'whole suite skipped' 0 0 '0 passed, 0 failed, 1 skipped' '' <<'EOF'
KTAP version 1
1..0 # SKIP no compiler
EOF

# Two suites, one of which has no file.
printf 'KTAP version 1\n1..1\nok 1 a\n' >"$dir/doc"
"$here/ktap-merge" "a:$dir/doc:0" "b:$dir/none:0" >"$dir/out" 2>/dev/null
status=$?
cat >"$dir/want" <<EOF
KTAP version 1
1..2
  KTAP version 1
  1..1
  ok 1 a
ok 1 - a
  # $dir/none: cannot be read
not ok 2 - b
1 passed, 1 failed, 0 skipped
EOF
{
	diff "$dir/want" "$dir/out"
	[ $status -eq 1 ] || echo "status $status, not 1"
} >"$dir/why"
result 'file is missing; the exact document'

: >"$dir/why"
for args in '' 'a' 'a:' 'a:b' 'a::0' ':b:0' 'a:b:' 'a:b:x' '-x' '-s' '-s /nonexistent a:b:0'; do
	# shellcheck disable=SC2086
	"$here/ktap-merge" $args >/dev/null 2>&1
	status=$?
	[ $status -eq 2 ] || echo "ktap-merge $args: status $status, not 2" >>"$dir/why"
done
result 'usage'

exit $failed
