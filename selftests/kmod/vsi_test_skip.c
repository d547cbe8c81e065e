// SPDX-License-Identifier: GPL-2.0
/*
 * Has a function of the kernel fail: it is not executed, its caller gets an
 * error.  With "probe", only a register_kprobe() of that function's entry fails,
 * as on a kernel that does not let it be probed.
 */
#include <linux/kallsyms.h>
#include <linux/kprobes.h>
#include <linux/module.h>
#include <linux/string.h>
#include "../../vsi_arm/regs.h"

static char *function = "register_kprobe";
module_param(function, charp, 0444);
MODULE_PARM_DESC(function, "what is not executed");

static char *probe;
module_param(probe, charp, 0444);
MODULE_PARM_DESC(probe, "of register_kprobe, only for a kprobe there");

static int error = -EINVAL;
module_param(error, int, 0444);
MODULE_PARM_DESC(error, "what the caller gets");

static uint skipped;
module_param(skipped, uint, 0444);
MODULE_PARM_DESC(skipped, "how often that has happened");

static bool is_meant(const struct kprobe *kp)
{
	static char name[KSYM_SYMBOL_LEN];

	if (!probe)
		return true;
	sprint_symbol_no_offset(name, (unsigned long)kp->addr);
	return !strcmp(name, probe);
}

static int skip_enter(struct kprobe *kp, struct pt_regs *regs)
{
	if (!is_meant((struct kprobe *)vsi_argument(regs, 0)))
		return 0;
	skipped++;
	vsi_return_value_set(regs, error);
	instruction_pointer_set(regs, vsi_link_of(regs));
	return 1;
}

/* keeps the kernel from turning the kprobe into a jump, which cannot skip */
static void skip_post(struct kprobe *kp, struct pt_regs *regs, unsigned long flags)
{
}

static struct kprobe skip = {
	.pre_handler = skip_enter,
	.post_handler = skip_post,
};

static int __init skip_init(void)
{
	skip.symbol_name = function;
	return register_kprobe(&skip);
}

static void __exit skip_exit(void)
{
	unregister_kprobe(&skip);
}

module_init(skip_init);
module_exit(skip_exit);
MODULE_DESCRIPTION("vsi selftest: functions that fail");
MODULE_LICENSE("GPL");
