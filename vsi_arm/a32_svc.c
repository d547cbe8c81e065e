// SPDX-License-Identifier: GPL-2.0
/*
 * Instructions as words of a hypervisor that takes SVC for them.
 *
 * Pure.  Called while a module is planned, and by "vsi embed --apply".
 */
#include "a32_encode.h"
#include "a32_svc.h"

/* Without condition and immediate: a32_is_svc(). */
#define SVC_0		0x0f000000u

#define REG_PC		15
#define MAX_OPERANDS	4

/**
 * struct operand - bits of an instruction, and where they go
 * @from:   lowest bit
 * @width:  how many
 * @to:     lowest bit in the immediate
 * @is_reg: a register, and not the PC
 */
struct operand {
	u8 from;
	u8 width;
	u8 to;
	bool is_reg;
};

/**
 * struct encoding - the words of a row
 * @is_there: there are any
 * @imm24:    what is the same in all
 * @zero:     bits that an instruction must not have
 * @some:     bits of which it must have one
 * @operands: the rest; as many as have a width
 */
struct encoding {
	bool is_there;
	u32 imm24;
	u32 zero;
	u32 some;
	struct operand operands[MAX_OPERANDS];
};

static const struct encoding encodings[A32_NR_INSNS] = {
#define BITS(from, width, to)	{ from, width, to, false }
#define REG(from, to)		{ from, 4, to, true }
#define SVC(id, imm24, zero, some, ...) \
	[A32_##id] = { true, imm24, zero, some, { __VA_ARGS__ } },
#include "a32_svc.tbl"
#undef SVC
#undef REG
#undef BITS
};

/* ARM DDI 0406C, B9.3.2: interrupts are named when they are changed, and only then. */
static bool cps_is_predictable(u32 word)
{
	const bool changes = word >> 19 & 1, disables = word >> 18 & 1;
	const bool names = word >> 6 & 7;

	return changes ? names : !names && !disables;
}

/* B9.3.5: the base cannot be loaded and written back. */
static bool ldm_is_predictable(u32 word)
{
	const u32 base = word >> 16 & 0xf;

	return !(word >> 21 & 1) || !(word >> base & 1);
}

static bool is_predictable(const struct vsi_insn *insn)
{
	switch (insn->base) {
	case A32_CPS_MODE:
		return cps_is_predictable(insn->word);
	case A32_LDM_ERET:
		return ldm_is_predictable(insn->word);
	}
	return true;
}

static bool encode_operands(u32 word, const struct operand *operand, u32 *imm24)
{
	const struct operand *end = operand + MAX_OPERANDS;
	u32 value;

	for (; operand < end && operand->width; operand++) {
		value = word >> operand->from & ((1u << operand->width) - 1);
		if (operand->is_reg && value == REG_PC)
			return false;
		*imm24 += value << operand->to;
	}
	return true;
}

/**
 * a32_svc_encode() - the word that stands for an instruction
 * @insn: a decoded instruction
 * @word: set only on success
 *
 * The word has the instruction's condition; what is always executed gets AL.
 *
 * Context: any.
 * Return: false when the layout cannot say exactly this instruction: no row of
 * a32_svc.tbl, an operand that does not fit, or one that is UNPREDICTABLE; T32 and A64
 * always.
 */
bool a32_svc_encode(const struct vsi_insn *insn, u32 *word)
{
	const struct encoding *encoding;
	u32 imm24;

	if (insn->isa != VSI_ISA_A32)
		return false;
	encoding = &encodings[insn->base];
	if (!encoding->is_there || (insn->word & encoding->zero))
		return false;
	if (encoding->some && !(insn->word & encoding->some))
		return false;
	imm24 = encoding->imm24;
	if (!is_predictable(insn) || !encode_operands(insn->word, encoding->operands, &imm24))
		return false;
	*word = a32_kept_cond(insn->word) | SVC_0 | imm24;
	return true;
}
