// SPDX-License-Identifier: GPL-2.0
#include <linux/sched.h>
#include "../../vsi_arm/insn.h"
#include "check.h"

/* The first failures say what is wrong; a loop may have millions of them. */
#define MAX_TOLD	20

/* A CPU that does nothing else for long is reported. */
#define CHECKS_AT_A_TIME	1024

struct kunit *check_test;
static unsigned int checks;
static unsigned int failures;

/**
 * check_decoder() - suite_init of those that decode
 * @suite: the suite
 *
 * Return: 0.
 */
int check_decoder(struct kunit_suite *suite)
{
	vsi_decode_init();
	return 0;
}

/**
 * check_begin() - init of each suite
 * @test: the case
 *
 * Return: 0.
 */
int check_begin(struct kunit *test)
{
	check_test = test;
	checks = 0;
	failures = 0;
	return 0;
}

/**
 * check_end() - exit of each suite
 * @test: the case
 */
void check_end(struct kunit *test)
{
	if (failures > MAX_TOLD)
		KUNIT_FAIL(test, "and %u more", failures - MAX_TOLD);
	/* a case that checks nothing has lost its subject */
	if (!checks)
		KUNIT_FAIL(test, "nothing was checked");
}

/**
 * check_tells() - count an expectation
 * @ok: it holds
 *
 * Return: true when its failure is to be printed.
 */
bool check_tells(bool ok)
{
	if (!(++checks % CHECKS_AT_A_TIME))
		cond_resched();
	return !ok && ++failures <= MAX_TOLD;
}
