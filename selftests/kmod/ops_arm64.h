/* SPDX-License-Identifier: GPL-2.0 */
#ifndef VSI_TEST_OPS_ARM64_H
#define VSI_TEST_OPS_ARM64_H

#ifndef __ASSEMBLY__
#include <linux/build_bug.h>
#include <linux/stddef.h>
#include <linux/types.h>
#endif

/*
 * Included by ops.h: A64.
 */
/* struct op_state: x0 to x30, then: */
#define OP_REGS		31
#define OP_CPSR_IN	248
#define OP_CPSR_OUT	256
#define OP_OBSERVED	264

#ifdef __ASSEMBLY__

#define MRS_X0_NZCV	.long 0xd53b4200
#define MRS_X9_NZCV	.long 0xd53b4209
#define MRS_X1_DAIF	.long 0xd53b4221
#define MRS_X10_DAIF	.long 0xd53b422a
#define MSR_NZCV_X1	.long 0xd51b4201
#define MSR_NZCV_X9	.long 0xd51b4209
#define MSR_DAIF_X1	.long 0xd51b4221
#define MSR_DAIF_X9	.long 0xd51b4229

	/* x2 to x30 */
	.macro	OP_MOVE pair, one, base
	\pair	x2, x3, [\base, #16]
	\pair	x4, x5, [\base, #32]
	\pair	x6, x7, [\base, #48]
	\pair	x8, x9, [\base, #64]
	\pair	x10, x11, [\base, #80]
	\pair	x12, x13, [\base, #96]
	\pair	x14, x15, [\base, #112]
	\pair	x16, x17, [\base, #128]
	\pair	x18, x19, [\base, #144]
	\pair	x20, x21, [\base, #160]
	\pair	x22, x23, [\base, #176]
	\pair	x24, x25, [\base, #192]
	\pair	x26, x27, [\base, #208]
	\pair	x28, x29, [\base, #224]
	\one	x30, [\base, #240]
	.endm

	/* stack from here on: what observe read (2), state, PSTATE */
	.macro	OP_ENTER observe, xor, restored
	stp	x29, x30, [sp, #-96]!
	stp	x19, x20, [sp, #16]
	stp	x21, x22, [sp, #32]
	stp	x23, x24, [sp, #48]
	stp	x25, x26, [sp, #64]
	stp	x27, x28, [sp, #80]
	MRS_X9_NZCV
	MRS_X10_DAIF
	orr	x9, x9, x10
	stp	x0, x9, [sp, #-16]!
	mov	x19, x0
	ldr	x9, [x0, #OP_CPSR_IN]
	MSR_NZCV_X9
	MSR_DAIF_X9
	mov	x0, #0
	mov	x1, #0
	.long	\observe
	stp	x0, x1, [sp, #-16]!
	.if	\restored
	ldr	x2, =\xor
	eor	x0, x0, x2
	stp	x0, x1, [x19]
	.endif
	mov	x0, x19
	OP_MOVE	ldp, ldr, x0
	ldp	x0, x1, [x0]
	.endm

	.macro	OP_LEAVE result, restore
	stp	x0, x1, [sp, #-16]!
	MRS_X0_NZCV
	MRS_X1_DAIF
	orr	x0, x0, x1
	ldr	x1, [sp, #40]
	MSR_NZCV_X1
	MSR_DAIF_X1
	ldr	x1, [sp, #32]
	str	x0, [x1, #OP_CPSR_OUT]
	OP_MOVE	stp, str, x1
	mov	x19, x1
	ldp	x0, x1, [sp], #16
	stp	x0, x1, [x19]
	mov	x0, #0
	mov	x1, #0
	.long	\result
	str	x0, [x19, #OP_OBSERVED]
	str	x1, [x19, #OP_OBSERVED + 8]
	ldp	x0, x1, [sp], #16
	.long	\restore
	ldp	x0, x9, [sp], #16
	MSR_NZCV_X9
	MSR_DAIF_X9
	ldp	x19, x20, [sp, #16]
	ldp	x21, x22, [sp, #32]
	ldp	x23, x24, [sp, #48]
	ldp	x25, x26, [sp, #64]
	ldp	x27, x28, [sp, #80]
	ldp	x29, x30, [sp], #96
	ret
	.ltorg
	.endm

#define OP_POINTER	.quad

#else

struct op_state {
	u64 reg[OP_REGS];
	u64 cpsr_in;
	u64 cpsr_out;
	u64 observed[2];
};

#define OP_PSR_D	0x200
#define OP_PSR_DA	0x300
#define OP_PSR_IF	0xc0	/* the kernel masks both */

/* MRS X0, DAIF as a word that is never a site */
static inline u64 op_raw_daif(void)
{
	register u64 x0 asm("x0");

	asm volatile(".long 0xd53b4220" : "=r" (x0));
	return x0;
}

/*
 * The handler of a kprobe is a debug exception, in which the kernel takes no interrupt
 * (arch/arm64/kernel/entry-common.c, el1_dbg()).
 */
static inline bool op_takes_irqs(void)
{
	return !(op_raw_daif() & OP_PSR_D);
}

/* Every register another value; N, Z, C and V as in @flags. */
static inline void op_fill(struct op_state *state, u32 flags, bool irqs_off)
{
	unsigned int i;

	*state = (struct op_state){ };
	for (i = 0; i < OP_REGS; i++)
		state->reg[i] = 0x0123456789abcdef * (i + 1) ^ 0xa5000000c3000000;
	state->cpsr_in = (op_raw_daif() & OP_PSR_DA) | flags << 28 |
			 (irqs_off || !op_takes_irqs() ? OP_PSR_IF : 0);
}

static_assert(offsetof(struct op_state, cpsr_in) == OP_CPSR_IN);
static_assert(offsetof(struct op_state, cpsr_out) == OP_CPSR_OUT);
static_assert(offsetof(struct op_state, observed) == OP_OBSERVED);

#endif

#endif
