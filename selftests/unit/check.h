/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Expectations by the thousand: what the suites of KUnit share, in the kernel
 * and on the host.
 */
#ifndef VSI_UNIT_CHECK_H
#define VSI_UNIT_CHECK_H

#include <kunit/test.h>
#include "count.h"

/*
 * Of all encodings, or of random ones, each of so many is tried: all of them on the host,
 * which has sanitizers, too, and in kernels without.  With KASAN under an emulator that
 * takes minutes.  A number that is odd reaches all values of each field of bits.
 */
#ifdef CONFIG_KASAN
#define CHECK_STEP	7
#else
#define CHECK_STEP	1
#endif

/* The case that runs: they run one after another, each in one thread. */
extern struct kunit *check_test;

int check_decoder(struct kunit_suite *suite);
int check_begin(struct kunit *test);
void check_end(struct kunit *test);
bool check_tells(bool ok);

/*
 * An expectation that is true when @cond is.  What is to be printed is not
 * evaluated before @cond, which may fill it in, and costs nothing when it holds;
 * of a loop's failures the first ones are printed.
 */
#define CHECK(cond, fmt, ...)							\
({										\
	const bool check_ok = (cond);						\
										\
	if (check_tells(check_ok))						\
		KUNIT_FAIL(check_test, "(%s) is false: " fmt, #cond, ##__VA_ARGS__);	\
	check_ok;								\
})

#endif
