/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The least of some measurements: what else the machine does only adds to one.
 */
#ifndef VSI_SELFTESTS_LEAST_H
#define VSI_SELFTESTS_LEAST_H

#include <linux/irqflags.h>
#include <linux/limits.h>
#include <linux/minmax.h>
#include <linux/sched.h>
#include <linux/types.h>

/* Of @measure(@arg), with interrupts off each time. */
static u64 least_of(u64 (*measure)(void *arg), void *arg, unsigned int repetitions)
{
	u64 least = U64_MAX;
	unsigned long flags;

	while (repetitions--) {
		local_irq_save(flags);
		least = min(least, measure(arg));
		local_irq_restore(flags);
		cond_resched();
	}
	return least;
}

#endif
