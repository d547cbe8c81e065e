// SPDX-License-Identifier: GPL-2.0
/*
 * Fragments: what vsi-as leaves in an object, and "ld -r" carries into the
 * module, until "vsi embed" makes a table of them.
 */
#include "fragment.h"
#include "report.h"

#include <stdlib.h>

static bool is_relocation(const GElf_Shdr *shdr)
{
	return shdr->sh_type == SHT_REL || shdr->sh_type == SHT_RELA;
}

static bool find_sections(const struct elf_file *f, struct table_place *place)
{
	size_t i;

	for (i = 1; i < f->nr_sections; i++) {
		if (strcmp(f->sections[i].name, VSI_TABLE_SECTION))
			continue;
		if (place->index)
			return fail(f->path, "more than one section " VSI_TABLE_SECTION);
		place->index = i;
	}
	for (i = 1; place->index && i < f->nr_sections; i++) {
		if (!is_relocation(&f->sections[i].shdr) ||
		    f->sections[i].shdr.sh_info != place->index)
			continue;
		if (place->rel)
			return fail_at(f->path, VSI_TABLE_SECTION, 0,
				       "more than one section of relocations");
		place->rel = i;
	}
	return true;
}

static bool all_fragments(const struct elf_section *s)
{
	struct vsi_fragment_entry e;
	u64 at;

	for (at = 0; at + sizeof(e) <= s->shdr.sh_size; at += sizeof(e)) {
		memcpy(&e, s->bytes + at, sizeof(e));
		if (e.magic != VSI_FRAGMENT_MAGIC)
			return false;
	}
	return at == s->shdr.sh_size;
}

/**
 * table_find() - find the .vsi_table of a file and say what it holds
 * @f:     the file
 * @place: filled in
 *
 * A table that is only recognized by its magic counts as finished: whether it
 * is a good one is for vsi_table_open() to say.
 *
 * Return: false after the reason was reported.
 */
bool table_find(const struct elf_file *f, struct table_place *place)
{
	const struct elf_section *s;

	*place = (struct table_place){};
	if (!find_sections(f, place))
		return false;
	if (!place->index)
		return true;
	s = &f->sections[place->index];
	if (s->shdr.sh_type != SHT_PROGBITS && s->shdr.sh_type != VSI_FRAGMENT_TYPE)
		return fail_at(f->path, s->name, 0, "section is of type 0x%x", s->shdr.sh_type);
	place->kind = TABLE_FINISHED;
	if (s->shdr.sh_size && all_fragments(s))
		place->kind = TABLE_FRAGMENTS;
	return true;
}

/* The symbol's section and value are all that locates a fragment: S + A. */
static bool locate(const struct elf_file *f, const GElf_Rel *rel, struct site *site)
{
	GElf_Sym symbol;

	if (GELF_R_TYPE(rel->r_info) != R_ARM_ABS32)
		return fail_at(f->path, VSI_TABLE_SECTION, rel->r_offset,
			       "unexpected relocation of type %u",
			       (unsigned int)GELF_R_TYPE(rel->r_info));
	if (!elf_symbol(f, GELF_R_SYM(rel->r_info), &symbol, &site->section) || !site->section)
		return fail_at(f->path, VSI_TABLE_SECTION, rel->r_offset,
			       "relocation against a symbol of no section");
	site->offset += symbol.st_value;
	return true;
}

static bool read_one(const struct elf_file *f, const struct elf_section *s,
		     const GElf_Rel *rel, struct sites *sites)
{
	struct vsi_fragment_entry e;
	struct site site;

	if (rel->r_offset % sizeof(e) || rel->r_offset >= s->shdr.sh_size)
		return fail_at(f->path, s->name, rel->r_offset, "relocation of no fragment");
	memcpy(&e, s->bytes + rel->r_offset, sizeof(e));
	site = (struct site){
		.offset = e.location, .word = e.word, .class = e.class,
		.isa = e.isa, .width = e.width,
	};
	if (!locate(f, rel, &site))
		return false;
	sites_add(sites, &site);
	return true;
}

/**
 * fragments_read() - read the fragments of a file
 * @f:     the file
 * @place: where they are; of kind TABLE_FRAGMENTS
 * @sites: zeroed; filled in and sorted
 *
 * Return: false after the reason was reported.
 */
bool fragments_read(const struct elf_file *f, const struct table_place *place,
		    struct sites *sites)
{
	const struct elf_section *s = &f->sections[place->index];
	const size_t nr = s->shdr.sh_size / sizeof(struct vsi_fragment_entry);
	Elf_Data *data = NULL;
	GElf_Rel rel;
	size_t i;

	if (place->rel && f->sections[place->rel].shdr.sh_type == SHT_REL)
		data = elf_getdata(elf_getscn(f->elf, place->rel), NULL);
	for (i = 0; data && gelf_getrel(data, i, &rel); i++)
		if (!read_one(f, s, &rel, sites))
			return false;
	if (sites->nr != nr)
		return fail_at(f->path, s->name, 0, "%zu fragments with %zu relocations",
			       nr, sites->nr);
	qsort(sites->v, sites->nr, sizeof(*sites->v), site_compare);
	return true;
}
