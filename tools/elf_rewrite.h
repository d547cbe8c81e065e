/* SPDX-License-Identifier: GPL-2.0 */
/* Writing a file again, with one section new and one gone. */
#ifndef TOOLS_ELF_REWRITE_H
#define TOOLS_ELF_REWRITE_H

#include "elf_file.h"

/**
 * struct elf_edit - what is to be different
 * @name:    of the new section: no flags, SHT_PROGBITS, aligned to 4
 * @bytes:   its contents
 * @size:    in bytes
 * @replace: index of the section whose place it takes, 0 to come last
 * @drop:    index of a section to be removed, 0 for none
 */
struct elf_edit {
	const char *name;
	const void *bytes;
	size_t size;
	size_t replace;
	size_t drop;
};

bool elf_rewrite(const struct elf_file *f, const struct elf_edit *edit, int fd);

#endif
