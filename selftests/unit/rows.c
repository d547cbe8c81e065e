// SPDX-License-Identifier: GPL-2.0
#include "../../vsi_arm/insn_rows.h"
#include "count.h"
#include "rows.h"

/* The index keeps them in u8, and has a number for none. */
_Static_assert(A32_NR_INSNS < 0xff, "rows of a32.tbl");
_Static_assert(T32_NR_INSNS < 0xff, "rows of t32.tbl");
_Static_assert(A64_NR_INSNS < 0xff, "rows of a64.tbl");
_Static_assert(CP_NR_REGS < 0xff, "rows of cp.tbl");
_Static_assert(SYSREG_NR < 0xff, "rows of sysreg.tbl");
_Static_assert(VSI_NR_CLASSES <= 0xff, "classes");

#define BY_REGISTER(fields) \
	((fields) == VSI_FIELDS_CP32 || (fields) == VSI_FIELDS_CP64 || \
	 (fields) == VSI_FIELDS_SYSREG || (fields) == VSI_FIELDS_SYS || \
	 (fields) == VSI_FIELDS_SYSP)

#define INSN(id, mask, value, xmask, xvalue, class, trap, fields, form, ...) \
	{ #id, mask, value, xmask, xvalue, VSI_CLASS_##class, VSI_TRAP_##trap, form, \
	  BY_REGISTER(VSI_FIELDS_##fields) },

static const struct test_row a32_rows[] = {
#include "../../vsi_arm/a32.tbl"
};

static const struct test_row t32_rows[] = {
#include "../../vsi_arm/t32.tbl"
};

static const struct test_row a64_rows[] = {
#include "../../vsi_arm/a64.tbl"
};

/* Two arguments at least, so that the second is there to be picked. */
#define FIELD(...)		FIELD_PICK(__VA_ARGS__, __VA_ARGS__, 0)
#define FIELD_PICK(a, b, ...)	{ a, b }
#define RANGE(first, last)	first, last
#define ANY			0, 15

#define REG(id, space, op1, crn, crm, op2, class, trap, name, ...) \
	{ #id, FIELD(space), FIELD(op1), FIELD(crn), FIELD(crm), FIELD(op2), \
	  VSI_CLASS_##class, VSI_TRAP_##trap, name },

static const struct test_reg cp_regs[] = {
#include "../../vsi_arm/cp.tbl"
};

static const struct test_reg sys_regs[] = {
#include "../../vsi_arm/sysreg.tbl"
};

const struct test_table test_tables[] = {
	{ "A32", VSI_ISA_A32, a32_rows, COUNT(a32_rows), cp_regs, COUNT(cp_regs) },
	{ "T32", VSI_ISA_T32, t32_rows, COUNT(t32_rows), cp_regs, COUNT(cp_regs) },
	{ "A64", VSI_ISA_A64, a64_rows, COUNT(a64_rows), sys_regs, COUNT(sys_regs) },
};

const unsigned int test_nr_tables = COUNT(test_tables);

const struct test_table *test_table(unsigned int isa)
{
	return &test_tables[isa - VSI_ISA_A32];
}

bool test_has_cond(const struct test_table *table, const struct test_row *row)
{
	return table->isa == VSI_ISA_A32 && !(row->mask >> 28);
}

bool test_is_narrow(const struct test_table *table, const struct test_row *row)
{
	return table->isa == VSI_ISA_T32 && !(row->mask >> 16);
}

bool test_excluded(const struct test_row *row, u32 word)
{
	return row->xmask && (word & row->xmask) == row->xvalue;
}

/* A word of the row that its exclusion does not take away. */
u32 test_sample(const struct test_table *table, const struct test_row *row)
{
	return row->value | (row->xmask & ~row->xvalue) |
	       (test_has_cond(table, row) ? 0xe0000000 : 0);
}

static bool matches(const struct test_table *table, const struct test_row *row, u32 word)
{
	if ((word & row->mask) != row->value || test_excluded(row, word))
		return false;
	if (test_has_cond(table, row) && word >> 28 == 0xf)
		return false;
	return table->isa != VSI_ISA_T32 || test_is_narrow(table, row) == !(word >> 16);
}

const struct test_row *test_find(const struct test_table *table, u32 word)
{
	unsigned int i;

	for (i = 0; i < table->nr_rows; i++)
		if (matches(table, &table->rows[i], word))
			return &table->rows[i];
	return NULL;
}

static bool in(struct test_range range, unsigned int value)
{
	return range.first <= value && value <= range.last;
}

const struct test_reg *test_find_reg(const struct test_table *table, unsigned int space,
				     unsigned int op1, unsigned int crn, unsigned int crm,
				     unsigned int op2)
{
	const struct test_reg *reg;
	unsigned int i;

	for (i = 0; i < table->nr_regs; i++) {
		reg = &table->regs[i];
		if (in(reg->space, space) && in(reg->op1, op1) && in(reg->crn, crn) &&
		    in(reg->crm, crm) && in(reg->op2, op2))
			return reg;
	}
	return NULL;
}
