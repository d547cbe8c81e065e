/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How vsi_test_ops and vsi_test_handlers execute one instruction: with every
 * register and flag set from a struct op_state, and every register and flag
 * saved to it.
 *
 * What is not under test is written as data, so that it is never a site.
 */
#ifndef VSI_SELFTESTS_OPS_H
#define VSI_SELFTESTS_OPS_H

/* struct op_state: r0 to r12 and lr, then: */
#define OP_REGS		14
#define OP_CPSR_IN	56
#define OP_CPSR_OUT	60
#define OP_OBSERVED	64

/* The words of ops.txt, which are alternatives. */
#define OP_WORD_r		0
#define OP_WORD_v		1
#define OP_WORD_k		2
#define OP_WORD_q		3
#define OP_WORD_b		4
#define OP_WORD_n		5

/* The words of handlers.txt: what "emulate" does, flags, and registers. */
#define OP_EMULATION		0xf
#define OP_WORD_zero		1
#define OP_WORD_nothing		2
#define OP_WORD_counter		3
#define OP_WORD_cpus		4
#define OP_WORD_refused		5
#define OP_WORD_setway		6
#define OP_WORD_undef		0x10
#define OP_WORD_const		0x20
#define OP_WORD_hvc		0x40
#define OP_WORD_pmu		0x80
#define OP_WORD_auto_kept	0x100
#define OP_WORD_once		0x200
#define OP_RESULT1(reg)		(((reg) | 0x10) << 16)
#define OP_RESULT2(reg)		(((reg) | 0x10) << 24)

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

	@ \result reads what the instruction wrote, \observe what it will overwrite
	.macro	OP nr, insn, word, observe, result, restore, xor, observed, restored, kind, text
op_site_\nr:
	OP_ENTER \observe, \xor, \restored
op_insn_\nr:
	\insn
	OP_LEAVE \result, \restore
op_orig_\nr:
	OP_ENTER \observe, \xor, \restored
	.long	\word
	OP_LEAVE \result, \restore
	.pushsection .rodata.str1.1, "aMS", %progbits, 1
op_text_\nr:
	.asciz	"\text"
	.popsection
	.set	op_word_\nr, \word
	.set	op_kind_\nr, \kind
	.set	op_xor_\nr, \xor
	.set	op_restored_\nr, \restored
	.endm

	.macro	OP_ROW nr
	.long	op_site_\nr, op_orig_\nr, op_insn_\nr, op_text_\nr, op_word_\nr, op_kind_\nr
	.long	op_xor_\nr, op_restored_\nr
	.endm

#else

#include <linux/build_bug.h>
#include <linux/types.h>

struct op_state {
	u32 reg[OP_REGS];
	u32 cpsr_in;
	u32 cpsr_out;
	u32 observed[2];
};

struct op {
	void (*site)(struct op_state *state);
	void (*orig)(struct op_state *state);
	const u32 *insn;
	const char *text;
	u32 word;
	u32 kind;
	u32 xor;
	u32 restored;
};

extern const struct op vsi_ops[];
extern const u32 vsi_nr_ops;

#define OP_PSR_VARIED	0xf80f01c0	/* N Z C V Q, GE, A I F */
#define OP_PSR_I	0x80

/* MRS R0, CPSR as a word that is never a site */
static inline u32 op_raw_cpsr(void)
{
	register u32 r0 asm("r0");

	asm volatile(".long 0xe10f0000" : "=r" (r0));
	return r0;
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
