/* SPDX-License-Identifier: GPL-2.0 */
/* A32 and T32 sites, each with one of the flags of vsi scan. */
	.syntax	unified
	.arch	armv7ve
	.arm
	.text
	wfi
	wfieq
smp:	wfe
	nop
bug:	cpsid	i
	nop
label:	cpsie	i
	nop
target:	mrs	r0, cpsr
	nop
fault:	ldrt	r0, [r1]
	nop
fixup:	msr	cpsr_c, r0
	nop
trace:	cpsid	f
	nop
	.long	0xe1400070	/* hvc #0, reached from the code before */
	.long	0xe1600070	/* smc #0, reached from there */
	nop
	b	1f
	.long	0xe1400070	/* never reached */
1:	.long	0x01400070	/* conditional, thus no hvc */
	nop
	.long	0xdeadbeef
	.long	0xe1400070	/* behind other data */
	nop
	.thumb
	itte	eq
	mrseq	r0, cpsr
	nopeq
	mrsne	r0, cpsr
	mrs	r0, cpsr
	cpsid	i
	it	ne
	wfine
	wfi
	bx	lr
	.section .init.text,"ax",%progbits
	.arm
	wfi
	.section .exit.text,"ax",%progbits
	wfi

	.section .alt.smp.init,"a",%progbits
	.long	smp - ., 0xe320f000
	.section __bug_table,"aw",%progbits
	.long	bug, 0
	.short	1, 0
	.section __jump_table,"aw",%progbits
	.long	label, target, 0
	.section __ex_table,"a",%progbits
	.long	fault, fixup
	.section __mcount_loc,"a",%progbits
	.long	trace
