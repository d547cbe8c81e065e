/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The tables of instructions, as the tests read them: an expansion of their
 * own, so that the decoder is not compared with itself.
 */
#ifndef VSI_UNIT_ROWS_H
#define VSI_UNIT_ROWS_H

#include "../../vsi_arm/insn.h"

struct a32_test_row {
	const char *id;
	u32 mask;
	u32 value;
	u32 xmask;
	u32 xvalue;
	unsigned int class;
	unsigned int trap;
	const char *form;
};

/* A field of a row of cp.tbl, both ends included. */
struct cp_test_field {
	unsigned int first;
	unsigned int last;
};

struct cp_test_row {
	const char *id;
	struct cp_test_field opc1, crn, crm, opc2;
	unsigned int class;
	unsigned int trap;
	const char *name;
};

struct cp_test_group {
	unsigned int space;
	unsigned int number;
	unsigned int first;
};

extern const struct a32_test_row a32_test_rows[A32_NR_INSNS];
extern const struct cp_test_row cp_test_rows[CP_NR_REGS];
extern const struct cp_test_group cp_test_groups[];
extern const unsigned int cp_test_nr_groups;

unsigned int a32_test_group(unsigned int row);
u32 a32_test_sample(const struct a32_test_row *row);

#endif
