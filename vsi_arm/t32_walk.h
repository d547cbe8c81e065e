/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What comes before an instruction of T32 matters: IT blocks, and exclusives.
 */
#ifndef VSI_ARM_T32_WALK_H
#define VSI_ARM_T32_WALK_H

#include "insn.h"

/**
 * struct t32_walk - what a walk along code has seen so far
 * @code:  behind this offset, and up to the next one looked at, all is code;
 *         1 + the offset, or 0 before the first instruction
 * @next:  offset of the first instruction not yet looked at
 * @load:  1 + offset of the last load-exclusive without a store-exclusive
 *         behind it, or 0
 * @in_it: how many instructions from @next on are in an IT block
 */
struct t32_walk {
	u32 code;
	u32 next;
	u32 load;
	u8 in_it;
};

/* Where an instruction stands. */
enum t32_place {
	T32_OUTSIDE_IT,
	T32_LAST_IN_IT,
	T32_INSIDE_IT,
};

enum t32_place t32_place_at(struct t32_walk *walk, const u8 *text, u32 code, u32 offset);
bool t32_exclusive_at(struct t32_walk *walk, const u8 *text, u32 code, u32 size, u32 offset);

#endif
