/* SPDX-License-Identifier: GPL-2.0 */
#ifndef VSI_ARM_A64_EXCLUSIVE_H
#define VSI_ARM_A64_EXCLUSIVE_H

#include "exclusive_walk.h"

/**
 * struct a64_exclusive - a walk along a section of A64
 * @walk: what it has seen so far
 */
struct a64_exclusive {
	struct vsi_exclusive walk;
};

bool a64_is_load_exclusive(u32 word);
bool a64_is_store_exclusive(u32 word);
bool a64_exclusive_at(struct a64_exclusive *walk, const u8 *text, u32 size, u32 offset);

#endif
