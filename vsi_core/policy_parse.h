/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A policy, from its text to the action for an instruction.  Pure: the same
 * answer in vsi.ko, in the tests and in whoever else reads a policy.
 *
 * Documentation/policy.rst describes the text.
 */
#ifndef VSI_CORE_POLICY_PARSE_H
#define VSI_CORE_POLICY_PARSE_H

#include "../vsi_arm/insn.h"

/* The instruction's row decides, by profile; no enum vsi_action. */
#define VSI_POLICY_BY_ROW	0xff

#define VSI_POLICY_MAX_RULES	32
/* Bytes of module names, with the NUL; no kernel has more (MODULE_NAME_LEN). */
#define VSI_POLICY_MAX_NAME	60
/* Bytes of text: a file of sysfs takes and shows a page, of which the least has 4096. */
#define VSI_POLICY_MAX_TEXT	4000

/**
 * struct vsi_policy - what becomes of the instructions of a module
 * @profile: enum vsi_profile; VSI_PROFILE_OFF only when no class has an action
 *           but keep: the module's table need not be looked at
 * @actions: by enum vsi_class: enum vsi_action, or VSI_POLICY_BY_ROW
 */
struct vsi_policy {
	u8 profile;
	u8 actions[VSI_NR_CLASSES];
};

/**
 * struct vsi_policy_rule - a module that has a policy of its own
 * @module: its name, with '_' where it may have been written with '-'
 * @policy: complete: it says all that is to be said of the module
 */
struct vsi_policy_rule {
	char module[VSI_POLICY_MAX_NAME];
	struct vsi_policy policy;
};

/**
 * struct vsi_policies - a parsed text
 * @all:      for modules without a rule
 * @nr_rules: number of @rules
 * @rules:    in the order of the text; no module has two
 */
struct vsi_policies {
	struct vsi_policy all;
	u32 nr_rules;
	struct vsi_policy_rule rules[VSI_POLICY_MAX_RULES];
};

/**
 * struct vsi_policy_fault - why a text is no policy
 * @offset: of the offending word in the text, in bytes
 * @length: of the word; 0 where one is missing
 * @reason: a phrase
 */
struct vsi_policy_fault {
	u32 offset;
	u32 length;
	const char *reason;
};

bool vsi_policy_is_space(char c);
void vsi_policy_set_profile(struct vsi_policy *policy, unsigned int profile);
bool vsi_policy_parse(const char *text, struct vsi_policies *out,
		      struct vsi_policy_fault *fault);
const struct vsi_policy *vsi_policies_find(const struct vsi_policies *policies,
					   const char *module);
enum vsi_action vsi_policy_resolve(const struct vsi_policy *policy,
				   const struct vsi_insn *insn);

#endif
