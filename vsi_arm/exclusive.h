/* SPDX-License-Identifier: GPL-2.0 */
#ifndef VSI_ARM_EXCLUSIVE_H
#define VSI_ARM_EXCLUSIVE_H

#include "insn.h"

bool a32_in_exclusive(const u8 *text, u32 size, u32 offset);

#endif
