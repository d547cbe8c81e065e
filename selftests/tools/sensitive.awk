# SPDX-License-Identifier: GPL-2.0
#
# Which instructions of A32 and T32 are virtualization-sensitive, told by their
# mnemonics and operands as the disassembler writes them. Knows nothing of the
# tables of vsi. For disassembly.awk.

# "always", "never", or "maybe" when the operands decide
function always(m,	c)
{
	sub(/\.[wn]$/, "", m)
	c = "(eq|ne|cs|cc|mi|pl|vs|vc|hi|ls|ge|lt|gt|le)?$"
	if (m ~ /^(cps|cpsie|cpsid|rfe(da|db|ia|ib)?|srs(da|db|ia|ib)?|setpan|bkpt|hvc)$/)
		return "always"
	if (m ~ "^(wfe|wfi|svc|smc|bxj|eret|mrs|hvc)" c)
		return "always"
	if (m ~ "^(ldr|str)(b|h|sb|sh)?t" c)
		return "always"
	if (m ~ "^(msr|mrc|mcr|mrrc|mcrr|vmrs|vmsr|ldc|stc)" c)
		return "maybe"
	if (m ~ "^(ldm|stm)(ia|ib|da|db|fd|fa|ed|ea)?" c || m ~ "^(push|pop)" c)
		return "maybe"
	if (m ~ "^(and|eor|sub|rsb|add|adc|sbc|rsc|orr|mov|bic|mvn|lsl|lsr|asr|ror|rrx)s" c)
		return "maybe"
	return "never"
}

function sensitive(m, ops)
{
	if (m ~ /^msr/)
		return ops !~ /^(CPSR|APSR)_(nzcvq?|f|s|fs|g|nzcvqg|sf)?,/
	# gas writes "15, 0, r1, cr0, cr0, {0}"
	if (m ~ /^(mrc|mcr|mrrc|mcrr)/)
		return ops ~ /^p?1[45],/
	if (m ~ /^(ldm|stm|push|pop)/)
		return ops ~ /\^/
	if (m ~ /^(vmrs|vmsr)/)
		return ops !~ /fpscr/
	if (m ~ /^(ldc|stc)/)
		return ops ~ /^p?14, cr?5,/
	return ops ~ /^pc,/
}
