/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Entry, exit, calls and exceptions of the payload, A32.
 */
	.arch	armv7-a
	.arch_extension	virt
	.arch_extension	sec
	.arm

#define MODE_SVC	0xd3
#define MODE_UND	0xdb
#define MASK_AIF	0x1c0

	.text
	.globl	_start
_start:
	b	1f
	.rept	8
	nop
	.endr
	.word	0x016f2818		/* what every zImage has here */
1:	mov	r5, #0
	ldr	sp, =stack_top
	bl	set_vectors
	bl	bare_main
	b	bare_exit

	/* VBAR, and a stack of Undefined mode, r5 bytes below the top of its stack */
set_vectors:
	ldr	r0, =vectors
	mcr	p15, 0, r0, c12, c0, 0
	ldr	r0, =undefined_stack_top
	sub	r0, r0, r5
	cpsid	aif, #0x1b
	mov	sp, r0
	cpsid	aif, #0x13
	bx	lr

	/* @r has r0 to r12, before and after. */
	.macro	call name, instruction
	.globl	\name
\name:
	push	{r4-r11, lr}
	push	{r0}
	mov	lr, r0
	ldm	lr, {r0-r12}
	\instruction
	pop	{lr}
	stm	lr, {r0-r12}
	pop	{r4-r11, pc}
	.endm

	call	call_hvc, "hvc	#0"
	call	call_xen, "hvc	#0xea1"
	call	call_smc, "smc	#0"

	.globl	ticks
ticks:
	isb
	mrrc	p15, 1, r0, r1, c14
	bx	lr

	.globl	wait_for_event
wait_for_event:
	yield
	bx	lr

	/* r0 is what CPU_ON was given. */
	.globl	second_cpu_entry
second_cpu_entry:
	cmp	r0, #0x77
	bne	unexpected
	mov	r5, #256
	ldr	sp, =second_stack_top
	bl	set_vectors
	bl	bare_second
1:	wfe
	b	1b

	/* A, I and F, where they stand */
	.globl	set_mask
set_mask:
	mrs	r1, cpsr
	bic	r1, r1, #MASK_AIF
	orr	r1, r1, r0
	msr	cpsr_xc, r1
	bx	lr

	.globl	get_mask
get_mask:
	mrs	r0, cpsr
	and	r0, r0, #MASK_AIF
	bx	lr

	/*
	 * An undefined instruction: count it, check what is banked, keep what is masked, go on
	 * behind it. The exception has masked interrupts itself.
	 */
undefined:
	push	{r0-r2}
	mrs	r0, spsr
	and	r0, r0, #0xff
	eor	r0, r0, #MODE_SVC
	ldr	r1, =undefined_status
	str	r0, [r1]
	mrs	r0, cpsr
	and	r0, r0, #MASK_AIF
	ldr	r1, =undefined_mask
	str	r0, [r1]
	ldr	r1, =undefined_count
	ldr	r0, [r1]
	add	r0, r0, #1
	str	r0, [r1]
	pop	{r0-r2}
	movs	pc, lr

unexpected:
	mrs	r0, cpsr
	mov	r1, lr
	bl	bare_unexpected
	mov	r0, #1
	b	bare_exit

	.balign	32
vectors:
	b	unexpected
	b	undefined
	b	unexpected
	b	unexpected
	b	unexpected
	b	unexpected
	b	unexpected
	b	unexpected

	.ltorg

	.bss
	.balign	16
	.globl	undefined_count, undefined_status, undefined_mask
undefined_count:
	.skip	4
undefined_status:
	.skip	4
undefined_mask:
	.skip	4
	.balign	16
	.skip	512
undefined_stack_top:
	.skip	8192
stack_top:
	.skip	8192
second_stack_top:
