// SPDX-License-Identifier: GPL-2.0
/*
 * What one sensitive instruction costs, in executed instructions.
 *
 * For guests under "-icount shift=2", see ticks.h. Each row is a loop of 10,000 with
 * interrupts off, less the empty loop; least of five.
 *
 * Prints "NAME MILLI-INSTRUCTIONS" lines to the kernel's log.
 */
#include <linux/irqflags.h>
#include <linux/math64.h>
#include <linux/module.h>
#include <asm/barrier.h>
#include "ticks.h"

static bool measure = true;
module_param(measure, bool, 0444);
MODULE_PARM_DESC(measure, "no: only be loaded");

#define TIMES			10000
#define REPETITIONS		5

static inline u64 ticks(void)
{
	u64 now;

	isb();
	now = ticks_now();
	isb();
	return now;
}

#ifdef CONFIG_ARM64
#define ONE_LESS	"	subs	%w0, %w0, #1\n	b.ne	1b"
#define SCRATCH		"x2", "x3"
#else
#define ONE_LESS	"	subs	%0, %0, #1\n	bne	1b"
#define SCRATCH		"r2", "r3"
#endif

#define LOOP(name, body)						\
static noinline u64 loop_##name(void)					\
{									\
	u64 start = ticks();						\
	u32 n = TIMES;							\
									\
	asm volatile("1:\n"						\
		     body "\n"						\
		     ONE_LESS						\
		     : "+r" (n) : : SCRATCH, "cc", "memory");		\
	return ticks() - start;						\
}

LOOP(empty, "")
#ifdef CONFIG_ARM64
LOOP(mrs_daif, "	mrs	x2, daif")
LOOP(msr_daifset, "	msr	daifset, #2")
LOOP(mrs_tpidr, "	mrs	x2, tpidr_el1")
LOOP(mrs_midr, "	mrs	x2, midr_el1")
LOOP(mrs_ctr, "	mrs	x2, ctr_el0")
LOOP(msr_tpidrro, "	msr	tpidrro_el0, xzr")
#define MANY	"	mrs	x2, midr_el1"
#else
LOOP(mrs_cpsr, "	mrs	r2, cpsr")
LOOP(cpsid_i, "	cpsid	i")
LOOP(mrc_tpidrprw, "	mrc	p15, 0, r2, c13, c0, 4")
LOOP(mrc_midr, "	mrc	p15, 0, r2, c0, c0, 0")
LOOP(mcr_tpidrurw, "	mcr	p15, 0, r2, c13, c0, 2")
LOOP(mrc_condition_fails, "	cmp	r0, r0\n	mrcne	p15, 0, r2, c0, c0, 0")
#define MANY	"	.arm\n	mrc	p15, 0, r2, c0, c0, 0"
#endif

struct row {
	const char *name;
	u64 (*loop)(void);
	u32 extra;	/* instructions of the body that are not measured */
};

static const struct row rows[] = {
#ifdef CONFIG_ARM64
	{ "mrs_daif", loop_mrs_daif },
	{ "msr_daifset", loop_msr_daifset },
	{ "mrs_tpidr", loop_mrs_tpidr },
	{ "mrs_midr", loop_mrs_midr },
	{ "mrs_ctr", loop_mrs_ctr },
	{ "msr_tpidrro", loop_msr_tpidrro },
#else
	{ "mrs_cpsr", loop_mrs_cpsr },
	{ "cpsid_i", loop_cpsid_i },
	{ "mrc_tpidrprw", loop_mrc_tpidrprw },
	{ "mrc_midr", loop_mrc_midr },
	{ "mcr_tpidrurw", loop_mcr_tpidrurw },
	{ "mrc_condition_fails", loop_mrc_condition_fails, 1 },
#endif
};

static u64 least(u64 (*loop)(void))
{
	u64 best = U64_MAX;
	unsigned long flags;
	int i;

	for (i = 0; i < REPETITIONS; i++) {
		local_irq_save(flags);
		best = min(best, loop());
		local_irq_restore(flags);
	}
	return best;
}

static int __init bench_init(void)
{
	const struct row *row;
	u64 empty, milli;

	if (!measure)
		return 0;
	empty = least(loop_empty);
	for (row = rows; row < rows + ARRAY_SIZE(rows); row++) {
		milli = div_u64((least(row->loop) - empty) * INSTRUCTIONS_PER_TICK * 1000, TIMES);
		pr_info("bench: %s %llu\n", row->name, milli - row->extra * 1000);
	}
	return 0;
}

static void __exit bench_exit(void)
{
}

/* so that a trap has as many sites to tell apart as a large module has */
asm(".pushsection .text\n"
	".rept	1024\n"
	MANY "\n"
	".endr\n"
	".popsection\n");

module_init(bench_init);
module_exit(bench_exit);
MODULE_DESCRIPTION("vsi benchmark: cost of an instruction");
MODULE_LICENSE("GPL");
