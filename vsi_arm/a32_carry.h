/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Carrying an effect without an exception: one instruction in place, or a
 * veneer that a branch reaches.  Pure.
 */
#ifndef VSI_ARM_A32_CARRY_H
#define VSI_ARM_A32_CARRY_H

#include "effect.h"

/* Most instructions of a veneer, without the branch back. */
#define A32_MAX_PAYLOAD	4

bool a32_may_abort(const struct vsi_insn *insn);
bool a32_encode_midr(const struct vsi_insn *insn, u32 *word);
bool a32_encode_inline(const struct vsi_insn *insn, const struct vsi_effect *effect, u32 *word);
unsigned int a32_encode_payload(const struct vsi_insn *insn, const struct vsi_effect *effect,
				u32 code[A32_MAX_PAYLOAD]);
/* B, ARM DDI 0406C, A8.8.18, without a condition; the PC is two instructions ahead. */
static inline u32 a32_branch_bits(u32 from, u32 to)
{
	return 0x0a000000 | ((to - from - 8) >> 2 & 0xffffff);
}

bool a32_encode_branch(u32 original, u32 from, u32 to, u32 *word);

#endif
