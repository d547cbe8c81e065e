/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Entry, exit, and the way into and out of the code under test.  SVC mode,
 * exceptions masked, no MMU.
 */
#include "../lib/asm_a32.inc"

	.syntax	unified
	.arch	armv7ve
	.arm

	.text
	.globl	_start
_start:
	begin_in_svc stack_top
	bl	bare_main
	b	bare_exit

	.balign	32
	.globl	vectors
vectors:
	.rept	8
	b	unexpected
	.endr

unexpected:
	mov	r0, lr
	mrs	r1, SPSR
	cps	#19
	ldr	sp, =stack_top
	bl	bare_unexpected
	mov	r0, #1
	b	bare_exit

	/* run_site(in, out): go to the site as @in says, keep what is found at landing */
	.globl	run_site
run_site:
	push	{r4-r12, lr}
	ldr	r3, =saved
	str	r1, [r3]
	str	sp, [r3, #4]
	ldr	r3, [r0, #60]
	msr	CPSR_fs, r3
	ldr	sp, [r0, #52]
	ldr	lr, [r0, #56]
	ldm	r0, {r0-r12}
	b	site_code

	/* Nothing here may change flags or mode before they are kept. */
	.globl	landing
landing:
	mcr	p15, 0, r0, c13, c0, 4		@ TPIDRPRW
	ldr	r0, =saved
	ldr	r0, [r0]
	stmib	r0, {r1-r12}
	str	sp, [r0, #52]
	str	lr, [r0, #56]
	mrc	p15, 0, r1, c13, c0, 4
	str	r1, [r0]
	mrs	r1, CPSR
	str	r1, [r0, #60]
	cpsid	aif, #19
	ldr	r0, =saved
	ldr	sp, [r0, #4]
	pop	{r4-r12, pc}

	.ltorg

	.bss
	.balign	8
saved:
	.skip	8
	.skip	16384
stack_top:

	/* Code that the program writes, in pages of its own; the veneer is far from the site. */
	.balign	4096
	.globl	site_code, veneer_code
site_code:
	.skip	1 << 20
veneer_code:
	.skip	14 * 4

	.balign	1 << 20
	.globl	state_window
state_window:
	.skip	1 << 20
