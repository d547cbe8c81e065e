# SPDX-License-Identifier: GPL-2.0
#
# The tables of kernel-support.rst; see kernel-support.sh.

function rule(n, widths,    i, line)
{
	for (i = 1; i <= n; i++)
		line = line (i > 1 ? "  " : "") substr(bars, 1, widths[i])
	print line
}

function row(n, widths, cells,    i, line)
{
	for (i = 1; i <= n; i++)
		line = line sprintf(i > 1 ? "  %-*s" : "%-*s", widths[i], cells[i])
	sub(/ +$/, "", line)
	print line
}

function max(a, b)
{
	return a > b ? a : b
}

# "armmp-lpae" is bookworm's.
function suite_of_debian(kernel)
{
	return kernel ~ /^(trixie|sid)-/ ? substr(kernel, 1, index(kernel, "-") - 1) : \
	       kernel ~ /^arm(64)?-/ ? "built" : "bookworm"
}

BEGIN {
	for (i = 0; i < 100; i++)
		bars = bars "="
}

/^#/ { next }

{
	if (!($1 in tests))
		kernels[++nr_kernels] = $1
	if (!($2 in seen))
		suites[++nr_suites] = $2
	seen[$2] = 1
	release[$1] = $3
	tests[$1] += $4 + $6
	failures[$1] += $5
	if ($5)
		cell[$1, $2] = $5 " failed"
	else if ($4)
		cell[$1, $2] = $4 ($6 ? " [" note($7) "]_" : "")
	else
		cell[$1, $2] = "refused [" note($7) "]_"
}

# The number of a reason, from 1.
function note(reason)
{
	if (!(reason in notes)) {
		notes[reason] = ++nr_notes
		reasons[nr_notes] = reason
	}
	return "#r" notes[reason]
}

function table_of_kernels(    i, k, widths, cells)
{
	widths[1] = 18; widths[2] = 8; widths[3] = 28; widths[4] = 24
	rule(4, widths)
	cells[1] = "kernel"; cells[2] = "Debian"; cells[3] = "release"; cells[4] = "tests"
	row(4, widths, cells)
	rule(4, widths)
	for (i = 1; i <= nr_kernels; i++) {
		k = kernels[i]
		cells[1] = "``" k "``"
		cells[2] = suite_of_debian(k)
		cells[3] = release[k]
		cells[4] = failures[k] ? failures[k] " of " tests[k] + failures[k] " failed" : \
			   tests[k] " passed"
		row(4, widths, cells)
	}
	rule(4, widths)
}

# A kernel's name takes two lines: "trixie-" and "armmp".
function table_of_suites(    i, j, n, at, widths, cells, below)
{
	n = nr_kernels + 1
	cells[1] = "suite"
	below[1] = ""
	widths[1] = 22
	for (i = 1; i <= nr_kernels; i++) {
		at = index(kernels[i], "-")
		cells[i + 1] = substr(kernels[i], 1, at ? at : 99)
		below[i + 1] = at ? substr(kernels[i], at + 1) : ""
		widths[i + 1] = max(length(cells[i + 1]), length(below[i + 1]))
		for (j = 1; j <= nr_suites; j++)
			widths[i + 1] = max(widths[i + 1], length(cell[kernels[i], suites[j]]))
	}
	rule(n, widths)
	row(n, widths, cells)
	row(n, widths, below)
	rule(n, widths)
	for (j = 1; j <= nr_suites; j++) {
		cells[1] = suites[j]
		for (i = 1; i <= nr_kernels; i++)
			cells[i + 1] = cell[kernels[i], suites[j]]
		row(n, widths, cells)
	}
	rule(n, widths)
}

END {
	table_of_kernels()
	print ""
	print "Tests that passed, by suite; those without a number are not run there by ``make check``."
	print "`testing.rst <testing.rst>`__ says what each proves."
	print ""
	table_of_suites()
	print ""
	for (i = 1; i <= nr_notes; i++)
		print ".. [#r" i "] " reasons[i]
}
