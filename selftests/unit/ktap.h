/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A test program is an array of cases; its output is one KTAP document.
 */
#ifndef VSI_UNIT_KTAP_H
#define VSI_UNIT_KTAP_H

#include <stdbool.h>
#include <stddef.h>
#include "count.h"

/**
 * struct ktap_case - one test
 * @name: as printed
 * @run:  calls CHECK(); the case fails when one of them did
 */
struct ktap_case {
	const char *name;
	void (*run)(void);
};

#define KTAP_CASE(fn)	{ .name = #fn, .run = fn }

/*
 * Goes on after a failure: one run shows all that is wrong.  What is to be
 * printed is not evaluated before @cond, which may fill it in.
 */
#define CHECK(cond, ...) \
	((cond) ? ktap_passed() : ktap_failed(__FILE__, __LINE__, #cond, __VA_ARGS__))

bool ktap_passed(void);
bool ktap_failed(const char *file, int line, const char *cond,
		 const char *fmt, ...) __attribute__((format(printf, 4, 5)));
int ktap_run(const struct ktap_case *cases, size_t count);

#endif
