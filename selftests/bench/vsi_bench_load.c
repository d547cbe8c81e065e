// SPDX-License-Identifier: GPL-2.0
/*
 * What vsi adds to the load of a module, in executed instructions: the virtual
 * counter around the functions of vsi that stand in the loader's path. The
 * probes' own cost is measured on an empty function and taken off.
 *
 * For a guest of one CPU under QEMU's -icount shift=2: a tick of the counter is
 * four instructions.
 */
#include <linux/kprobes.h>
#include <linux/module.h>

static noinline int nothing(void)
{
	barrier();
	return 0;
}

static char *const parts[] = { "plan", "store", "publish" };

static u64 least[ARRAY_SIZE(parts) + 1];	/* in ticks, of the last load; own cost */

static u64 now(void)
{
	u64 value;

	asm volatile("mrrc p15, 1, %Q0, %R0, c14" : "=r" (value));
	return value;
}

static int enter(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	*(u64 *)ri->data = now();
	return 0;
}

static int leave(struct kretprobe_instance *ri, struct pt_regs *regs);

#define PROBE(name)							\
	{								\
		.kp.symbol_name = name,					\
		.entry_handler = enter,					\
		.handler = leave,					\
		.data_size = sizeof(u64),				\
		.maxactive = 4,						\
	}

static struct kretprobe probes[] = {
	PROBE("vsi_plan"), PROBE("vsi_store"), PROBE("vsi_served_publish"), PROBE("nothing"),
};

static int leave(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	const u64 ticks = now() - *(u64 *)ri->data;

	least[get_kretprobe(ri) - probes] = ticks;
	return 0;
}

static int value_get(char *buffer, const struct kernel_param *kp)
{
	const unsigned int i = *(unsigned int *)kp->arg;
	const u64 own = least[ARRAY_SIZE(parts)];
	const u64 ticks = least[i];

	least[i] = 0;
	return sysfs_emit(buffer, "%llu\n", ticks > own ? 4 * (ticks - own) : 0);
}

static const struct kernel_param_ops value_ops = {
	.get = value_get,
};

static const unsigned int plan, store = 1, publish = 2;

module_param_cb(plan, &value_ops, (void *)&plan, 0444);
module_param_cb(store, &value_ops, (void *)&store, 0444);
module_param_cb(publish, &value_ops, (void *)&publish, 0444);

static struct kretprobe *all[] = { &probes[0], &probes[1], &probes[2], &probes[3] };

static int __init load_init(void)
{
	int ret;

	probes[3].kp.symbol_name = NULL;
	probes[3].kp.addr = (kprobe_opcode_t *)nothing;
	ret = register_kretprobes(all, ARRAY_SIZE(all));
	if (!ret)
		nothing();
	return ret;
}

static void __exit load_exit(void)
{
	unregister_kretprobes(all, ARRAY_SIZE(all));
}

module_init(load_init);
module_exit(load_exit);
MODULE_DESCRIPTION("vsi benchmark: what vsi adds to a load");
MODULE_LICENSE("GPL");
