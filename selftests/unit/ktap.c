// SPDX-License-Identifier: GPL-2.0
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "ktap.h"

/* The first failures say what is wrong; a loop may have millions of them. */
#define MAX_DIAGNOSTICS	20

static unsigned int case_failures;
static unsigned int case_checks;

static const char *basename_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

bool ktap_passed(void)
{
	case_checks++;
	return true;
}

bool ktap_failed(const char *file, int line, const char *cond,
		 const char *fmt, ...)
{
	va_list args;

	case_checks++;
	if (++case_failures > MAX_DIAGNOSTICS)
		return false;
	printf("# %s:%d: (%s) is false: ", basename_of(file), line, cond);
	va_start(args, fmt);
	vprintf(fmt, args);
	va_end(args);
	putchar('\n');
	return false;
}

static bool run_case(const struct ktap_case *c, size_t number)
{
	case_failures = 0;
	case_checks = 0;
	c->run();
	if (case_failures > MAX_DIAGNOSTICS)
		printf("# and %u more\n", case_failures - MAX_DIAGNOSTICS);
	/* a case that checks nothing has lost its subject */
	if (!case_checks)
		printf("# nothing was checked\n");
	else
		printf("# %u checks\n", case_checks);
	if (case_failures || !case_checks) {
		printf("not ok %zu %s\n", number, c->name);
		return false;
	}
	printf("ok %zu %s\n", number, c->name);
	return true;
}

int ktap_run(const struct ktap_case *cases, size_t count)
{
	bool ok = true;
	size_t i;

	/* what was found before a crash must not be lost in a buffer */
	setvbuf(stdout, NULL, _IOLBF, 0);
	printf("KTAP version 1\n1..%zu\n", count);
	for (i = 0; i < count; i++)
		ok &= run_case(&cases[i], i + 1);
	return !ok;
}
