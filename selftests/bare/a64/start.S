/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Entry, exit, and the way into and out of the code under test.  EL1, exceptions
 * masked, no MMU.
 */
#include "../../lib/asm_a64.inc"

#define EC_SVC64	0x15

	.text
	.globl	_start
_start:
	msr	daifset, #15
	begin_at_el1 stack_top
	bl	bare_main
	b	bare_exit

	/* run_site(in, out): go to the site as @in says, keep what is found at its end */
	.globl	run_site
run_site:
	push_callee_saved
	ldr	x2, =saved
	str	x1, [x2]
	ldr	x2, =site_code
	msr	elr_el1, x2
	ldr	x2, [x0, #248]
	msr	spsr_el1, x2
	ic	iallu
	dsb	sy
	isb
	b	load_and_return

	/* x0 points to the state; ELR_EL1 and SPSR_EL1 are set. */
load_and_return:
	load_from_x0
	eret

	/* All registers to where x0 points, whose own value is in TPIDR_EL0. */
	.macro	keep_at_x0
	x2_to_x29 stp, x0
	mrs	x2, tpidr_el0
	stp	x2, x1, [x0]
	mrs	x2, spsr_el1
	stp	x30, x2, [x0, #240]
	.endm

	/* SVC ends the site. */
sync:
	msr	tpidr_el0, x0
	mrs	x0, esr_el1
	lsr	x0, x0, #ESR_EC_SHIFT
	cbz	x0, undefined
	cmp	x0, #EC_SVC64
	b.ne	unexpected
	ldr	x0, =saved
	ldr	x0, [x0]
	keep_at_x0
	pop_callee_saved
	ret

undefined:
	ldr	x0, =frame
	keep_at_x0
	mrs	x2, elr_el1
	str	x2, [x0, #256]
	bl	bare_undefined
	ldr	x0, =frame
	ldp	x2, x3, [x0, #248]
	msr	spsr_el1, x2
	msr	elr_el1, x3
	b	load_and_return

unexpected:
	mrs	x0, esr_el1
	mrs	x1, elr_el1
	ldr	x2, =stack_top
	mov	sp, x2
	bl	bare_unexpected
	mov	w0, #1
	b	bare_exit

	vector_table vectors, sync, unexpected, 4

	.ltorg

	.bss
	.balign	16
saved:
	.skip	16
frame:
	.skip	272
	.skip	16384
	.balign	16
stack_top:

	/* Code that the program writes, in pages of its own. */
	.balign	4096
	.globl	site_code, literal, veneer_code
site_code:
	.skip	8
literal:
	.skip	8
	.skip	1 << 26
veneer_code:
	.skip	14 * 4

	.balign	1 << 17
	.globl	state_window
state_window:
	.skip	1 << 17
