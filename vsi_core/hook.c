// SPDX-License-Identifier: GPL-2.0
/*
 * Which hook is armed: the one asked for, or the first that can be.
 */
#include <linux/moduleparam.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <linux/sysfs.h>
#include "hook.h"

#define AUTO		VSI_NR_HOOKS
#define MAX_SHOWN	64

static const char *const names[] = {
	[VSI_HOOK_FINALIZE] = "finalize",
	[VSI_HOOK_RELOCATE] = "relocate",
	[AUTO] = "auto",
};

/* Written when vsi is loaded, before anything is armed. */
static unsigned int asked = AUTO;
static enum vsi_hook armed;

static int hook_set(const char *val, const struct kernel_param *kp)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		if (!sysfs_streq(val, names[i]))
			continue;
		asked = i;
		return 0;
	}
	pr_err("hook: unknown hook: '%*pE'\n", (int)strnlen(val, MAX_SHOWN), val);
	return -EINVAL;
}

static int hook_get(char *buffer, const struct kernel_param *kp)
{
	return sysfs_emit(buffer, "%s\n", names[asked]);
}

static const struct kernel_param_ops hook_ops = {
	.set = hook_set,
	.get = hook_get,
};

module_param_cb(hook, &hook_ops, NULL, 0444);
MODULE_PARM_DESC(hook, "auto: the first that can be armed (default), or one by name: finalize, relocate");

static int arm(enum vsi_hook hook, const struct vsi_loader_hook *calls)
{
	armed = hook;
	return vsi_arch_hook(hook, calls);
}

/**
 * vsi_hook_arm() - arm the hook that is asked for
 * @calls: what to call; lives as long as vsi
 *
 * Context: process, once.
 * Return: 0 or an error of vsi_arch_hook() with a message, and then nothing is
 * armed.
 */
int vsi_hook_arm(const struct vsi_loader_hook *calls)
{
	int ret = arm(asked == AUTO ? VSI_HOOK_FINALIZE : asked, calls);

	if (ret && asked == AUTO) {
		pr_notice("hook finalize cannot be armed (%d): taking relocate\n", ret);
		ret = arm(VSI_HOOK_RELOCATE, calls);
	}
	if (ret)
		pr_err("hook %s cannot be armed (%d)\n", vsi_hook_name(), ret);
	return ret;
}

/**
 * vsi_hook() - the hook that is armed
 *
 * Context: any, after vsi_hook_arm().
 * Return: the hook.
 */
enum vsi_hook vsi_hook(void)
{
	return armed;
}

/**
 * vsi_hook_name() - the hook that is armed
 *
 * Context: any, after vsi_hook_arm().
 * Return: its name.
 */
const char *vsi_hook_name(void)
{
	return names[armed];
}
