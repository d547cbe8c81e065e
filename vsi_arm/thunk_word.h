/* SPDX-License-Identifier: GPL-2.0 */
#ifndef VSI_ARM_THUNK_WORD_H
#define VSI_ARM_THUNK_WORD_H

#include "a32_encode.h"
#include "a64_encode.h"

/**
 * vsi_thunk_word() - an access with the first registers, whatever it names itself
 * @insn: of the form VSI_FORM_CP32, VSI_FORM_CP64 or VSI_FORM_SYS
 *
 * One word serves every site that accesses the same register in the same
 * direction.
 *
 * Context: any.
 * Return: the word, with r0 (and r1), or x0.
 */
static inline u32 vsi_thunk_word(const struct vsi_insn *insn)
{
	return insn->isa == VSI_ISA_A64 ? a64_thunk_word(insn) : a32_encode_thunk(insn);
}

#endif
