// SPDX-License-Identifier: GPL-2.0
/*
 * What Capstone says of a word, in the words of our tables.
 *
 * Capstone answers with an opcode and operands (MCInst).  The tables of its decoder,
 * decoder.h, tell what they are to us.  The word itself is not looked at.
 *
 * Compiled into vsi_capstone.ko and into the host tests.
 */
#include "decoder.h"

#define STRING(x)	#x
#define VERSION(major, minor, extra) \
	"capstone " STRING(major) "." STRING(minor) "." STRING(extra)

const char vsi_capstone_name[] =
	VERSION(CS_VERSION_MAJOR, CS_VERSION_MINOR, CS_VERSION_EXTRA);

/* type of A5.2.1, by ARM_AM_ShiftOpc: none, ASR, LSL, LSR, ROR, RRX */
static const u8 shift_types[8] = { 0, 2, 0, 1, 3, 3 };

static const struct vsi_capstone_opcode *
find_opcode(const struct vsi_capstone_decoder *d, unsigned int isa, unsigned int opcode)
{
	unsigned int i;

	for (i = 0; i < d->nr_opcodes; i++)
		if (d->opcodes[i].opcode == opcode && d->opcodes[i].isa == isa)
			return &d->opcodes[i];
	return NULL;
}

static bool add(struct vsi_second_reading *reading, const char *name, u32 value)
{
	if (reading->nr == VSI_SECOND_OPERANDS)
		return false;
	reading->operands[reading->nr++] = (struct vsi_second_operand){ name, value };
	return true;
}

static u32 bits(u32 value, unsigned int lsb, unsigned int width)
{
	value >>= lsb;
	return width < 32 ? value & ((1u << width) - 1) : value;
}

static bool add_parts(struct vsi_second_reading *reading, const struct vsi_capstone_part *part,
		      unsigned int count, u32 value)
{
	for (; count && part->name; part++, count--)
		if (!add(reading, part->name, bits(value, part->lsb, part->width)))
			return false;
	return true;
}

static bool add_operand(struct vsi_second_reading *reading, const struct vsi_capstone_kind *kind,
			u32 value)
{
	value ^= kind->flip;
	if (!add_parts(reading, kind->parts, COUNT(kind->parts), value))
		return false;
	return kind->shift == NO_SHIFT ||
	       add(reading, "type", shift_types[bits(value, kind->shift, 3)]);
}

static bool take_register(const struct vsi_capstone_decoder *d, enum vsi_capstone_type type,
			  const MCOperand *op, u32 *value)
{
	const struct vsi_capstone_registers *r;

	if (op->Kind != kRegister)
		return false;
	for (r = d->registers; r < d->registers + d->nr_registers; r++)
		if (r->type == type && op->RegVal >= r->first && op->RegVal <= r->last) {
			*value = r->number + op->RegVal - r->first;
			return true;
		}
	return false;
}

static bool take_immediate(const MCOperand *op, u32 *value)
{
	*value = op->ImmVal;
	return op->Kind == kImmediate && op->ImmVal == *value;
}

static bool take_signed(const MCOperand *op, u32 *value)
{
	*value = op->ImmVal;
	return op->Kind == kImmediate && op->ImmVal == (s32)*value;
}

static bool take_list(const struct vsi_capstone_decoder *d, MCInst *insn, unsigned int *at,
		      u32 *value)
{
	u32 reg;

	for (*value = 0; *at < MCInst_getNumOperands(insn); ++*at) {
		if (!take_register(d, REGISTER, MCInst_getOperand(insn, *at), &reg))
			return false;
		*value |= 1u << reg;
	}
	return true;
}

/* The operand at @at, and @at behind it; false when it is of another type. */
static bool take(const struct vsi_capstone_decoder *d, enum vsi_capstone_type type, MCInst *insn,
		 unsigned int *at, u32 *value)
{
	const MCOperand *op = MCInst_getOperand(insn, *at);

	if (type == LIST)
		return take_list(d, insn, at, value);
	if (*at >= MCInst_getNumOperands(insn))
		return false;
	++*at;
	switch (type) {
	case IMMEDIATE:
		return take_immediate(op, value);
	case SIGNED:
		return take_signed(op, value);
	case CONDITION:
		++*at;
		return take_immediate(op, value);
	default:
		return take_register(d, type, op, value);
	}
}

static bool read_operands(const struct vsi_capstone_decoder *d,
			  const struct vsi_capstone_layout *layout, MCInst *insn,
			  struct vsi_second_reading *reading)
{
	const struct vsi_capstone_kind *kind;
	const u8 *id = layout->kinds;
	unsigned int at = 0;
	u32 value = 0;

	for (; *id; id++) {
		kind = &d->kinds[*id];
		if (!take(d, kind->type, insn, &at, &value) || !add_operand(reading, kind, value))
			return false;
	}
	return at == MCInst_getNumOperands(insn);
}

/* Names of one letter. */
static const char letters[][2] = { "B", "D", "H", "L", "P", "S", "U", "W" };

static bool add_letter(struct vsi_second_reading *reading, char letter)
{
	unsigned int i;

	for (i = 0; i < COUNT(letters); i++)
		if (letters[i][0] == letter)
			return add(reading, letters[i], 1);
	return false;
}

static bool read_opcode(const struct vsi_capstone_opcode *opcode,
			const struct vsi_capstone_layout *layout,
			struct vsi_second_reading *reading)
{
	const char *letter;

	for (letter = opcode->ones; *letter; letter++)
		if (!add_letter(reading, *letter))
			return false;
	return add_parts(reading, layout->values, COUNT(layout->values), opcode->value);
}

static bool has(const struct vsi_second_reading *reading, const char *name, u32 value)
{
	unsigned int i;

	for (i = 0; i < reading->nr; i++)
		if (!strcmp(reading->operands[i].name, name))
			return reading->operands[i].value == value;
	return false;
}

static u16 apply_rules(const struct vsi_capstone_decoder *d,
		       const struct vsi_capstone_opcode *opcode,
		       const struct vsi_second_reading *reading)
{
	u16 row = opcode->row, picked = VSI_SECOND_UNKNOWN;
	const struct vsi_capstone_rule *rule;
	bool has_pick = false;

	for (rule = d->rules; rule < d->rules + d->nr_rules; rule++) {
		if (rule->isa != opcode->isa || rule->row != opcode->row)
			continue;
		has_pick |= rule->is_pick;
		if (has(reading, rule->name, rule->value))
			picked = rule->other;
		else if (!rule->is_pick)
			return VSI_SECOND_UNKNOWN;
	}
	return has_pick ? picked : row;
}

/**
 * vsi_capstone_start() - begin to decode an instruction
 * @work: for Capstone
 * @arch: of Capstone's
 * @mode: of Capstone's
 *
 * Without what the last word left: an IT makes the next instruction conditional.
 *
 * Context: any; one caller at a time for one @work.
 */
void vsi_capstone_start(struct vsi_capstone_work *work, cs_arch arch, cs_mode mode)
{
	memset(&work->handle.ITBlock, 0, sizeof(work->handle.ITBlock));
	work->handle.arch = arch;
	work->handle.mode = mode;
	MCInst_Init(&work->result);
	work->result.csh = &work->handle;
	work->result.flat_insn = &work->unused;
}

/*
 * vsi_capstone_read() is called by one at a time: on a stack this were too much.
 */
static struct vsi_capstone_work work;

static const struct vsi_capstone_decoder *decode(unsigned int isa, u32 word)
{
	if (isa == VSI_ISA_A64)
		return vsi_capstone_decode_a64(&work, word);
	return vsi_capstone_decode_arm(&work, isa, word);
}

/* Not while Capstone decodes, which takes enough of the stack by itself. */
static noinline void read_decoded(const struct vsi_capstone_decoder *d, unsigned int isa,
				  struct vsi_second_reading *reading)
{
	const struct vsi_capstone_opcode *opcode;
	const struct vsi_capstone_layout *layout;

	opcode = find_opcode(d, isa, MCInst_getOpcode(&work.result));
	if (!opcode)
		return;
	layout = &d->layouts[opcode->layout];
	if (read_opcode(opcode, layout, reading) &&
	    read_operands(d, layout, &work.result, reading))
		reading->row = apply_rules(d, opcode, reading);
}

/**
 * vsi_capstone_read() - have Capstone read one instruction
 * @isa:     enum vsi_isa; one without a decoder is answered by VSI_SECOND_UNKNOWN
 * @word:    the instruction, as struct vsi_insn has it
 * @reading: filled in
 *
 * Context: any; one caller at a time.
 */
void vsi_capstone_read(unsigned int isa, u32 word, struct vsi_second_reading *reading)
{
	const struct vsi_capstone_decoder *d;

	*reading = (struct vsi_second_reading){ .row = VSI_SECOND_UNKNOWN };
	d = decode(isa, word);
	if (d)
		read_decoded(d, isa, reading);
}
