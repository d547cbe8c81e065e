/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Lists of words: whole parts of the instruction sets, but that registers and
 * large immediates have two or a few values.
 */
#ifndef VSI_UNIT_SPACES_H
#define VSI_UNIT_SPACES_H

#include "../../vsi_arm/insn.h"

/**
 * struct space - one list
 * @name:   of its file
 * @isa:    enum vsi_isa
 * @narrow: of T32, halfwords
 * @list:   calls put() for each word
 */
struct space {
	const char *name;
	unsigned int isa;
	bool narrow;
	void (*list)(void (*put)(u32 word));
};

extern const struct space spaces[];
extern const unsigned int nr_spaces;

#endif
