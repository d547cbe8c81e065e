// SPDX-License-Identifier: GPL-2.0
/*
 * Removing a section moves all that come after it down by one, so every
 * index is renumbered: sh_link, sh_info, st_shndx, the members of groups,
 * extended indices and e_shstrndx.  Its symbols stay where they are: one of
 * the removed section becomes absolute, which the module loader ignores,
 * whereas it refuses an undefined one.
 *
 * A local symbol must stand before all global ones (gABI, Symbol Table), which
 * therefore move up when one is inserted, in every relocation, too.
 *
 * Called by elf_rewrite.c.  All is little-endian, as the host (elf_file.h).
 */
#include "elf_renumber.h"
#include "report.h"

/**
 * renumber_section() - where a section comes to stand
 * @r:     what changes
 * @index: where it stood
 *
 * Return: the new index; 0 when it goes.
 */
size_t renumber_section(const struct renumber *r, size_t index)
{
	if (!r->drop || index < r->drop)
		return index;
	return index == r->drop ? 0 : index - 1;
}

/**
 * renumber_symbol() - where a symbol comes to stand
 * @r:     what changes
 * @index: where it stood
 *
 * Return: the new index.
 */
u32 renumber_symbol(const struct renumber *r, u32 index)
{
	return index < r->first ? index : index + r->nr;
}

/**
 * renumber_concerns() - are there indices in a section that may change?
 * @r:    what changes
 * @type: of the section
 *
 * Return: true for one that renumber_contents() must see.
 */
bool renumber_concerns(const struct renumber *r, u32 type)
{
	switch (type) {
	case SHT_GROUP:
	case SHT_DYNSYM:
		return r->drop;
	case SHT_SYMTAB:
	case SHT_SYMTAB_SHNDX:
		return r->drop || r->nr;
	case SHT_REL:
	case SHT_RELA:
		return r->nr;
	}
	return false;
}

/* A flag word, then section indices. */
static void group(const struct renumber *r, u32 *words, size_t *size)
{
	size_t i, to = 1;

	for (i = 1; i < *size / sizeof(*words); i++)
		if (words[i] != r->drop)
			words[to++] = renumber_section(r, words[i]);
	if (i > to)
		*size = to * sizeof(*words);
}

/* Moves what stands behind @at; elf_rewrite() saw that there is so much. */
static void *open_gap(u8 *bytes, size_t *size, size_t at, size_t gap)
{
	memmove(bytes + at + gap, bytes + at, *size - at);
	memset(bytes + at, 0, gap);
	*size += gap;
	return bytes + at;
}

static void extended(const struct renumber *r, u32 *words, size_t *size)
{
	size_t i;
	u32 *to;

	for (i = 0; i < *size / sizeof(*words); i++)
		words[i] = renumber_section(r, words[i]);
	to = open_gap((u8 *)words, size, r->first * sizeof(*words), r->nr * sizeof(*words));
	for (i = 0; i < r->nr; i++)
		if (r->symbols[i].section >= SHN_LORESERVE)
			to[i] = r->symbols[i].section;
}

/* Returns true for a symbol of the section that goes. */
static bool move_symbol(const struct renumber *r, u16 *shndx, u8 *info)
{
	if (*shndx >= SHN_LORESERVE || *shndx < r->drop)
		return false;
	if (*shndx > r->drop) {
		--*shndx;
		return false;
	}
	*shndx = SHN_ABS;
	*info = ELF32_ST_INFO(ELF32_ST_BIND(*info), STT_NOTYPE);
	return true;
}

static void symbols_32(const struct renumber *r, Elf32_Sym *s, size_t nr)
{
	for (; nr--; s++)
		if (move_symbol(r, &s->st_shndx, &s->st_info))
			s->st_value = 0;
}

static void symbols_64(const struct renumber *r, Elf64_Sym *s, size_t nr)
{
	for (; nr--; s++)
		if (move_symbol(r, &s->st_shndx, &s->st_info))
			s->st_value = 0;
}

static void symbols(const struct renumber *r, void *bytes, size_t size)
{
	if (!r->drop)
		return;
	if (r->wide)
		symbols_64(r, bytes, size / sizeof(Elf64_Sym));
	else
		symbols_32(r, bytes, size / sizeof(Elf32_Sym));
}

/* Mapping symbols: local, without type and size, at offset 0 (AAELF32, 5.5.5). */
static void insert_symbols(const struct renumber *r, void *bytes, size_t *size)
{
	const size_t each = r->wide ? sizeof(Elf64_Sym) : sizeof(Elf32_Sym);
	Elf64_Sym *wide = open_gap(bytes, size, r->first * each, r->nr * each);
	Elf32_Sym *narrow = (void *)wide;
	u32 i, section;

	for (i = 0; i < r->nr; i++) {
		section = r->symbols[i].section;
		if (section >= SHN_LORESERVE)
			section = SHN_XINDEX;
		if (r->wide) {
			wide[i].st_name = r->symbols[i].name;
			wide[i].st_shndx = section;
		} else {
			narrow[i].st_name = r->symbols[i].name;
			narrow[i].st_shndx = section;
		}
	}
}

/* The other fields of an entry with an addend begin as those of one without. */
static void relocations_32(const struct renumber *r, u8 *bytes, size_t size, size_t each)
{
	Elf32_Rel *rel;
	size_t at;

	for (at = 0; at + each <= size; at += each) {
		rel = (void *)(bytes + at);
		rel->r_info = ELF32_R_INFO(renumber_symbol(r, ELF32_R_SYM(rel->r_info)),
					   ELF32_R_TYPE(rel->r_info));
	}
}

static void relocations_64(const struct renumber *r, u8 *bytes, size_t size, size_t each)
{
	Elf64_Rel *rel;
	u64 symbol;
	size_t at;

	for (at = 0; at + each <= size; at += each) {
		rel = (void *)(bytes + at);
		symbol = renumber_symbol(r, ELF64_R_SYM(rel->r_info));
		rel->r_info = ELF64_R_INFO(symbol, ELF64_R_TYPE(rel->r_info));
	}
}

static void relocations(const struct renumber *r, void *bytes, size_t size, bool rela)
{
	if (r->wide)
		relocations_64(r, bytes, size, rela ? sizeof(Elf64_Rela) : sizeof(Elf64_Rel));
	else
		relocations_32(r, bytes, size, rela ? sizeof(Elf32_Rela) : sizeof(Elf32_Rel));
}

/**
 * renumber_contents() - a section with new indices
 * @r:     what changes
 * @type:  of the section; renumber_concerns() is true of it
 * @bytes: its contents
 * @size:  of them; changed when they grow or shrink
 *
 * Return: the new contents, to be freed.
 */
void *renumber_contents(const struct renumber *r, u32 type, const u8 *bytes, size_t *size)
{
	void *copy = xcalloc(*size + r->nr * sizeof(Elf64_Sym), 1);

	if (*size)
		memcpy(copy, bytes, *size);
	switch (type) {
	case SHT_GROUP:
		group(r, copy, size);
		break;
	case SHT_SYMTAB_SHNDX:
		extended(r, copy, size);
		break;
	case SHT_DYNSYM:
		symbols(r, copy, *size);
		break;
	case SHT_SYMTAB:
		symbols(r, copy, *size);
		insert_symbols(r, copy, size);
		break;
	case SHT_REL:
	case SHT_RELA:
		relocations(r, copy, *size, type == SHT_RELA);
		break;
	}
	return copy;
}
