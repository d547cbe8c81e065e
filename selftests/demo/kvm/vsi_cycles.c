// SPDX-License-Identifier: GPL-2.0
/*
 * A profiler's driver as many are: it counts cycles, and takes for granted that the CPU has
 * performance monitors (ARM DDI 0487, D11).  A guest has them only if it was given some.
 */
#include <linux/module.h>

#define PMCR_N_SHIFT	11
#define PMCR_N_MASK	31

static noinline u64 read_control(void)
{
	u64 value;

	asm volatile("mrs	%0, pmcr_el0" : "=r" (value));
	return value;
}

static noinline u64 read_cycles(void)
{
	u64 value;

	asm volatile("mrs	%0, pmccntr_el0" : "=r" (value));
	return value;
}

static noinline u64 read_features(void)
{
	u64 value;

	asm volatile("mrs	%0, id_aa64dfr0_el1" : "=r" (value));
	return value;
}

static int __init cycles_init(void)
{
	u64 control = read_control();
	u64 cycles = read_cycles();

	pr_info("cycles: ID_AA64DFR0 %016llx, PMCR %08llx, %llu counters, %s\n", read_features(),
		control, control >> PMCR_N_SHIFT & PMCR_N_MASK,
		read_cycles() > cycles ? "cycles go on" : "cycles stand still");
	return 0;
}

static void __exit cycles_exit(void)
{
}

module_init(cycles_init);
module_exit(cycles_exit);
MODULE_DESCRIPTION("Sample: performance monitors that a virtual machine may not have");
MODULE_LICENSE("GPL");
