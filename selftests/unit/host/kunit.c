// SPDX-License-Identifier: GPL-2.0
/*
 * Runs a suite of KUnit as a program.
 */
#include <kunit/test.h>
#include <linux/slab.h>
#include <stdarg.h>

unsigned int host_failing;

void *host_alloc(size_t n, size_t size, gfp_t gfp)
{
	if (host_failing && !--host_failing)
		return NULL;
	return gfp & __GFP_ZERO ? calloc(n, size) : malloc(n * size);
}

/* In a list, by their first words. */
void *kunit_kzalloc(struct kunit *test, size_t size, unsigned int gfp)
{
	const size_t head = 64;
	void **list = host_alloc(1, head + size, gfp | __GFP_ZERO);

	*list = test->managed;
	test->managed = list;
	return (char *)list + head;
}

static void free_managed(struct kunit *test)
{
	void **list, **next;

	for (list = test->managed; list; list = next) {
		next = *list;
		free(list);
	}
}

static const char *basename_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

void kunit_fail(struct kunit *test, const char *file, int line, const char *what,
		const char *fmt, ...)
{
	va_list args;

	test->failed = true;
	printf("# %s:%d: ", basename_of(file), line);
	if (what)
		printf("(%s): ", what);
	va_start(args, fmt);
	vprintf(fmt, args);
	va_end(args);
	putchar('\n');
}

void kunit_abort(struct kunit *test)
{
	longjmp(test->abort, 1);
}

static bool run_case(struct kunit_suite *suite, const struct kunit_case *c)
{
	struct kunit test = { .name = c->name };

	if (!setjmp(test.abort)) {
		if (suite->init && suite->init(&test))
			kunit_fail(&test, __FILE__, __LINE__, NULL, "init");
		else
			c->run_case(&test);
	}
	if (suite->exit)
		suite->exit(&test);
	free_managed(&test);
	return !test.failed;
}

int kunit_run_suite(struct kunit_suite *suite)
{
	unsigned int count = 0, i;
	bool ok = true, passed;

	while (suite->test_cases[count].run_case)
		count++;
	/* what was found before a crash must not be lost in a buffer */
	setvbuf(stdout, NULL, _IOLBF, 0);
	printf("KTAP version 1\n1..%u\n", count);
	if (suite->suite_init && suite->suite_init(suite))
		return 1;
	for (i = 0; i < count; i++) {
		passed = run_case(suite, &suite->test_cases[i]);
		printf("%s %u %s\n", passed ? "ok" : "not ok", i + 1, suite->test_cases[i].name);
		ok &= passed;
	}
	if (suite->suite_exit)
		suite->suite_exit(suite);
	return !ok;
}
