// SPDX-License-Identifier: GPL-2.0
/*
 * Lets a call that vsi makes fail: the Nth of those below, counted while the
 * task is one named "helper".  It returns at once what stands for failure.
 *
 *   echo N > fail	the Nth call from now on fails; 0: none does
 *   failed		what it was, or "none": fewer than N calls were made
 *   lost		blocks that vsi has allocated and nobody has freed
 *
 * To be loaded before vsi, whose addresses it learns when it is loaded.
 */
#include <linux/kobject.h>
#include <linux/kprobes.h>
#include <linux/module.h>
#include <linux/notifier.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include "../../vsi_arm/regs.h"

struct call {
	const char *name;
	const char *since;	/* 6.10, the allocators' name where allocations are profiled */
	long failure;
	bool is_block;		/* what it returns is memory, freed by one of frees[] */
	void (*half_done)(const struct pt_regs *regs);	/* what it does also when it fails */
	struct kprobe probe;
	struct kretprobe returns;
};

/* The object is to be put then, lib/kobject.c. */
static void init_kobject(const struct pt_regs *regs)
{
	kobject_init((struct kobject *)vsi_argument(regs, 0),
		     (const struct kobj_type *)vsi_argument(regs, 1));
}

/* What vsi.ko imports and may fail for want of memory or of a file. */
static struct call calls[] = {
	{ "__kmalloc", "__kmalloc_noprof", 0, true },
	{ "kmalloc_trace", "__kmalloc_cache_noprof", 0, true },
	{ "kvmalloc_node", "__kvmalloc_node_noprof", 0, true },
	{ "bitmap_zalloc", NULL, 0, true },
	{ "kasprintf", NULL, 0, true },
	{ "vmap", NULL, 0, true },
	{ "alloc_workqueue", "alloc_workqueue_noprof", 0 },
	{ "kobject_create_and_add", NULL, 0 },
	{ "kobject_init_and_add", NULL, -ENOMEM, .half_done = init_kobject },
	{ "sysfs_create_groups", NULL, -ENOMEM },
	{ "sysfs_create_group", NULL, -ENOMEM },
	{ "__cpuhp_setup_state", NULL, -ENOMEM },
	{ "register_kprobe", NULL, -ENOMEM },
	{ "register_kretprobe", NULL, -ENOMEM },
	{ "register_module_notifier", NULL, -ENOMEM },
	{ "smp_call_function_single", NULL, -ENOMEM },
	{ "stop_machine", NULL, -ENOMEM },
	{ "prepare_kernel_cred", NULL, 0 },
	{ "dev_set_name", NULL, -ENOMEM },
	{ "request_firmware_direct", NULL, -EIO },
	{ "file_open_root", NULL, -ENOMEM },
	{ "kernel_read", NULL, -EIO },
#ifdef CONFIG_ARM64
	{ "ftrace_set_filter_ip", NULL, -ENOMEM },
	{ "register_ftrace_function", NULL, -ENOMEM },
#endif
};

static struct module *vsi;	/* from its COMING to its GOING */

/* Protects what follows; taken in handlers of kprobes. */
static DEFINE_RAW_SPINLOCK(lock);
static uint fail;
static const char *failed = "none";
static void *blocks[8192];
static uint nr_blocks;		/* behind the last one in use */
static bool overflow;

static bool is_ours(unsigned long caller)
{
	const struct module *mod = READ_ONCE(vsi);

	return mod && (within_module_core(caller, mod) ||
		       (mod->state == MODULE_STATE_COMING && within_module_init(caller, mod)));
}

static int call_enter(struct kprobe *kp, struct pt_regs *regs)
{
	const struct call *call = container_of(kp, struct call, probe);
	unsigned long flags;
	bool fails = false;

	if (!READ_ONCE(fail) || strcmp(current->comm, "helper") || !is_ours(vsi_link_of(regs)))
		return 0;
	raw_spin_lock_irqsave(&lock, flags);
	if (fail && !--fail) {
		failed = call->name;
		fails = true;
	}
	raw_spin_unlock_irqrestore(&lock, flags);
	if (!fails)
		return 0;
	if (call->half_done)
		call->half_done(regs);
	vsi_return_value_set(regs, call->failure);
	instruction_pointer_set(regs, vsi_link_of(regs));
	return 1;
}

/* With one, the kprobe is never turned into a jump, which cannot redirect. */
static void call_post(struct kprobe *kp, struct pt_regs *regs, unsigned long flags)
{
}

static int block_enter(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	return !is_ours(vsi_link_of(regs));
}

static int block_return(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	void *block = (void *)regs_return_value(regs);
	unsigned long flags;
	uint i;

	if (!block)
		return 0;
	raw_spin_lock_irqsave(&lock, flags);
	for (i = 0; i < nr_blocks && blocks[i]; i++)
		;
	if (i < ARRAY_SIZE(blocks)) {
		blocks[i] = block;
		nr_blocks = max(nr_blocks, i + 1);
	} else {
		overflow = true;
	}
	raw_spin_unlock_irqrestore(&lock, flags);
	return 0;
}

static void freed(void *block)
{
	unsigned long flags;
	uint i;

	raw_spin_lock_irqsave(&lock, flags);
	for (i = 0; i < nr_blocks; i++)
		if (blocks[i] == block)
			blocks[i] = NULL;
	while (nr_blocks && !blocks[nr_blocks - 1])
		nr_blocks--;
	raw_spin_unlock_irqrestore(&lock, flags);
}

static int free_enter(struct kprobe *kp, struct pt_regs *regs)
{
	void *block = (void *)vsi_argument(regs, 0);

	if (block)
		freed(block);
	return 0;
}

/* kfree_rcu(): kernel/rcu/tree.c of 6.1 is told where the head is in the block. */
static int free_rcu_enter(struct kprobe *kp, struct pt_regs *regs)
{
	const unsigned long head = vsi_argument(regs, 0), arg = vsi_argument(regs, 1);

	freed((void *)(arg < PAGE_SIZE ? head - arg : arg));
	return 0;
}

static struct kprobe frees[] = {
	{ .symbol_name = "kfree", .pre_handler = free_enter },
	{ .symbol_name = "vfree", .pre_handler = free_enter },
	{ .symbol_name = "vunmap", .pre_handler = free_enter },
	{ .symbol_name = "kvfree_call_rcu", .pre_handler = free_rcu_enter },
};

static int fail_set(const char *val, const struct kernel_param *kp)
{
	unsigned long flags;
	uint n;
	int ret = kstrtouint(val, 0, &n);

	if (ret)
		return ret;
	raw_spin_lock_irqsave(&lock, flags);
	fail = n;
	failed = "none";
	raw_spin_unlock_irqrestore(&lock, flags);
	return 0;
}

static int failed_get(char *buffer, const struct kernel_param *kp)
{
	return sysfs_emit(buffer, "%s\n", READ_ONCE(failed));
}

static int lost_get(char *buffer, const struct kernel_param *kp)
{
	unsigned long flags;
	uint i, lost = 0;

	raw_spin_lock_irqsave(&lock, flags);
	for (i = 0; i < nr_blocks; i++)
		lost += !!blocks[i];
	raw_spin_unlock_irqrestore(&lock, flags);
	return sysfs_emit(buffer, "%s\n", overflow ? "too many" : lost ? "some" : "none");
}

static int names_get(char *buffer, const struct kernel_param *kp)
{
	int i, n = 0;

	for (i = 0; i < ARRAY_SIZE(calls); i++)
		n += sysfs_emit_at(buffer, n, "%s\n", calls[i].name);
	return n;
}

static const struct kernel_param_ops fail_ops = { .set = fail_set };
static const struct kernel_param_ops failed_ops = { .get = failed_get };
static const struct kernel_param_ops lost_ops = { .get = lost_get };
static const struct kernel_param_ops names_ops = { .get = names_get };
module_param_cb(fail, &fail_ops, NULL, 0200);
module_param_cb(failed, &failed_ops, NULL, 0444);
module_param_cb(lost, &lost_ops, NULL, 0444);
module_param_cb(names, &names_ops, NULL, 0444);
MODULE_PARM_DESC(names, "the calls that can fail");

static int nomem_notify(struct notifier_block *nb, unsigned long state, void *data)
{
	struct module *mod = data;

	if (strcmp(mod->name, "vsi"))
		return NOTIFY_DONE;
	if (state == MODULE_STATE_COMING)
		WRITE_ONCE(vsi, mod);
	else if (state == MODULE_STATE_GOING)
		WRITE_ONCE(vsi, NULL);
	return NOTIFY_DONE;
}

static struct notifier_block nomem_nb = {
	.notifier_call = nomem_notify,
};

static int watch_symbol(struct call *call, const char *symbol)
{
	int ret;

	if (call->is_block) {
		call->returns.kp.addr = NULL;
		call->returns.kp.symbol_name = symbol;
		call->returns.entry_handler = block_enter;
		call->returns.handler = block_return;
		call->returns.maxactive = 64;
		ret = register_kretprobe(&call->returns);
		if (ret)
			return ret;
	}
	/* registered later, called before */
	call->probe.symbol_name = symbol;
	call->probe.pre_handler = call_enter;
	call->probe.post_handler = call_post;
	ret = register_kprobe(&call->probe);
	if (ret && call->is_block)
		unregister_kretprobe(&call->returns);
	return ret;
}

static int watch(struct call *call)
{
	int ret = watch_symbol(call, call->name);

	return ret == -ENOENT && call->since ? watch_symbol(call, call->since) : ret;
}

static void unwatch(struct call *call)
{
	unregister_kprobe(&call->probe);
	if (call->is_block)
		unregister_kretprobe(&call->returns);
}

static int __init nomem_init(void)
{
	int i, ret;

	for (i = 0; i < ARRAY_SIZE(frees); i++) {
		ret = register_kprobe(&frees[i]);
		if (ret)
			goto err_frees;
	}
	for (i = 0; i < ARRAY_SIZE(calls); i++) {
		ret = watch(&calls[i]);
		if (ret)
			goto err_calls;
	}
	return register_module_notifier(&nomem_nb);

err_calls:
	pr_err("vsi_test_nomem: %s: no kprobe (%d)\n", calls[i].name, ret);
	while (i--)
		unwatch(&calls[i]);
	i = ARRAY_SIZE(frees);
err_frees:
	while (i--)
		unregister_kprobe(&frees[i]);
	return ret;
}

static void __exit nomem_exit(void)
{
	int i;

	unregister_module_notifier(&nomem_nb);
	for (i = 0; i < ARRAY_SIZE(calls); i++)
		unwatch(&calls[i]);
	for (i = 0; i < ARRAY_SIZE(frees); i++)
		unregister_kprobe(&frees[i]);
}

module_init(nomem_init);
module_exit(nomem_exit);
MODULE_DESCRIPTION("vsi selftest: calls of vsi that fail");
MODULE_LICENSE("GPL");
