// SPDX-License-Identifier: GPL-2.0
/*
 * How often does an instruction leave the guest?  For guests of selftests/hyp/vmm, which
 * has a counter for that: a device whose first word reads how often this CPU has, the
 * second one how many hypercalls of the vsi ABI there were, and the third one what a
 * tracepoint of the host says of exits.
 *
 * Each row is executed ten times with interrupts off.  The host has interrupts of its
 * own, so the least of fifty counts.
 */
#include <linux/io.h>
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/of_address.h>
#include <linux/string.h>
#include "../hyp/vmm/layout.h"

#define TIMES		10
#define REPETITIONS	50

static char *rows = "";
module_param(rows, charp, 0444);
MODULE_PARM_DESC(rows, "names of those to be measured, comma-separated");

static char results[512];
module_param_string(results, results, sizeof(results), 0444);
MODULE_PARM_DESC(results, "NAME EXITS VALUE CALLS TRACED, a line for each; the value is what was read last");

#ifdef CONFIG_ARM64
#define OPERAND		"x2"
#define ONE_LESS	"	subs	%w0, %w0, #1\n	b.ne	1b\n"
#define GET_OPERAND	"	mov	%1, x2\n"
#else
#define OPERAND		"r2"
#define ONE_LESS	"	subs	%0, %0, #1\n	bne	1b\n"
#define GET_OPERAND	"	mov	%1, r2\n"
#endif

#define LOOP(name, body)						\
static noinline unsigned long loop_##name(void)				\
{									\
	unsigned long value;						\
	u32 n = TIMES;							\
									\
	asm volatile("	mov	" OPERAND ", #0\n"			\
		     "1:	" body "\n"				\
		     ONE_LESS						\
		     GET_OPERAND					\
		     : "+&r" (n), "=r" (value) : : OPERAND, "cc", "memory"); \
	return value;							\
}

#ifdef CONFIG_ARM64
LOOP(midr, "mrs x2, midr_el1")
LOOP(mpidr, "mrs x2, mpidr_el1")
LOOP(idreg, "mrs x2, id_aa64pfr0_el1")
LOOP(ctr, "mrs x2, ctr_el0")
LOOP(actlr, "mrs x2, actlr_el1")
LOOP(actlr_write, "msr actlr_el1, x2")
LOOP(csselr_write, "msr csselr_el1, x2")
LOOP(l2ctlr, "mrs x2, s3_1_c11_c0_2")
LOOP(pmcr, "mrs x2, pmcr_el0")
LOOP(setway, "dc csw, x2")
#else
LOOP(midr, "mrc p15, 0, r2, c0, c0, 0")
LOOP(mpidr, "mrc p15, 0, r2, c0, c0, 5")
LOOP(idreg, "mrc p15, 0, r2, c0, c1, 0")
LOOP(ctr, "mrc p15, 0, r2, c0, c0, 1")
LOOP(actlr, "mrc p15, 0, r2, c1, c0, 1")
LOOP(actlr_write, "mcr p15, 0, r2, c1, c0, 1")
LOOP(csselr_write, "mcr p15, 2, r2, c0, c0, 0")
LOOP(l2ctlr, "mrc p15, 1, r2, c9, c0, 2")
LOOP(pmcr, "mrc p15, 0, r2, c9, c12, 0")
LOOP(setway, "mcr p15, 0, r2, c7, c10, 2")
#endif

/*
 * Firmware's call that a SiP has for its UID (ARM DEN 0028, 6.2), with an immediate which
 * firmware itself does not know; value is the UID's first word.
 */
static noinline unsigned long loop_smc(void)
{
	unsigned long value;
	u32 n = TIMES;

#ifdef CONFIG_ARM64
	asm volatile("1:	mov	w0, #0xff01\n"
		     "	movk	w0, #0x8200, lsl #16\n"
		     "	smc	#1\n"
		     ONE_LESS
		     "	mov	%1, x0\n"
		     : "+&r" (n), "=r" (value) : : "x0", "x1", "x2", "x3", "x4", "x5", "x6", "x7",
		       "x8", "x9", "x10", "x11", "x12", "x13", "x14", "x15", "x16", "x17", "cc",
		       "memory");
#else
	asm volatile(".arch_extension sec\n"
		     "1:	movw	r0, #0xff01\n"
		     "	movt	r0, #0x8200\n"
		     "	smc	#1\n"
		     ONE_LESS
		     "	mov	%1, r0\n"
		     : "+&r" (n), "=r" (value) : : "r0", "r1", "r2", "r3", "ip", "cc", "memory");
#endif
	return value;
}

struct row {
	const char *name;
	unsigned long (*loop)(void);
};

static const struct row all[] = {
	{ "midr", loop_midr },
	{ "mpidr", loop_mpidr },
	{ "idreg", loop_idreg },
	{ "ctr", loop_ctr },
	{ "actlr", loop_actlr },
	{ "actlr_write", loop_actlr_write },
	{ "csselr_write", loop_csselr_write },
	{ "l2ctlr", loop_l2ctlr },
	{ "pmcr", loop_pmcr },
	{ "setway", loop_setway },
	{ "smc", loop_smc },
};

struct result {
	u32 exits;
	u32 traced;
	u32 calls;
	unsigned long value;
};

/*
 * Not inlined, so that it loads into R0: what a guest of 32 bits loaded from a device into LR
 * was something else afterwards, on KVM under QEMU 7.2.
 */
static noinline u32 traced_exits(void __iomem *counter)
{
	return readl(counter + COUNTER_TRACED);
}

/*
 * One exit is that of reading the counter; calls are read outside, and so is the tracepoint,
 * which sees the reading of exits twice and that of its own.
 */
static void run(const struct row *row, void __iomem *counter, struct result *result)
{
	u32 calls = readl(counter + COUNTER_CALLS);
	u32 traced = traced_exits(counter);
	u32 before = readl(counter + COUNTER_EXITS);

	result->value = row->loop();
	result->exits = readl(counter + COUNTER_EXITS) - before - 1;
	result->traced = traced_exits(counter) - traced - 3;
	result->calls = readl(counter + COUNTER_CALLS) - calls;
}

static struct result least(const struct row *row, void __iomem *counter)
{
	struct result result, best = { U32_MAX, U32_MAX, U32_MAX };
	unsigned long flags;
	int i;

	for (i = 0; i < REPETITIONS; i++) {
		local_irq_save(flags);
		run(row, counter, &result);
		local_irq_restore(flags);
		if (result.exits < best.exits ||
		    (result.exits == best.exits && result.traced < best.traced))
			best = result;
	}
	return best;
}

static const struct row *find(const char *name)
{
	const struct row *row;

	for (row = all; row < all + ARRAY_SIZE(all); row++)
		if (!strcmp(row->name, name))
			return row;
	return NULL;
}

static int measure(void __iomem *counter)
{
	char names[128], *next = names, *name;
	const struct row *row;
	struct result result;

	strscpy(names, rows, sizeof(names));
	while ((name = strsep(&next, ","))) {
		row = find(name);
		if (!row)
			return -EINVAL;
		result = least(row, counter);
		snprintf(results + strlen(results), sizeof(results) - strlen(results),
			 "%s %u %lx %u %u\n", name, result.exits, result.value, result.calls,
			 result.traced);
	}
	return 0;
}

static int __init exits_init(void)
{
	struct device_node *node = of_find_compatible_node(NULL, NULL, "vsi,test-counter");
	void __iomem *counter = of_iomap(node, 0);
	int ret;

	of_node_put(node);
	if (!counter)
		return -ENODEV;
	ret = measure(counter);
	iounmap(counter);
	return ret;
}

static void __exit exits_exit(void)
{
}

module_init(exits_init);
module_exit(exits_exit);
MODULE_DESCRIPTION("vsi selftest: instructions that leave the guest");
MODULE_LICENSE("GPL");
