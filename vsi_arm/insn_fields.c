// SPDX-License-Identifier: GPL-2.0
/*
 * Operands: taken out of instructions, put into them.
 *
 * Pure.
 */
#include "insn_rows.h"

static const struct vsi_field fields[][VSI_MAX_FIELDS] = {
#define FIELD(name, lsb, width)	{ name, lsb, width }
#define FIELDS(id, ...)		[VSI_FIELDS_##id] = { __VA_ARGS__ },
#include "fields.tbl"
#undef FIELD
#undef FIELDS
};

static u32 mask_of(const struct vsi_field *field)
{
	return ((1u << field->width) - 1) << field->lsb;
}

/**
 * vsi_row_fields() - the operand fields of a row
 * @isa:   one that has tables
 * @row:   of the instruction set's table
 * @count: filled in
 *
 * The condition of A32 is not among them.
 *
 * Context: any.
 * Return: an array of @count.
 */
const struct vsi_field *vsi_row_fields(unsigned int isa, unsigned int row, unsigned int *count)
{
	const struct vsi_field *field = fields[vsi_rows(isa)->insns[row].fields];
	unsigned int n = 0;

	while (n < VSI_MAX_FIELDS && field[n].width)
		n++;
	*count = n;
	return field;
}

/**
 * vsi_insn_fields() - the operand fields of an instruction
 * @insn:  a decoded instruction
 * @count: filled in
 *
 * Context: any.
 * Return: an array of @count.
 */
const struct vsi_field *vsi_insn_fields(const struct vsi_insn *insn, unsigned int *count)
{
	return vsi_row_fields(insn->isa, insn->base, count);
}

/**
 * vsi_field_get() - take an operand out of an instruction
 * @word:  the instruction
 * @field: of its row
 *
 * Context: any.
 * Return: the operand.
 */
u32 vsi_field_get(u32 word, const struct vsi_field *field)
{
	return (word & mask_of(field)) >> field->lsb;
}

/**
 * vsi_field_set() - put an operand into an instruction
 * @word:  the instruction
 * @field: of its row
 * @value: the operand; what exceeds the field is cut off
 *
 * Context: any.
 * Return: the instruction with it.
 */
u32 vsi_field_set(u32 word, const struct vsi_field *field, u32 value)
{
	return (word & ~mask_of(field)) | (value << field->lsb & mask_of(field));
}

/**
 * vsi_encode() - the instruction of a row
 * @isa:    one that has tables
 * @row:    of the instruction set's table
 * @values: one for each field of the row
 *
 * Context: any.
 * Return: the instruction; of A32, with the condition AL.
 */
u32 vsi_encode(unsigned int isa, unsigned int row, const u32 *values)
{
	const struct vsi_insn_row *r = &vsi_rows(isa)->insns[row];
	const struct vsi_field *field;
	unsigned int i, count;
	u32 word = r->value;

	if (vsi_row_has_cond(isa, r))
		word |= A32_COND_AL << A32_COND_SHIFT;
	field = vsi_row_fields(isa, row, &count);
	for (i = 0; i < count; i++)
		word = vsi_field_set(word, &field[i], values[i]);
	return word;
}
