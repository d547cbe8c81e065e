/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Entry, exit, and the way into and out of the code under test.  EL1, exceptions
 * masked, no MMU.
 */
#define ESR_EC_SHIFT	26
#define EC_UNKNOWN	0x00
#define EC_SVC64	0x15

	.text
	.globl	_start
_start:
	msr	daifset, #15
	adr	x0, vectors
	msr	vbar_el1, x0
	isb
	ldr	x0, =stack_top
	mov	sp, x0
	bl	bare_main
	b	bare_exit

	/* run_site(in, out): go to the site as @in says, keep what is found at its end */
	.globl	run_site
run_site:
	stp	x29, x30, [sp, #-96]!
	stp	x19, x20, [sp, #16]
	stp	x21, x22, [sp, #32]
	stp	x23, x24, [sp, #48]
	stp	x25, x26, [sp, #64]
	stp	x27, x28, [sp, #80]
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
	ldp	x2, x3, [x0, #16]
	ldp	x4, x5, [x0, #32]
	ldp	x6, x7, [x0, #48]
	ldp	x8, x9, [x0, #64]
	ldp	x10, x11, [x0, #80]
	ldp	x12, x13, [x0, #96]
	ldp	x14, x15, [x0, #112]
	ldp	x16, x17, [x0, #128]
	ldp	x18, x19, [x0, #144]
	ldp	x20, x21, [x0, #160]
	ldp	x22, x23, [x0, #176]
	ldp	x24, x25, [x0, #192]
	ldp	x26, x27, [x0, #208]
	ldp	x28, x29, [x0, #224]
	ldr	x30, [x0, #240]
	ldp	x0, x1, [x0]
	eret

	/* All registers to where x0 points, whose own value is in TPIDR_EL0. */
	.macro	keep
	stp	x2, x3, [x0, #16]
	stp	x4, x5, [x0, #32]
	stp	x6, x7, [x0, #48]
	stp	x8, x9, [x0, #64]
	stp	x10, x11, [x0, #80]
	stp	x12, x13, [x0, #96]
	stp	x14, x15, [x0, #112]
	stp	x16, x17, [x0, #128]
	stp	x18, x19, [x0, #144]
	stp	x20, x21, [x0, #160]
	stp	x22, x23, [x0, #176]
	stp	x24, x25, [x0, #192]
	stp	x26, x27, [x0, #208]
	stp	x28, x29, [x0, #224]
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
	keep
	ldp	x19, x20, [sp, #16]
	ldp	x21, x22, [sp, #32]
	ldp	x23, x24, [sp, #48]
	ldp	x25, x26, [sp, #64]
	ldp	x27, x28, [sp, #80]
	ldp	x29, x30, [sp], #96
	ret

undefined:
	ldr	x0, =frame
	keep
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

	.balign	2048
vectors:
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	.balign	128
	.if	\n == 4			/* synchronous, from EL1 with SP_EL1 */
	b	sync
	.else
	b	unexpected
	.endif
	.endr

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
