// SPDX-License-Identifier: GPL-2.0
/*
 * Policies: text to actions.
 *
 *	policy   := settings { ';' module ':' settings }
 *	settings := item { ',' item }
 *	item     := profile | class '=' action | 'all' '=' action
 *
 * Pure.
 */
#include "policy_parse.h"

#define ALL_CLASSES	"all"
#define DELIMITERS	",;:="

/* Not NUL-terminated: it lies in the text. */
struct word {
	const char *at;
	u32 length;
};

struct parser {
	const char *text;
	const char *next;
	struct vsi_policies *out;
	struct vsi_policy_fault *fault;
};

static bool refuse(struct parser *p, struct word word, const char *reason)
{
	p->fault->offset = word.at - p->text;
	p->fault->length = word.length;
	p->fault->reason = reason;
	return false;
}

/**
 * vsi_policy_is_space() - may a character stand around words?
 * @c: any character
 *
 * Context: any.
 * Return: true for white space; a policy without it is the same policy.
 */
bool vsi_policy_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static void skip_space(struct parser *p)
{
	while (vsi_policy_is_space(*p->next))
		p->next++;
}

/* What stands before the next delimiter or the end, without white space around it. */
static struct word take_word(struct parser *p)
{
	struct word word;

	skip_space(p);
	word.at = p->next;
	p->next += strcspn(p->next, DELIMITERS);
	word.length = p->next - word.at;
	while (word.length && vsi_policy_is_space(word.at[word.length - 1]))
		word.length--;
	return word;
}

static bool take(struct parser *p, char delimiter)
{
	if (*p->next != delimiter)
		return false;
	p->next++;
	return true;
}

static bool word_is(struct word word, const char *name)
{
	return name && strlen(name) == word.length && !memcmp(name, word.at, word.length);
}

/* The number whose name the word is, or @count. */
static unsigned int find_name(struct word word, const char *(*name)(unsigned int),
			      unsigned int count)
{
	unsigned int i;

	for (i = 0; i < count; i++)
		if (word_is(word, name(i)))
			break;
	return i;
}

/**
 * vsi_policy_set_profile() - make a policy that is a profile and nothing else
 * @policy:  overwritten
 * @profile: enum vsi_profile
 *
 * Context: any.
 */
void vsi_policy_set_profile(struct vsi_policy *policy, unsigned int profile)
{
	policy->profile = profile;
	memset(policy->actions, VSI_POLICY_BY_ROW, sizeof(policy->actions));
}

static bool parse_profile(struct parser *p, struct vsi_policy *policy, struct word word)
{
	const unsigned int profile = find_name(word, vsi_profile_name, VSI_NR_POLICY_PROFILES);

	if (profile == VSI_NR_POLICY_PROFILES)
		return refuse(p, word, "unknown profile");
	vsi_policy_set_profile(policy, profile);
	return true;
}

static bool parse_class(struct parser *p, struct vsi_policy *policy, struct word class_word)
{
	const unsigned int class = find_name(class_word, vsi_class_name, VSI_NR_CLASSES);
	const bool all = word_is(class_word, ALL_CLASSES);
	struct word action_word;
	unsigned int action;

	if (class == VSI_NR_CLASSES && !all)
		return refuse(p, class_word, "unknown class");
	action_word = take_word(p);
	action = find_name(action_word, vsi_action_name, VSI_NR_ACTIONS);
	if (!action_word.length)
		return refuse(p, action_word, "action is missing");
	if (action == VSI_NR_ACTIONS)
		return refuse(p, action_word, "unknown action");
	if (all)
		memset(policy->actions, action, sizeof(policy->actions));
	else
		policy->actions[class] = action;
	return true;
}

static bool parse_item(struct parser *p, struct vsi_policy *policy)
{
	const struct word word = take_word(p);

	if (!word.length)
		return refuse(p, word, "profile or class is missing");
	if (*p->next == ':')
		return refuse(p, word, "a module stands behind ';' only, after settings for all");
	if (take(p, '='))
		return parse_class(p, policy, word);
	return parse_profile(p, policy, word);
}

static bool parse_settings(struct parser *p, struct vsi_policy *policy)
{
	do {
		if (!parse_item(p, policy))
			return false;
	} while (take(p, ','));
	if (*p->next && *p->next != ';')
		return refuse(p, (struct word){ p->next, 1 }, "does not belong here");
	return true;
}

static char module_char(char c)
{
	return c == '-' ? '_' : c;
}

/* The kernel's modules are made with '_', and written by people with either. */
static bool same_module(const char *a, const char *b)
{
	while (*a && module_char(*a) == module_char(*b)) {
		a++;
		b++;
	}
	return !*a && !*b;
}

static const struct vsi_policy_rule *find_rule(const struct vsi_policies *policies,
					       const char *module)
{
	u32 i;

	for (i = 0; i < policies->nr_rules; i++)
		if (same_module(policies->rules[i].module, module))
			return &policies->rules[i];
	return NULL;
}

/* Why a word is no module's name; NULL when it is one. */
static const char *module_problem(struct word word)
{
	u32 i;

	if (!word.length)
		return "module is missing";
	if (word.length >= VSI_POLICY_MAX_NAME)
		return "module's name is too long";
	for (i = 0; i < word.length; i++)
		if (word.at[i] <= ' ' || word.at[i] > '~')
			return "bad character in a module's name";
	return NULL;
}

static void copy_module(char *to, struct word word)
{
	u32 i;

	for (i = 0; i < word.length; i++)
		to[i] = module_char(word.at[i]);
	to[i] = '\0';
}

static bool parse_rule(struct parser *p)
{
	struct vsi_policies *out = p->out;
	const struct word word = take_word(p);
	const char *problem = module_problem(word);
	struct vsi_policy_rule *rule;

	if (problem)
		return refuse(p, word, problem);
	if (!take(p, ':'))
		return refuse(p, word, "no ':' behind the module");
	if (out->nr_rules == VSI_POLICY_MAX_RULES)
		return refuse(p, word, "too many modules");
	rule = &out->rules[out->nr_rules];
	copy_module(rule->module, word);
	if (find_rule(out, rule->module))
		return refuse(p, word, "module is named twice");
	out->nr_rules++;
	rule->policy = out->all;
	return parse_settings(p, &rule->policy);
}

static bool parse_all(struct parser *p)
{
	skip_space(p);
	if (!*p->next)
		return true;
	if (!parse_settings(p, &p->out->all))
		return false;
	while (take(p, ';'))
		if (!parse_rule(p))
			return false;
	return true;
}

/*
 * off with classes that something is done about is what audit is with them.
 * Modules were given a copy before this, since they start from what was written.
 */
static void settle(struct vsi_policy *policy)
{
	unsigned int class;

	if (policy->profile != VSI_PROFILE_OFF)
		return;
	for (class = 0; class < VSI_NR_CLASSES; class++)
		if (policy->actions[class] != VSI_POLICY_BY_ROW &&
		    policy->actions[class] != VSI_KEEP)
			policy->profile = VSI_PROFILE_AUDIT;
}

/**
 * vsi_policy_parse() - read a policy
 * @text:  the policy, NUL-terminated
 * @out:   filled in; undefined when the text is refused
 * @fault: filled in when the text is refused: the first word that is wrong
 *
 * Context: any.
 * Return: false when the text is no policy.
 */
bool vsi_policy_parse(const char *text, struct vsi_policies *out,
		      struct vsi_policy_fault *fault)
{
	struct parser p = { .text = text, .next = text, .out = out, .fault = fault };
	u32 i;

	if (strnlen(text, VSI_POLICY_MAX_TEXT + 1) > VSI_POLICY_MAX_TEXT)
		return refuse(&p, (struct word){ text + VSI_POLICY_MAX_TEXT, 0 },
			      "policy is too long");
	memset(out, 0, sizeof(*out));
	vsi_policy_set_profile(&out->all, VSI_PROFILE_AUTO);
	if (!parse_all(&p))
		return false;
	settle(&out->all);
	for (i = 0; i < out->nr_rules; i++)
		settle(&out->rules[i].policy);
	return true;
}

/**
 * vsi_policies_find() - the policy for a module
 * @policies: parsed
 * @module:   its name; '-' and '_' are the same
 *
 * Context: any.
 * Return: its rule's, or the one for all.
 */
const struct vsi_policy *vsi_policies_find(const struct vsi_policies *policies,
					   const char *module)
{
	const struct vsi_policy_rule *rule = find_rule(policies, module);

	return rule ? &rule->policy : &policies->all;
}

/**
 * vsi_policy_resolve() - the action for an instruction
 * @policy: of its module
 * @insn:   a decoded instruction
 *
 * Context: any.
 * Return: the action, in the direction of the access.
 */
enum vsi_action vsi_policy_resolve(const struct vsi_policy *policy, const struct vsi_insn *insn)
{
	const u8 action = policy->actions[insn->class];

	if (action != VSI_POLICY_BY_ROW)
		return vsi_action_directed(action, insn->write);
	return vsi_insn_action(insn, policy->profile);
}
