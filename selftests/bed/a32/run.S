/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Into and out of the code under test.  BED_PL1 is defined where all of the state is
 * the CPU's own; else flags and general-purpose registers are, and the rest is virtual.
 *
 * What is needed before a register is free lies beside the code.
 */
#include "../layout.h"
#include "state.h"

	.syntax	unified
	.arch	armv7ve
	.arm

	/* Of the state, where r0 points, what is of other modes than SVC. */
	.macro	for_each_banked do
	\do	SP_usr, BED_SP_USR
	\do	LR_usr, BED_LR_USR
	\do	SP_irq, BED_SP_IRQ
	\do	LR_irq, BED_LR_IRQ
	\do	SPSR_irq, BED_SPSR_IRQ
	\do	R8_fiq, BED_R8_FIQ
	\do	SP_fiq, BED_SP_FIQ
	\do	LR_fiq, BED_LR_FIQ
	\do	SPSR_fiq, BED_SPSR_FIQ
	.endm

	.macro	load_banked reg, at
	ldr	r3, [r0, #\at * 4]
	msr	\reg, r3
	.endm

	.macro	keep_banked reg, at
	mrs	r1, \reg
	str	r1, [r0, #\at * 4]
	.endm

	.section .run, "awx"
	.balign	4
	/* bed_run(in, out, site) */
	.globl	bed_run
	.type	bed_run, %function
bed_run:
	push	{r4-r12, lr}
	str	r1, out_at
	str	r2, site_at
	str	sp, sp_at
#ifdef BED_PL1
	ldr	r3, [r0, #BED_SPSR * 4]
	msr	SPSR_fsxc, r3
	for_each_banked load_banked
	ldr	r3, [r0, #BED_PSR * 4]
	msr	CPSR_fsxc, r3
#else
	ldr	r3, [r0, #BED_PSR * 4]
	msr	CPSR_fs, r3
#endif
	ldr	sp, [r0, #BED_SP * 4]
	ldr	lr, [r0, #BED_LR * 4]
	ldm	r0, {r0-r12}
	ldr	pc, site_at

	/* Nothing here may change flags or mode before they are kept. */
	.globl	bed_landing
bed_landing:
	str	r0, r0_at
	ldr	r0, out_at
	stmib	r0, {r1-r12}
	str	sp, [r0, #BED_SP * 4]
	str	lr, [r0, #BED_LR * 4]
	ldr	r1, r0_at
	str	r1, [r0]
	mrs	r1, CPSR
	str	r1, [r0, #BED_PSR * 4]
#ifdef BED_PL1
	cpsid	aif, #19
	ldr	r0, out_at
	mrs	r1, SPSR
	str	r1, [r0, #BED_SPSR * 4]
	for_each_banked keep_banked
	str	sp, [r0, #BED_SP_SVC * 4]
	str	lr, [r0, #BED_LR_SVC * 4]

	/* an exception has ended it: SVC mode */
	.globl	bed_leave
bed_leave:
#endif
	ldr	sp, sp_at
	pop	{r4-r12, pc}

	/*
	 * An imported function, its index in r12: function_called(), on another stack,
	 * then r0 is what it returns, and zero all else that a call may leave.
	 */
	.globl	bed_import
bed_import:
	str	sp, import_sp
	ldr	sp, import_stack
	push	{r0-r3, lr}
	mrs	r2, CPSR
	mov	r1, r12
	mov	r0, sp
	ldr	r12, import_to
	blx	r12
	pop	{r0-r3, lr}
	ldr	sp, import_sp
	mov	r1, #0
	mov	r2, #0
	mov	r3, #0
	mov	r12, #0
	msr	CPSR_f, r1
	ldr	r0, bed_import_returns
	bx	lr

	.weak	function_called
	.globl	bed_import_returns
bed_import_returns:
	.word	0
import_sp:
	.word	0
import_stack:
	.word	import_stack_top
import_to:
	.word	function_called
site_at:
	.word	0
out_at:
	.word	0
sp_at:
	.word	0
r0_at:
	.word	0

	.bss
	.balign	8
	.skip	8192
import_stack_top:

	.section .note.GNU-stack, "", %progbits
