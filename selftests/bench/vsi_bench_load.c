// SPDX-License-Identifier: GPL-2.0
/*
 * What functions of vsi cost, in executed instructions: the virtual counter at
 * their entry and at their return. The probes' own cost is measured on an empty
 * function and taken off.
 *
 * For guests of one CPU under "-icount shift=2", as vsi_bench.c. The functions
 * must not call each other: the inner one's probes would be counted.
 */
#include <linux/kprobes.h>
#include <linux/module.h>
#include "ticks.h"

#define REPETITIONS		8
#define NR_FUNCTIONS		4

static char *functions[NR_FUNCTIONS];
static unsigned int nr_functions;
module_param_array(functions, charp, &nr_functions, 0444);
MODULE_PARM_DESC(functions, "what to measure");

static noinline int nothing(void)
{
	barrier();
	return 0;
}

/*
 * Of @functions, and of nothing() behind them.  Written where a function
 * returns, on the guest's only CPU.
 */
static struct kretprobe probes[NR_FUNCTIONS + 1];
static u64 ticks[NR_FUNCTIONS + 1];
static u64 own = U64_MAX;

static int enter(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	*(u64 *)ri->data = ticks_now();
	return 0;
}

static int leave(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	const u64 spent = ticks_now() - *(u64 *)ri->data;

	ticks[get_kretprobe(ri) - probes] += own == U64_MAX ? spent : spent - min(spent, own);
	return 0;
}

static int costs_get(char *buffer, const struct kernel_param *kp)
{
	unsigned int i;
	int len = 0;

	for (i = 0; i < nr_functions; i++) {
		len += sysfs_emit_at(buffer, len, "%s %llu\n", functions[i],
				     ticks[i] * INSTRUCTIONS_PER_TICK);
		ticks[i] = 0;
	}
	return len;
}

static const struct kernel_param_ops costs_ops = {
	.get = costs_get,
};

module_param_cb(costs, &costs_ops, NULL, 0444);
MODULE_PARM_DESC(costs, "instructions of each function, since this was last read");

static int add_probe(unsigned int i, const char *symbol, void *addr)
{
	probes[i].kp.symbol_name = symbol;
	probes[i].kp.addr = addr;
	probes[i].entry_handler = enter;
	probes[i].handler = leave;
	probes[i].data_size = sizeof(u64);
	probes[i].maxactive = 4;
	return register_kretprobe(&probes[i]);
}

static void measure_own(void)
{
	u64 least = U64_MAX;
	unsigned int i;

	for (i = 0; i < REPETITIONS; i++) {
		ticks[nr_functions] = 0;
		nothing();
		least = min(least, ticks[nr_functions]);
	}
	own = least;
}

static int __init load_init(void)
{
	unsigned int i;
	int ret = 0;

	for (i = 0; i <= nr_functions && !ret; i++)
		ret = i < nr_functions ? add_probe(i, functions[i], NULL)
				       : add_probe(i, NULL, nothing);
	if (!ret)
		measure_own();
	while (ret && --i)
		unregister_kretprobe(&probes[i - 1]);
	return ret;
}

static void __exit load_exit(void)
{
	unsigned int i;

	for (i = 0; i <= nr_functions; i++)
		unregister_kretprobe(&probes[i]);
}

module_init(load_init);
module_exit(load_exit);
MODULE_DESCRIPTION("vsi benchmark: what functions of vsi cost");
MODULE_LICENSE("GPL");
