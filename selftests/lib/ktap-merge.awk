# SPDX-License-Identifier: GPL-2.0
#
# See ktap-merge, which calls this.
#
# Inside a document a test at depth d is indented by 2 * d spaces, and the result
# of a subtest comes behind its tests. Of each depth that is open:
#
#	plan[d]		what it promised, -1 without a plan
#	skipped_plan[d]	it promised nothing, and said why
#	seen[d]		results so far
#	bad[d]		how many of them failed
#
# Of each line of a document, owner[n] is the path of the test it is about.

function trim(s)
{
	gsub(/^[ \t]+|[ \t]+$/, "", s)
	return s
}

function say(d, text)
{
	print indent[d + 1] text
}

# Something is wrong with the document itself.
function problem(d, text)
{
	say(d, "# " text)
	problems++
	bad[d]++
}

function open_depth(d)
{
	while (depth < d) {
		depth++
		plan[depth] = -1
		skipped_plan[depth] = 0
		seen[depth] = 0
		bad[depth] = 0
	}
}

# The tests at the deepest depth are over: did all come, and how many failed?
function close_depth(d)
{
	d = depth
	if (plan[d] < 0)
		problem(d, "no plan")
	else if (plan[d] != seen[d])
		problem(d, "truncated: " seen[d] " of " plan[d] " results")
	else if (plan[d] == 0 && !skipped_plan[d])
		problem(d, "no tests")
	depth--
	return bad[d]
}

# Subtests without a result of their own.
function close_deeper(d)
{
	while (depth > d) {
		problem(depth, "subtest without a result")
		close_depth()
		bad[depth]++
	}
}

# Was the skip of a test expected?
function count_skip(d, test, reason)
{
	if (reason == "")
		reason = "skipped without a reason"
	else if (!(test in expected))
		reason = "unexpected skip: " reason
	else {
		skipped++
		return 1
	}
	say(d, "# " test ": " reason)
	return 0
}

# "1..3", and "1..0 # SKIP reason" for a document without tests
function read_plan(d, text, test,    count)
{
	if (plan[d] >= 0 || seen[d] > 0)
		problem(d, "misplaced plan: " text)
	count = text
	sub(/^1\.\./, "", count)
	plan[d] = count + 0
	if (plan[d] == 0 && match(text, /# *[Ss][Kk][Ii][Pp]/)) {
		skipped_plan[d] = 1
		if (!count_skip(d, test, trim(substr(text, RSTART + RLENGTH)))) {
			failed++
			bad[d]++
		}
	}
	say(d, text)
}

# The name in "not ok 1 - name # SKIP reason"; sets number, skip and reason.
function parse_result(text)
{
	sub(/^(not )?ok +/, "", text)
	number = text + 0
	sub(/^[0-9]+ *(- *)?/, "", text)
	skip = match(text, /# *[Ss][Kk][Ii][Pp]/)
	if (skip) {
		reason = trim(substr(text, RSTART + RLENGTH))
		text = substr(text, 1, RSTART - 1)
	}
	return trim(text)
}

# A test that has no tests of its own.
function count_leaf(d, ok, test)
{
	if (ok && skip)
		ok = count_skip(d, test, reason)
	else if (ok)
		passed++
	if (!ok)
		failed++
	return ok
}

# A test that is over with the tests at the depth below.
function count_subtest(d, ok, name,    below)
{
	below = close_depth()
	if (below && ok)
		say(d, "# " name ": ok, but its tests are not")
	else if (!below && !ok)
		failed++
	return ok && !below
}

function read_result(d, text, test,    ok, name)
{
	ok = text !~ /^not /
	name = parse_result(text)
	if (plan[d] < 0 && !seen[d])
		say(d, "# result before a plan")
	if (number != seen[d] + 1)
		problem(d, "result " number " where " seen[d] + 1 " was due")
	seen[d]++
	if (depth == d ? count_leaf(d, ok, test) : count_subtest(d, ok, name)) {
		say(d, text)
		return
	}
	bad[d]++
	say(d, "not ok " number " " name)
}

# 2 * d spaces and a result, or -1
function result_depth(line, text)
{
	if (text !~ /^(not )?ok [0-9]+/ || (length(line) - length(text)) % 2)
		return -1
	return (length(line) - length(text)) / 2
}

function unindented(line)
{
	sub(/^ */, "", line)
	return line
}

function read_line(n,    line, d, text)
{
	line = lines[n]
	text = unindented(line)
	d = (length(line) - length(text)) / 2
	if (result_depth(line, text) >= 0) {
		open_depth(d)
		close_deeper(d + 1)
		read_result(d, text, owner[n])
	} else if (d == int(d) && text ~ /^1\.\.[0-9]+ *(#.*)?$/) {
		open_depth(d)
		close_deeper(d)
		read_plan(d, text, owner[n])
	} else if (d == int(d) && text ~ /^K?TAP version [0-9]+$/) {
		if (d <= depth)
			problem(d, "a second document")
		open_depth(d)
		say(d, text)
	} else if (text != "") {
		# what is not KTAP must not be taken for it
		print indent[1] (text ~ /^#/ ? line : "# " line)
	}
}

# The result of a subtest names the tests that stand before it.
function find_owners(count,    n, d, text, path)
{
	for (n = count; n > 0; n--) {
		text = unindented(lines[n])
		d = result_depth(lines[n], text)
		if (d >= 0) {
			path[d] = (d && (d - 1) in path ? path[d - 1] : suite) \
				"/" parse_result(text)
			owner[n] = path[d]
		} else if (text ~ /^1\.\.0 /) {
			d = int((length(lines[n]) - length(text)) / 2)
			owner[n] = d && (d - 1) in path ? path[d - 1] : suite
		}
	}
}

function read_suite(file, status,    n, count, got, line, failed_before)
{
	depth = -1
	problems = 0
	failed_before = failed
	count = 0
	while ((got = (getline line <file)) > 0) {
		sub(/\r$/, "", line)
		lines[++count] = line
	}
	if (got < 0)
		problem(0, file ": cannot be read")
	close(file)
	find_owners(count)
	for (n = 1; n <= count; n++)
		read_line(n)
	if (depth < 0 && got >= 0)
		problem(0, count ? "no KTAP" : "no output")
	close_deeper(0)
	if (depth == 0)
		close_depth()
	if (status != 0)
		say(0, "# exit status " status)
	# a status that failed tests explain is no failure of its own
	if (problems || (status != 0 && failed == failed_before))
		failed++
	return failed == failed_before
}

function read_skips(    line)
{
	while ((getline line <skips) > 0) {
		sub(/#.*/, "", line)
		line = trim(line)
		if (line != "")
			expected[line] = 1
	}
	close(skips)
}

BEGIN {
	for (i = 1; i < 64; i++)
		indent[i] = indent[i - 1] "  "
	if (skips != "")
		read_skips()
	passed = failed = skipped = 0
	print "KTAP version 1"
	# awk leaves the "--" to some, and takes it from others
	first = ARGV[1] == "--" ? 2 : 1
	print "1.." ARGC - first
	for (i = first; i < ARGC; i++) {
		suite = file = ARGV[i]
		sub(/:.*/, "", suite)
		status = ARGV[i]
		sub(/.*:/, "", status)
		sub(/^[^:]*:/, "", file)
		sub(/:[^:]*$/, "", file)
		good = read_suite(file, status + 0)
		print (good ? "ok " : "not ok ") (i - first + 1) " - " suite
	}
	print passed " passed, " failed " failed, " skipped " skipped"
	exit failed > 0
}
