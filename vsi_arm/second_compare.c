// SPDX-License-Identifier: GPL-2.0
/*
 * Do the two decoders say the same of a word?
 *
 * Pure.  Called while a module is planned.
 */
#include "insn_rows.h"
#include "second.h"

static const struct {
	u32 mask;
	u32 value;
	u8 isa;
} alone[] = {
#define ALONE(isa, mask, value, section, reason)	{ mask, value, VSI_ISA_##isa },
#define LEFT(isa, mask, value, section, reason)
#define IGNORED(isa, mask, value, section, reason)
#include "second.tbl"
#undef ALONE
#undef LEFT
#undef IGNORED
};

/**
 * vsi_second_is_alone() - is a word among those that Capstone does not know?
 * @isa:  enum vsi_isa
 * @word: the instruction
 *
 * Context: any.
 * Return: true when second.tbl says that the decoder decides alone.
 */
bool vsi_second_is_alone(unsigned int isa, u32 word)
{
	unsigned int i;

	for (i = 0; i < sizeof(alone) / sizeof(alone[0]); i++)
		if (alone[i].isa == isa && (word & alone[i].mask) == alone[i].value)
			return true;
	return false;
}

/* An operand that is there twice, as the base of a transfer, is the same twice. */
static bool is_read_as(const struct vsi_second_reading *reading, const char *name, u32 value)
{
	bool found = false;
	unsigned int i;

	for (i = 0; i < reading->nr; i++) {
		if (strcmp(reading->operands[i].name, name))
			continue;
		if (reading->operands[i].value != value)
			return false;
		found = true;
	}
	return found || !value;
}

static const char *compare_fields(const struct vsi_insn *insn,
				  const struct vsi_second_reading *reading)
{
	const struct vsi_field *field;
	unsigned int i, count;

	field = vsi_insn_fields(insn, &count);
	for (i = 0; i < count; i++)
		if (!is_read_as(reading, field[i].name, vsi_field_get(insn->word, &field[i])))
			return field[i].name;
	return NULL;
}

/* What the decoder has taken out of the word without fields.tbl. */
static const char *compare_access(const struct vsi_insn *insn,
				  const struct vsi_second_reading *reading)
{
	if (insn->form != VSI_FORM_CP32 && insn->form != VSI_FORM_CP64)
		return NULL;
	if (!is_read_as(reading, "coproc", insn->cp))
		return "coproc";
	if (!is_read_as(reading, "L", !insn->write))
		return "L";
	if (!is_read_as(reading, "Rt", insn->rt))
		return "Rt";
	if (insn->form == VSI_FORM_CP64 && !is_read_as(reading, "Rt2", insn->rt2))
		return "Rt2";
	return NULL;
}

/**
 * vsi_second_compare() - compare the decoder with the second one
 * @insn:    as the decoder understood the word
 * @reading: as the second decoder did
 *
 * Context: any.
 * Return: NULL when they agree, or the name of what they differ about.
 */
const char *vsi_second_compare(const struct vsi_insn *insn,
			       const struct vsi_second_reading *reading)
{
	const struct vsi_insn_row *row = &vsi_rows(insn->isa)->insns[insn->base];
	const char *what;

	if (reading->row != insn->base)
		return "instruction";
	if (vsi_row_has_cond(insn->isa, row) && !is_read_as(reading, "cond", insn->cond))
		return "cond";
	what = compare_fields(insn, reading);
	return what ? what : compare_access(insn, reading);
}
