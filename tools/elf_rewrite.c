// SPDX-License-Identifier: GPL-2.0
/*
 * Writing a file again with libelf, which lays it out anew: what follows the
 * sections, as a signature does, is left behind.  Indices that change with it
 * are those of elf_renumber.c.
 */
#include "elf_renumber.h"
#include "report.h"
#include "text.h"

#include <stdlib.h>

/* LLVM's list of symbols whose address is taken; no link means that it is out of date. */
#ifndef SHT_LLVM_ADDRSIG
#define SHT_LLVM_ADDRSIG	0x6fff4c03
#endif

/**
 * struct rewrite - a file that is being written
 * @f:          as it was
 * @edit:       what is to be different
 * @out:        libelf's view of the new one
 * @renumber:   which indices change
 * @names:      the names of the sections
 * @strings:    the names of the symbols, unless they are in @names, too
 * @name:       of each added section, in @names
 * @buffers:    other new bytes, freed when all is written
 * @nr_buffers: how many
 */
struct rewrite {
	const struct elf_file *f;
	const struct elf_edit *edit;
	Elf *out;
	struct renumber renumber;
	struct text names;
	struct text strings;
	u32 name[ELF_MAX_ADDED];
	void **buffers;
	size_t nr_buffers;
};

static bool failed(const struct rewrite *rw)
{
	return fail(rw->f->path, "cannot be written: %s", elf_errmsg(-1));
}

/* A string of the table that ends with this one serves, too. */
static u32 string_at(struct text *table, const char *s)
{
	const size_t n = strlen(s) + 1;
	const char *p = memmem(table->bytes, table->size, s, n);
	const u32 end = table->size;

	if (p)
		return p - table->bytes;
	text_bytes(table, s, n);
	return end;
}

static size_t strings_index(const struct elf_file *f)
{
	return f->symtab ? f->sections[f->symtab].shdr.sh_link : 0;
}

static void copy_strings(struct text *to, const struct elf_section *s)
{
	text_bytes(to, (const char *)s->bytes, s->shdr.sh_size);
}

/* Where added sections come to stand: those that replace none come last. */
static size_t added_index(const struct rewrite *rw, size_t which)
{
	size_t i, index = rw->f->nr_sections - !!rw->edit->drop;

	if (rw->edit->added[which].replace)
		return renumber_section(&rw->renumber, rw->edit->added[which].replace);
	for (i = 0; i < which; i++)
		index += !rw->edit->added[i].replace;
	return index;
}

/* Nothing has been changed yet; what is hostile in the symbol table ends here. */
static bool check_symbols(const struct rewrite *rw)
{
	const struct elf_file *f = rw->f;
	const struct renumber *r = &rw->renumber;
	size_t i;

	if (!r->nr)
		return true;
	if (!f->symtab || r->first > elf_nr_symbols(f))
		return fail(f->path, "symbol table does not say where global symbols begin");
	if (f->extended && f->nr_extended < r->first)
		return fail(f->path, "symbols have no section");
	if (!f->wide && elf_nr_symbols(f) + r->nr > ELF32_R_SYM(UINT32_MAX))
		return fail(f->path, "too many symbols");
	for (i = 0; i < r->nr; i++)
		if (r->symbols[i].section >= SHN_LORESERVE && !f->extended)
			return fail(f->path, "too many sections");
	return true;
}

static bool number_added(struct rewrite *rw)
{
	const struct elf_file *f = rw->f;
	const bool shared = strings_index(f) == f->shstrndx;
	struct renumber *r = &rw->renumber;
	const struct elf_added *added;
	size_t i;

	r->wide = f->wide;
	r->drop = rw->edit->drop;
	r->first = f->symtab ? f->sections[f->symtab].shdr.sh_info : 0;
	copy_strings(&rw->names, &f->sections[f->shstrndx]);
	if (strings_index(f) && !shared)
		copy_strings(&rw->strings, &f->sections[strings_index(f)]);
	for (i = 0; i < rw->edit->nr; i++) {
		added = &rw->edit->added[i];
		rw->name[i] = string_at(&rw->names, added->name);
		if (!added->symbol)
			continue;
		r->symbols[r->nr].name = string_at(shared ? &rw->names : &rw->strings,
						   added->symbol);
		r->symbols[r->nr++].section = added_index(rw, i);
	}
	return check_symbols(rw);
}

static void *keep(struct rewrite *rw, void *buffer)
{
	rw->buffers[rw->nr_buffers++] = buffer;
	return buffer;
}

static void set_text(Elf_Data *data, const struct text *t)
{
	data->d_buf = t->bytes;
	data->d_size = t->size;
}

static void copy_contents(struct rewrite *rw, size_t index, Elf_Data *data)
{
	const struct elf_section *s = &rw->f->sections[index];
	size_t size = s->shdr.sh_size;

	*data = (Elf_Data){
		.d_buf = (void *)s->bytes, .d_size = size, .d_type = ELF_T_BYTE,
		.d_align = s->shdr.sh_addralign ? s->shdr.sh_addralign : 1,
		.d_version = EV_CURRENT,
	};
	if (index == rw->f->shstrndx) {
		set_text(data, &rw->names);
	} else if (index == strings_index(rw->f)) {
		set_text(data, &rw->strings);
	} else if (renumber_concerns(&rw->renumber, s->shdr.sh_type)) {
		data->d_buf = keep(rw, renumber_contents(&rw->renumber, s->shdr.sh_type,
							 s->bytes, &size));
		data->d_size = size;
	}
}

static u32 new_info(const struct renumber *r, const GElf_Shdr *from)
{
	switch (from->sh_type) {
	case SHT_REL:
	case SHT_RELA:
		return renumber_section(r, from->sh_info);
	case SHT_SYMTAB:
		return from->sh_info + r->nr;
	case SHT_GROUP:
		return renumber_symbol(r, from->sh_info);
	}
	if (from->sh_flags & SHF_INFO_LINK)
		return renumber_section(r, from->sh_info);
	return from->sh_info;
}

static void copy_header(const struct rewrite *rw, size_t index, GElf_Shdr *to)
{
	const GElf_Shdr *from = &rw->f->sections[index].shdr;
	const size_t size = to->sh_size;

	*to = *from;
	to->sh_size = size;
	to->sh_link = renumber_section(&rw->renumber, from->sh_link);
	to->sh_info = new_info(&rw->renumber, from);
	if (from->sh_type == SHT_LLVM_ADDRSIG && rw->renumber.nr)
		to->sh_link = 0;
}

static bool copy_section(struct rewrite *rw, size_t index)
{
	Elf_Scn *scn = elf_newscn(rw->out);
	Elf_Data *data = scn ? elf_newdata(scn) : NULL;
	GElf_Shdr shdr;

	if (!data || !gelf_getshdr(scn, &shdr))
		return failed(rw);
	copy_contents(rw, index, data);
	shdr.sh_size = data->d_size;
	copy_header(rw, index, &shdr);
	return gelf_update_shdr(scn, &shdr) || failed(rw);
}

static bool add_section(struct rewrite *rw, size_t which)
{
	const struct elf_added *added = &rw->edit->added[which];
	Elf_Scn *scn = elf_newscn(rw->out);
	Elf_Data *data = scn ? elf_newdata(scn) : NULL;
	GElf_Shdr shdr;

	if (!data || !gelf_getshdr(scn, &shdr))
		return failed(rw);
	*data = (Elf_Data){
		.d_buf = (void *)added->bytes, .d_size = added->size,
		.d_type = ELF_T_BYTE, .d_align = added->align, .d_version = EV_CURRENT,
	};
	shdr = (GElf_Shdr){
		.sh_name = rw->name[which], .sh_type = SHT_PROGBITS, .sh_flags = added->flags,
		.sh_size = added->size, .sh_addralign = added->align,
	};
	return gelf_update_shdr(scn, &shdr) || failed(rw);
}

/* Adds the sections that take this one's place; with 0, those that take none. */
static bool add_in_place(struct rewrite *rw, size_t index, bool *replaced)
{
	size_t i;

	*replaced = false;
	for (i = 0; i < rw->edit->nr; i++) {
		if (rw->edit->added[i].replace != index)
			continue;
		if (!add_section(rw, i))
			return false;
		*replaced = true;
	}
	return true;
}

static bool copy_sections(struct rewrite *rw)
{
	bool replaced;
	size_t i;

	for (i = 1; i < rw->f->nr_sections; i++) {
		if (i == rw->edit->drop)
			continue;
		if (!add_in_place(rw, i, &replaced))
			return false;
		if (!replaced && !copy_section(rw, i))
			return false;
	}
	return add_in_place(rw, 0, &replaced);
}

/* What libelf does not set in the file header and in section 0. */
static bool finish_headers(const struct rewrite *rw)
{
	const size_t shstrndx = renumber_section(&rw->renumber, rw->f->shstrndx);
	GElf_Ehdr ehdr = rw->f->ehdr;
	GElf_Shdr shdr;
	Elf_Scn *zero;

	ehdr.e_shoff = 0;
	ehdr.e_shstrndx = shstrndx;
	if (shstrndx >= SHN_LORESERVE) {
		ehdr.e_shstrndx = SHN_XINDEX;
		zero = elf_getscn(rw->out, 0);
		if (!zero || !gelf_getshdr(zero, &shdr))
			return failed(rw);
		shdr.sh_link = shstrndx;
		if (!gelf_update_shdr(zero, &shdr))
			return failed(rw);
	}
	return gelf_update_ehdr(rw->out, &ehdr) || failed(rw);
}

static bool write_out(struct rewrite *rw)
{
	if (!gelf_newehdr(rw->out, rw->f->ehdr.e_ident[EI_CLASS]))
		return failed(rw);
	if (!copy_sections(rw) || !finish_headers(rw))
		return false;
	return elf_update(rw->out, ELF_C_WRITE) >= 0 || failed(rw);
}

/**
 * elf_rewrite() - write a relocatable file with sections added or replaced
 * @f:    the file
 * @edit: what is to be different
 * @fd:   an empty file, open for writing and reading
 *
 * The contents of all other sections stay as they are, but for names of what is
 * new, for indices of sections when one is dropped, and for those of global
 * symbols when symbols are inserted before them.
 *
 * Return: false after the reason was reported.
 */
bool elf_rewrite(const struct elf_file *f, const struct elf_edit *edit, int fd)
{
	struct rewrite rw = { .f = f, .edit = edit };
	bool ok;

	rw.buffers = xcalloc(f->nr_sections, sizeof(*rw.buffers));
	ok = number_added(&rw);
	if (ok) {
		rw.out = elf_begin(fd, ELF_C_WRITE, NULL);
		ok = rw.out ? write_out(&rw) : failed(&rw);
	}
	elf_end(rw.out);
	while (rw.nr_buffers)
		free(rw.buffers[--rw.nr_buffers]);
	free(rw.buffers);
	text_free(&rw.names);
	text_free(&rw.strings);
	return ok;
}
