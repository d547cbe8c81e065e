/* SPDX-License-Identifier: GPL-2.0 */
/* An object or module, read whole. */
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

/**
 * struct elf_file - an open file
 * @path:        as the user named it
 * @data:        its bytes
 * @size:        how many
 * @mode:        its permissions
 * @elf:         libelf's view
 * @ehdr:        its header
 * @sections:    by index
 * @nr_sections: how many
 * @shstrndx:    index of the section names
 * @symtab:      index of the symbol table, 0 for none
 * @extended:    indices of sections that do not fit into a symbol, or NULL
 * @maps:        mapping symbols, sorted
 * @nr_maps:     how many
 */
struct elf_file {
	const char *path;
	u8 *data;
	size_t size;
	mode_t mode;
	Elf *elf;
	GElf_Ehdr ehdr;
	struct elf_section *sections;
	size_t nr_sections;
	size_t shstrndx;
	size_t symtab;
	Elf_Data *extended;
	struct vsi_mapping *maps;
	size_t nr_maps;
};

const char *elf_unsupported(const u8 *header, size_t size);
struct elf_file *elf_open(const char *path);
void elf_close(struct elf_file *f);
size_t elf_nr_symbols(const struct elf_file *f);
bool elf_symbol(const struct elf_file *f, size_t index, GElf_Sym *symbol, u32 *section);
void elf_view(const struct elf_file *f, size_t index, struct vsi_section *view);
bool elf_is_signed(const struct elf_file *f);

static inline bool elf_is_code(const GElf_Shdr *shdr)
{
	return (shdr->sh_flags & SHF_ALLOC) && (shdr->sh_flags & SHF_EXECINSTR) &&
	       shdr->sh_type != SHT_NOBITS;
}

#endif
