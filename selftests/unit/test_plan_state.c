// SPDX-License-Identifier: GPL-2.0
/*
 * vsi_plan() for a guest kernel in user mode, with and without a state block.
 */
#include "planning.h"

#define BLOCK		0x7e900000ul

/* msr CPSR_x, r0; of A64 all have code */
#define TRAPS_ANYWAY	SERVED(0xe122f000u, 0xf3808200u, 0xd53b4220u)
/* cpsid i; cpsid.w i; msr daifset, #3 */
#define MASKS		SERVED(0xf10c0080u, 0xf3af8640u, 0xd50343dfu)
/* mrc p15, 0, r0, c13, c0, 4; mrs x0, tpidr_el1 */
#define TPIDR		SERVED_CP(0xee1d0f90u, 0xd538d080u)
/* mrs r0, SPSR; mrs x0, spsr_el1 */
#define SPSR		SERVED(0xe14f0000u, 0xf3ff8000u, 0xd5384000u)
/* cpsid a, #18 */
#define CPS_A_MODE	SERVED(0xf10e0112u, 0xf3af8792u, 0)

/* In user mode no copy of an original does what it should. */
static void no_block_means_traps(struct kunit *test)
{
	world.policy.profile = VSI_PROFILE_DEPRIVILEGED;
	expect_carried(test, MRS, VSI_EMULATE, VSI_CARRIER_TRAP);
	expect_carried(test, MASKS, VSI_EMULATE, VSI_CARRIER_TRAP);
	do_with_all(VSI_NATIVE);
	expect_carried(test, MIDR, VSI_NATIVE, VSI_CARRIER_TRAP);
	world.policy.profile = VSI_PROFILE_AUTO;
	expect_carried(test, MIDR, VSI_NATIVE, VSI_CARRIER_BRANCH);
}

static void block_is_accessed(struct kunit *test)
{
	enum vsi_action action;

	world.policy.profile = VSI_PROFILE_DEPRIVILEGED;
	world.block = (struct vsi_block){ .address = BLOCK };
	expect_carried(test, MASKS, VSI_STATE, VSI_CARRIER_BRANCH);
	expect_carried(test, MRS, VSI_STATE, VSI_CARRIER_BRANCH);
	expect_carried(test, TPIDR, VSI_STATE, VSI_CARRIER_BRANCH);
	world.carrier = VSI_CARRIER_TRAP;
	expect_carried(test, MASKS, VSI_STATE, VSI_CARRIER_TRAP);
	expect_carried(test, TRAPS_ANYWAY, VSI_STATE, VSI_CARRIER_TRAP);
	KUNIT_EXPECT_STREQ(test, op_of(test, MASKS, &action), "state");
	KUNIT_EXPECT_STREQ(test, op_of(test, TPIDR, &action), "state");
	/* an exception has the one in its frame, and not the other */
	world.block.framed = true;
	KUNIT_EXPECT_STREQ(test, op_of(test, MASKS, &action), "psr");
	KUNIT_EXPECT_STREQ(test, op_of(test, TPIDR, &action), "state");
}

/* Nor do its loads and stores stand between a load-exclusive and its store-exclusive. */
static void block_is_not_accessed_exclusively(struct kunit *test)
{
	struct made *m = exclusive_module(test, TPIDR);
	struct vsi_served *served;

	made_rooms(m);
	world.policy.profile = VSI_PROFILE_DEPRIVILEGED;
	world.block = (struct vsi_block){ .address = BLOCK };
	served = plan(test, m);
	KUNIT_ASSERT_EQ(test, served->core.nr_sites, 1u);
	KUNIT_EXPECT_EQ(test, served->core.sites[0].addr, (unsigned long)m->core + 16);
	KUNIT_EXPECT_EQ(test, (unsigned long)served->ways->why, BIT(VSI_KEPT_EXCLUSIVE));
	vsi_served_discard(served);
}

static void expect_none(struct kunit *test, u32 word)
{
	struct vsi_served *served;

	KUNIT_EXPECT_NULL(test, plan_one(test, word, &served));
	KUNIT_EXPECT_EQ(test, (unsigned long)served->ways->why, BIT(VSI_KEPT_CARRIER));
	vsi_served_discard(served);
}

/* A word is asked for where neither loads and stores nor a trap are exact. */
static void words_do_what_the_block_cannot(struct kunit *test)
{
	world.policy.profile = VSI_PROFILE_DEPRIVILEGED;
	world.block = (struct vsi_block){ .address = BLOCK };
	world.own_word = OWN_WORD;
	world.own = SPSR;
	expect_carried(test, SPSR, VSI_STATE, VSI_CARRIER_BRANCH);
	world.carrier = VSI_CARRIER_INLINE;
	expect_carried(test, SPSR, VSI_HYPERCALL, VSI_CARRIER_INLINE);
	world.carrier = VSI_CARRIER_TRAP;
	expect_none(test, SPSR);
	if (VSI_SERVED_ISA == VSI_ISA_A64)
		return;
	world.carrier = VSI_CARRIER_AUTO;
	expect_none(test, CPS_A_MODE);
	world.own = CPS_A_MODE;
	expect_carried(test, CPS_A_MODE, VSI_HYPERCALL, VSI_CARRIER_INLINE);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(no_block_means_traps),
	KUNIT_CASE(block_is_accessed),
	KUNIT_CASE(block_is_not_accessed_exclusively),
	KUNIT_CASE(words_do_what_the_block_cannot),
	{}
};

static struct kunit_suite suite = {
	.name = "vsi_plan_state",
	.suite_init = planning_init,
	.suite_exit = planning_exit,
	.init = planning_begin,
	.exit = planning_end,
	.test_cases = cases,
};

kunit_test_suite(suite);
