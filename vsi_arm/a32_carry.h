/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Branches of A32.  Pure.
 */
#ifndef VSI_ARM_A32_CARRY_H
#define VSI_ARM_A32_CARRY_H

#include "carry.h"

/* B, ARM DDI 0406C, A8.8.18, without a condition; the PC is two instructions ahead. */
static inline u32 a32_branch_bits(u32 from, u32 to)
{
	return 0x0a000000 | ((to - from - 8) >> 2 & 0xffffff);
}

/* imm24 counts words, and is signed. */
static inline u32 a32_branch_target(u32 from, u32 word)
{
	const u32 sign = 1u << 23;

	return from + 8 + (((word & 0xffffff) ^ sign) - sign) * 4;
}

bool a32_encode_branch(u32 original, u32 from, u32 to, u32 *word);

#endif
