// SPDX-License-Identifier: GPL-2.0
/*
 * Policies: the grammar, every reason to refuse a text, and the action for an
 * instruction of every class by every profile.
 */
#include <linux/kernel.h>
#include <linux/slab.h>

#include "../../vsi_core/policy_parse.h"
#include "check.h"
#include "reasons.h"
#include "rows.h"

static struct reason reasons[] = {
#define REASON(text)	{ text, false },
#include "policy_parse_reasons.inc"
};

static struct vsi_policies policies;

/* Parses into what held something else before: nothing may be left of it. */
static bool parse(const char *text)
{
	struct vsi_policy_fault fault = {};

	memset(&policies, 0x5a, sizeof(policies));
	return CHECK(vsi_policy_parse(text, &policies, &fault), "\"%s\": %s at %u", text,
		     fault.reason, fault.offset);
}

static u8 set_to(const struct vsi_policy *policy, enum vsi_class class)
{
	return policy->actions[class];
}

static bool is_profile(const struct vsi_policy *policy, unsigned int profile)
{
	unsigned int class;

	for (class = 1; class < VSI_NR_CLASSES; class++)
		if (policy->actions[class] != VSI_POLICY_BY_ROW)
			return false;
	return policy->profile == profile;
}

static void every_profile(struct kunit *test)
{
	unsigned int profile;

	for (profile = 0; profile < VSI_NR_POLICY_PROFILES; profile++) {
		const char *name = vsi_profile_name(profile);

		if (parse(name))
			CHECK(is_profile(&policies.all, profile) && !policies.nr_rules, "%s", name);
	}
}

static void nothing_is_auto(struct kunit *test)
{
	static const char *const texts[] = { "", " ", "\n", " \t\r\n\v\f" };
	size_t i;

	for (i = 0; i < COUNT(texts); i++)
		if (parse(texts[i]))
			CHECK(is_profile(&policies.all, VSI_PROFILE_AUTO) && !policies.nr_rules,
			      "%zu", i);
}

static void every_class_and_action(struct kunit *test)
{
	unsigned int class, action, other;
	char text[64];

	for (class = 1; class < VSI_NR_CLASSES; class++)
		for (action = 0; action < VSI_NR_ACTIONS; action++) {
			snprintf(text, sizeof(text), "%s=%s", vsi_class_name(class),
				 vsi_action_name(action));
			if (!parse(text))
				continue;
			CHECK(policies.all.profile == VSI_PROFILE_AUTO, "%s", text);
			for (other = 1; other < VSI_NR_CLASSES; other++)
				CHECK(set_to(&policies.all, other) ==
				      (other == class ? action : VSI_POLICY_BY_ROW), "%s", text);
		}
}

static void all_is_every_class(struct kunit *test)
{
	unsigned int class;

	if (!parse("kvm,all=deny"))
		return;
	CHECK(policies.all.profile == VSI_PROFILE_KVM, "profile");
	for (class = 1; class < VSI_NR_CLASSES; class++)
		CHECK(set_to(&policies.all, class) == VSI_DENY, "%s", vsi_class_name(class));
}

static void later_items_win(struct kunit *test)
{
	parse("pmu=keep,pmu=zero");
	CHECK(set_to(&policies.all, VSI_CLASS_PMU) == VSI_ZERO, "class");
	parse("kvm,xen");
	CHECK(is_profile(&policies.all, VSI_PROFILE_XEN), "profile");
	parse("pmu=zero,all=keep,psr=native");
	CHECK(set_to(&policies.all, VSI_CLASS_PMU) == VSI_KEEP, "all over class");
	CHECK(set_to(&policies.all, VSI_CLASS_PSR) == VSI_NATIVE, "class over all");
	parse("pmu=zero,all=keep,xen");
	CHECK(is_profile(&policies.all, VSI_PROFILE_XEN), "a profile sets all back");
	parse("pmu=zero,xen,psr=native");
	CHECK(policies.all.profile == VSI_PROFILE_XEN, "profile");
	CHECK(set_to(&policies.all, VSI_CLASS_PMU) == VSI_POLICY_BY_ROW, "before");
	CHECK(set_to(&policies.all, VSI_CLASS_PSR) == VSI_NATIVE, "behind");
}

static void modules_start_from_all(struct kunit *test)
{
	const struct vsi_policy *policy;

	if (!parse("kvm,pmu=zero;a:psr=native;b:xen;c:pmu=keep,all=guard;d:xen,psr=deny"))
		return;
	CHECK(policies.nr_rules == 4, "%u rules", policies.nr_rules);
	policy = vsi_policies_find(&policies, "a");
	CHECK(policy->profile == VSI_PROFILE_KVM, "a: profile");
	CHECK(set_to(policy, VSI_CLASS_PMU) == VSI_ZERO, "a: class of all");
	CHECK(set_to(policy, VSI_CLASS_PSR) == VSI_NATIVE, "a: its own class");
	CHECK(is_profile(vsi_policies_find(&policies, "b"), VSI_PROFILE_XEN), "b");
	CHECK(set_to(vsi_policies_find(&policies, "c"), VSI_CLASS_PMU) == VSI_GUARD, "c");
	policy = vsi_policies_find(&policies, "d");
	CHECK(policy->profile == VSI_PROFILE_XEN, "d: profile");
	CHECK(set_to(policy, VSI_CLASS_PMU) == VSI_POLICY_BY_ROW, "d: class of all");
	CHECK(set_to(policy, VSI_CLASS_PSR) == VSI_DENY, "d: its own class");
	CHECK(set_to(&policies.all, VSI_CLASS_PSR) == VSI_POLICY_BY_ROW, "all");
}

static void modules_are_found(struct kunit *test)
{
	static const char *const others[] = {
		"", "snd", "snd_h", "snd_hda_", "xsnd_hda", "Snd_hda"
	};
	size_t i;

	if (!parse("auto;snd-hda:off;e_f:xen"))
		return;
	CHECK(!strcmp(policies.rules[0].module, "snd_hda"), "%s", policies.rules[0].module);
	CHECK(vsi_policies_find(&policies, "snd_hda")->profile == VSI_PROFILE_OFF, "_");
	CHECK(vsi_policies_find(&policies, "snd-hda")->profile == VSI_PROFILE_OFF, "-");
	CHECK(vsi_policies_find(&policies, "e-f")->profile == VSI_PROFILE_XEN, "- for _");
	for (i = 0; i < COUNT(others); i++)
		CHECK(vsi_policies_find(&policies, others[i]) == &policies.all, "%s", others[i]);
}

static void white_space_is_ignored(struct kunit *test)
{
	static const char spaced[] =
		" kvm\t,\npmu = zero , all=keep ;\r\n snd-hda : xen , psr =\vdeny \f;b:off\n";
	static struct vsi_policies want;

	if (!parse("kvm,pmu=zero,all=keep;snd-hda:xen,psr=deny;b:off"))
		return;
	want = policies;
	if (parse(spaced))
		CHECK(!memcmp(&want, &policies, sizeof(want)), "differs");
}

/* So that a module whose policy is off need not be looked at. */
static void off_with_classes_is_audit(struct kunit *test)
{
	parse("off,psr=native");
	CHECK(policies.all.profile == VSI_PROFILE_AUDIT, "something is done");
	CHECK(set_to(&policies.all, VSI_CLASS_PSR) == VSI_NATIVE, "it stays");
	parse("off,psr=native,psr=keep");
	CHECK(policies.all.profile == VSI_PROFILE_OFF, "nothing is done");
	parse("off,all=keep");
	CHECK(policies.all.profile == VSI_PROFILE_OFF, "keep");
	parse("off;a:psr=native;b:pmu=keep");
	CHECK(policies.all.profile == VSI_PROFILE_OFF, "all");
	CHECK(vsi_policies_find(&policies, "a")->profile == VSI_PROFILE_AUDIT, "a");
	CHECK(vsi_policies_find(&policies, "b")->profile == VSI_PROFILE_OFF, "b");
	parse("off,psr=native;a:psr=keep");
	CHECK(vsi_policies_find(&policies, "a")->profile == VSI_PROFILE_OFF, "set back");
	parse("audit,psr=keep");
	CHECK(policies.all.profile == VSI_PROFILE_AUDIT, "audit");
}

static void check_refused(const char *text, const char *reason, u32 offset, u32 length)
{
	struct vsi_policy_fault fault = {};

	if (!CHECK(!vsi_policy_parse(text, &policies, &fault), "\"%s\" is accepted", text))
		return;
	CHECK(reason_seen(reasons, COUNT(reasons), fault.reason), "\"%s\"", text);
	CHECK(!strcmp(fault.reason, reason), "\"%s\": %s, want %s", text, fault.reason, reason);
	CHECK(fault.offset == offset && fault.length == length, "\"%s\": %u+%u, want %u+%u",
	      text, fault.offset, fault.length, offset, length);
}

static void bad_texts_are_refused(struct kunit *test)
{
	static const struct {
		const char *text;
		const char *reason;
		u32 offset;
		u32 length;
	} bad[] = {
		{ "atuo", "unknown profile", 0, 4 },
		{ "Auto", "unknown profile", 0, 4 },
		{ "auto xen", "unknown profile", 0, 8 },
		{ "none", "unknown profile", 0, 4 },
		{ "psr", "unknown profile", 0, 3 },
		{ " kvm , xn ", "unknown profile", 7, 2 },
		{ "auto;m:kvn", "unknown profile", 7, 3 },
		{ "pms=zero", "unknown class", 0, 3 },
		{ "auto=zero", "unknown class", 0, 4 },
		{ "kvm,all_=zero", "unknown class", 4, 4 },
		{ "a=zero", "unknown class", 0, 1 },
		{ "pmu=zeros", "unknown action", 4, 5 },
		{ "pmu=pmu", "unknown action", 4, 3 },
		{ "all=trap", "unknown action", 4, 4 },
		{ "auto;m:pmu=auto", "unknown action", 11, 4 },
		{ "pmu=", "action is missing", 4, 0 },
		{ "pmu= ,kvm", "action is missing", 5, 0 },
		{ ",", "profile or class is missing", 0, 0 },
		{ "kvm,", "profile or class is missing", 4, 0 },
		{ "kvm,,xen", "profile or class is missing", 4, 0 },
		{ "kvm,\t\n", "profile or class is missing", 6, 0 },
		{ "=keep", "profile or class is missing", 0, 0 },
		{ ";m:kvm", "profile or class is missing", 0, 0 },
		{ "auto;m:", "profile or class is missing", 7, 0 },
		{ "auto;m:;n:kvm", "profile or class is missing", 7, 0 },
		{ "auto;", "module is missing", 5, 0 },
		{ "auto; ;m:kvm", "module is missing", 6, 0 },
		{ "auto;:kvm", "module is missing", 5, 0 },
		{ "auto;kvm", "no ':' behind the module", 5, 3 },
		{ "auto;m,n:kvm", "no ':' behind the module", 5, 1 },
		{ "auto;m=keep", "no ':' behind the module", 5, 1 },
		{ "auto;m n:kvm", "bad character in a module's name", 5, 3 },
		{ "auto;m\177:kvm", "bad character in a module's name", 5, 2 },
		{ "auto;\303\244:kvm", "bad character in a module's name", 5, 2 },
		{ "m:kvm", "a module stands behind ';' only, after settings for all", 0, 1 },
		{ "auto;m:n:kvm", "a module stands behind ';' only, after settings for all", 7, 1 },
		{ "auto,m:kvm", "a module stands behind ';' only, after settings for all", 5, 1 },
		{ "pmu=keep=zero", "does not belong here", 8, 1 },
		{ "pmu=keep:", "does not belong here", 8, 1 },
		{ "auto;m:xen;m:kvm", "module is named twice", 11, 1 },
		{ "auto;m-n:xen;o:kvm; m_n :kvm", "module is named twice", 20, 3 },
	};
	size_t i;

	for (i = 0; i < COUNT(bad); i++)
		check_refused(bad[i].text, bad[i].reason, bad[i].offset, bad[i].length);
}

static void the_most_modules(struct kunit *test)
{
	static char text[VSI_POLICY_MAX_TEXT + 1];
	char name[] = "00";
	size_t used = 4;
	unsigned int i;

	strcpy(text, "auto");
	for (i = 0; i < VSI_POLICY_MAX_RULES; i++)
		used += sprintf(text + used, ";%02u:kvm", i);
	if (parse(text))
		for (i = 0; i < VSI_POLICY_MAX_RULES; i++) {
			sprintf(name, "%02u", i);
			CHECK(is_profile(vsi_policies_find(&policies, name), VSI_PROFILE_KVM),
			      "%s", name);
		}
	strcpy(text + used, ";last:kvm");
	check_refused(text, "too many modules", used + 1, 4);
}

static void the_longest_name(struct kunit *test)
{
	char text[128] = "auto;";

	memset(text + 5, 'n', VSI_POLICY_MAX_NAME - 1);
	strcpy(text + 5 + VSI_POLICY_MAX_NAME - 1, ":kvm");
	if (parse(text))
		CHECK(strlen(policies.rules[0].module) == VSI_POLICY_MAX_NAME - 1, "cut");
	strcpy(text + 5 + VSI_POLICY_MAX_NAME - 1, "n:kvm");
	check_refused(text, "module's name is too long", 5, VSI_POLICY_MAX_NAME);
}

/* On the heap, and no longer than needed, so that ASan sees what is read behind it. */
static void the_longest_text(struct kunit *test)
{
	char *text = kmalloc(VSI_POLICY_MAX_TEXT + 2, GFP_KERNEL);

	memset(text, ' ', VSI_POLICY_MAX_TEXT + 2);
	memcpy(text, "xen", 3);
	text[VSI_POLICY_MAX_TEXT] = '\0';
	if (parse(text))
		CHECK(is_profile(&policies.all, VSI_PROFILE_XEN), "profile");
	text[VSI_POLICY_MAX_TEXT] = ' ';
	text[VSI_POLICY_MAX_TEXT + 1] = '\0';
	check_refused(text, "policy is too long", VSI_POLICY_MAX_TEXT, 0);
	kfree(text);
}

/* The actions of the tables, by their numbers; read here once more, not by the code under test. */
#define ACTIONS(user, kvm, xen, p_auto, p_kvm, p_xen, p_depr) \
	{ VSI_##p_auto, VSI_##p_kvm, VSI_##p_xen, VSI_##p_depr }
#define INSN(id, mask, value, xmask, xvalue, class, trap, fields, text, ...) ACTIONS(__VA_ARGS__),
#define REG(id, space, op1, crn, crm, op2, class, trap, name, ...) ACTIONS(__VA_ARGS__),

static const u8 a32_actions[][VSI_NR_PROFILES] = {
#include "../../vsi_arm/a32.tbl"
};

static const u8 t32_actions[][VSI_NR_PROFILES] = {
#include "../../vsi_arm/t32.tbl"
};

static const u8 a64_actions[][VSI_NR_PROFILES] = {
#include "../../vsi_arm/a64.tbl"
};

static const u8 cp_actions[][VSI_NR_PROFILES] = {
#include "../../vsi_arm/cp.tbl"
};

static const u8 sys_actions[][VSI_NR_PROFILES] = {
#include "../../vsi_arm/sysreg.tbl"
};

static const u8 *actions_of(const struct vsi_insn *insn)
{
	switch (insn->form) {
	case VSI_FORM_CP32:
	case VSI_FORM_CP64:
		return cp_actions[insn->row];
	case VSI_FORM_SYS:
		return sys_actions[insn->row];
	}
	if (insn->isa == VSI_ISA_A32)
		return a32_actions[insn->base];
	return insn->isa == VSI_ISA_T32 ? t32_actions[insn->base] : a64_actions[insn->base];
}

/* What a32.tbl says of directions. */
static unsigned int directed(unsigned int action, bool write)
{
	switch (action) {
	case VSI_CONST:
		return write ? VSI_IGNORE : VSI_CONST;
	case VSI_ZERO:
	case VSI_IGNORE:
		return write ? VSI_IGNORE : VSI_ZERO;
	}
	return action;
}

/* By direction; filled by check_resolution(). */
static bool seen[2][VSI_NR_CLASSES];

static void check_profiles(const struct vsi_insn *insn)
{
	struct vsi_policy policy;
	unsigned int profile, want;

	for (profile = 0; profile < VSI_NR_POLICY_PROFILES; profile++) {
		vsi_policy_set_profile(&policy, profile);
		/* another class has no say */
		policy.actions[insn->class == 1 ? 2 : insn->class - 1] = VSI_DENY;
		want = profile < VSI_NR_PROFILES ?
		       directed(actions_of(insn)[profile], insn->write) : VSI_KEEP;
		CHECK(vsi_policy_resolve(&policy, insn) == want, "isa %u %08x, %s: not %s",
		      insn->isa, insn->word, vsi_profile_name(profile), vsi_action_name(want));
	}
}

static void check_classes(const struct vsi_insn *insn)
{
	struct vsi_policy policy;
	unsigned int action;

	vsi_policy_set_profile(&policy, VSI_PROFILE_DEPRIVILEGED);
	for (action = 0; action < VSI_NR_ACTIONS; action++) {
		policy.actions[insn->class] = action;
		CHECK(vsi_policy_resolve(&policy, insn) == directed(action, insn->write),
		      "isa %u %08x, %s", insn->isa, insn->word, vsi_action_name(action));
	}
}

static void check_resolution(unsigned int isa, u32 word)
{
	struct vsi_insn insn;

	if (!vsi_decode(isa, word, &insn))
		return;
	seen[insn.write][insn.class] = true;
	check_profiles(&insn);
	check_classes(&insn);
}

static void check_rows(const struct test_table *t)
{
	unsigned int i;

	for (i = 0; i < t->nr_rows; i++)
		if (!t->rows[i].by_register)
			check_resolution(t->isa, test_sample(t, &t->rows[i]));
}

/* bits[23:21], [19:16], [7:5], [3:0] are the register, 20 the direction, 8 the coprocessor */
static void check_coprocessors(unsigned int isa)
{
	u32 reg, word;

	for (reg = 0; reg < 1 << 14; reg++) {
		word = 0xee000e10 | (reg & 0xf) | (reg >> 4 & 7) << 5 | (reg >> 7 & 0xf) << 16 |
		       (reg >> 11 & 7) << 21;
		check_resolution(isa, word);
		check_resolution(isa, word | 1 << 20);
		check_resolution(isa, word | 1 << 8);
		check_resolution(isa, word | 1 << 8 | 1 << 20);
	}
	for (reg = 0; reg < 1 << 8; reg++) {
		check_resolution(isa, 0xec410e00 | reg);
		check_resolution(isa, 0xec410f00 | reg);
		check_resolution(isa, 0xec510e00 | reg);
		check_resolution(isa, 0xec510f00 | reg);
	}
}

static void check_system_registers(void)
{
	u32 reg;

	/* op0 to op2 and the direction are bits[21:5] */
	for (reg = 0; reg < 1 << 17; reg++)
		check_resolution(VSI_ISA_A64, 0xd5000000 | reg << 5);
}

static void every_row_is_resolved(struct kunit *test)
{
	unsigned int i;

	for (i = 0; i < test_nr_tables; i++)
		check_rows(&test_tables[i]);
	check_coprocessors(VSI_ISA_A32);
	check_coprocessors(VSI_ISA_T32);
	check_system_registers();
	for (i = 1; i < VSI_NR_CLASSES; i++)
		CHECK(seen[0][i] || seen[1][i], "class %s was not met", vsi_class_name(i));
	CHECK(seen[0][VSI_CLASS_PMU] && seen[1][VSI_CLASS_PMU], "both directions");
}

static void every_reason_is_reached(struct kunit *test)
{
	size_t i;

	for (i = 0; i < COUNT(reasons); i++)
		CHECK(reasons[i].seen, "not reached: %s", reasons[i].text);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(every_profile),
	KUNIT_CASE(nothing_is_auto),
	KUNIT_CASE(every_class_and_action),
	KUNIT_CASE(all_is_every_class),
	KUNIT_CASE(later_items_win),
	KUNIT_CASE(modules_start_from_all),
	KUNIT_CASE(modules_are_found),
	KUNIT_CASE(white_space_is_ignored),
	KUNIT_CASE(off_with_classes_is_audit),
	KUNIT_CASE(bad_texts_are_refused),
	KUNIT_CASE(the_most_modules),
	KUNIT_CASE(the_longest_name),
	KUNIT_CASE(the_longest_text),
	KUNIT_CASE(every_row_is_resolved),
	KUNIT_CASE(every_reason_is_reached),
	{}
};

static struct kunit_suite suite = {
	.name = "vsi_policy",
	.suite_init = check_decoder,
	.init = check_begin,
	.exit = check_end,
	.test_cases = cases,
};

kunit_test_suite(suite);
