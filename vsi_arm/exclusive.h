/* SPDX-License-Identifier: GPL-2.0 */
#ifndef VSI_ARM_EXCLUSIVE_H
#define VSI_ARM_EXCLUSIVE_H

#include "exclusive_walk.h"
#include "insn.h"

/**
 * struct a32_exclusive - a walk along a section of A32
 * @walk: what it has seen so far
 */
struct a32_exclusive {
	struct vsi_exclusive walk;
};

bool a32_exclusive_at(struct a32_exclusive *walk, const u8 *text, u32 size, u32 offset);

#endif
