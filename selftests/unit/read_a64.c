// SPDX-License-Identifier: GPL-2.0
/*
 * Reading A64.
 */
#include <fnmatch.h>
#include <stdio.h>

#include "ktap.h"
#include "reading.h"

/* Sensitive whatever their operands are. */
static const struct {
	const char *pattern;
	unsigned int class;
} always[] = {
	{ "svc", VSI_CLASS_CALL }, { "hvc", VSI_CLASS_CALL }, { "smc", VSI_CLASS_CALL },
	{ "brk", VSI_CLASS_CALL },
	{ "hlt", VSI_CLASS_DEBUG }, { "dcps[123]", VSI_CLASS_DEBUG }, { "drps", VSI_CLASS_DEBUG },
	{ "eret", VSI_CLASS_EXRET }, { "ereta[ab]", VSI_CLASS_EXRET },
	{ "wf[ei]", VSI_CLASS_EVENT }, { "wf[ei]t", VSI_CLASS_EVENT },
	{ "psb", VSI_CLASS_SPE }, { "tsb", VSI_CLASS_TRBE },
	{ "ldtr*", VSI_CLASS_UNPRIV }, { "sttr*", VSI_CLASS_UNPRIV },
	{ "stgm", VSI_CLASS_MTE }, { "stzgm", VSI_CLASS_MTE }, { "ldgm", VSI_CLASS_MTE },
};

static const struct {
	const char *pattern;
	unsigned int class;
} names[] = {
#define NAME(pattern, class)	{ pattern, VSI_CLASS_##class },
#include "a64_names.tbl"
#undef NAME
};

static const struct {
	const char *mnemonic;
	const char *pattern;
	unsigned int class;
} ops[] = {
#define OP(mnemonic, pattern, class)	{ mnemonic, pattern, VSI_CLASS_##class },
#include "a64_names.tbl"
#undef OP
};

static struct reading says(unsigned int class)
{
	return (struct reading){
		.decoded = true, .sensitive = class != VSI_CLASS_NONE, .class = class,
	};
}

/* "s3_0_c15_c2_0": op0, op1, CRn, CRm, op2 */
static bool read_generic(const char *name, struct reading *r)
{
	unsigned int *n = r->numbers;

	if (sscanf(name, "s%u_%u_c%u_c%u_%u", &n[0], &n[1], &n[2], &n[3], &n[4]) != 5)
		return false;
	r->nr_numbers = 5;
	r->class = n[2] == 11 || n[2] == 15 ? VSI_CLASS_IMPDEF : 0;
	if (n[0] == 2)
		r->class = 0;
	return true;
}

static struct reading read_register(const char *name)
{
	struct reading r = { .decoded = true, .sensitive = true };
	size_t i;

	if (read_generic(name, &r))
		return r;
	for (i = 0; i < COUNT(names); i++)
		if (!fnmatch(names[i].pattern, name, 0))
			return says(names[i].class);
	return r;
}

static void first_word(const char *operands, char *word, size_t size)
{
	size_t n = strcspn(operands, ", ");

	snprintf(word, size, "%.*s", (int)n, operands);
}

static struct reading read_msr(const char *operands)
{
	char name[40];

	first_word(operands, name, sizeof(name));
	/* an immediate: a field of PSTATE */
	if (strstr(operands, ", #"))
		return says(strncmp(name, "svcr", 4) ? VSI_CLASS_PSR : VSI_CLASS_NONE);
	return read_register(name);
}

/* "#0, c7, c1, #0, x3": what EL0 may do is innocuous */
static struct reading read_sys(const char *operands)
{
	struct reading r = { .decoded = true, .sensitive = true };

	read_numbers(operands, &r);
	/* but for TRCIT, #3, c7, c2, #7 */
	if (r.nr_numbers > 3 && r.numbers[0] == 3 && r.numbers[1] == 7)
		r.sensitive = r.numbers[2] == 2 && r.numbers[3] == 7;
	return r;
}

static struct reading read_sysl(const char *operands)
{
	const char *behind = strchr(operands, ',');

	return read_sys(behind ? behind + 1 : "");
}

static bool read_op(const char *mnemonic, const char *operands, struct reading *r)
{
	char name[40];
	size_t i;

	first_word(operands, name, sizeof(name));
	for (i = 0; i < COUNT(ops); i++)
		if (!strcmp(ops[i].mnemonic, mnemonic) && !fnmatch(ops[i].pattern, name, 0)) {
			*r = says(ops[i].class);
			return true;
		}
	return false;
}

struct reading read_a64(const char *mnemonic, const char *operands)
{
	struct reading r = { 0 };
	size_t i;

	if (!mnemonic[0] || mnemonic[0] == '.' || !strcmp(mnemonic, "udf"))
		return r;
	for (i = 0; i < COUNT(always); i++)
		if (!fnmatch(always[i].pattern, mnemonic, 0))
			return says(always[i].class);
	if (!strcmp(mnemonic, "mrs"))
		return read_register(operands + strcspn(operands, " ") + 1);
	if (!strcmp(mnemonic, "msr"))
		return read_msr(operands);
	if (!strcmp(mnemonic, "sys"))
		return read_sys(operands);
	if (!strcmp(mnemonic, "sysl"))
		return read_sysl(operands);
	if (read_op(mnemonic, operands, &r))
		return r;
	r.decoded = true;
	return r;
}
