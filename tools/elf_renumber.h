/* SPDX-License-Identifier: GPL-2.0 */
/* Indices of sections and symbols in a file that is written again. */
#ifndef TOOLS_ELF_RENUMBER_H
#define TOOLS_ELF_RENUMBER_H

#include "elf_rewrite.h"

/**
 * struct renumber - what changes indices
 * @wide:    it is a 64-bit file
 * @drop:    index of a section that goes, 0 for none
 * @first:   index of the first global symbol, before which others are inserted
 * @nr:      how many are inserted
 * @symbols: their names, as offsets into the strings, and new sections
 */
struct renumber {
	bool wide;
	size_t drop;
	u32 first;
	u32 nr;
	struct {
		u32 name;
		u32 section;
	} symbols[ELF_MAX_ADDED];
};

size_t renumber_section(const struct renumber *r, size_t index);
u32 renumber_symbol(const struct renumber *r, u32 index);
bool renumber_concerns(const struct renumber *r, u32 type);
void *renumber_contents(const struct renumber *r, u32 type, const u8 *bytes, size_t *size);

#endif
