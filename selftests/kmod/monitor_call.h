/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Calls of the reference monitor's own, for test modules.  HVC is data, so that it is never
 * a site.  Only under a hypervisor, or where PSCI is by HVC: elsewhere it is undefined.
 */
#ifndef VSI_SELFTESTS_MONITOR_CALL_H
#define VSI_SELFTESTS_MONITOR_CALL_H

#include <linux/kernel.h>
#include <linux/types.h>
#include "../monitor/monitor_abi.h"

#ifdef CONFIG_ARM64
#define MONITOR_HVC	".long	0xd4000002"
#else
#define MONITOR_HVC	".long	0xe1400070"
#endif

/**
 * monitor_call() - one call
 * @function: MON_...
 * @argument: in r1 and r2
 * @result:   of r1 and r2, or NULL
 *
 * Return: r0.
 */
static inline u32 monitor_call(u32 function, u64 argument, u64 *result)
{
	register unsigned long r0 asm("r0") = function;
	register unsigned long r1 asm("r1") = lower_32_bits(argument);
	register unsigned long r2 asm("r2") = upper_32_bits(argument);

	asm volatile(MONITOR_HVC : "+r"(r0), "+r"(r1), "+r"(r2) : : "memory");
	if (result)
		*result = (u32)r1 | (u64)(u32)r2 << 32;
	return r0;
}

static inline bool monitor_is_there(void)
{
	return monitor_call(MON_HELLO, 0, NULL) == MON_MAGIC;
}

static inline u64 monitor_count(u32 kind, bool here)
{
	u64 count = 0;

	monitor_call(MON_COUNT, (u64)here << 32 | kind, &count);
	return count;
}

#endif
