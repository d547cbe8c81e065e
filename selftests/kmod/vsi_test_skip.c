// SPDX-License-Identifier: GPL-2.0
/*
 * Has a function of the kernel fail: it is not executed, its caller gets an
 * error.  With "argument", only when its first argument is this string.  With
 * "probe", only a register_kprobe() of that function's entry fails, as on a kernel
 * that does not let it be probed.
 */
#include <linux/kallsyms.h>
#include <linux/kprobes.h>
#include <linux/module.h>
#include <linux/string.h>
#include "../../vsi_arm/regs.h"

static char *function = "register_kprobe";
module_param(function, charp, 0444);
MODULE_PARM_DESC(function, "what is not executed");

static char *argument;
module_param(argument, charp, 0444);
MODULE_PARM_DESC(argument, "only where the first argument is this string");

static char *probe;
module_param(probe, charp, 0444);
MODULE_PARM_DESC(probe, "of register_kprobe, only for a kprobe there");

static int error = -EINVAL;
module_param(error, int, 0444);
MODULE_PARM_DESC(error, "what the caller gets");

static uint skipped;
module_param(skipped, uint, 0444);
MODULE_PARM_DESC(skipped, "how often that has happened");

static bool is_meant(unsigned long addr)
{
	static char name[KSYM_SYMBOL_LEN];

	sprint_symbol_no_offset(name, addr);
	return !strcmp(name, probe);
}

static int skip(struct pt_regs *regs)
{
	skipped++;
	vsi_return_value_set(regs, error);
	instruction_pointer_set(regs, vsi_link_of(regs));
	return 1;
}

/* keeps the kernel from turning the kprobe into a jump, which cannot skip */
static void skip_post(struct kprobe *kp, struct pt_regs *regs, unsigned long flags)
{
}

static int skip_function(struct kprobe *kp, struct pt_regs *regs)
{
	if (probe && !is_meant((unsigned long)((struct kprobe *)vsi_argument(regs, 0))->addr))
		return 0;
	if (argument && strcmp((const char *)vsi_argument(regs, 0), argument))
		return 0;
	return skip(regs);
}

static struct kprobe function_probe = {
	.pre_handler = skip_function,
	.post_handler = skip_post,
};

/* int ftrace_set_filter_ip(struct ftrace_ops *ops, unsigned long ip, int remove, int reset) */
static int skip_filter(struct kprobe *kp, struct pt_regs *regs)
{
	return is_meant(vsi_argument(regs, 1)) ? skip(regs) : 0;
}

/* What vsi asks on arm64 before it takes a kprobe. */
static struct kprobe filter_probe = {
	.symbol_name = "ftrace_set_filter_ip",
	.pre_handler = skip_filter,
	.post_handler = skip_post,
};

static int __init skip_init(void)
{
	int ret;

	function_probe.symbol_name = function;
	ret = register_kprobe(&function_probe);
	if (ret || !probe || !IS_ENABLED(CONFIG_ARM64))
		return ret;
	ret = register_kprobe(&filter_probe);
	if (ret)
		unregister_kprobe(&function_probe);
	return ret;
}

static void __exit skip_exit(void)
{
	if (filter_probe.addr)
		unregister_kprobe(&filter_probe);
	unregister_kprobe(&function_probe);
}

module_init(skip_init);
module_exit(skip_exit);
MODULE_DESCRIPTION("vsi selftest: functions that fail");
MODULE_LICENSE("GPL");
