// SPDX-License-Identifier: GPL-2.0
/*
 * Does what modules that were written for bare metal do, broken.tbl, and says what has come
 * of it.  Without vsi what is undefined is noted and passed over, with "catch"; otherwise
 * the kernel reports an oops.
 *
 * Each case is first executed two hundred times, with interrupts off, for the times that
 * the guest is left by it, where something counts these: the VMM of selftests/hyp, or the
 * reference monitor.  Others leave the guest, too, so the least counts.
 * Then all are executed in each of the contexts, where each must read what it has read
 * before.
 */
#include <linux/cpu.h>
#include <linux/cpumask.h>
#include <linux/io.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/of_address.h>
#include <linux/smp.h>
#include <linux/string.h>
#include "../hyp/vmm/layout.h"
#include "contexts.h"
#include "least.h"
#include "monitor_call.h"
#include "undefined.h"

#define REPETITIONS	200

static bool catch;
module_param(catch, bool, 0444);
MODULE_PARM_DESC(catch, "pass over what is undefined");

static bool hold;
module_param(hold, bool, 0444);
MODULE_PARM_DESC(hold, "do nothing but catch what others do, until it is unloaded");

static char *skip = "";
module_param(skip, charp, 0444);
MODULE_PARM_DESC(skip, "names of cases that are not executed, comma-separated");

static char *counter = "none";
module_param(counter, charp, 0444);
MODULE_PARM_DESC(counter, "what counts exits: none, vmm, monitor");

static bool contexts;
module_param(contexts, bool, 0444);
MODULE_PARM_DESC(contexts, "in all contexts, too");

static uint wrong, runs, coming;
module_param_named(undefined, nr_undefined.counter, int, 0444);
MODULE_PARM_DESC(undefined, "what was undefined and passed over");
module_param(wrong, uint, 0444);
MODULE_PARM_DESC(wrong, "cases, times contexts, times CPUs, that have read something else");
module_param(runs, uint, 0444);
MODULE_PARM_DESC(runs, "how often all cases were executed in a context");
module_param(coming, uint, 0444);
MODULE_PARM_DESC(coming, "how often of these on a CPU that was coming online");

#ifdef CONFIG_ARM64
#define CLEAR		"	mov	x2, #0\n	mov	x3, #0\n"
#define RESULT		"	mov	%0, x2\n"
#define CLOBBERS	"x0", "x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", \
			"x12", "x13", "x14", "x15", "x16", "x17", "cc", "memory"
#else
#define CLEAR		"	mov	r2, #0\n	mov	r3, #0\n"
#define RESULT		"	mov	%0, r2\n"
#define CLOBBERS	"r0", "r1", "r2", "r3", "ip", "cc", "memory"
#endif

#define BROKEN(name, text, a32, a64)				\
static noinline unsigned long do_##name(void)			\
{								\
	unsigned long result;					\
								\
	asm volatile(CLEAR BOTH(a32, a64) RESULT : "=r" (result) : : CLOBBERS); \
	return result;						\
}

#ifdef CONFIG_ARM64
#define BROKEN_A64(name, text, a64)	BROKEN(name, text, "", a64)
#else
#define BROKEN_A64(name, text, a64)
#endif
#include "broken.tbl"
#undef BROKEN
#undef BROKEN_A64

#define BROKEN(name, text, a32, a64)	{ #name, do_##name },
#ifdef CONFIG_ARM64
#define BROKEN_A64(name, text, a64)	BROKEN(name, text, "", a64)
#else
#define BROKEN_A64(name, text, a64)
#endif
static struct broken {
	const char *name;
	unsigned long (*run)(void);
	unsigned long result;
	bool undefined;
	bool skipped;
	u32 exits;
} cases[] = {
#include "broken.tbl"
};

static bool is_skipped(const char *name)
{
	const size_t n = strlen(name);
	const char *at = skip;

	while ((at = strstr(at, name))) {
		if ((at == skip || at[-1] == ',') && (!at[n] || at[n] == ','))
			return true;
		at += n;
	}
	return false;
}

static void __iomem *vmm_counter;
static bool monitor_counts;

/* Of this CPU. */
static u32 count_exits(void)
{
	if (vmm_counter)
		return readl(vmm_counter + COUNTER_EXITS);
	return monitor_counts ? monitor_count(MON_EXIT_ALL, true) : 0;
}

/* While a case is executed, with one read of the counter. */
static u64 exits_of(void *arg)
{
	const u32 before = count_exits();
	struct broken *c = arg;

	c->result = c->run();
	return count_exits() - before;
}

static u64 exits_of_counting(void *unused)
{
	const u32 before = count_exits();

	return count_exits() - before;
}

static void try(struct broken *c)
{
	was_undefined = false;
	c->exits = least_of(exits_of, c, REPETITIONS);
	c->exits -= least_of(exits_of_counting, NULL, REPETITIONS);
	c->undefined = was_undefined;
}

static atomic_t nr_wrong, nr_runs, nr_coming;

static void run_all(void)
{
	struct broken *c;

	preempt_disable();
	for (c = cases; c < cases + ARRAY_SIZE(cases); c++)
		if (!c->skipped && c->run() != c->result && atomic_inc_return(&nr_wrong) <= 10)
			pr_info("%s on CPU %d\n", c->name, smp_processor_id());
	preempt_enable();
	atomic_inc(&nr_runs);
}

static void run_here(void *unused)
{
	run_all();
}

static int run_coming(unsigned int cpu)
{
	run_all();
	atomic_inc(&nr_coming);
	return 0;
}

/* The second CPU goes and comes; CPU 0 cannot go everywhere. */
static int bring_up_again(void)
{
	int ret;

	if (num_online_cpus() == 1)
		return 0;
	ret = remove_cpu(1);
	return ret ?: add_cpu(1);
}

/*
 * On each CPU, in a thread of its own, and then on the one that comes: there, and before,
 * with interrupts off.  That state is of a clock source that no such machine has.
 */
static int run_hotplug(void)
{
	const enum cpuhp_state starting = CPUHP_AP_QCOM_TIMER_STARTING;
	int online, ret;

	online = cpuhp_setup_state(CPUHP_AP_ONLINE_DYN, "vsi/test:online", run_coming, NULL);
	if (online < 0)
		return online;
	ret = cpuhp_setup_state_nocalls(starting, "vsi/test:starting", run_coming, NULL);
	if (!ret) {
		ret = bring_up_again();
		cpuhp_remove_state_nocalls(starting);
	}
	cpuhp_remove_state_nocalls(online);
	return ret;
}

static int run_contexts(void)
{
	static const char *const names[] = { "process", "irqsoff", "softirq", "kprobe", "cpus" };
	int i, ret;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		ret = run_in_context(names[i], run_all);
		if (ret)
			return ret;
	}
	on_each_cpu(run_here, NULL, 1);
	return run_hotplug();
}

static const char *outcome(const struct broken *c)
{
	if (c->skipped)
		return "astray";
	if (c->undefined)
		return "undefined";
	if (!c->result)
		return "zero";
	/* SMCCC_NOT_SUPPORTED */
	return (u32)c->result == U32_MAX ? "refused" : "value";
}

/* NAME OUTCOME EXITS RESULT, a line for each. */
static int get_results(char *buffer, const struct kernel_param *kp)
{
	const struct broken *c;
	int n = 0;

	for (c = cases; c < cases + ARRAY_SIZE(cases); c++)
		n += scnprintf(buffer + n, PAGE_SIZE - n, "%s %s %u %lx\n", c->name, outcome(c),
			       c->exits, c->undefined ? 0 : c->result);
	return n;
}

static const struct kernel_param_ops results = {
	.get = get_results,
};
module_param_cb(results, &results, NULL, 0444);

static int __init find_counter(void)
{
	struct device_node *node;

	if (!strcmp(counter, "none"))
		return 0;
	if (!strcmp(counter, "monitor")) {
		monitor_counts = monitor_is_there();
		return monitor_counts ? 0 : -ENODEV;
	}
	node = of_find_compatible_node(NULL, NULL, "vsi,test-counter");
	vmm_counter = of_iomap(node, 0);
	of_node_put(node);
	return vmm_counter ? 0 : -ENODEV;
}

static void __init try_all(void)
{
	struct broken *c;

	for (c = cases; c < cases + ARRAY_SIZE(cases); c++) {
		c->skipped = is_skipped(c->name);
		if (!c->skipped)
			try(c);
	}
}

static int __init broken_init(void)
{
	int ret = find_counter();

	if (!ret && catch)
		ret = begin_noting();
	if (ret)
		return ret;
	if (hold)
		return 0;
	try_all();
	if (catch)
		end_noting();
	if (vmm_counter)
		iounmap(vmm_counter);
	if (contexts)
		ret = run_contexts();
	wrong = atomic_read(&nr_wrong);
	runs = atomic_read(&nr_runs);
	coming = atomic_read(&nr_coming);
	return ret;
}

static void __exit broken_exit(void)
{
	if (hold && catch)
		end_noting();
}

module_init(broken_init);
module_exit(broken_exit);
MODULE_DESCRIPTION("vsi selftest: what modules do that break in guests");
MODULE_LICENSE("GPL");
