// SPDX-License-Identifier: GPL-2.0
/*
 * Loading a module object: lay out, resolve, relocate, in the order and with the
 * results of kernel/module/main.c (layout_sections(), simplify_symbols(),
 * apply_relocations()).
 *
 * The same for both programs, so that an object lies there alike.
 */
#include "load.h"

/* Many modules align by more, for caches, which is of no matter here. */
#define MAX_ALIGN	64

static bool same(const char *a, const char *b)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	return *a == *b;
}

static void lay_out(struct bed_object *o, unsigned long at)
{
	bed_shdr *s;
	unsigned long align;

	for (s = o->shdr; s < o->shdr + o->hdr->e_shnum; s++) {
		s->sh_addr = (unsigned long)o->hdr + s->sh_offset;
		if (!(s->sh_flags & SHF_ALLOC) || !s->sh_size)
			continue;
		align = s->sh_addralign < MAX_ALIGN ? s->sh_addralign | 8 : MAX_ALIGN;
		align &= -align;
		at = (at + align - 1) & -align;
		if (s->sh_type == SHT_NOBITS)
			memset((void *)at, 0, s->sh_size);
		else
			memcpy((void *)at, (void *)s->sh_addr, s->sh_size);
		s->sh_addr = at;
		at += s->sh_size;
	}
	o->end = at;
}

static bool find_symbols(struct bed_object *o)
{
	const bed_shdr *s;

	for (s = o->shdr; s < o->shdr + o->hdr->e_shnum; s++)
		if (s->sh_type == SHT_SYMTAB) {
			o->syms = (void *)s->sh_addr;
			o->nr_syms = s->sh_size / sizeof(*o->syms);
			o->names = (const char *)o->shdr[s->sh_link].sh_addr;
			return true;
		}
	return false;
}

static const char *resolve_symbols(struct bed_object *o, bed_resolve_fn *resolve)
{
	bed_sym *sym;

	for (sym = o->syms + 1; sym < o->syms + o->nr_syms; sym++) {
		if (sym->st_shndx == SHN_UNDEF) {
			sym->st_value = resolve(o->names + sym->st_name);
			if (!sym->st_value)
				return o->names + sym->st_name;
		} else if (sym->st_shndx < o->hdr->e_shnum) {
			sym->st_value += o->shdr[sym->st_shndx].sh_addr;
		}
	}
	return NULL;
}

static s64 addend_of(const bed_rel *rel)
{
#if __SIZEOF_POINTER__ == 8
	return rel->r_addend;
#else
	/* in the place itself */
	(void)rel;
	return 0;
#endif
}

static bool relocate_section(const struct bed_object *o, const bed_shdr *s)
{
	const bed_rel *rel = (const void *)s->sh_addr, *end = rel + s->sh_size / sizeof(*rel);
	const unsigned long base = o->shdr[s->sh_info].sh_addr;

	for (; rel < end; rel++)
		if (!bed_relocate(base + rel->r_offset, BED_R_TYPE(rel->r_info),
				  o->syms[BED_R_SYM(rel->r_info)].st_value, addend_of(rel)))
			return false;
	return true;
}

/**
 * bed_load() - load an object
 * @file:    it; changed
 * @at:      where its sections shall be
 * @resolve: where symbols are that it does not have
 * @o:       filled in
 *
 * Return: NULL; else what is missing or wrong.
 */
const char *bed_load(void *file, unsigned long at, bed_resolve_fn *resolve,
		     struct bed_object *o)
{
	const char *missing;
	unsigned int i;

	o->hdr = file;
	o->shdr = (void *)((char *)file + o->hdr->e_shoff);
	lay_out(o, at);
	if (!find_symbols(o))
		return "no symbols";
	missing = resolve_symbols(o, resolve);
	if (missing)
		return missing;
	for (i = 1; i < o->hdr->e_shnum; i++)
		if (o->shdr[i].sh_type == BED_SHT_REL &&
		    o->shdr[o->shdr[i].sh_info].sh_flags & SHF_ALLOC &&
		    !relocate_section(o, &o->shdr[i]))
			return "a relocation";
	return NULL;
}

/**
 * bed_symbol() - a symbol of an object
 * @o:    loaded
 * @name: of the symbol
 *
 * Return: the symbol, or NULL.
 */
const bed_sym *bed_symbol(const struct bed_object *o, const char *name)
{
	const bed_sym *sym;

	for (sym = o->syms + 1; sym < o->syms + o->nr_syms; sym++)
		if (sym->st_shndx != SHN_UNDEF && same(o->names + sym->st_name, name))
			return sym;
	return NULL;
}
