/* SPDX-License-Identifier: GPL-2.0 */
/* A64 sites, each with one of the flags of vsi scan. */
	.text
	wfi
orig:	mrs	x0, tpidr_el1
	mrs	x0, daif
	mrs	x0, currentel
	b	1f
repl:	mrs	x0, tpidr_el2
	mrs	x0, daif
1:	nop
bug:	brk	#0x800
label:	wfe
target:	msr	daifset, #2
fault:	ldtr	x0, [x1]
fixup:	mrs	x0, midr_el1
trace:	wfi
	mrs	x0, nzcv
	dc	cvac, x0
	ret
	.inst	0xd4000003
	.section .init.text,"ax",%progbits
	wfi
	.section .exit.text,"ax",%progbits
	wfi

	.section .altinstructions,"a",%progbits
	.word	orig - ., repl - .
	.hword	37
	.byte	8, 8
	.section __bug_table,"aw",%progbits
	.word	bug - ., 0
	.hword	1, 0
	.section __jump_table,"aw",%progbits
	.word	label - ., target - .
	.quad	0
	.section __ex_table,"a",%progbits
	.word	fault - ., fixup - .
	.hword	1, 0
	.section __patchable_function_entries,"aw",%progbits
	.quad	trace
