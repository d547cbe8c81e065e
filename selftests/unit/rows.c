// SPDX-License-Identifier: GPL-2.0
#include "ktap.h"
#include "rows.h"

/* The decoder keeps them in u8. */
_Static_assert(A32_NR_INSNS <= 0xff, "rows of a32.tbl");
_Static_assert(CP_NR_REGS <= 0xff, "rows of cp.tbl");
_Static_assert(VSI_NR_CLASSES <= 0xff, "classes");

const struct a32_test_row a32_test_rows[A32_NR_INSNS] = {
#define A32_GROUP(n)
#define A32_INSN(id, mask, value, xmask, xvalue, class, trap, form) \
	{ #id, mask, value, xmask, xvalue, VSI_CLASS_##class, VSI_TRAP_##trap, form },
#include "../../vsi_arm/a32.tbl"
#undef A32_GROUP
#undef A32_INSN
};

static const unsigned int a32_firsts[] = {
#define A32_GROUP(n)	A32_FIRST_##n,
#define A32_INSN(...)
#include "../../vsi_arm/a32.tbl"
#undef A32_GROUP
#undef A32_INSN
};

/* Two arguments at least, so that the second is there to be picked. */
#define FIELD(...)		FIELD_PICK(__VA_ARGS__, __VA_ARGS__, 0)
#define FIELD_PICK(a, b, ...)	{ a, b }
#define RANGE(first, last)	first, last
#define ANY			0, 15

const struct cp_test_row cp_test_rows[CP_NR_REGS] = {
#define CP_GROUP(space, n)
#define CP_REG(id, opc1, crn, crm, opc2, class, trap, name) \
	{ #id, FIELD(opc1), FIELD(crn), FIELD(crm), FIELD(opc2), \
	  VSI_CLASS_##class, VSI_TRAP_##trap, name },
#include "../../vsi_arm/cp.tbl"
#undef CP_GROUP
#undef CP_REG
};

const struct cp_test_group cp_test_groups[] = {
#define CP_GROUP(space, n)	{ space, n, CP_FIRST_##space##_##n },
#define CP_REG(...)
#include "../../vsi_arm/cp.tbl"
#undef CP_GROUP
#undef CP_REG
};

const unsigned int cp_test_nr_groups = COUNT(cp_test_groups);

unsigned int a32_test_group(unsigned int row)
{
	unsigned int group = 0;

	/* equal firsts are empty groups: the last of them owns the row */
	while (a32_firsts[group + 1] <= row)
		group++;
	return group;
}

/* A word of the row that its exclusion does not take away. */
u32 a32_test_sample(const struct a32_test_row *row)
{
	return row->value | (row->xmask & ~row->xvalue);
}
