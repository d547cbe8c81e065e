/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Entry, and the way out of the guest and back, at EL2 of AArch64 without an MMU.
 * ARM DDI 0487, D1.11.1 (vectors), D1.13 (entry and return).
 */
#include "../../lib/asm_a64.inc"

#define FRAME		256
#define STACK_SHIFT	13
#define CPU_MASK	7

	.text
	/* A CPU that was switched on: the first one by reset, others by PSCI CPU_ON. */
	.globl	monitor_entry
monitor_entry:
	msr	daifset, #15
	mrs	x0, mpidr_el1
	and	x0, x0, #CPU_MASK
	add	x0, x0, #1
	ldr	x1, =stacks
	add	x1, x1, x0, lsl #STACK_SHIFT
	mov	sp, x1
	ldr	x0, =vectors
	msr	vbar_el2, x0
	isb
	sub	sp, sp, #FRAME
	mov	x0, sp
	mov	x1, #FRAME
1:	sub	x1, x1, #8
	str	xzr, [x0, x1]
	cbnz	x1, 1b
	bl	boot_cpu
	b	to_guest

	/* monitor_exit: out of the guest, with all of its registers */
	.globl	monitor_exit
monitor_exit:
	sub	sp, sp, #FRAME
	stp	x0, x1, [sp]
	x2_to_x29 stp, sp
	str	x30, [sp, #240]
	mov	x0, sp
	bl	handle_exit
to_guest:
	x2_to_x29 ldp, sp
	ldr	x30, [sp, #240]
	ldp	x0, x1, [sp]
	add	sp, sp, #FRAME
	eret

	/* Of A32, in the guest: a64/inject.c */
	.globl	enter_undefined_mode
enter_undefined_mode:
	.word	0xf102001b		/* cps #0x1b */
	.word	0xe144d47f		/* hvc #0x4d4f */

	/* The monitor itself has done something wrong, or an interrupt came to it. */
unexpected:
	mrs	x0, esr_el2
	mrs	x1, elr_el2
	b	unexpected_exception

	vector_table vectors, monitor_exit, unexpected, 8, 12
	vector_table tightest_vectors, tightest_exit, unexpected, 8, 12

	.ltorg

	.bss
	.balign	16
stacks:
	.skip	(CPU_MASK + 1) << STACK_SHIFT
