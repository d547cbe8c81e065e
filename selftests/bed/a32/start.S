/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Entry of the reference, and its exceptions.  SVC mode, no MMU.
 */
#include "../../lib/asm_a32.inc"

	.syntax	unified
	.arch	armv7ve
	.arm

	.text
	.globl	_start
_start:
	begin_in_svc stack_top
	bl	reference
	b	bare_exit

	.balign	32
vectors:
	b	stray
	b	fault				@ undefined instruction
	b	stray				@ supervisor call
	b	stray				@ prefetch abort
	b	stray				@ data abort
	b	stray
	b	stray
	b	stray

	/* Only while code under test runs, of which the rest does not count then. */
fault:
	cpsid	aif, #19
	ldr	r0, =bed_outcome
	mov	r1, #1
	str	r1, [r0]
	b	bed_leave

stray:
	mov	r4, lr
	cpsid	aif, #19
	ldr	sp, =stack_top
	ldr	r0, =message
	bl	bare_print
	mov	r0, r4
	bl	bare_hex
	mov	r0, #1
	b	bare_exit

	.section .rodata
message:
	.asciz	"Bail out! an exception, with LR "

	.bss
	.balign	8
	.skip	16384
stack_top:
