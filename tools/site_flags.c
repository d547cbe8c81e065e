// SPDX-License-Identifier: GPL-2.0
/*
 * What the kernel's own tables in a file say of its instructions: which it
 * writes over, which may fault, where jumps lead.  In a relocatable file the
 * places are in the relocations of those tables, in a linked one in the tables.
 */
#include "scan.h"
#include "report.h"

#include <stdlib.h>

/**
 * struct role - a place that an entry names
 * @at:     offset in the entry
 * @flag:   enum site_flag
 * @length: offset in the entry of how many bytes it covers, 0 for one place
 */
struct role {
	u8 at;
	u8 flag;
	u8 length;
};

/* How an entry of a linked file tells a place. */
enum place_form {
	PLACE_RELATIVE,		/* 32 bits, from itself on */
	PLACE_ABSOLUTE,		/* an address */
};

/**
 * struct special - a table of the kernel
 * @name:  of its section
 * @wide:  of 64-bit files
 * @size:  of an entry
 * @form:  of its places
 * @nr:    how many an entry has
 * @roles: the places
 */
struct special {
	const char *name;
	bool wide;
	u8 size;
	u8 form;
	u8 nr;
	struct role roles[2];
};

static const struct special specials[] = {
	{ ".altinstructions", true, 12, PLACE_RELATIVE, 2,
	  { { 0, SITE_ALT_ORIG, 10 }, { 4, SITE_ALT_REPL, 11 } } },
	{ "__jump_table", true, 16, PLACE_RELATIVE, 2,
	  { { 0, SITE_JUMP_LABEL, 0 }, { 4, SITE_JUMP_TARGET, 0 } } },
	{ "__ex_table", true, 12, PLACE_RELATIVE, 2,
	  { { 0, SITE_EXTABLE, 0 }, { 4, SITE_FIXUP, 0 } } },
	{ "__bug_table", true, 12, PLACE_RELATIVE, 1, { { 0, SITE_BUG, 0 } } },
	{ "__patchable_function_entries", true, 8, PLACE_ABSOLUTE, 1, { { 0, SITE_FTRACE, 0 } } },
	{ "__mcount_loc", true, 8, PLACE_ABSOLUTE, 1, { { 0, SITE_FTRACE, 0 } } },
	{ "__jump_table", false, 12, PLACE_ABSOLUTE, 2,
	  { { 0, SITE_JUMP_LABEL, 0 }, { 4, SITE_JUMP_TARGET, 0 } } },
	{ "__ex_table", false, 8, PLACE_ABSOLUTE, 2,
	  { { 0, SITE_EXTABLE, 0 }, { 4, SITE_FIXUP, 0 } } },
	{ "__bug_table", false, 12, PLACE_ABSOLUTE, 1, { { 0, SITE_BUG, 0 } } },
	{ ".alt.smp.init", false, 8, PLACE_RELATIVE, 1, { { 0, SITE_SMP_ALT, 0 } } },
	{ "__mcount_loc", false, 4, PLACE_ABSOLUTE, 1, { { 0, SITE_FTRACE, 0 } } },
};

static const char *const flag_names[] = {
	[SITE_COND] = "cond",
	[SITE_IT] = "it",
	[SITE_INIT] = "init",
	[SITE_EXIT] = "exit",
	[SITE_ALT_ORIG] = "alt-orig",
	[SITE_ALT_REPL] = "alt-repl",
	[SITE_JUMP_LABEL] = "jump-label",
	[SITE_JUMP_TARGET] = "jump-target",
	[SITE_EXTABLE] = "extable",
	[SITE_FIXUP] = "fixup",
	[SITE_SMP_ALT] = "smp-alt",
	[SITE_BUG] = "bug",
	[SITE_DATA] = "data",
	[SITE_FTRACE] = "ftrace",
	[SITE_NO_MAP] = "no-map",
};

/**
 * site_flag_name() - the name of a flag
 * @flag: enum site_flag
 *
 * Return: never NULL.
 */
const char *site_flag_name(unsigned int flag)
{
	return flag_names[flag];
}

/*
 * Entries come in the order of what they name, mostly: the site of one is near
 * that of the last one, from which it is looked for.
 */
static size_t bound_near(const struct sites *sites, size_t i, u32 section, u32 offset)
{
	const struct site place = { .section = section, .offset = offset };
	const size_t near = 16;
	size_t end = i + near;

	if (i && site_compare(&sites->v[i - 1], &place) >= 0)
		return sites_bound(sites, section, offset);
	for (; i < sites->nr && site_compare(&sites->v[i], &place) < 0; i++)
		if (i == end)
			return sites_bound(sites, section, offset);
	return i;
}

#define WORD_SHIFT	2

/**
 * struct words - which words of code have a site
 * @bits:  one for each word, set where a site begins
 * @first: by section, the bit of its first word
 * @nr:    by section, how many words it has; 0 for what has no sites
 *
 * Most of what the tables name is not a site.
 */
struct words {
	u8 *bits;
	u32 *first;
	u32 *nr;
};

static void words_fill(struct words *b, const struct elf_file *f, const struct sites *sites)
{
	const struct site *site;
	u32 last = 0, total = 0;
	size_t i, at;

	b->first = xcalloc(f->nr_sections, sizeof(*b->first));
	b->nr = xcalloc(f->nr_sections, sizeof(*b->nr));
	for (i = 0; i < sites->nr; i++) {
		if (sites->v[i].section == last)
			continue;
		last = sites->v[i].section;
		b->first[last] = total;
		b->nr[last] = (f->sections[last].shdr.sh_size >> WORD_SHIFT) + 1;
		total += b->nr[last];
	}
	b->bits = xcalloc(total / 8 + 1, 1);
	for (i = 0; i < sites->nr; i++) {
		site = &sites->v[i];
		at = b->first[site->section] + (site->offset >> WORD_SHIFT);
		b->bits[at / 8] |= 1u << at % 8;
	}
}

static void words_free(struct words *b)
{
	free(b->bits);
	free(b->first);
	free(b->nr);
}

static inline bool words_have(const struct words *b, u32 section, u64 offset, u32 length)
{
	u64 word = offset >> WORD_SHIFT, last = (offset + length - 1) >> WORD_SHIFT;
	u64 at;

	if (!length || last < word)
		return false;
	for (; word <= last && word < b->nr[section]; word++) {
		at = b->first[section] + word;
		if (b->bits[at / 8] >> at % 8 & 1)
			return true;
	}
	return false;
}

static void mark(struct sites *sites, size_t *hint, u32 section, u64 offset, u32 length, u8 flag)
{
	size_t i;

	*hint = bound_near(sites, *hint, section, offset);
	for (i = *hint; i < sites->nr; i++) {
		struct site *site = &sites->v[i];

		if (site->section != section || site->offset - (u32)offset >= length)
			return;
		site->flags |= SITE_BIT(flag);
	}
}

/**
 * struct range - code of a linked file
 * @begin:   its first address
 * @end:     behind its last
 * @section: index
 */
struct range {
	u64 begin;
	u64 end;
	u32 section;
};

/**
 * struct ranges - all code of a linked file
 * @v:  sorted by address
 * @nr: how many
 */
struct ranges {
	struct range *v;
	size_t nr;
};

/**
 * struct entries - a table of a file, while it is read
 * @f:       the file
 * @sites:   to be marked
 * @words:  where they are
 * @special: what kind of table
 * @section: the table
 * @ranges:  of a linked file
 * @size:    of an entry
 * @entry:   offset of the entry that was looked at last
 * @hints:   where among the sites the last place of each role was
 * @symbol:  of the last relocation; many name the same
 * @value:   of that symbol
 * @place:   its section
 */
struct entries {
	const struct elf_file *f;
	struct sites *sites;
	const struct words *words;
	const struct special *special;
	const struct elf_section *section;
	const struct ranges *ranges;
	u8 size;
	u64 entry;
	size_t hints[2];
	u64 symbol;
	u64 value;
	u32 place;
};

/* Most come in their order. */
static inline u64 entry_at(struct entries *e, u64 at)
{
	if (at - e->entry >= e->size && at - e->entry < 2 * e->size)
		e->entry += e->size;
	else if (at - e->entry >= e->size)
		e->entry = at - at % e->size;
	return e->entry;
}

/* Which place of an entry is at an offset in it; none when it is another field. */
static inline u8 role_at(const struct special *special, u64 at)
{
	u8 i;

	for (i = 0; i < special->nr; i++)
		if (special->roles[i].at == at)
			break;
	return i;
}

static inline void take_place(struct entries *e, u64 entry, u8 i, u32 section, u64 offset)
{
	const struct role *role = &e->special->roles[i];
	const u32 length = role->length ? e->section->bytes[entry + role->length] : 1;

	if (words_have(e->words, section, offset, length))
		mark(e->sites, &e->hints[i], section, offset, length, role->flag);
}

/**
 * struct reloc - a relocation of either class
 * @at:     offset in the section that it belongs to
 * @symbol: index
 * @addend: of SHT_RELA; of SHT_REL it is what stands @at
 */
struct reloc {
	u64 at;
	u64 symbol;
	u64 addend;
};

static size_t reloc_size(const struct elf_file *f, u32 type)
{
	if (f->wide)
		return type == SHT_RELA ? sizeof(Elf64_Rela) : sizeof(Elf64_Rel);
	return type == SHT_RELA ? sizeof(Elf32_Rela) : sizeof(Elf32_Rel);
}

static u64 addend_at(const struct entries *e, u64 at)
{
	int value = 0;

	if (at <= e->section->shdr.sh_size && e->section->shdr.sh_size - at >= sizeof(value))
		memcpy(&value, e->section->bytes + at, sizeof(value));
	return value;
}

static inline struct reloc read_reloc(const struct entries *e, const struct elf_section *s,
				      size_t i)
{
	const size_t size = reloc_size(e->f, s->shdr.sh_type);
	struct reloc r = {};
	Elf64_Rela wide = {};
	Elf32_Rela narrow = {};

	if (e->f->wide) {
		memcpy(&wide, s->bytes + i * size, size);
		r = (struct reloc){ wide.r_offset, ELF64_R_SYM(wide.r_info), wide.r_addend };
	} else {
		memcpy(&narrow, s->bytes + i * size, size);
		r = (struct reloc){ narrow.r_offset, ELF32_R_SYM(narrow.r_info), narrow.r_addend };
	}
	if (s->shdr.sh_type == SHT_REL)
		r.addend = addend_at(e, r.at);
	return r;
}

/* Before Linux 5.16 an entry of A64's __ex_table had two places and no more. */
static void choose_size(struct entries *e, const struct elf_section *s, size_t nr)
{
	const u8 old = 8;
	size_t i;

	e->size = e->special->size;
	if (!e->f->wide || e->special->roles[0].flag != SITE_EXTABLE)
		return;
	for (i = 0; i < nr; i++) {
		if (read_reloc(e, s, i).at % e->size <= 4)
			continue;
		e->size = old;
		return;
	}
}

static bool find_symbol(struct entries *e, u64 index)
{
	GElf_Sym symbol;

	if (index == e->symbol)
		return e->place;
	e->symbol = index;
	e->place = 0;
	if (!elf_symbol(e->f, index, &symbol, &e->place))
		return false;
	e->value = symbol.st_value;
	return e->place;
}

/* S + A, whatever the relocation subtracts of it. */
static void take_relocs(struct entries *e, const struct elf_section *s)
{
	const size_t nr = s->shdr.sh_size / reloc_size(e->f, s->shdr.sh_type);
	struct reloc r;
	u64 entry;
	size_t i;
	u8 role;

	choose_size(e, s, nr);
	e->entry = 0;
	for (i = 0; i < nr; i++) {
		r = read_reloc(e, s, i);
		entry = entry_at(e, r.at);
		role = role_at(e->special, r.at - entry);
		if (role == e->special->nr || r.at > e->section->shdr.sh_size ||
		    entry + e->size > e->section->shdr.sh_size || !find_symbol(e, r.symbol))
			continue;
		take_place(e, entry, role, e->place, e->value + r.addend);
	}
}

static const struct range *range_at(const struct ranges *ranges, u64 address)
{
	size_t low = 0, high = ranges->nr, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (ranges->v[middle].end <= address)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == ranges->nr || address < ranges->v[low].begin)
		return NULL;
	return &ranges->v[low];
}

static u64 linked_place(const struct entries *e, u64 at)
{
	const u64 own = e->section->shdr.sh_addr + at;
	u64 address = 0;

	if (e->special->form == PLACE_RELATIVE) {
		address = own + addend_at(e, at);
		return e->f->wide ? address : (u32)address;
	}
	memcpy(&address, e->section->bytes + at, e->f->wide ? 8 : 4);
	return address;
}

static void take_linked(struct entries *e)
{
	const struct range *range;
	u64 at, address;
	u8 i;

	e->size = e->special->size;
	for (at = 0; at + e->size <= e->section->shdr.sh_size; at += e->size) {
		for (i = 0; i < e->special->nr; i++) {
			address = linked_place(e, at + e->special->roles[i].at);
			range = range_at(e->ranges, address);
			if (range)
				take_place(e, at, i, range->section, address - range->begin);
		}
	}
}

static const struct special *find_special(const struct elf_file *f, const char *name)
{
	size_t i;

	if (name[0] != '_' && name[0] != '.')
		return NULL;
	for (i = 0; i < sizeof(specials) / sizeof(specials[0]); i++)
		if (specials[i].wide == f->wide && !strcmp(specials[i].name, name))
			return &specials[i];
	return NULL;
}

static int range_compare(const void *a, const void *b)
{
	const struct range *l = a, *r = b;

	if (l->begin != r->begin)
		return l->begin < r->begin ? -1 : 1;
	return 0;
}

static void load_ranges(const struct elf_file *f, struct ranges *ranges)
{
	const GElf_Shdr *shdr;
	size_t i, room = 0;

	for (i = 1; i < f->nr_sections; i++) {
		shdr = &f->sections[i].shdr;
		if (!elf_is_code(shdr) || shdr->sh_addr + shdr->sh_size < shdr->sh_addr)
			continue;
		ranges->v = xgrow(ranges->v, ranges->nr, &room, sizeof(*ranges->v));
		ranges->v[ranges->nr++] = (struct range){
			shdr->sh_addr, shdr->sh_addr + shdr->sh_size, i,
		};
	}
	if (ranges->nr)
		qsort(ranges->v, ranges->nr, sizeof(*ranges->v), range_compare);
}

static void flag_linked(const struct elf_file *f, const struct words *words,
			struct sites *sites)
{
	struct ranges ranges = {};
	struct entries e = { .f = f, .sites = sites, .words = words, .ranges = &ranges };
	size_t i;

	load_ranges(f, &ranges);
	for (i = 1; i < f->nr_sections; i++) {
		e.section = &f->sections[i];
		e.special = find_special(f, e.section->name);
		if (e.special && e.section->bytes)
			take_linked(&e);
	}
	free(ranges.v);
}

static void flag_relocatable(const struct elf_file *f, const struct words *words,
			     struct sites *sites)
{
	struct entries e = { .f = f, .sites = sites, .words = words };
	const struct elf_section *s;
	size_t i;

	for (i = 1; i < f->nr_sections; i++) {
		s = &f->sections[i];
		if ((s->shdr.sh_type != SHT_REL && s->shdr.sh_type != SHT_RELA) ||
		    s->shdr.sh_info >= f->nr_sections)
			continue;
		e.section = &f->sections[s->shdr.sh_info];
		e.special = find_special(f, e.section->name);
		if (e.special && e.section->bytes)
			take_relocs(&e, s);
	}
}

/**
 * scan_flags() - flag the sites that the kernel's tables name
 * @f:     the file
 * @sites: its sites, sorted
 */
void scan_flags(const struct elf_file *f, struct sites *sites)
{
	struct words words = {};

	words_fill(&words, f, sites);
	if (f->ehdr.e_type == ET_REL)
		flag_relocatable(f, &words, sites);
	else
		flag_linked(f, &words, sites);
	words_free(&words);
}
