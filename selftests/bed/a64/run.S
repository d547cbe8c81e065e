/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Into and out of the code under test.  BED_PL1 is defined where all of the state is
 * the CPU's own; else flags and general-purpose registers are, and the rest is virtual.
 */
#include "../layout.h"
#include "state.h"

#define PAN	S3_0_C4_C2_3
#define UAO	S3_0_C4_C2_4

	.section .run, "awx"
	.balign	8
	/* bed_enter(in, out) */
	.globl	bed_enter
	.type	bed_enter, %function
bed_enter:
	stp	x29, x30, [sp, #-96]!
	stp	x19, x20, [sp, #16]
	stp	x21, x22, [sp, #32]
	stp	x23, x24, [sp, #48]
	stp	x25, x26, [sp, #64]
	stp	x27, x28, [sp, #80]
	adr	x3, out_at
	str	x1, [x3]
	mov	x4, sp
	str	x4, [x3, #8]
	mrs	x4, tpidr_el0
	str	x4, [x3, #16]
	ldr	x2, [x0, #BED_PSR * 8]
	msr	nzcv, x2
#ifdef BED_PL1
	msr	daif, x2
	msr	PAN, x2
	msr	UAO, x2
	ldr	x2, [x0, #BED_SPSR * 8]
	msr	spsr_el1, x2
	ldr	x2, [x0, #BED_ELR * 8]
	msr	elr_el1, x2
	ldr	x2, [x0, #BED_SP_EL0 * 8]
	msr	sp_el0, x2
#endif
	ldr	x2, [x0, #BED_SP * 8]
	mov	sp, x2
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
	b	bed_enter_slot

	/* TPIDR_EL0 is the one place where x0 can go; it is put back below. */
	.globl	bed_landing
bed_landing:
	msr	tpidr_el0, x0
	ldr	x0, out_at
	str	x1, [x0, #8]
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
	mov	x1, sp
	stp	x30, x1, [x0, #240]
	mrs	x1, tpidr_el0
	str	x1, [x0]
	mrs	x1, nzcv
#ifdef BED_PL1
	mrs	x2, daif
	orr	x1, x1, x2
	mrs	x2, CurrentEL
	orr	x1, x1, x2
	mrs	x2, SPSel
	orr	x1, x1, x2
	mrs	x2, PAN
	orr	x1, x1, x2
	mrs	x2, UAO
	orr	x1, x1, x2
	msr	SPSel, #1
	msr	daifset, #15
	mrs	x2, spsr_el1
	str	x2, [x0, #BED_SPSR * 8]
	mrs	x2, elr_el1
	str	x2, [x0, #BED_ELR * 8]
	mrs	x2, sp_el0
	str	x2, [x0, #BED_SP_EL0 * 8]
#endif
	str	x1, [x0, #BED_PSR * 8]

	/* an exception has ended it */
	.globl	bed_leave
bed_leave:
	adr	x3, out_at
	ldr	x4, [x3, #8]
	mov	sp, x4
	ldr	x4, [x3, #16]
	msr	tpidr_el0, x4
	ldp	x19, x20, [sp, #16]
	ldp	x21, x22, [sp, #32]
	ldp	x23, x24, [sp, #48]
	ldp	x25, x26, [sp, #64]
	ldp	x27, x28, [sp, #80]
	ldp	x29, x30, [sp], #96
	ret

	.balign	8
out_at:
	.quad	0
	/* SP and TPIDR_EL0 of whoever has called */
	.quad	0, 0

	.globl	bed_enter_slot
	.set	bed_enter_slot, BED_ENTER

	.section .note.GNU-stack, "", %progbits
