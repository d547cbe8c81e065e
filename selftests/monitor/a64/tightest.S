/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The tightest handler: as few instructions as a trap of an identification register, or
 * of a read of ACTLR, can be served with.  It is what Documentation/benchmark.rst compares
 * with, and no way to write a monitor: it counts nothing, asks for no policy, and has the
 * values where it needs them.  All else goes on to monitor_exit.
 *
 * ISS of a trapped MRS: ARM DDI 0487, D17.2.37 (ESR_EL2), and of MRC with the same places:
 * Op2 19:17, Op1 16:14, CRn 13:10, Rt 9:5, CRm 4:1, read 0.
 */
#define SYS_OP0_3	0x623	/* bits 31:20: EC 0x18, IL, Op0 3 */
#define CP15_ALWAYS	0x0fe	/* bits 31:20: EC 0x03, IL, CV, condition 14 */
#define ACTLR_EL1	0x20400	/* Op2 1, CRn 1 */
#define OP2_OP1_CRN_CRM	0xffc1e

	.text
	.globl	tightest_exit
tightest_exit:
	stp	x0, x1, [sp, #-16]!
	mrs	x0, esr_el2
	lsr	w1, w0, #20
	cmp	w1, #SYS_OP0_3
	b.ne	cp15
known:
	tbz	w0, #0, slow
	tst	w0, #0x1fc00		/* Op1, CRn */
	b.ne	actlr
	tbnz	w0, #4, slow		/* CRm 8 to 15 */
	ubfx	x1, x0, #1, #3
	str	x2, [sp, #-16]!
	lsl	x1, x1, #3
	adr	x2, ids
	bfxil	x1, x0, #17, #3
	ldr	x1, [x2, x1, lsl #3]
put:
	ubfx	x0, x0, #5, #5
	adr	x2, to_register
	add	x2, x2, x0, lsl #3
	br	x2
to_register:
	str	x1, [sp, #16]
	b	done
	str	x1, [sp, #24]
	b	done
	str	x1, [sp]
	b	done
	.irp	n, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16
	mov	x\n, x1
	b	done
	.endr
	.irp	n, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30
	mov	x\n, x1
	b	done
	.endr
done:
	mrs	x0, elr_el2
	ldr	x2, [sp], #16
	add	x0, x0, #4
	msr	elr_el2, x0
	ldp	x0, x1, [sp], #16
	eret

	/* Not of T32 in an IT block, whose state would have to be advanced. */
cp15:
	cmp	w1, #CP15_ALWAYS
	b.eq	known
slow:
	ldp	x0, x1, [sp], #16
	b	monitor_exit

	/* The CPU's first variable */
actlr:
	mov	w1, #(OP2_OP1_CRN_CRM & 0xffff)
	movk	w1, #(OP2_OP1_CRN_CRM >> 16), lsl #16
	and	w1, w1, w0
	eor	w1, w1, #(ACTLR_EL1 & 0xffff)
	cmp	w1, #(ACTLR_EL1 & ~0xffff)
	b.ne	slow
	str	x2, [sp, #-16]!
	mrs	x1, tpidr_el2
	ldr	x1, [x1]
	b	put
