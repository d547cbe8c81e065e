/* SPDX-License-Identifier: GPL-2.0 */
#ifndef VSI_TEST_OPS_ARM_H
#define VSI_TEST_OPS_ARM_H

#ifndef __ASSEMBLY__
#include <linux/build_bug.h>
#include <linux/stddef.h>
#include <linux/types.h>
#endif

/*
 * Included by ops.h: A32.
 */
/* struct op_state: r0 to r12 and lr, then: */
#define OP_REGS		14
#define OP_CPSR_IN	56
#define OP_CPSR_OUT	60
#define OP_OBSERVED	64

#ifdef __ASSEMBLY__

#define MRS_R0_CPSR		.long 0xe10f0000
#define MRS_R1_CPSR		.long 0xe10f1000
#define MSR_CPSR_FSXC_R0	.long 0xe12ff000
#define MSR_CPSR_FSXC_R1	.long 0xe12ff001

	@ stack from here on: what observe read (2), state, CPSR
	.macro	OP_ENTER observe, xor, restored
	push	{r4-r11, lr}
	MRS_R1_CPSR
	push	{r0, r1}
	mov	r4, r0
	ldr	r1, [r0, #OP_CPSR_IN]
	MSR_CPSR_FSXC_R1
	mov	r0, #0
	mov	r1, #0
	.long	\observe
	push	{r0, r1}
	.if	\restored
	ldr	r2, =\xor
	eor	r0, r0, r2
	stm	r4, {r0, r1}
	.endif
	mov	r0, r4
	ldm	r0, {r0-r12, lr}
	.endm

	.macro	OP_LEAVE result, restore
	push	{r0}
	MRS_R0_CPSR
	push	{r0}
	ldr	r0, [sp, #20]
	MSR_CPSR_FSXC_R0
	ldr	r0, [sp, #16]
	add	r0, r0, #4
	stm	r0, {r1-r12, lr}
	sub	r4, r0, #4
	pop	{r0, r1}
	str	r0, [r4, #OP_CPSR_OUT]
	str	r1, [r4]
	mov	r0, #0
	mov	r1, #0
	.long	\result
	str	r0, [r4, #OP_OBSERVED]
	str	r1, [r4, #OP_OBSERVED + 4]
	pop	{r0, r1}
	.long	\restore
	pop	{r0, r1}
	pop	{r4-r11, pc}
	.ltorg
	.endm

#define OP_POINTER	.long

#else

struct op_state {
	u32 reg[OP_REGS];
	u32 cpsr_in;
	u32 cpsr_out;
	u32 observed[2];
};

#define OP_PSR_VARIED	0xf80f01c0	/* N Z C V Q, GE, A I F */
#define OP_PSR_I	0x80

/* MRS R0, CPSR as a word that is never a site */
static inline u32 op_raw_cpsr(void)
{
	register u32 r0 asm("r0");

	asm volatile(".long 0xe10f0000" : "=r" (r0));
	return r0;
}

static inline bool op_takes_irqs(void)
{
	return true;
}

/* Every register another value; N, Z, C and V as in @flags. */
static inline void op_fill(struct op_state *state, u32 flags, bool irqs_off)
{
	unsigned int i;

	*state = (struct op_state){ };
	for (i = 0; i < OP_REGS; i++)
		state->reg[i] = 0x11111111 * (i + 1) ^ 0xa5000000;
	state->cpsr_in = (op_raw_cpsr() & ~OP_PSR_VARIED) | flags << 28 |
			 (irqs_off ? OP_PSR_I : 0) | (flags & 1) << 27 | (flags & 6) << 16;
}

static_assert(offsetof(struct op_state, cpsr_in) == OP_CPSR_IN);
static_assert(offsetof(struct op_state, cpsr_out) == OP_CPSR_OUT);
static_assert(offsetof(struct op_state, observed) == OP_OBSERVED);

#endif

#endif
