# SPDX-License-Identifier: GPL-2.0
#
# The tables of modules-that-break.rst; see modules-that-break.sh. Files: the cases, the
# environments, the results.

FNR == 1 { file++ }
file == 1 {
	names[++nr_cases] = $1
	texts[$1] = $2 ($3 != "" ? " (64 bits)" : "")
	next
}
file == 2 {
	envs[++nr_envs] = $1
	about[$1] = $2
	next
}
/^#/ { next }
{
	row[$1, $2] = 1
	without[$1, $2] = $3
	exits_without[$1, $2] = $4
	with[$1, $2] = $5
	exits_with[$1, $2] = $6
}

function outcome(word)
{
	if (word == "undefined")
		return "oops"
	if (word == "astray")
		return "goes astray"
	if (word == "zero")
		return "``0``"
	if (word == "refused")
		return "``-1``"
	return "works"
}

function begin_table(widths, heads)
{
	print ".. csv-table::"
	print "   :header: " heads
	print "   :widths: " widths
	print ""
}

function summary(	i, j, e, broken, left, saved)
{
	begin_table("20, 60, 10, 10", "environment, what it is, \"break without vsi\", \"break with vsi\"")
	for (i = 1; i <= nr_envs; i++) {
		e = envs[i]
		broken = left = 0
		for (j = 1; j <= nr_cases; j++) {
			broken += without[e, names[j]] ~ /undefined|astray/
			left += with[e, names[j]] ~ /undefined|astray/
		}
		printf "   ``%s``, \"%s\", %d, %d\n", e, about[e], broken, left
	}
	print ""
}

function heading(e)
{
	print e
	gsub(/./, "-", e)
	print e "\n"
}

function table(e,	j, n)
{
	heading(e)
	print toupper(substr(about[e], 1, 1)) substr(about[e], 2) ".\n"
	begin_table("20, 20, 10, 20, 10", "case, without vsi, exits, with vsi, exits")
	for (j = 1; j <= nr_cases; j++) {
		n = names[j]
		if ((e, n) in row)
			printf "   ``%s``, %s, %s, %s, %s\n", n, outcome(without[e, n]),
				exits_without[e, n], outcome(with[e, n]), exits_with[e, n]
	}
	print ""
}

END {
	print "Cases\n=====\n"
	begin_table("15, 85", "case, what such modules do")
	for (i = 1; i <= nr_cases; i++)
		printf "   ``%s``, \"%s\"\n", names[i], texts[names[i]]
	print "\nEnvironments\n============\n"
	summary()
	for (i = 1; i <= nr_envs; i++)
		table(envs[i])
}
