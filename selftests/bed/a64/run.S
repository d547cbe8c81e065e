/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Into and out of the code under test.  BED_PL1 is defined where all of the state is
 * the CPU's own; else flags and general-purpose registers are, and the rest is virtual.
 */
#include "../../lib/asm_a64.inc"
#include "../layout.h"
#include "state.h"

#define PAN	S3_0_C4_C2_3
#define UAO	S3_0_C4_C2_4

	/* Of the state, where x0 points, what is no part of PSTATE and no general register. */
	.macro	for_each_system do
	\do	spsr_el1, BED_SPSR
	\do	elr_el1, BED_ELR
	\do	sp_el0, BED_SP_EL0
	.endm

	.macro	load_system reg, at
	ldr	x2, [x0, #\at * 8]
	msr	\reg, x2
	.endm

	.macro	keep_system reg, at
	mrs	x2, \reg
	str	x2, [x0, #\at * 8]
	.endm

	.section .run, "awx"
	.balign	8
	/* bed_enter(in, out) */
	.globl	bed_enter
	.type	bed_enter, %function
bed_enter:
	push_callee_saved
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
	for_each_system load_system
#endif
	ldr	x2, [x0, #BED_SP * 8]
	mov	sp, x2
	load_from_x0
	b	bed_enter_slot

	/* TPIDR_EL0 is the one place where x0 can go; it is put back below. */
	.globl	bed_landing
bed_landing:
	msr	tpidr_el0, x0
	ldr	x0, out_at
	str	x1, [x0, #8]
	x2_to_x29 stp, x0
	mov	x1, sp
	stp	x30, x1, [x0, #240]
	mrs	x1, tpidr_el0
	str	x1, [x0]
	mrs	x1, nzcv
#ifdef BED_PL1
	.irp	part, daif, CurrentEL, SPSel, PAN, UAO
	mrs	x2, \part
	orr	x1, x1, x2
	.endr
	msr	SPSel, #1
	msr	daifset, #15
	for_each_system keep_system
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
	pop_callee_saved
	ret

	/*
	 * An imported function, its index in w16: function_called(), on another stack,
	 * then x0 is what it returns, and zero all else that a call may leave.
	 */
	.globl	bed_import
bed_import:
	mov	x9, sp
	ldr	x17, import_stack
	mov	sp, x17
	stp	x9, x30, [sp, #-16]!
	stp	x2, x3, [sp, #-16]!
	stp	x0, x1, [sp, #-16]!
	mov	x0, sp
	mov	w1, w16
	mrs	x2, nzcv
#ifdef BED_PL1
	mrs	x3, daif
	orr	x2, x2, x3
#endif
	ldr	x17, import_to
	blr	x17
	ldp	x9, x30, [sp, #32]
	mov	sp, x9
	msr	nzcv, xzr
	.irp	n, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18
	mov	x\n, xzr
	.endr
	ldr	x0, bed_import_returns
	ret

	.weak	function_called
	.balign	8
	.globl	bed_import_returns
bed_import_returns:
	.quad	0
import_stack:
	.quad	import_stack_top
import_to:
	.quad	function_called
out_at:
	.quad	0
	/* SP and TPIDR_EL0 of whoever has called */
	.quad	0, 0

	.globl	bed_enter_slot
	.set	bed_enter_slot, BED_ENTER

	.bss
	.balign	16
	.skip	16384
import_stack_top:

	.section .note.GNU-stack, "", %progbits
