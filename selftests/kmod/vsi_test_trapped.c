// SPDX-License-Identifier: GPL-2.0
/*
 * Instructions that a hypervisor traps, and how often they do.
 *
 * exits:  read: each is executed 100 times, with interrupts off; the exits of this
 *         CPU's monitor that were counted meanwhile
 * values: what each has read the last time
 * masks:  read: each is executed with interrupts on, and with interrupts off; "kept" if they
 *         are then what they were
 */
#include <linux/irqflags.h>
#include <linux/module.h>
#include <asm/ptrace.h>
#include "monitor_call.h"

#define TIMES	100

#ifdef CONFIG_ARM64
#define READ_ID		"mrs	%0, id_aa64mmfr0_el1"
#define READ_ACTLR	"mrs	%0, actlr_el1"
#define READ_PMCR	"mrs	%0, pmcr_el0"
#define CLEAN_SET_WAY	"dc	cisw, %0"
#else
#define READ_ID		"mrc	p15, 0, %0, c0, c1, 4"
#define READ_ACTLR	"mrc	p15, 0, %0, c1, c0, 1"
#define READ_PMCR	"mrc	p15, 0, %0, c9, c12, 0"
#define CLEAN_SET_WAY	"mcr	p15, 0, %0, c7, c14, 2"
#endif

#define READER(name, code)						\
static noinline unsigned long read_##name(void)				\
{									\
	unsigned long value;						\
									\
	asm volatile(code : "=r"(value));				\
	return value;							\
}

READER(idreg, READ_ID)
READER(actlr, READ_ACTLR)
READER(pmu, READ_PMCR)

static noinline unsigned long read_setway(void)
{
	asm volatile(CLEAN_SET_WAY : : "r"(0ul) : "memory");
	return 0;
}

static struct {
	const char *name;
	unsigned long (*run)(void);
	unsigned long value;
} ops[] = {
	{ "idreg", read_idreg },
	{ "actlr", read_actlr },
	{ "pmu", read_pmu },
	{ "setway", read_setway },
};

static u64 count(int op)
{
	unsigned long flags;
	u64 before, after;
	int i;

	local_irq_save(flags);
	before = monitor_count(MON_EXIT_ALL, true);
	for (i = 0; i < TIMES; i++)
		ops[op].value = ops[op].run();
	after = monitor_count(MON_EXIT_ALL, true);
	local_irq_restore(flags);
	return after - before;
}

static int get_exits(char *buffer, const struct kernel_param *kp)
{
	int op, n = 0;

	for (op = 0; op < ARRAY_SIZE(ops); op++)
		n += sprintf(buffer + n, "%s%s=%llu", op ? " " : "", ops[op].name, count(op));
	return n + sprintf(buffer + n, "\n");
}

static int get_values(char *buffer, const struct kernel_param *kp)
{
	int op, n = 0;

	for (op = 0; op < ARRAY_SIZE(ops); op++)
		n += sprintf(buffer + n, "%s%s=%lx", op ? " " : "", ops[op].name, ops[op].value);
	return n + sprintf(buffer + n, "\n");
}

#ifdef CONFIG_ARM64
#define MASKS	(PSR_D_BIT | PSR_A_BIT | PSR_I_BIT | PSR_F_BIT)
#else
#define MASKS	(PSR_A_BIT | PSR_I_BIT | PSR_F_BIT)
#endif

static bool keeps_masks(int op)
{
	unsigned long before, flags, off;
	bool kept;

	before = arch_local_save_flags();
	ops[op].run();
	kept = !((arch_local_save_flags() ^ before) & MASKS);
	local_irq_save(flags);
	off = arch_local_save_flags();
	ops[op].run();
	kept &= !((arch_local_save_flags() ^ off) & MASKS) && irqs_disabled();
	local_irq_restore(flags);
	return kept && !irqs_disabled();
}

static int get_masks(char *buffer, const struct kernel_param *kp)
{
	int op, n = 0;

	for (op = 0; op < ARRAY_SIZE(ops); op++)
		n += sprintf(buffer + n, "%s%s=%s", op ? " " : "", ops[op].name,
			     keeps_masks(op) ? "kept" : "changed");
	return n + sprintf(buffer + n, "\n");
}

static const struct kernel_param_ops exits = {
	.get = get_exits,
};

static const struct kernel_param_ops values = {
	.get = get_values,
};

module_param_cb(exits, &exits, NULL, 0400);
static const struct kernel_param_ops masks = {
	.get = get_masks,
};

module_param_cb(values, &values, NULL, 0400);
module_param_cb(masks, &masks, NULL, 0400);

static int __init trapped_init(void)
{
	return monitor_is_there() ? 0 : -ENODEV;
}

static void __exit trapped_exit(void)
{
}

module_init(trapped_init);
module_exit(trapped_exit);
MODULE_DESCRIPTION("vsi selftest: instructions that trap to the reference monitor");
MODULE_LICENSE("GPL");
