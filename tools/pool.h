/* SPDX-License-Identifier: GPL-2.0 */
/* Doing many things at once, and their results in order. */
#ifndef TOOLS_POOL_H
#define TOOLS_POOL_H

#include "../vsi_arm/types.h"

/**
 * struct pool - what is to be done
 * @nr:      how many things
 * @workers: how many at once
 * @title:   what progress is shown of, or NULL
 * @begin:   a worker begins; returns what it needs for itself
 * @work:    do one thing; in any order
 * @take:    take its result; in their order, one at a time
 * @end:     a worker ends
 * @arg:     for all of them
 */
struct pool {
	size_t nr;
	unsigned int workers;
	const char *title;
	void *(*begin)(void *arg);
	void *(*work)(void *arg, void *self, size_t index);
	void (*take)(void *arg, size_t index, void *result);
	void (*end)(void *arg, void *self);
	void *arg;
};

void pool_run(const struct pool *pool);
unsigned int pool_cpus(void);
bool pool_parse(const char *text, unsigned int *workers);

#endif
