/* SPDX-License-Identifier: GPL-2.0 */
/*
 * KUnit on the host, as much of it as the suites use: a program is one suite,
 * and prints one KTAP document.
 *
 * Documentation/dev-tools/kunit/api/test.rst of the kernel describes it.
 */
#ifndef VSI_HOST_KUNIT_TEST_H
#define VSI_HOST_KUNIT_TEST_H

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct kunit {
	void *priv;
	const char *name;

	/* of host/kunit.c */
	bool failed;
	jmp_buf abort;
	void *managed;
};

struct kunit_case {
	void (*run_case)(struct kunit *test);
	const char *name;
};

#define KUNIT_CASE(test_name)	{ .run_case = test_name, .name = #test_name }

struct kunit_suite {
	const char name[256];
	int (*suite_init)(struct kunit_suite *suite);
	void (*suite_exit)(struct kunit_suite *suite);
	int (*init)(struct kunit *test);
	void (*exit)(struct kunit *test);
	struct kunit_case *test_cases;
};

/* Freed when the case has ended. */
void *kunit_kzalloc(struct kunit *test, size_t size, unsigned int gfp);

int kunit_run_suite(struct kunit_suite *suite);

#define kunit_test_suite(suite)			\
	int main(void)				\
	{					\
		return kunit_run_suite(&(suite));	\
	}					\
	_Static_assert(1, "")

void kunit_fail(struct kunit *test, const char *file, int line, const char *what,
		const char *fmt, ...) __attribute__((format(printf, 5, 6)));
void kunit_abort(struct kunit *test) __attribute__((noreturn));

#define KUNIT_FAIL(test, fmt, ...) \
	kunit_fail(test, __FILE__, __LINE__, NULL, fmt, ##__VA_ARGS__)

#define KUNIT_JUDGE(test, fatal, cond, what, fmt, ...)					\
do {											\
	if (!(cond)) {									\
		kunit_fail(test, __FILE__, __LINE__, what, fmt, ##__VA_ARGS__);		\
		if (fatal)								\
			kunit_abort(test);						\
	}										\
} while (0)

#define KUNIT_COMPARE(test, fatal, left, op, right)					\
do {											\
	const __typeof__(left) kunit_left = (left);					\
	const __typeof__(right) kunit_right = (right);					\
											\
	KUNIT_JUDGE(test, fatal, kunit_left op kunit_right, #left " " #op " " #right,	\
		    "%lld and %lld", (long long)kunit_left, (long long)kunit_right);	\
} while (0)

#define KUNIT_EXPECT_TRUE(test, cond)		KUNIT_JUDGE(test, false, cond, #cond, "false")
#define KUNIT_EXPECT_FALSE(test, cond)		KUNIT_JUDGE(test, false, !(cond), #cond, "true")
#define KUNIT_EXPECT_EQ(test, left, right)	KUNIT_COMPARE(test, false, left, ==, right)
#define KUNIT_EXPECT_PTR_EQ(test, left, right)						\
	KUNIT_JUDGE(test, false, (left) == (right), #left " == " #right, "different")
#define KUNIT_EXPECT_NULL(test, ptr)		KUNIT_JUDGE(test, false, !(ptr), #ptr, "not NULL")
#define KUNIT_EXPECT_STREQ(test, left, right)						\
do {											\
	const char *kunit_left = (left), *kunit_right = (right);			\
											\
	KUNIT_JUDGE(test, false, !strcmp(kunit_left, kunit_right), #left " == " #right,	\
		    "\"%s\" and \"%s\"", kunit_left, kunit_right);			\
} while (0)
#define KUNIT_ASSERT_EQ(test, left, right)	KUNIT_COMPARE(test, true, left, ==, right)
#define KUNIT_ASSERT_NOT_NULL(test, ptr)	KUNIT_JUDGE(test, true, ptr, #ptr, "NULL")

#endif
