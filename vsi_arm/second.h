/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A second decoder: what vsi.ko asks of it, and what it answers.
 *
 * The contract between vsi.ko and vsi_capstone.ko, which are built from one
 * tree, but may be installed from two.  Pure.
 */
#ifndef VSI_ARM_SECOND_H
#define VSI_ARM_SECOND_H

#include "insn.h"

/* Of this file and of the rows and fields of the tables; another one is refused. */
#define VSI_SECOND_ABI		2

/* An instruction without a row, or none. */
#define VSI_SECOND_UNKNOWN	0xffff

/* None has more. */
#define VSI_SECOND_OPERANDS	12

/**
 * struct vsi_second_operand - an operand as the second decoder understood it
 * @name:  of fields.tbl; "cond", "coproc" and others beside
 * @value: what it is
 */
struct vsi_second_operand {
	const char *name;
	u32 value;
};

/**
 * struct vsi_second_reading - what the second decoder says of a word
 * @row:      of the instruction set's table, or VSI_SECOND_UNKNOWN
 * @nr:       number of @operands
 * @operands: one that is not there is 0
 *
 * It comes from the second decoder's opcode and operands alone: where it looked
 * at the word itself, it would only agree with itself.
 */
struct vsi_second_reading {
	u16 row;
	u8 nr;
	struct vsi_second_operand operands[VSI_SECOND_OPERANDS];
};

/**
 * struct vsi_second_decoder - a second decoder
 * @abi:  VSI_SECOND_ABI
 * @name: what it is, with its version
 * @ask:  have the word of an instruction read, and return what judge() makes of the
 *        reading; in any context, on any number of CPUs, without allocation.  judge()
 *        is called atomically
 *
 * The reading is the second decoder's, and not on the stack of who asks: there it
 * would stand beneath the whole of the decoding.
 */
struct vsi_second_decoder {
	u32 abi;
	const char *name;
	const char *(*ask)(const struct vsi_insn *insn,
			   const char *(*judge)(const struct vsi_insn *insn,
						const struct vsi_second_reading *reading));
};

/* Exported by vsi_capstone.ko, looked for by vsi.ko. */
extern const struct vsi_second_decoder vsi_second_decoder;

bool vsi_second_is_alone(unsigned int isa, u32 word);
const char *vsi_second_compare(const struct vsi_insn *insn,
			       const struct vsi_second_reading *reading);

/* second.c: in vsi.ko; the rest of it is for vsi_core */
const char *vsi_second_differs(const struct vsi_insn *insn);

#endif
