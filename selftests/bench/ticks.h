/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The virtual counter, by words that are never sites: data.
 *
 * For guests under "-icount shift=2": an instruction takes 4 ns of virtual time,
 * and the counter ticks every 16 ns.
 */
#ifndef VSI_BENCH_TICKS_H
#define VSI_BENCH_TICKS_H

#include <linux/types.h>

#define INSTRUCTIONS_PER_TICK	4

#ifdef CONFIG_ARM64
static inline u64 ticks_now(void)
{
	register u64 value asm("x0");

	asm volatile(".long	0xd53be040"	/* mrs x0, cntvct_el0 */
		     : "=r" (value) : : "memory");
	return value;
}
#else
#ifdef CONFIG_THUMB2_KERNEL
#define READ_TICKS	".short	0xec51, 0x0f1e"
#else
#define READ_TICKS	".long	0xec510f1e"
#endif

static inline u64 ticks_now(void)
{
	register u32 low asm("r0");
	register u32 high asm("r1");

	asm volatile(READ_TICKS			/* mrrc p15, 1, r0, r1, c14 */
		     : "=r" (low), "=r" (high) : : "memory");
	return (u64)high << 32 | low;
}
#endif

#endif
