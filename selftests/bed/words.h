/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Words of the bed's monitor: what it takes for instructions of the guest's kernel.
 *
 * Programs cannot take SVC, which is a system call of the system beneath.  So a word is an
 * undefined instruction that is not one of vsi's, with a number, behind which stands what a
 * hypervisor would have in the code.
 */
#ifndef VSI_BED_WORDS_H
#define VSI_BED_WORDS_H

#include "guest.h"

/* How a word says what it stands for. */
enum word_layout {
	WORD_SVC,	/* SVC #imm24, as vsi's backend of that name */
	WORD_OWN,	/* the monitor's own, with room for all: the instruction itself */
	WORD_NR_LAYOUTS
};

/**
 * struct word - one
 * @insn:   the instruction that it stands for
 * @layout: enum word_layout
 * @behind: what stands behind the number
 */
struct word {
	struct vsi_insn insn;
	enum word_layout layout;
	u32 behind;
};

/* words.c */
bool words_make(unsigned int isa, u32 original, u32 *word);
const struct word *words_find(u32 word);

/* words.c of the instruction set: false when the monitor does not know the instruction */
bool word_behind(const struct vsi_insn *insn, struct word *word);
/* false when there is no such number */
bool word_encode(const struct vsi_insn *insn, unsigned int number, u32 *word);
bool word_number(u32 word, unsigned int *number);
/* does the CPU execute what the word stands for, or is its condition false? */
bool word_is_executed(const struct word *word, unsigned long psr);
/* the monitor does what it means; false when that is not possible */
bool word_execute(const struct word *word, struct pt_regs *regs);

#endif
