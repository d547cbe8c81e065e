/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Entry, and the way out of the guest and back, in Hyp mode of AArch32 without an MMU.
 * ARM DDI 0406, B1.8.1 (vectors), B1.9; DDI 0487, G1.12.3.
 *
 * r0 to r12 and r14 are those of the guest's User mode; r13 and all else that is banked is
 * the guest's own and stays where it is.
 */
	.arch	armv7-a
	.arch_extension	virt
	.arm

#define FRAME		64
#define STACK_SHIFT	13
#define CPU_MASK	7
#define LR		56		/* r[14] */

	.text
	/* A CPU that was switched on: the first one by reset, others by PSCI CPU_ON. */
	.globl	monitor_entry
monitor_entry:
	cpsid	aif
	mrc	p15, 0, r0, c0, c0, 5	/* MPIDR */
	and	r0, r0, #CPU_MASK
	add	r0, r0, #1
	ldr	r1, =stacks
	add	sp, r1, r0, lsl #STACK_SHIFT
	ldr	r0, =vectors
	mcr	p15, 4, r0, c12, c0, 0	/* HVBAR */
	isb
	sub	sp, sp, #FRAME
	mov	r0, #0
	mov	r1, #FRAME
1:	subs	r1, r1, #4
	str	r0, [sp, r1]
	bne	1b
	mov	r0, sp
	bl	boot_cpu
	b	to_guest

	/* monitor_exit: out of the guest, with all of its registers */
	.globl	monitor_exit
monitor_exit:
	sub	sp, sp, #FRAME
	stm	sp, {r0-r12}
	str	lr, [sp, #LR]
	mov	r0, sp
	bl	handle_exit
to_guest:
	ldr	lr, [sp, #LR]
	ldm	sp, {r0-r12}
	add	sp, sp, #FRAME
	eret

	/* The monitor itself has done something wrong, or an interrupt came to it. */
unexpected:
	mrc	p15, 4, r0, c5, c2, 0	/* HSR */
	mrs	r1, elr_hyp
	b	unexpected_exception

	/* Reset, undefined, HVC in Hyp mode, aborts, the guest, IRQ, FIQ */
	.macro	table name, guest
	.balign	32
	.globl	\name
\name:
	.rept	5
	b	unexpected
	.endr
	b	\guest
	b	unexpected
	b	unexpected
	.endm

	table	vectors, monitor_exit
	table	tightest_vectors, tightest_exit

	/* read_id_space(ids): u64 ids[8][8], from CRm 1 on */
	.globl	read_id_space
read_id_space:
	mov	r2, #0
	add	r0, r0, #64
	.irp	crm, 1, 2, 3, 4, 5, 6, 7
	.irp	op2, 0, 1, 2, 3, 4, 5, 6, 7
	mrc	p15, 0, r1, c0, c\crm, \op2
	stm	r0!, {r1, r2}
	.endr
	.endr
	bx	lr

	.ltorg

	.bss
	.balign	16
stacks:
	.skip	(CPU_MASK + 1) << STACK_SHIFT
