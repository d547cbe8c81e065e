// SPDX-License-Identifier: GPL-2.0
/*
 * Policy: which class of instructions gets which action.
 *
 * The parameter is written once, when vsi is loaded, and then only read.
 */
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/string.h>
#include "policy.h"

enum profile {
	PROFILE_AUTO,
	PROFILE_AUDIT,
	PROFILE_OFF,
};

static const char *const profiles[] = {
	[PROFILE_AUTO] = "auto",
	[PROFILE_AUDIT] = "audit",
	[PROFILE_OFF] = "off",
};

static int profile __ro_after_init = PROFILE_AUTO;

static int profile_set(const char *val, const struct kernel_param *kp)
{
	int found = sysfs_match_string(profiles, val);

	if (found < 0) {
		pr_err("policy: unknown profile '%s'\n", val);
		return found;
	}
	profile = found;
	return 0;
}

static int profile_get(char *buffer, const struct kernel_param *kp)
{
	return sysfs_emit(buffer, "%s\n", profiles[profile]);
}

static const struct kernel_param_ops profile_ops = {
	.set = profile_set,
	.get = profile_get,
};

module_param_cb(policy, &profile_ops, NULL, 0444);
MODULE_PARM_DESC(policy, "auto: serve (default), audit: verify tables and change nothing, off: let modules pass");

/**
 * vsi_policy_name() - the profile in force
 *
 * Return: its name.
 */
const char *vsi_policy_name(void)
{
	return profiles[profile];
}

/**
 * vsi_policy_serves() - are modules looked at?
 *
 * Return: false when they pass as if vsi were not there.
 */
bool vsi_policy_serves(void)
{
	return profile != PROFILE_OFF;
}

/**
 * vsi_policy_action() - the action for a class
 * @class: enum vsi_class
 *
 * With no hypervisor's services in reach every class means what it meant.
 *
 * Return: the action.
 */
enum vsi_action vsi_policy_action(unsigned int class)
{
	return profile == PROFILE_AUTO ? VSI_NATIVE : VSI_KEEP;
}
