# SPDX-License-Identifier: GPL-2.0
#
# objdump -d -w of A32 code on stdin: print section, offset and word of every
# virtualization-sensitive instruction, told by its mnemonic and operands as
# the disassembler writes them. Knows nothing of the tables of vsi.
function sensitive(m, ops,	c)
{
	c = "(eq|ne|cs|cc|mi|pl|vs|vc|hi|ls|ge|lt|gt|le)?$"
	if (m ~ /^(cps|cpsie|cpsid|rfe(da|db|ia|ib)?|srs(da|db|ia|ib)?|setpan|bkpt|hvc)$/)
		return 1
	if (m ~ "^(wfe|wfi|svc|smc|bxj|eret|mrs|hvc)" c)
		return 1
	if (m ~ "^msr" c)
		return ops !~ /^(CPSR|APSR)_(nzcvq?|f|s|fs|g|nzcvqg|sf)?,/
	# gas writes "15, 0, r1, cr0, cr0, {0}"
	if (m ~ "^(mrc|mcr|mrrc|mcrr)" c)
		return ops ~ /^p?1[45],/
	if (m ~ "^(ldr|str)(b|h|sb|sh)?t" c)
		return 1
	if (m ~ "^(ldm|stm)(ia|ib|da|db|fd|fa|ed|ea)?" c || m ~ "^(push|pop)" c)
		return ops ~ /\^/
	if (m ~ "^(and|eor|sub|rsb|add|adc|sbc|rsc|orr|mov|bic|mvn|lsl|lsr|asr|ror|rrx)s" c)
		return ops ~ /^pc,/
	if (m ~ "^(vmrs|vmsr)" c)
		return ops !~ /fpscr/
	if (m ~ "^(ldc|stc)" c)
		return ops ~ /^p?14, cr?5,/
	return 0
}

/^Disassembly of section / {
	section = $0
	sub(/^Disassembly of section /, "", section)
	sub(/:$/, "", section)
}

/^ *[0-9a-f]+:\t[0-9a-f]+ +\t/ {
	split($0, part, "\t")
	gsub(/[ :]/, "", part[1])
	gsub(/ /, "", part[2])
	if (length(part[2]) == 8 && sensitive(part[3], part[4]))
		print section, "0x" part[1], "0x" part[2]
}
