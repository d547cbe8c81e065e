// SPDX-License-Identifier: GPL-2.0
/*
 * Any string as a policy: refused with a word of it, or understood.  What was
 * understood, written again in full, means the same; so does the string
 * without white space.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../vsi_core/policy_parse.h"
#include "fuzz.h"

/* Room for all classes of all modules; longer than a policy may be. */
static char written[1 << 16];

static size_t write_settings(size_t used, const struct vsi_policy *policy)
{
	unsigned int class;

	used += sprintf(written + used, "%s", vsi_profile_name(policy->profile));
	for (class = 1; class < VSI_NR_CLASSES; class++)
		if (policy->actions[class] != VSI_POLICY_BY_ROW)
			used += sprintf(written + used, ",%s=%s", vsi_class_name(class),
					vsi_action_name(policy->actions[class]));
	return used;
}

static size_t write_all(const struct vsi_policies *p)
{
	size_t used = write_settings(0, &p->all);
	u32 i;

	for (i = 0; i < p->nr_rules; i++) {
		MUST(vsi_policies_find(p, p->rules[i].module) == &p->rules[i].policy);
		used += sprintf(written + used, ";%s:", p->rules[i].module);
		used = write_settings(used, &p->rules[i].policy);
	}
	return used;
}

/* VSI_CLASS_NONE is no class: nothing is said of its action. */
static bool same_policy(const struct vsi_policy *a, const struct vsi_policy *b)
{
	return a->profile == b->profile &&
	       !memcmp(a->actions + 1, b->actions + 1, sizeof(a->actions) - 1);
}

static void must_mean(const char *text, const struct vsi_policies *want)
{
	static struct vsi_policies got;
	struct vsi_policy_fault fault;
	u32 i;

	MUST(vsi_policy_parse(text, &got, &fault));
	MUST(same_policy(&got.all, &want->all) && got.nr_rules == want->nr_rules);
	for (i = 0; i < got.nr_rules; i++)
		MUST(!strcmp(got.rules[i].module, want->rules[i].module) &&
		     same_policy(&got.rules[i].policy, &want->rules[i].policy));
}

static void resolve(const struct vsi_policy *policy)
{
	/* mrs r0, CPSR; mcr p15, 0, r0, c9, c12, 0; mrs x0, cntfrq_el0 */
	static const struct { u8 isa; u32 word; } words[] = {
		{ VSI_ISA_A32, 0xe10f0000 },
		{ VSI_ISA_T32, 0xee090f1c },
		{ VSI_ISA_A64, 0xd53be000 },
	};
	struct vsi_insn insn;
	unsigned int i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		MUST(vsi_decode(words[i].isa, words[i].word, &insn));
		MUST(vsi_action_name(vsi_policy_resolve(policy, &insn)));
		if (policy->profile == VSI_PROFILE_OFF)
			MUST(vsi_policy_resolve(policy, &insn) == VSI_KEEP);
	}
}

static void check(char *text, const struct vsi_policies *policies)
{
	char *to = text, *from;
	u32 i;

	resolve(&policies->all);
	for (i = 0; i < policies->nr_rules; i++)
		resolve(&policies->rules[i].policy);
	if (write_all(policies) <= VSI_POLICY_MAX_TEXT)
		must_mean(written, policies);
	for (from = text; *from; from++)
		if (!vsi_policy_is_space(*from))
			*to++ = *from;
	*to = '\0';
	must_mean(text, policies);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	static struct vsi_policies policies;
	struct vsi_policy_fault fault = {};
	char *text = malloc(size + 1);

	vsi_decode_init();
	memcpy(text, data, size);
	text[size] = '\0';
	if (vsi_policy_parse(text, &policies, &fault))
		check(text, &policies);
	else
		MUST(fault.reason && fault.offset <= strlen(text) &&
		     fault.length <= strlen(text) - fault.offset);
	free(text);
	return 0;
}
