/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Entry, and the way out of the guest and back, at EL2 of AArch64 without an MMU.
 * ARM DDI 0487, D1.11.1 (vectors), D1.13 (entry and return).
 */
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
	stp	x2, x3, [sp, #16]
	stp	x4, x5, [sp, #32]
	stp	x6, x7, [sp, #48]
	stp	x8, x9, [sp, #64]
	stp	x10, x11, [sp, #80]
	stp	x12, x13, [sp, #96]
	stp	x14, x15, [sp, #112]
	stp	x16, x17, [sp, #128]
	stp	x18, x19, [sp, #144]
	stp	x20, x21, [sp, #160]
	stp	x22, x23, [sp, #176]
	stp	x24, x25, [sp, #192]
	stp	x26, x27, [sp, #208]
	stp	x28, x29, [sp, #224]
	str	x30, [sp, #240]
	mov	x0, sp
	bl	handle_exit
to_guest:
	ldp	x2, x3, [sp, #16]
	ldp	x4, x5, [sp, #32]
	ldp	x6, x7, [sp, #48]
	ldp	x8, x9, [sp, #64]
	ldp	x10, x11, [sp, #80]
	ldp	x12, x13, [sp, #96]
	ldp	x14, x15, [sp, #112]
	ldp	x16, x17, [sp, #128]
	ldp	x18, x19, [sp, #144]
	ldp	x20, x21, [sp, #160]
	ldp	x22, x23, [sp, #176]
	ldp	x24, x25, [sp, #192]
	ldp	x26, x27, [sp, #208]
	ldp	x28, x29, [sp, #224]
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

	/* Sixteen entries; 8 and 12 are synchronous, from AArch64 and AArch32 below. */
	.macro	table name, synchronous
	.balign	2048
	.globl	\name
\name:
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	.balign	128
	.if	\n == 8 || \n == 12
	b	\synchronous
	.else
	b	unexpected
	.endif
	.endr
	.endm

	table	vectors, monitor_exit
	table	tightest_vectors, tightest_exit

	.ltorg

	.bss
	.balign	16
stacks:
	.skip	(CPU_MASK + 1) << STACK_SHIFT
