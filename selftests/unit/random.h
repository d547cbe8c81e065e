/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Marsaglia's xorshift: the same numbers on every machine, so a failure
 * can be repeated.
 */
#ifndef VSI_UNIT_RANDOM_H
#define VSI_UNIT_RANDOM_H

#include "../../vsi_arm/types.h"

static inline u32 random_next(u32 *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

static inline u32 random_below(u32 *state, u32 limit)
{
	return (u64)random_next(state) * limit >> 32;
}

#endif
