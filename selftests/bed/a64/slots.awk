# SPDX-License-Identifier: GPL-2.0
#
# An object with each instruction of the reference's records, for A64, each a section of
# its own, as those of A32.
$1 == "=" && $3 != word {
	word = $3
	printf "\t.section .text.%d, \"ax\", %%progbits\n\t.balign 8\n", ++n
	if (n == 1)
		print "\t.globl bed_slots\nbed_slots:"
	print "\t.inst 0x" word "\n\tb bed_landing"
}
