/* SPDX-License-Identifier: GPL-2.0 */
#ifndef VSI_ARM_EXCLUSIVE_H
#define VSI_ARM_EXCLUSIVE_H

#include "insn.h"

/**
 * struct a32_exclusive - what a walk along a section has seen so far
 * @next: offset of the first word not yet looked at
 * @load: 1 + offset of the last load-exclusive without a store-exclusive
 *        behind it, or 0
 */
struct a32_exclusive {
	u32 next;
	u32 load;
};

bool a32_exclusive_at(struct a32_exclusive *walk, const u8 *text, u32 size, u32 offset);

#endif
