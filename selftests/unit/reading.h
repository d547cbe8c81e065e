/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a line of disassembly says about an instruction: objdump's or
 * Capstone's, in lower case.
 */
#ifndef VSI_UNIT_READING_H
#define VSI_UNIT_READING_H

#include "../../vsi_arm/insn.h"

#define READING_MAX_NUMBERS	8

/**
 * struct reading - what a line says
 * @decoded:    it names an instruction
 * @sensitive:  the instruction is virtualization-sensitive
 * @class:      enum vsi_class, or 0 where the line does not tell
 * @nr_numbers: of the operands that can be compared; 0 for none
 * @numbers:    registers, coprocessors and opcodes, in the order of the line
 */
struct reading {
	bool decoded;
	bool sensitive;
	unsigned int class;
	unsigned int nr_numbers;
	unsigned int numbers[READING_MAX_NUMBERS];
};

struct reading read_arm(const char *mnemonic, const char *operands);
struct reading read_a64(const char *mnemonic, const char *operands);
void read_numbers(const char *operands, struct reading *r);

#endif
