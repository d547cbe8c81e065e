# SPDX-License-Identifier: GPL-2.0
#
# As sensitive.awk, of A64.

function always(m)
{
	if (m ~ /^(svc|hvc|smc|brk|hlt|dcps[123]|eret|eretaa|eretab|drps)$/)
		return "always"
	if (m ~ /^(wfe|wfi|wfet|wfit|psb|tsb|tlbi|tlbip|at|trcit|brb)$/)
		return "always"
	if (m ~ /^(ldtr|sttr)(b|h|sb|sh|sw)?$/ || m ~ /^(ldgm|stgm|stzgm)$/)
		return "always"
	if (m ~ /^(mrs|msr|mrrs|msrr|sys|sysl|sysp|dc|ic|hint)$/)
		return "maybe"
	return "never"
}

# Registers that user space may access and finds the same there.
function harmless(reg)
{
	return reg ~ /^(nzcv|fpcr|fpsr|fpmr|tpidr_el0|tpidr2_el0|por_el0|gcspr_el0|svcr|dit|ssbs|tco)$/
}

function sensitive(m, ops,	part)
{
	split(ops, part, /, */)
	if (m == "mrs" || m == "mrrs")
		return !harmless(part[m == "mrs" ? 2 : 3])
	# the same fields of PSTATE, written with a constant
	if (m == "msr")
		return part[2] ~ /^#/ || !harmless(part[1])
	if (m == "dc")
		return part[1] !~ /^(zva|gva|gzva|c[a-z]*va[a-z]*)$/
	if (m == "ic")
		return part[1] != "ivau"
	# #op1, Cn, Cm, #op2: what is left for user space is op1 3, C7
	if (m == "sys")
		return !(part[1] == "#3" && part[2] == "C7")
	if (m == "sysl")
		return !(part[2] == "#3" && part[3] == "C7")
	# an old disassembler's psb csync, tsb csync
	if (m == "hint")
		return ops ~ /^#0x(11|12)$/
	return 1
}
