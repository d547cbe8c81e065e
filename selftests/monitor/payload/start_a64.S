/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Entry, exit, calls and exceptions of the payload, A64.
 */
#include "../../lib/asm_a64.inc"

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
1:	begin_at_el1 stack_top
	bl	bare_main
	b	bare_exit

	/* @r has x0 to x17, before and after. */
	.macro	call name, instruction:vararg
	.globl	\name
\name:
	stp	x29, x30, [sp, #-32]!
	stp	x18, x0, [sp, #16]
	x2_to_x17 ldp, x0
	ldp	x0, x1, [x0]
	\instruction
	ldr	x18, [sp, #24]
	stp	x0, x1, [x18]
	x2_to_x17 stp, x18
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
	begin_at_el1 second_stack_top
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

	vector_table vectors, sync, unexpected, 4

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
