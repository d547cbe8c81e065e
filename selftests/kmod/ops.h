/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How vsi_test_ops executes one instruction: with every register and flag set
 * from a struct op_state, and every register and flag saved to it.
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
	.endm

	.macro	OP_ROW nr
	.long	op_site_\nr, op_orig_\nr, op_insn_\nr, op_text_\nr, op_word_\nr, op_kind_\nr
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
};

extern const struct op vsi_ops[];
extern const u32 vsi_nr_ops;

static_assert(offsetof(struct op_state, cpsr_in) == OP_CPSR_IN);
static_assert(offsetof(struct op_state, cpsr_out) == OP_CPSR_OUT);
static_assert(offsetof(struct op_state, observed) == OP_OBSERVED);

#endif
#endif
