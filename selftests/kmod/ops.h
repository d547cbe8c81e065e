/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How vsi_test_ops and vsi_test_handlers execute one instruction: with every
 * register and flag set from a struct op_state, and every register and flag
 * saved to it.  The functions that do are made by the macro OP of ops_arm.h and
 * ops_arm64.h.
 *
 * What is not under test is written as data, so that it is never a site.
 */
#ifndef VSI_SELFTESTS_OPS_H
#define VSI_SELFTESTS_OPS_H

/* The words of ops.txt, which are alternatives. */
#define OP_WORD_r		0
#define OP_WORD_v		1
#define OP_WORD_k		2
#define OP_WORD_q		3
#define OP_WORD_b		4
#define OP_WORD_n		5
#define OP_KIND			0xf
#define OP_WORD_max		0x10
#define OP_WORD_a72		0x20
#define OP_WORD_irqs		0x40

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
#define OP_RESULT1(reg)		(((reg) | 0x20) << 16)
#define OP_RESULT2(reg)		(((reg) | 0x20) << 24)

#ifndef __ASSEMBLY__

#include <linux/build_bug.h>
#include <linux/stddef.h>
#include <linux/types.h>

struct op_state;

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

#endif

#ifdef CONFIG_ARM64
#include "ops_arm64.h"
#else
#include "ops_arm.h"
#endif

#ifndef __ASSEMBLY__

#include <linux/printk.h>

/* What differs. */
static inline void op_report(const struct op *op, const struct op_state *got,
			     const struct op_state *want)
{
	unsigned int i;

	pr_info("mismatch: %s, psr %llx: psr %llx observed %llx %llx, wanted %llx, %llx %llx\n",
		op->text, (u64)got->cpsr_in, (u64)got->cpsr_out, (u64)got->observed[0],
		(u64)got->observed[1], (u64)want->cpsr_out, (u64)want->observed[0],
		(u64)want->observed[1]);
	for (i = 0; i < OP_REGS; i++)
		if (got->reg[i] != want->reg[i])
			pr_info(" register %u: %llx, wanted %llx\n", i, (u64)got->reg[i],
				(u64)want->reg[i]);
}

#else

	/* \result reads what the instruction wrote, \observe what it will overwrite */
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
	OP_POINTER	op_site_\nr, op_orig_\nr, op_insn_\nr, op_text_\nr
	.long	op_word_\nr, op_kind_\nr, op_xor_\nr, op_restored_\nr
	.endm
#endif
#endif
