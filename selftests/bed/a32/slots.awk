# SPDX-License-Identifier: GPL-2.0
#
# An object with each instruction of the reference's records, for A32 and T32. A slot has
# the instruction, a jump, and where to; it is a section of its own, since one that
# switches the mode has all others of its section left alone.
$1 == "=" && ($3 != word || $4 != in_it) {
	word = $3
	in_it = $4
	printf "\t.section .text.%d, \"ax\", %%progbits\n\t.balign 8\n", ++n
	if (n == 1)
		print "\t.syntax unified\n\t.globl bed_slots\nbed_slots:"
	print $2 == 2 ? "\t.thumb" : "\t.arm"
	if ($2 == 1) {
		print "\t.inst 0x" word "\n\tldr pc, [pc, #-4]"
	} else {
		if (in_it)
			print "\tit ne"
		print (length(word) > 4 ? "\t.inst.w 0x" word : "\t.inst.n 0x" word "\n\tnop")
		print (in_it ? "\tnop\n" : "") "\tldr.w pc, [pc]"
	}
	print "\t.word bed_landing"
}
