// SPDX-License-Identifier: GPL-2.0
/*
 * The words vsi puts into A32 code.
 *
 * Pure.
 */
#include "a32_encode.h"

/**
 * a32_encode_udf() - the undefined instruction that stands for an original
 * @original: the instruction it replaces, whose condition it keeps
 * @hint:     any number; the low 12 bits come back from a32_udf_hint()
 *
 * Context: any.
 * Return: the word.
 */
u32 a32_encode_udf(u32 original, unsigned int hint)
{
	return a32_kept_cond(original) | A32_UDF_VALUE | a32_udf_hint_bits(hint);
}

/**
 * a32_encode_thunk() - a coprocessor access on r0 (and r1), whatever its own operands
 * @insn: of the form VSI_FORM_CP32 or VSI_FORM_CP64
 *
 * One word serves every site that accesses the same register in the same
 * direction.
 *
 * Context: any.
 * Return: the word, with the condition AL.
 */
u32 a32_encode_thunk(const struct vsi_insn *insn)
{
	const u32 rt_mask = 0xfu << 12, rt2_mask = 0xfu << 16;
	u32 word = (insn->word & ~(0xfu << A32_COND_SHIFT)) | A32_COND_AL << A32_COND_SHIFT;

	word &= ~rt_mask;
	if (insn->form == VSI_FORM_CP64)
		word = (word & ~rt2_mask) | 1u << 16;
	return word;
}
