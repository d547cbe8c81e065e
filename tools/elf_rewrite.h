/* SPDX-License-Identifier: GPL-2.0 */
/* Writing a file again, with some sections new and one gone. */
#ifndef TOOLS_ELF_REWRITE_H
#define TOOLS_ELF_REWRITE_H

#include "elf_file.h"

#define ELF_MAX_ADDED	3

/**
 * struct elf_added - a section that is new; of SHT_PROGBITS
 * @name:    of it
 * @bytes:   its contents
 * @size:    in bytes
 * @flags:   SHF_...
 * @align:   of it
 * @replace: index of the section whose place it takes, 0 to come last
 * @symbol:  name of a mapping symbol to be put at its begin, or NULL
 */
struct elf_added {
	const char *name;
	const void *bytes;
	size_t size;
	u64 flags;
	u64 align;
	size_t replace;
	const char *symbol;
};

/**
 * struct elf_edit - what is to be different
 * @added: sections
 * @nr:    how many
 * @drop:  index of a section to be removed, 0 for none
 */
struct elf_edit {
	struct elf_added added[ELF_MAX_ADDED];
	size_t nr;
	size_t drop;
};

bool elf_rewrite(const struct elf_file *f, const struct elf_edit *edit, int fd);

#endif
