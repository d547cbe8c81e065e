/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The tables of instructions, as the tests read them: an expansion and a
 * search of their own, so that the decoder is not compared with itself.
 */
#ifndef VSI_UNIT_ROWS_H
#define VSI_UNIT_ROWS_H

#include "../../vsi_arm/insn.h"

struct test_row {
	const char *id;
	u32 mask;
	u32 value;
	u32 xmask;
	u32 xvalue;
	unsigned int class;
	unsigned int trap;
	const char *form;
	bool by_register;	/* another table has the class */
};

/* Both ends included. */
struct test_range {
	unsigned int first;
	unsigned int last;
};

struct test_reg {
	const char *id;
	struct test_range space, op1, crn, crm, op2;
	unsigned int class;
	unsigned int trap;
	const char *name;
};

struct test_table {
	const char *name;
	unsigned int isa;
	const struct test_row *rows;
	unsigned int nr_rows;
	const struct test_reg *regs;
	unsigned int nr_regs;
};

/* One for each instruction set. */
extern const struct test_table test_tables[];
extern const unsigned int test_nr_tables;

const struct test_table *test_table(unsigned int isa);
u32 test_sample(const struct test_table *table, const struct test_row *row);
bool test_has_cond(const struct test_table *table, const struct test_row *row);
bool test_is_narrow(const struct test_table *table, const struct test_row *row);
bool test_excluded(const struct test_row *row, u32 word);

/* The first row that has the word, all of them looked at; NULL for none. */
const struct test_row *test_find(const struct test_table *table, u32 word);
const struct test_reg *test_find_reg(const struct test_table *table, unsigned int space,
				     unsigned int op1, unsigned int crn, unsigned int crm,
				     unsigned int op2);

#endif
