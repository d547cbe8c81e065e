// SPDX-License-Identifier: GPL-2.0
/*
 * Modules that are planned, and what is expected of all of them.
 */
#include <linux/string.h>
#include "planning.h"

#define UDF_MASK	SERVED(0x0ff000f0u, 0xfff0f000u, 0xffff8000u)
#define UDF		SERVED(0x07f000f0u, 0xf7f0a000u, 0x00008000u)

int planning_begin(struct kunit *test)
{
	world_reset();
	return check_begin(test);
}

int planning_init(struct kunit_suite *suite)
{
	return vsi_arch_init() ?: vsi_served_init();
}

void planning_exit(struct kunit_suite *suite)
{
	vsi_served_exit();
	vsi_arch_exit();
}

/* Nothing that was planned is left. */
void planning_end(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, world.rooms, 0u);
	KUNIT_EXPECT_EQ(test, world.mapped, 0u);
	KUNIT_EXPECT_EQ(test, world.taken, 0u);
	KUNIT_EXPECT_TRUE(test, vsi_served_none());
}

void do_with_all(enum vsi_action action)
{
	memset(world.policy.actions, action, sizeof(world.policy.actions));
}

struct vsi_image image_of(struct made *m)
{
	return (struct vsi_image){ .hdr = &m->file.hdr, .sechdrs = m->shdr, .mod = &m->mod };
}

int plan_may_sleep(struct made *m, bool may_sleep, struct vsi_served **served)
{
	return vsi_plan(&m->file.hdr, m->shdr, &m->mod, may_sleep, served);
}

/* Of a module that is served. */
struct vsi_served *plan(struct kunit *test, struct made *m)
{
	struct vsi_served *served = NULL;

	KUNIT_ASSERT_EQ(test, plan_may_sleep(m, true, &served), 0);
	KUNIT_ASSERT_NOT_NULL(test, served);
	return served;
}

/* With a trap for every site. */
struct vsi_served *plan_traps(struct kunit *test, struct made *m)
{
	do_with_all(VSI_NATIVE);
	world.carrier = VSI_CARRIER_TRAP;
	return plan(test, m);
}

void expect_refused(struct kunit *test, struct made *m, int error, const char *section,
		    u32 offset, const char *reason)
{
	const unsigned int before = world.refused;
	struct vsi_served *served = (void *)1;

	KUNIT_EXPECT_EQ(test, plan_may_sleep(m, true, &served), error);
	KUNIT_EXPECT_NULL(test, served);
	KUNIT_ASSERT_EQ(test, world.refused, before + 1);
	KUNIT_EXPECT_STREQ(test, world.fault.section, section);
	KUNIT_EXPECT_EQ(test, world.fault.offset, offset);
	KUNIT_EXPECT_STREQ(test, world.fault.reason, reason);
}

bool is_udf(u32 word, u32 hint)
{
	return (word & UDF_MASK) == UDF && vsi_udf_hint(word) == hint;
}

/* A word in each section, of which .text.other comes behind .text. */
struct made *some_module(struct kunit *test)
{
	struct made *m = made_module(test);

	made_word(m, MADE_TEXT, 8, MIDR);
	made_word(m, MADE_TEXT, 12, MIDR_R1);
	made_word(m, MADE_TEXT, 400, MIDR);
	made_word(m, MADE_OTHER, 0, ACTLR_W);
	made_word(m, MADE_INIT, 4, MRS);
	return m;
}

/* A word between a load- and a store-exclusive, and once more behind. */
struct made *exclusive_module(struct kunit *test, u32 word)
{
	struct made *m = made_module(test);

	made_word(m, MADE_TEXT, 4, LDREX);
	made_word(m, MADE_TEXT, 8, word);
	made_word(m, MADE_TEXT, 12, STREX);
	made_word(m, MADE_TEXT, 16, word);
	return m;
}

void add_entries(struct made *m)
{
	made_entry(m, 0, 8, MIDR);
	made_entry(m, 0, 12, MIDR_R1);
	made_entry(m, 0, 400, MIDR);
	made_entry(m, 1, 0, ACTLR_W);
	made_entry(m, 2, 4, MRS);
}

void expect_some_sites(struct kunit *test, struct made *m, struct vsi_served *served)
{
	static const u32 words[] = { MIDR, MIDR_R1, MIDR, ACTLR_W };
	static const u32 offsets[] = { 8, 12, 400, MADE_WORDS * 4 };
	const struct vsi_site *site;
	unsigned int i;

	KUNIT_ASSERT_EQ(test, served->core.nr_sites, 4u);
	for (i = 0; i < 4; i++) {
		site = &served->core.sites[i];
		KUNIT_EXPECT_EQ(test, site->addr, (unsigned long)m->core + offsets[i]);
		KUNIT_EXPECT_EQ(test, site->way->insn.word, words[i]);
		KUNIT_EXPECT_TRUE(test, is_udf(site->word, i));
	}
	KUNIT_EXPECT_EQ(test, served->core.start, (unsigned long)m->core + 8);
	KUNIT_EXPECT_EQ(test, served->core.end, (unsigned long)m->core + MADE_WORDS * 4 + 4);
	KUNIT_ASSERT_EQ(test, served->init.nr_sites, 1u);
	KUNIT_EXPECT_EQ(test, served->init.sites[0].addr, (unsigned long)m->init + 4);
	KUNIT_EXPECT_TRUE(test, is_udf(served->init.sites[0].word, 0));
	KUNIT_EXPECT_EQ(test, vsi_arch_veneer_of(served->init.sites), 0ul);
	/* two words alike have one way */
	KUNIT_EXPECT_PTR_EQ(test, served->core.sites[0].way, served->core.sites[2].way);
	KUNIT_EXPECT_EQ(test, served->counts.sites, 5u);
	KUNIT_EXPECT_EQ(test, served->counts.carriers[VSI_CARRIER_TRAP], 5u);
	KUNIT_EXPECT_EQ(test, served->counts.actions[VSI_NATIVE], 5u);
	KUNIT_EXPECT_EQ(test, served->counts.refused, 0u);
	KUNIT_EXPECT_EQ(test, (unsigned int)served->build_id_size, 16u);
	KUNIT_EXPECT_EQ(test, (unsigned int)served->build_id[0], 0xefu);
}

/* One word, by its place in .text. */
const struct vsi_site *plan_one(struct kunit *test, u32 word, struct vsi_served **served)
{
	struct made *m = made_module(test);

	made_word(m, MADE_TEXT, 16, word);
	made_rooms(m);
	*served = plan(test, m);
	return (*served)->core.nr_sites ? (*served)->core.sites : NULL;
}

void expect_carried(struct kunit *test, u32 word, enum vsi_action action, enum vsi_carrier carrier)
{
	struct vsi_served *served;
	const struct vsi_site *site = plan_one(test, word, &served);

	KUNIT_ASSERT_NOT_NULL(test, site);
	KUNIT_EXPECT_EQ(test, (int)site->way->action, (int)action);
	KUNIT_EXPECT_EQ(test, (int)site->way->carrier, (int)carrier);
	KUNIT_EXPECT_EQ(test, served->counts.actions[action], 1u);
	KUNIT_EXPECT_EQ(test, served->counts.carriers[carrier], 1u);
	vsi_served_discard(served);
}

const char *op_of(struct kunit *test, u32 word, enum vsi_action *action)
{
	struct vsi_served *served;
	const struct vsi_site *site = plan_one(test, word, &served);
	const char *op;

	KUNIT_ASSERT_NOT_NULL(test, site);
	*action = site->way->action;
	op = vsi_arch_op_name(site->way);
	vsi_served_discard(served);
	return op;
}
