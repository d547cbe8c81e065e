/* SPDX-License-Identifier: GPL-2.0 */
/* The .vsi_table section of a file: fragments, or a finished table. */
#ifndef TOOLS_FRAGMENT_H
#define TOOLS_FRAGMENT_H

#include "scan.h"

/*
 * Fragments have a section type of their own, in the range that is left to
 * users: modpost warns of PROGBITS that is not loaded and that it does not
 * know.  A finished table, which no modpost sees, is PROGBITS.
 */
#define VSI_FRAGMENT_TYPE	0x80565349u	/* SHT_LOUSER + "VSI" */

enum table_kind {
	TABLE_NONE,
	TABLE_FRAGMENTS,
	TABLE_FINISHED,
};

/**
 * struct table_place - where a file has its .vsi_table
 * @kind:  what it holds
 * @index: of the section, 0 for none
 * @rel:   index of its relocations, 0 for none
 */
struct table_place {
	enum table_kind kind;
	size_t index;
	size_t rel;
};

bool table_find(const struct elf_file *f, struct table_place *place);
bool fragments_read(const struct elf_file *f, const struct table_place *place,
		    struct sites *sites);

#endif
