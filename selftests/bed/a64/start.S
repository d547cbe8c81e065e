/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Entry of the reference, and its exceptions.  EL1, no MMU.
 */
#include "../../lib/asm_a64.inc"

/* FEAT_IDST: of what is to be an identification register */
#define EC_SYS64	0x18

	.text
	.globl	_start
_start:
	msr	daifset, #15
	mov	x0, #0x03330000			/* SMEN, FPEN, ZEN */
	msr	cpacr_el1, x0
	begin_at_el1 stack_top
	bl	reference
	b	bare_exit

	/* Only while code under test runs, of which the rest does not count then. */
fault:
	mrs	x0, esr_el1
	lsr	x0, x0, #ESR_EC_SHIFT
	cbz	x0, 1f
	cmp	x0, #EC_SYS64
	b.ne	stray
1:	ldr	x0, =bed_outcome
	mov	w1, #1
	str	w1, [x0]
	msr	SPSel, #1
	msr	daifset, #15
	b	bed_leave

stray:
	mrs	x19, esr_el1
	mrs	x20, elr_el1
	msr	SPSel, #1
	ldr	x2, =stack_top
	mov	sp, x2
	adr	x0, message
	bl	bare_print
	mov	x0, x19
	bl	bare_hex
	adr	x0, message + 4
	bl	bare_print
	mov	x0, x20
	bl	bare_hex
	mov	w0, #1
	b	bare_exit

message:
	.asciz	"Bail out! an exception, ESR and ELR "

	vector_table vectors, fault, stray, 0, 4

	.ltorg

	.bss
	.balign	16
	.skip	16384
stack_top:
