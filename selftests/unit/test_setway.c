// SPDX-License-Identifier: GPL-2.0
/*
 * Where loops over sets and ways begin: each loop over a level, in whatever
 * order, must clean once.
 */
#include "../../vsi_arm/setway_loop.h"
#include "check.h"
#include "random.h"

#define NR_OPERANDS	64
#define TICK		1000	/* ns from one operation to the next */

enum order {
	UP,
	DOWN,
	ROTATED,
	SHUFFLED,
	NR_ORDERS,
};

static u64 now;

static void make_loop(u32 *operands, unsigned int level, enum order order, u32 *seed)
{
	unsigned int i, j, turn = order == ROTATED ? random_below(seed, NR_OPERANDS) : 0;
	u32 swap;

	for (i = 0; i < NR_OPERANDS; i++) {
		j = order == DOWN ? NR_OPERANDS - 1 - i : (i + turn) % NR_OPERANDS;
		/* 4 ways, 16 sets of lines of 64 bytes */
		operands[i] = (j & 3) << 30 | j >> 2 << 6 | level << 1;
	}
	for (i = NR_OPERANDS - 1; order == SHUFFLED && i; i--) {
		j = random_below(seed, i + 1);
		swap = operands[i];
		operands[i] = operands[j];
		operands[j] = swap;
	}
}

static unsigned int run(struct vsi_setway_loop *loop, const u32 *operands, unsigned int nr)
{
	unsigned int i, cleaned = 0;

	for (i = 0; i < nr; i++) {
		cleaned += vsi_setway_begins(loop, operands[i], now);
		loop->last = now;
		now += TICK;
	}
	return cleaned;
}

static void each_loop_cleans_once(struct kunit *test)
{
	struct vsi_setway_loop loop = { .known = 0 };
	u32 operands[NR_OPERANDS], seed = 1;
	unsigned int n, level, order;

	now = 1ull << 40;
	for (n = 0; n < 10000; n++) {
		level = random_below(&seed, 3);
		order = random_below(&seed, NR_ORDERS);
		make_loop(operands, level, order, &seed);
		CHECK(run(&loop, operands, NR_OPERANDS) == 1, "loop %u, level %u, order %u", n,
		      level, order);
	}
}

/* Then the two loops are at most one. */
static void half_a_loop_cleans_after_a_pause(struct kunit *test)
{
	struct vsi_setway_loop loop = { .known = 0 };
	u32 operands[NR_OPERANDS], seed = 2;
	unsigned int n;

	now = 1ull << 40;
	for (n = 0; n < 1000; n++) {
		make_loop(operands, 0, SHUFFLED, &seed);
		now += VSI_SETWAY_PAUSE_NS;
		CHECK(run(&loop, operands, 1 + random_below(&seed, NR_OPERANDS)) == 1, "%u", n);
	}
}

static void a_pause_in_a_loop_does_no_harm(struct kunit *test)
{
	struct vsi_setway_loop loop = { .known = 0 };
	u32 operands[NR_OPERANDS], seed = 3;
	unsigned int n, cut, cleaned;

	now = 1ull << 40;
	for (n = 0; n < 1000; n++) {
		make_loop(operands, n % 2, n % NR_ORDERS, &seed);
		cut = random_below(&seed, NR_OPERANDS);
		cleaned = run(&loop, operands, cut);
		now += VSI_SETWAY_PAUSE_NS;
		cleaned += run(&loop, operands + cut, NR_OPERANDS - cut);
		CHECK(cleaned >= 1 && cleaned <= 2, "%u cleaned at %u of %u", cleaned, cut, n);
	}
}

static void the_first_one_cleans(struct kunit *test)
{
	unsigned int level;

	for (level = 0; level < VSI_SETWAY_LEVELS; level++) {
		struct vsi_setway_loop loop = { .known = 0 };

		CHECK(vsi_setway_begins(&loop, level << 1, 5), "level %u", level);
		CHECK(vsi_setway_begins(&loop, level << 1, 6), "level %u", level);
		CHECK(!vsi_setway_begins(&loop, level << 1 | 1u << 6, 7), "level %u", level);
	}
}

static struct kunit_case cases[] = {
	KUNIT_CASE(the_first_one_cleans),
	KUNIT_CASE(each_loop_cleans_once),
	KUNIT_CASE(half_a_loop_cleans_after_a_pause),
	KUNIT_CASE(a_pause_in_a_loop_does_no_harm),
	{}
};

static struct kunit_suite suite = {
	.name = "vsi_setway",
	.init = check_begin,
	.exit = check_end,
	.test_cases = cases,
};

kunit_test_suite(suite);
