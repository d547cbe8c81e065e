/* SPDX-License-Identifier: GPL-2.0 */
/* An object, a module or a kernel, read whole. */
#ifndef TOOLS_ELF_FILE_H
#define TOOLS_ELF_FILE_H

#include <gelf.h>
#include <sys/types.h>

#include "../vsi_core/verify.h"

#ifndef __BYTE_ORDER__
#error "the compiler does not tell the byte order"
#elif __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "tables are written in the order of the host, which must be little-endian"
#endif

/**
 * struct elf_section - one section
 * @name:  never NULL
 * @shdr:  its header
 * @bytes: its contents as in the file; NULL for SHT_NOBITS
 */
struct elf_section {
	const char *name;
	GElf_Shdr shdr;
	const u8 *bytes;
};

/* What elf_parse() accepts, and what it is to do. */
#define ELF_LINKED	1	/* also what is not relocatable */
#define ELF_LIBELF	2	/* open libelf's view, too */
#define ELF_OWNER	4	/* the bytes are freed with the file */

/**
 * struct elf_file - an open file
 * @path:        as the user named it
 * @data:        its bytes
 * @size:        how many
 * @owner:       of @data
 * @mode:        its permissions
 * @fd:          from which large parts can be read again, or -1
 * @elf:         libelf's view, or NULL
 * @ehdr:        its header
 * @wide:        it is a 64-bit file
 * @sections:    by index
 * @nr_sections: how many
 * @shstrndx:    index of the section names
 * @symtab:      index of the symbol table, 0 for none
 * @extended:    indices of sections that do not fit into a symbol, or NULL
 * @nr_extended: how many
 * @strings:     of the symbols
 * @strings_size: of @strings, which end with a NUL
 * @maps:        mapping symbols of code, sorted
 * @nr_maps:     how many
 */
struct elf_file {
	const char *path;
	u8 *data;
	size_t size;
	bool owner;
	mode_t mode;
	int fd;
	Elf *elf;
	GElf_Ehdr ehdr;
	bool wide;
	struct elf_section *sections;
	size_t nr_sections;
	size_t shstrndx;
	size_t symtab;
	const u8 *extended;
	size_t nr_extended;
	const char *strings;
	size_t strings_size;
	struct vsi_mapping *maps;
	size_t nr_maps;
};

const char *elf_unsupported(const u8 *header, size_t size, unsigned int flags);
bool elf_foreign(const u8 *header, size_t size);
struct elf_file *elf_open(const char *path);
struct elf_file *elf_parse(const char *path, u8 *bytes, size_t size, unsigned int flags);
void elf_close(struct elf_file *f);
bool elf_load_symbols(struct elf_file *f);
size_t elf_nr_symbols(const struct elf_file *f);
bool elf_symbol(const struct elf_file *f, size_t index, GElf_Sym *symbol, u32 *section);
size_t elf_undefined(const struct elf_file *f, size_t from);
const char *elf_symbol_name(const struct elf_file *f, const GElf_Sym *symbol);
void elf_view(const struct elf_file *f, size_t index, struct vsi_section *view);
bool elf_is_signed(const struct elf_file *f);

static inline bool elf_is_code(const GElf_Shdr *shdr)
{
	return (shdr->sh_flags & SHF_ALLOC) && (shdr->sh_flags & SHF_EXECINSTR) &&
	       shdr->sh_type != SHT_NOBITS && shdr->sh_type != SHT_NULL;
}

#endif
