/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Entry, exit, calls and exceptions of the payload, A64.
 */
#define ESR_EC_SHIFT	26

	.text
	.globl	_start
_start:
	b	1f
	.word	0
	.quad	0x80000			/* where QEMU puts it: text_offset */
	.quad	payload_size
	.quad	0
	.quad	0, 0, 0
	.ascii	"ARM\x64"
	.word	0
1:	adr	x0, vectors
	msr	vbar_el1, x0
	isb
	ldr	x0, =stack_top
	mov	sp, x0
	bl	bare_main
	b	bare_exit

	/* @r has x0 to x17, before and after. */
	.macro	call name, instruction:vararg
	.globl	\name
\name:
	stp	x29, x30, [sp, #-32]!
	stp	x18, x0, [sp, #16]
	ldp	x2, x3, [x0, #16]
	ldp	x4, x5, [x0, #32]
	ldp	x6, x7, [x0, #48]
	ldp	x8, x9, [x0, #64]
	ldp	x10, x11, [x0, #80]
	ldp	x12, x13, [x0, #96]
	ldp	x14, x15, [x0, #112]
	ldp	x16, x17, [x0, #128]
	ldp	x0, x1, [x0]
	\instruction
	ldr	x18, [sp, #24]
	stp	x0, x1, [x18]
	stp	x2, x3, [x18, #16]
	stp	x4, x5, [x18, #32]
	stp	x6, x7, [x18, #48]
	stp	x8, x9, [x18, #64]
	stp	x10, x11, [x18, #80]
	stp	x12, x13, [x18, #96]
	stp	x14, x15, [x18, #112]
	stp	x16, x17, [x18, #128]
	ldr	x18, [sp, #16]
	ldp	x29, x30, [sp], #32
	ret
	.endm

	.text
	call	call_hvc, hvc #0
	call	call_xen, hvc #0xea1
	call	call_smc, smc #0

	.globl	ticks
ticks:
	isb
	mrs	x0, cntvct_el0
	ret

	.globl	wait_for_event
wait_for_event:
	yield
	ret

	/* x0 is what CPU_ON was given. */
	.globl	second_cpu_entry
second_cpu_entry:
	cmp	x0, #0x77
	b.ne	unexpected
	adr	x0, vectors
	msr	vbar_el1, x0
	isb
	ldr	x0, =second_stack_top
	mov	sp, x0
	bl	bare_second
1:	wfe
	b	1b

	/* D, A, I and F, where they stand */
	.globl	set_mask
set_mask:
	msr	daif, x0
	ret

	.globl	get_mask
get_mask:
	mrs	x0, daif
	ret

	/*
	 * An undefined instruction: count it, keep what ESR_EL1 says of it and what is masked,
	 * go on behind it.
	 */
sync:
	stp	x0, x1, [sp, #-32]!
	str	x2, [sp, #16]
	mrs	x0, esr_el1
	lsr	x1, x0, #ESR_EC_SHIFT
	cbnz	x1, unexpected
	and	x0, x0, #0x1ffffff
	ldr	x1, =undefined_status
	str	x0, [x1]
	mrs	x0, daif
	ldr	x1, =undefined_mask
	str	x0, [x1]
	ldr	x1, =undefined_count
	ldr	x0, [x1]
	add	x0, x0, #1
	str	x0, [x1]
	mrs	x0, elr_el1
	add	x0, x0, #4
	msr	elr_el1, x0
	ldr	x2, [sp, #16]
	ldp	x0, x1, [sp], #32
	eret

unexpected:
	mrs	x0, esr_el1
	mrs	x1, elr_el1
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
	.globl	undefined_count, undefined_status, undefined_mask
undefined_count:
	.skip	8
undefined_status:
	.skip	8
undefined_mask:
	.skip	8
	.balign	16
	.skip	8192
stack_top:
	.skip	8192
second_stack_top:
	.globl	payload_size
	.set	payload_size, 0x100000
