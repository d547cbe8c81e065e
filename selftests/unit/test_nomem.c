// SPDX-License-Identifier: GPL-2.0
/*
 * Planning without memory: each allocation fails once, and nothing is left of what
 * was planned until then.
 */
#include <linux/slab.h>
#include "planning.h"

static int init(struct kunit *test)
{
	world_reset();
	memset(world.policy.actions, VSI_NATIVE, sizeof(world.policy.actions));
	world.carrier = VSI_CARRIER_TRAP;
	return check_begin(test);
}

static int suite_init(struct kunit_suite *suite)
{
	check_decoder(suite);
	return vsi_served_init();
}

/* Enough for arrays that grow, and another register in each half. */
static struct made *growing_module(struct kunit *test, bool table)
{
	struct made *m = made_module(test);
	unsigned int i;

	for (i = 0; i < 50; i++) {
		made_word(m, MADE_TEXT, 4 * i, MIDR_IN(i % 5));
		if (table)
			made_entry(m, 0, 4 * i, MIDR_IN(i % 5));
	}
	made_word(m, MADE_INIT, 4, MRS);
	if (!table)
		return m;
	made_entry(m, 2, 4, MRS);
	made_seal(m);
	return m;
}

static int attempt(struct made *m, bool live, bool may_sleep, struct vsi_served **served)
{
	if (live)
		return vsi_plan_live(&m->mod, served);
	return vsi_plan(&m->file.hdr, m->shdr, &m->mod, may_sleep, served);
}

static void fail_each(struct kunit *test, struct made *m, bool live, bool may_sleep)
{
	const int error = may_sleep ? -ENOMEM : -EAGAIN;
	struct vsi_served *served;
	unsigned int n;
	int ret;

	for (n = 1; n < 100; n++) {
		served = NULL;
		host_failing = n;
		ret = attempt(m, live, may_sleep, &served);
		if (host_failing)
			break;
		CHECK(ret == error && !served, "allocation %u: %d", n, ret);
		CHECK(!world.taken && !world.rooms && !world.mapped, "allocation %u", n);
		CHECK(world.refused == (may_sleep ? n : 0), "allocation %u", n);
		if (may_sleep)
			CHECK(!strcmp(world.fault.reason, "out of memory"), "allocation %u", n);
	}
	host_failing = 0;
	CHECK(!ret && served, "the last one: %d", ret);
	CHECK(n > 8, "%u allocations", n);
	vsi_served_discard(served);
}

static void without_a_table(struct kunit *test)
{
	fail_each(test, growing_module(test, false), false, true);
}

static void with_a_table(struct kunit *test)
{
	fail_each(test, growing_module(test, true), false, true);
}

static void in_atomic_context(struct kunit *test)
{
	fail_each(test, growing_module(test, true), false, false);
}

static void of_a_live_module(struct kunit *test)
{
	struct made *m = growing_module(test, false);

	made_function(m, MADE_TEXT, 0, 400);
	made_function(m, MADE_INIT, 0, 16);
	fail_each(test, m, true, true);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(without_a_table),
	KUNIT_CASE(with_a_table),
	KUNIT_CASE(in_atomic_context),
	KUNIT_CASE(of_a_live_module),
	{}
};

static struct kunit_suite suite = {
	.name = "vsi_nomem",
	.suite_init = suite_init,
	.init = init,
	.exit = check_end,
	.test_cases = cases,
};

kunit_test_suite(suite);
