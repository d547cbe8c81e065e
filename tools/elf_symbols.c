// SPDX-License-Identifier: GPL-2.0
/*
 * Symbols of a file, and what its mapping symbols say of its sections.  Of all
 * that is read of a file, they are the most: no call of a library for each.
 */
#include "elf_file.h"
#include "report.h"

#include <stdlib.h>

static size_t symbol_size(const struct elf_file *f)
{
	return f->wide ? sizeof(Elf64_Sym) : sizeof(Elf32_Sym);
}

/**
 * elf_nr_symbols() - the number of symbols of a file
 * @f: the file
 *
 * Return: with the null symbol; 0 when there is no symbol table.
 */
size_t elf_nr_symbols(const struct elf_file *f)
{
	return f->symtab ? f->sections[f->symtab].shdr.sh_size / symbol_size(f) : 0;
}

static inline void read_symbol(const struct elf_file *f, size_t index, GElf_Sym *to)
{
	const u8 *from = f->sections[f->symtab].bytes + index * symbol_size(f);
	Elf32_Sym s;

	if (f->wide) {
		memcpy(to, from, sizeof(*to));
		return;
	}
	memcpy(&s, from, sizeof(s));
	to->st_name = s.st_name;
	to->st_info = s.st_info;
	to->st_other = s.st_other;
	to->st_shndx = s.st_shndx;
	to->st_value = s.st_value;
	to->st_size = s.st_size;
}

static u32 section_of(const struct elf_file *f, size_t index, const GElf_Sym *symbol)
{
	u32 section = symbol->st_shndx;

	if (symbol->st_shndx == SHN_XINDEX) {
		section = 0;
		if (index < f->nr_extended)
			memcpy(&section, f->extended + index * sizeof(section), sizeof(section));
	} else if (symbol->st_shndx >= SHN_LORESERVE) {
		return 0;
	}
	return section < f->nr_sections ? section : 0;
}

/**
 * elf_symbol() - read a symbol
 * @f:       the file
 * @index:   of the symbol
 * @symbol:  filled in
 * @section: index of the section that it lies in; 0 when in none
 *
 * Return: true when there is such a symbol.
 */
bool elf_symbol(const struct elf_file *f, size_t index, GElf_Sym *symbol, u32 *section)
{
	if (index >= elf_nr_symbols(f))
		return false;
	read_symbol(f, index, symbol);
	*section = section_of(f, index, symbol);
	return true;
}

/**
 * elf_undefined() - the next symbol that the file does not define
 * @f:    the file
 * @from: index of the first symbol to look at
 *
 * Return: its index, or elf_nr_symbols() when there is none.
 */
size_t elf_undefined(const struct elf_file *f, size_t from)
{
	const size_t at = f->wide ? offsetof(Elf64_Sym, st_shndx) : offsetof(Elf32_Sym, st_shndx);
	const size_t nr = elf_nr_symbols(f), size = symbol_size(f);
	const u8 *bytes = f->symtab ? f->sections[f->symtab].bytes : NULL;
	u16 section;

	for (; from < nr; from++) {
		memcpy(&section, bytes + from * size + at, sizeof(section));
		if (section == SHN_UNDEF)
			break;
	}
	return from < nr ? from : nr;
}

/**
 * elf_symbol_name() - the name of a symbol
 * @f:      the file
 * @symbol: read from it
 *
 * Return: never NULL.
 */
const char *elf_symbol_name(const struct elf_file *f, const GElf_Sym *symbol)
{
	return symbol->st_name < f->strings_size ? f->strings + symbol->st_name : "";
}

static bool take_symtab(struct elf_file *f, size_t index)
{
	const struct elf_section *s = &f->sections[index], *strings;

	if (f->symtab)
		return fail(f->path, "more than one symbol table");
	if (s->shdr.sh_entsize != symbol_size(f))
		return fail(f->path, "symbols of %llu bytes",
			    (unsigned long long)s->shdr.sh_entsize);
	if (s->shdr.sh_link >= f->nr_sections)
		return fail(f->path, "symbols have no names");
	strings = &f->sections[s->shdr.sh_link];
	if (!strings->bytes || !strings->shdr.sh_size ||
	    strings->bytes[strings->shdr.sh_size - 1])
		return fail(f->path, "names of symbols have no end");
	f->symtab = index;
	f->strings = (const char *)strings->bytes;
	f->strings_size = strings->shdr.sh_size;
	return true;
}

/* Of linked files a symbol has an address instead of an offset. */
static bool offset_of(const struct elf_file *f, const GElf_Sym *symbol, struct vsi_mapping *map)
{
	const GElf_Shdr *shdr = &f->sections[map->section].shdr;
	u64 offset = symbol->st_value;

	if (f->ehdr.e_type != ET_REL)
		offset -= shdr->sh_addr;
	if (offset > UINT32_MAX)
		return false;
	map->offset = offset;
	return true;
}

/**
 * struct names - what names of symbols say, as far as asked lately
 * @name: offset of the name
 * @isa:  what vsi_mapping_symbol() says of it
 *
 * Mapping symbols are many, but they have few names, which are far away.
 */
struct names {
	struct {
		u32 name;
		int isa;
	} v[16];
};

static int mapping_of(const struct elf_file *f, struct names *names, const GElf_Sym *symbol)
{
	const u32 name = symbol->st_name;
	const size_t i = (name ^ name >> 4) % (sizeof(names->v) / sizeof(names->v[0]));

	if (names->v[i].name != name || !name) {
		names->v[i].name = name;
		names->v[i].isa = vsi_mapping_symbol(elf_symbol_name(f, symbol));
	}
	return names->v[i].isa;
}

#define PICK	1024

/**
 * struct picker - picks symbols without a type that lie in code
 * @bytes:    of the symbols
 * @size:     of a symbol
 * @info:     where its type is
 * @section:  where its section is
 * @code:     by section, whether it is code
 * @sections: how many there are
 */
struct picker {
	const u8 *bytes;
	size_t size;
	size_t info;
	size_t section;
	bool *code;
	size_t sections;
};

static void begin_picker(const struct elf_file *f, struct picker *p)
{
	size_t i;

	*p = (struct picker){
		.bytes = f->symtab ? f->sections[f->symtab].bytes : NULL,
		.size = symbol_size(f),
		.info = f->wide ? offsetof(Elf64_Sym, st_info) : offsetof(Elf32_Sym, st_info),
		.section = f->wide ? offsetof(Elf64_Sym, st_shndx) : offsetof(Elf32_Sym, st_shndx),
		.code = xcalloc(f->nr_sections, sizeof(*p->code)),
		.sections = f->nr_sections,
	};
	for (i = 0; i < f->nr_sections; i++)
		p->code[i] = elf_is_code(&f->sections[i].shdr);
}

/*
 * AAELF32, 5.5.5: a mapping symbol is local, without a type.  Nobody can foretell
 * which ones are: no jump depends on it.
 */
static size_t pick(const struct picker *p, size_t first, size_t end, u32 *picked)
{
	const u8 *symbol = p->bytes + first * p->size;
	size_t nr = 0;
	u16 section;
	bool code;

	for (; first < end; first++, symbol += p->size) {
		memcpy(&section, symbol + p->section, sizeof(section));
		code = section < p->sections ? p->code[section] : section == SHN_XINDEX;
		picked[nr] = first;
		nr += !symbol[p->info] & code;
	}
	return nr;
}

/**
 * struct map_list - mapping symbols, while they are found
 * @names:  what their names say
 * @room:   how many fit into the file's array
 * @counts: how many there are, by section
 */
struct map_list {
	struct names names;
	size_t room;
	u32 *counts;
};

static void take_symbol(struct elf_file *f, size_t index, struct map_list *list)
{
	struct vsi_mapping map;
	GElf_Sym symbol;

	read_symbol(f, index, &symbol);
	map.section = section_of(f, index, &symbol);
	if (!elf_is_code(&f->sections[map.section].shdr))
		return;
	map.isa = mapping_of(f, &list->names, &symbol);
	map.symbol = index;
	if (map.isa == VSI_MAPPING_NONE || !offset_of(f, &symbol, &map))
		return;
	f->maps = xgrow(f->maps, f->nr_maps, &list->room, sizeof(map));
	f->maps[f->nr_maps++] = map;
	list->counts[map.section]++;
}

static void take_maps(struct elf_file *f, u32 *counts)
{
	struct map_list list = { .counts = counts };
	const size_t nr = elf_nr_symbols(f);
	size_t first, end, n, i;
	struct picker picker;
	u32 picked[PICK];

	begin_picker(f, &picker);
	for (first = 1; first < nr; first = end) {
		end = nr - first < PICK ? nr : first + PICK;
		n = pick(&picker, first, end, picked);
		for (i = 0; i < n; i++)
			take_symbol(f, picked[i], &list);
	}
	free(picker.code);
}

static bool is_sorted(const struct vsi_mapping *maps, size_t nr)
{
	size_t i;

	for (i = 1; i < nr; i++)
		if (vsi_mapping_compare(&maps[i - 1], &maps[i]) > 0)
			return false;
	return true;
}

/* Those of a section come in their order, mostly. */
static void sort_maps(struct elf_file *f, u32 *counts)
{
	struct vsi_mapping *sorted = xcalloc(f->nr_maps, sizeof(*sorted));
	size_t i, at = 0, nr;

	for (i = 0; i < f->nr_sections; i++) {
		nr = counts[i];
		counts[i] = at;
		at += nr;
	}
	for (i = 0; i < f->nr_maps; i++)
		sorted[counts[f->maps[i].section]++] = f->maps[i];
	for (i = 0, at = 0; i < f->nr_sections; at = counts[i++])
		if (!is_sorted(sorted + at, counts[i] - at))
			qsort(sorted + at, counts[i] - at, sizeof(*sorted), vsi_mapping_compare);
	free(f->maps);
	f->maps = sorted;
}

static void load_maps(struct elf_file *f)
{
	u32 *counts = xcalloc(f->nr_sections, sizeof(*counts));

	take_maps(f, counts);
	if (!is_sorted(f->maps, f->nr_maps))
		sort_maps(f, counts);
	free(counts);
}

/**
 * elf_load_symbols() - find the symbols of a file
 * @f: the file, whose sections are known
 *
 * Return: false after the reason was reported.
 */
bool elf_load_symbols(struct elf_file *f)
{
	const struct elf_section *s;
	size_t i;

	for (i = 1; i < f->nr_sections; i++) {
		s = &f->sections[i];
		if (s->shdr.sh_type == SHT_SYMTAB_SHNDX) {
			f->extended = s->bytes;
			f->nr_extended = s->shdr.sh_size / sizeof(u32);
		}
		if (s->shdr.sh_type == SHT_SYMTAB && !take_symtab(f, i))
			return false;
	}
	load_maps(f);
	return true;
}

/* The first mapping symbol that does not come before a section's begin. */
static size_t first_map(const struct elf_file *f, u32 section)
{
	size_t low = 0, high = f->nr_maps, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (f->maps[middle].section < section)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/**
 * elf_view() - a section as verification sees it
 * @f:     the file
 * @index: of the section
 * @view:  filled in; points into the file
 */
void elf_view(const struct elf_file *f, size_t index, struct vsi_section *view)
{
	const struct elf_section *s = &f->sections[index];
	size_t first = first_map(f, index);

	*view = (struct vsi_section){
		.name = s->name,
		.bytes = s->bytes,
		.size = s->shdr.sh_size,
		.exec = elf_is_code(&s->shdr),
		.maps = f->maps ? f->maps + first : NULL,
		.nr_maps = first_map(f, index + 1) - first,
	};
}
