/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The tightest handler, as a64/tightest.S: for reads of ACTLR by A32 into r0 to r12.  All
 * else goes on to monitor_exit.
 */
	.arch	armv7-a
	.arch_extension	virt
	.arm

/* HSR without Rt: EC 3, IL, CV, condition 14; Op2 1, CRn 1, read */
#define READ_ACTLR	0x0fe20401
#define RT		0x1e0
#define FIRST_VARIABLE	0

	.text
	.globl	tightest_exit
tightest_exit:
	push	{r0-r2}
	mrc	p15, 4, r0, c5, c2, 0	/* HSR */
	movw	r1, #(READ_ACTLR & 0xffff)
	movt	r1, #(READ_ACTLR >> 16)
	bic	r2, r0, #RT
	cmp	r2, r1
	bne	slow
	ubfx	r0, r0, #5, #4
	mrc	p15, 4, r1, c13, c0, 2	/* HTPIDR */
	cmp	r0, #12
	bhi	slow
	ldr	r1, [r1, #FIRST_VARIABLE]
	add	pc, pc, r0, lsl #3
	nop
	str	r1, [sp]
	b	done
	str	r1, [sp, #4]
	b	done
	str	r1, [sp, #8]
	b	done
	.irp	n, 3, 4, 5, 6, 7, 8, 9, 10, 11
	mov	r\n, r1
	b	done
	.endr
	mov	r12, r1
done:
	mrs	r0, elr_hyp
	add	r0, r0, #4
	msr	elr_hyp, r0
	pop	{r0-r2}
	eret
slow:
	pop	{r0-r2}
	b	monitor_exit
