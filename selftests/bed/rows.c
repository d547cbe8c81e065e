// SPDX-License-Identifier: GPL-2.0
/*
 * The rows of the tables of the instruction set that is tested.
 */
#include <string.h>
#include "bed.h"
#include "rows.h"

/* Both have the same names for the columns that count. */
#define INSN(id, mask, value, xmask, xvalue, class, trap, fields, text, user, ...) \
	{ #id, false, BED_ROW(id), VSI_CLASS_##class, VSI_BEHAVES_##user },
#define REG(id, space, op1, crn, crm, op2, class, trap, name, user, ...) \
	{ BED_REGS ":" #id, true, BED_REG(id), VSI_CLASS_##class, \
	  VSI_BEHAVES_##user },

const struct bed_row bed_rows[] = {
#include BED_TABLE
#include BED_REG_TABLE
};

const unsigned int bed_nr_rows = sizeof(bed_rows) / sizeof(*bed_rows);

#define KNOWN(row, kind, reason)	{ row, BED_##kind, reason },

const struct bed_known bed_known[] = {
#include BED_KNOWN
	{ NULL, BED_ABSENT, NULL }
};

#define CARRIED(row, veneers, traps)	{ row, veneers, traps },

static const struct bed_carried carried[] = {
#include BED_CARRIED
	{ NULL, 0, 0 }
};

#define WORDED(row, svc, own)	{ row, svc, own },

static const struct bed_worded worded[] = {
#include BED_WORDED
	{ NULL, 0, 0 }
};

/**
 * bed_carried_of() - how a row is done on the state block
 * @row: the row
 *
 * Return: that; without a name when it is not.
 */
const struct bed_carried *bed_carried_of(const struct bed_row *row)
{
	const struct bed_carried *c;

	for (c = carried; c->row && strcmp(c->row, row->name); c++)
		;
	return c;
}

/**
 * bed_worded_of() - how many words a row takes
 * @row: the row
 *
 * Return: that; without a name when it takes none.
 */
const struct bed_worded *bed_worded_of(const struct bed_row *row)
{
	const struct bed_worded *w;

	for (w = worded; w->row && strcmp(w->row, row->name); w++)
		;
	return w;
}

static bool by_register(const struct vsi_insn *insn)
{
	return insn->form == VSI_FORM_CP32 || insn->form == VSI_FORM_CP64 ||
	       insn->form == VSI_FORM_SYS;
}

/**
 * bed_in_row() - is an instruction one of a row?
 * @insn: the instruction
 * @row:  the row
 *
 * Return: true when it is.
 */
bool bed_in_row(const struct vsi_insn *insn, const struct bed_row *row)
{
	return by_register(insn) == row->reg && insn->row == row->row;
}

/**
 * bed_row_name() - the row of an instruction
 * @insn: the instruction
 *
 * Return: its name.
 */
const char *bed_row_name(const struct vsi_insn *insn)
{
	unsigned int i;

	for (i = 0; i < bed_nr_rows; i++)
		if (bed_in_row(insn, &bed_rows[i]))
			return bed_rows[i].name;
	return "?";
}

/**
 * bed_is_sensitive() - does a row do something else in user mode?
 * @row: the row
 *
 * Calls are answered by somebody else, and how is a matter of that.  Where a table of
 * registers decides, there is no class.
 *
 * Return: true when it does.
 */
bool bed_is_sensitive(const struct bed_row *row)
{
	return row->class != VSI_CLASS_NONE && row->user != VSI_BEHAVES_NATIVE &&
	       row->user != VSI_BEHAVES_CALL;
}

/**
 * bed_count_rows() - how many are sensitive in user mode
 *
 * Return: the number.
 */
unsigned int bed_count_rows(void)
{
	unsigned int i, nr = 0;

	for (i = 0; i < bed_nr_rows; i++)
		nr += bed_is_sensitive(&bed_rows[i]);
	return nr;
}
