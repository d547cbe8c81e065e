// SPDX-License-Identifier: GPL-2.0
/*
 * Runs pieces of T32 code whose sites leave something behind, and tells what:
 * with vsi, without and after it must be the same.
 */
#include <linux/crc32.h>
#include <linux/module.h>
#include <linux/string.h>
#include "../../../vsi_core/compat.h"
#include "../contexts.h"
#include "cases.h"

static char *context = "process";
module_param(context, charp, 0444);
/* cases with another result in that context than in this load's first run */
static uint mismatches;
module_param(mismatches, uint, 0444);
/* stores that succeeded, of 100, around a site */
static uint exclusive;
module_param(exclusive, uint, 0444);
/* run what this CPU does not know */
static bool undefined;
module_param(undefined, bool, 0444);
/* what that left in r0 and r1, and in r2 when Z was set */
static uint left;
module_param(left, uint, 0444);

extern u32 t32_increment(u32 *cell);
extern void t32_undefined(struct state *state);
extern const u16 vsi_test_across[];

static const struct {
	const char *name;
	void (*run)(struct state *state);
} cases[] = {
#define CASE(name)	{ #name, name },
#include "cases.tbl"
#undef CASE
};

/* SVC mode in T32, A, I and F set. */
static void fill(struct state *state, unsigned int flags)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(state->reg); i++)
		state->reg[i] = 0x11111111 * (i + 1) ^ 0xa5000000;
	state->cpsr_in = 0x1d3 | flags << 28;
	state->cpsr_out = 0;
	state->caller = 0;
}

static void run_case(unsigned int nr, unsigned int flags, struct state *state)
{
	unsigned long irqs;

	fill(state, flags);
	local_irq_save(irqs);
	cases[nr].run(state);
	local_irq_restore(irqs);
	state->caller = 0;
}

static u32 digest_of(unsigned int nr)
{
	struct state state;
	unsigned int flags;
	u32 digest = 0;

	for (flags = 0; flags < 16; flags++) {
		run_case(nr, flags, &state);
		digest = crc32(digest, (u8 *)&state, sizeof(state));
	}
	return digest;
}

static u32 first[ARRAY_SIZE(cases)];
static atomic_t nr_mismatches;

static void run_all(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		if (digest_of(i) == first[i])
			continue;
		atomic_inc(&nr_mismatches);
		pr_info("vsi_test_thumb: %s: %s differs\n", context, cases[i].name);
	}
}

static void try_exclusive(void)
{
	unsigned long irqs;
	u32 cell = 0;
	int tries;

	local_irq_save(irqs);
	for (tries = 0; tries < 100; tries++)
		exclusive += !t32_increment(&cell);
	local_irq_restore(irqs);
}

static void try_undefined(void)
{
	struct state state;
	unsigned int flags;

	for (flags = 0; flags < 16; flags++) {
		fill(&state, flags);
		t32_undefined(&state);
		left += state.reg[0] != 0;
		left += state.reg[1] != (flags & 4 ? 0 : 0x11111111 * 2 ^ 0xa5000000);
	}
}

/* Run anew for each reader: what vsi does meanwhile must not be seen. */
static int digests_get(char *buffer, const struct kernel_param *kp)
{
	unsigned int i;
	int at = 0;

	for (i = 0; i < ARRAY_SIZE(cases); i++)
		at += sysfs_emit_at(buffer, at, "%s %08x\n", cases[i].name, digest_of(i));
	return at;
}

static const struct kernel_param_ops digests_ops = {
	.get = digests_get,
};
module_param_cb(digests, &digests_ops, NULL, 0444);

static uint which;
module_param(which, uint, 0644);
MODULE_PARM_DESC(which, "case that states is about");

/* For people: what one case leaves with each setting of the flags. */
static int states_get(char *buffer, const struct kernel_param *kp)
{
	struct state state;
	unsigned int flags;
	int at = 0;

	if (which >= ARRAY_SIZE(cases))
		return -EINVAL;
	for (flags = 0; flags < 16; flags++) {
		run_case(which, flags, &state);
		at += sysfs_emit_at(buffer, at, "%x: %08x %*ph\n", flags, state.cpsr_out,
				    (int)sizeof(state.reg), state.reg);
	}
	return at;
}

static const struct kernel_param_ops states_ops = {
	.get = states_get,
};
module_param_cb(states, &states_ops, NULL, 0444);

/* Of the text as it stands. */
static int text_get(char *buffer, const struct kernel_param *kp)
{
	const struct vsi_module_text text = vsi_module_core_text(THIS_MODULE);

	return sysfs_emit(buffer, "%08x\n", crc32(0, text.base, text.size));
}

static const struct kernel_param_ops text_ops = {
	.get = text_get,
};
module_param_cb(text, &text_ops, NULL, 0444);

/* Where in its page the word begins that ends in the next. */
static int across_get(char *buffer, const struct kernel_param *kp)
{
	return sysfs_emit(buffer, "%lu\n", offset_in_page(vsi_test_across));
}

static const struct kernel_param_ops across_ops = {
	.get = across_get,
};
module_param_cb(across, &across_ops, NULL, 0444);

static int __init thumb_init(void)
{
	unsigned int i;
	int ret;

	for (i = 0; i < ARRAY_SIZE(cases); i++)
		first[i] = digest_of(i);
	try_exclusive();
	if (undefined)
		try_undefined();
	ret = run_in_context(context, run_all);
	mismatches = atomic_read(&nr_mismatches);
	return ret;
}

static void __exit thumb_exit(void)
{
}

module_init(thumb_init);
module_exit(thumb_exit);
MODULE_DESCRIPTION("vsi selftest: sites of T32");
MODULE_LICENSE("GPL");
