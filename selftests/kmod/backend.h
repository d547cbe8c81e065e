/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What vsi_test_backend answers, for who asks.
 */
#ifndef VSI_SELFTESTS_BACKEND_H
#define VSI_SELFTESTS_BACKEND_H

#include <linux/types.h>

/* The upper half is too much for an access of 32 bits. */
static inline u64 backend_value(u32 word)
{
	return (u64)~word << 32 | (word ^ 0x5aa5f00f);
}

/* r0 to r3 of a call. */
static inline void backend_results(const unsigned long *args, unsigned long *results)
{
	results[0] = args[0] + args[1] + args[2] + args[3];
	results[1] = ~args[1];
	results[2] = ~args[2];
	results[3] = ~args[3];
}

#endif
