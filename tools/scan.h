/* SPDX-License-Identifier: GPL-2.0 */
/* Which instructions of a file are virtualization-sensitive. */
#ifndef TOOLS_SCAN_H
#define TOOLS_SCAN_H

#include "elf_file.h"

/**
 * struct site - one instruction
 * @section: index in the file
 * @offset:  in the section
 * @word:    the instruction
 * @class:   enum vsi_class
 * @isa:     enum vsi_isa
 * @width:   in bytes
 */
struct site {
	u32 section;
	u32 offset;
	u32 word;
	u16 class;
	u8 isa;
	u8 width;
};

/**
 * struct sites - the instructions of a file, sorted by section and offset
 * @v:     the instructions
 * @nr:    how many
 * @room:  how many fit into @v
 * @thumb: bytes of T32 that were not examined
 */
struct sites {
	struct site *v;
	size_t nr;
	size_t room;
	u64 thumb;
};

void scan_file(const struct elf_file *f, struct sites *sites);
const struct site *sites_find(const struct sites *sites, u32 section, u32 offset);
bool sites_check_names(const struct elf_file *f, const struct sites *sites);
void sites_add(struct sites *sites, const struct site *site);
void sites_free(struct sites *sites);
int site_compare(const void *a, const void *b);
const char *site_text(const struct site *site);
const char *isa_name(unsigned int isa);

#endif
