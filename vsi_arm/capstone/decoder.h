/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Capstone's decoder of an architecture, and the tables that tell what its answers
 * are in the words of ours.  Between read.c, which knows no architecture, and
 * read_arm.c and read_a64.c.
 */
#ifndef VSI_ARM_CAPSTONE_DECODER_H
#define VSI_ARM_CAPSTONE_DECODER_H

#include <capstone/capstone.h>
#include "cs_priv.h"
#include "MCInst.h"

#include "../insn_rows.h"
#include "read.h"

#define COUNT(array)	(sizeof(array) / sizeof((array)[0]))

/**
 * struct vsi_capstone_work - what Capstone works on
 * @handle: mode, and what one instruction leaves for the next
 * @unused: it looks whether somebody wants details
 * @result: opcode and operands
 */
struct vsi_capstone_work {
	struct cs_struct handle;
	cs_insn unused;
	MCInst result;
};

enum vsi_capstone_type {
	REGISTER,
	BASE,		/* of A64, a register that may be SP and not XZR */
	NO_REGISTER,
	FLAGS,		/* the register CPSR, or none: are flags set? */
	IMMEDIATE,
	SIGNED,
	CONDITION,	/* an immediate, and the register it reads */
	LIST,		/* all registers that are left */
};

/**
 * struct vsi_capstone_registers - registers of Capstone's that follow each other
 * @type:   of operands that may be one of them
 * @first:  of them, by Capstone's number
 * @last:   of them
 * @number: of the first in an instruction
 */
struct vsi_capstone_registers {
	enum vsi_capstone_type type;
	u16 first;
	u16 last;
	u8 number;
};

/**
 * struct vsi_capstone_part - a field of ours in a number of Capstone's
 * @name:  of fields.tbl
 * @lsb:   its lowest bit
 * @width: 32 for all that are left
 */
struct vsi_capstone_part {
	const char *name;
	u8 lsb;
	u8 width;
};

/* A shift stands in three bits of some immediates, in a numbering of its own. */
#define NO_SHIFT	0xff

/**
 * struct vsi_capstone_kind - one operand of MCInst
 * @type:  what Capstone gives
 * @flip:  bits that it has inverted: "subtract" for the manual's U
 * @shift: lowest bit of a shift of A32
 * @parts: fields of ours in it
 */
struct vsi_capstone_kind {
	enum vsi_capstone_type type;
	u32 flip;
	u8 shift;
	struct vsi_capstone_part parts[6];
};

#define REGISTER_IS(name)	{ REGISTER, 0, NO_SHIFT, { { name, 0, 5 } } }
#define IMMEDIATE_IS(...)	{ IMMEDIATE, 0, NO_SHIFT, { __VA_ARGS__ } }

/**
 * struct vsi_capstone_layout - the operands of an opcode
 * @values: names of what the opcode says
 * @kinds:  of the operands, in their order; 0 is the end
 */
struct vsi_capstone_layout {
	struct vsi_capstone_part values[2];
	u8 kinds[9];
};

#define NO_VALUE	{ { NULL, 0, 0 } }
#define VALUE(name)	{ { name, 0, 32 } }

/**
 * struct vsi_capstone_opcode - OPCODE() of a table
 * @opcode: Capstone's
 * @row:    of @isa
 * @isa:    enum vsi_isa
 * @layout: index of the architecture's layouts
 * @value:  what the opcode says beside
 * @ones:   fields of one letter that it says are 1
 */
struct vsi_capstone_opcode {
	u16 opcode;
	u16 row;
	u8 isa;
	u8 layout;
	u8 value;
	char ones[5];
};

/**
 * struct vsi_capstone_rule - PICK() and WANT(): what an operand says of the row
 * @name:    of the operand
 * @value:   for which it says so
 * @row:     as the opcode has it
 * @other:   the row that it is then
 * @isa:     enum vsi_isa
 * @is_pick: one of several; otherwise it is no row with another value
 */
struct vsi_capstone_rule {
	const char *name;
	u32 value;
	u16 row;
	u16 other;
	u8 isa;
	bool is_pick;
};

/**
 * struct vsi_capstone_decoder - the tables of an architecture
 * @opcodes:      those of sensitive instructions
 * @rules:        of them
 * @layouts:      of their operands
 * @kinds:        operands
 * @registers:    in operands
 * @nr_opcodes:   number of @opcodes
 * @nr_rules:     number of @rules
 * @nr_registers: number of @registers
 */
struct vsi_capstone_decoder {
	const struct vsi_capstone_opcode *opcodes;
	const struct vsi_capstone_rule *rules;
	const struct vsi_capstone_layout *layouts;
	const struct vsi_capstone_kind *kinds;
	const struct vsi_capstone_registers *registers;
	unsigned int nr_opcodes;
	unsigned int nr_rules;
	unsigned int nr_registers;
};

void vsi_capstone_start(struct vsi_capstone_work *work, cs_arch arch, cs_mode mode);

/*
 * Have a word decoded: the tables that tell what work->result is, or NULL when
 * Capstone does not know the word.  A kernel has the decoder of its own architecture.
 */
#ifdef VSI_HAS_ARM
const struct vsi_capstone_decoder *vsi_capstone_decode_arm(struct vsi_capstone_work *work,
							   unsigned int isa, u32 word);
#else
static inline const struct vsi_capstone_decoder *
vsi_capstone_decode_arm(struct vsi_capstone_work *work, unsigned int isa, u32 word)
{
	return NULL;
}
#endif

#ifdef VSI_HAS_ARM64
const struct vsi_capstone_decoder *vsi_capstone_decode_a64(struct vsi_capstone_work *work,
							   u32 word);
#else
static inline const struct vsi_capstone_decoder *
vsi_capstone_decode_a64(struct vsi_capstone_work *work, u32 word)
{
	return NULL;
}
#endif

#endif
