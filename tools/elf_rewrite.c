// SPDX-License-Identifier: GPL-2.0
/*
 * Writing a file again with libelf, which lays it out anew: what follows the
 * sections, as a signature does, is left behind.
 *
 * Removing a section moves all that come after it down by one, so every
 * index is renumbered: sh_link, sh_info, st_shndx, the members of groups,
 * extended indices and e_shstrndx.  Symbols stay where they are, lest every
 * relocation change: a symbol of the removed section becomes absolute, which
 * the module loader ignores, whereas it refuses an undefined one.
 */
#include "elf_rewrite.h"
#include "report.h"

#include <stdlib.h>

/* The new bytes of a rewrite; freed when it is written. */
struct rewrite {
	const struct elf_file *f;
	const struct elf_edit *edit;
	Elf *out;
	size_t name;
	void **buffers;
	size_t nr_buffers;
};

static size_t renumber(const struct elf_edit *edit, size_t index)
{
	if (!edit->drop || index < edit->drop)
		return index;
	return index == edit->drop ? 0 : index - 1;
}

static void *keep(struct rewrite *rw, void *buffer)
{
	rw->buffers[rw->nr_buffers++] = buffer;
	return buffer;
}

static bool failed(const struct rewrite *rw)
{
	return fail(rw->f->path, "cannot be written: %s", elf_errmsg(-1));
}

/* A flag word, then section indices. */
static void renumber_group(const struct elf_edit *edit, Elf_Data *data)
{
	Elf32_Word *words = data->d_buf;
	size_t i, to = 1;

	for (i = 1; i < data->d_size / sizeof(*words); i++)
		if (words[i] != edit->drop)
			words[to++] = renumber(edit, words[i]);
	if (i > to)
		data->d_size = to * sizeof(*words);
}

static void renumber_extended(const struct elf_edit *edit, Elf_Data *data)
{
	Elf32_Word *words = data->d_buf;
	size_t i;

	for (i = 0; i < data->d_size / sizeof(*words); i++)
		words[i] = renumber(edit, words[i]);
}

static bool renumber_symbols(const struct rewrite *rw, Elf_Data *data, size_t entsize)
{
	const struct elf_edit *edit = rw->edit;
	GElf_Sym symbol;
	size_t i;

	for (i = 0; entsize && i < data->d_size / entsize; i++) {
		if (!gelf_getsym(data, i, &symbol))
			return failed(rw);
		if (symbol.st_shndx >= SHN_LORESERVE || symbol.st_shndx < edit->drop)
			continue;
		if (symbol.st_shndx == edit->drop) {
			symbol.st_shndx = SHN_ABS;
			symbol.st_info = GELF_ST_INFO(GELF_ST_BIND(symbol.st_info), STT_NOTYPE);
			symbol.st_value = 0;
		} else {
			symbol.st_shndx--;
		}
		if (!gelf_update_sym(data, i, &symbol))
			return failed(rw);
	}
	return true;
}

static bool has_indices(u32 type)
{
	return type == SHT_GROUP || type == SHT_SYMTAB_SHNDX || type == SHT_SYMTAB ||
	       type == SHT_DYNSYM;
}

static bool copy_indices(struct rewrite *rw, size_t index, Elf_Data *data)
{
	const GElf_Shdr *shdr = &rw->f->sections[index].shdr;
	const Elf_Data *from = elf_getdata(elf_getscn(rw->f->elf, index), NULL);

	if (!from)
		return failed(rw);
	data->d_type = from->d_type;
	data->d_size = from->d_size;
	data->d_buf = keep(rw, xmemdup(from->d_buf, from->d_size));
	if (shdr->sh_type == SHT_GROUP)
		renumber_group(rw->edit, data);
	else if (shdr->sh_type == SHT_SYMTAB_SHNDX)
		renumber_extended(rw->edit, data);
	else
		return renumber_symbols(rw, data, shdr->sh_entsize);
	return true;
}

/* Where a NUL-terminated string ends a string of the table; 0 for nowhere. */
static size_t find_string(const char *table, size_t size, const char *s)
{
	const size_t n = strlen(s) + 1;
	const char *p = memmem(table, size, s, n);

	return p ? p - table : 0;
}

static void copy_names(struct rewrite *rw, size_t index, Elf_Data *data)
{
	const struct elf_section *s = &rw->f->sections[index];
	const size_t n = strlen(rw->edit->name) + 1, size = s->shdr.sh_size;

	rw->name = find_string((const char *)s->bytes, size, rw->edit->name);
	if (rw->name)
		return;
	rw->name = size;
	data->d_size = size + n;
	data->d_buf = keep(rw, xcalloc(data->d_size, 1));
	memcpy(data->d_buf, s->bytes, size);
	memcpy((char *)data->d_buf + size, rw->edit->name, n);
}

static bool copy_contents(struct rewrite *rw, size_t index, Elf_Data *data)
{
	const struct elf_section *s = &rw->f->sections[index];

	*data = (Elf_Data){
		.d_buf = (void *)s->bytes, .d_size = s->shdr.sh_size, .d_type = ELF_T_BYTE,
		.d_align = s->shdr.sh_addralign ? s->shdr.sh_addralign : 1,
		.d_version = EV_CURRENT,
	};
	if (rw->edit->drop && has_indices(s->shdr.sh_type))
		return copy_indices(rw, index, data);
	if (index == rw->f->shstrndx)
		copy_names(rw, index, data);
	return true;
}

static void copy_header(const struct rewrite *rw, size_t index, GElf_Shdr *to)
{
	const GElf_Shdr *from = &rw->f->sections[index].shdr;
	const size_t size = to->sh_size;

	*to = *from;
	to->sh_size = size;
	to->sh_link = renumber(rw->edit, from->sh_link);
	if (from->sh_type == SHT_REL || from->sh_type == SHT_RELA ||
	    (from->sh_flags & SHF_INFO_LINK))
		to->sh_info = renumber(rw->edit, from->sh_info);
}

static bool copy_section(struct rewrite *rw, size_t index)
{
	Elf_Scn *scn = elf_newscn(rw->out);
	Elf_Data *data = scn ? elf_newdata(scn) : NULL;
	GElf_Shdr shdr;

	if (!data || !gelf_getshdr(scn, &shdr))
		return failed(rw);
	if (!copy_contents(rw, index, data))
		return false;
	shdr.sh_size = data->d_size;
	copy_header(rw, index, &shdr);
	return gelf_update_shdr(scn, &shdr) || failed(rw);
}

/* Its name is known only when the section of names has been copied. */
static bool finish_new_section(struct rewrite *rw, Elf_Scn *scn)
{
	GElf_Shdr shdr;

	if (!gelf_getshdr(scn, &shdr))
		return failed(rw);
	shdr = (GElf_Shdr){
		.sh_name = rw->name, .sh_type = SHT_PROGBITS,
		.sh_size = rw->edit->size, .sh_addralign = 4,
	};
	return gelf_update_shdr(scn, &shdr) || failed(rw);
}

static Elf_Scn *new_section(struct rewrite *rw)
{
	Elf_Scn *scn = elf_newscn(rw->out);
	Elf_Data *data = scn ? elf_newdata(scn) : NULL;

	if (!data)
		return NULL;
	*data = (Elf_Data){
		.d_buf = (void *)rw->edit->bytes, .d_size = rw->edit->size,
		.d_type = ELF_T_BYTE, .d_align = 4, .d_version = EV_CURRENT,
	};
	return scn;
}

static bool copy_sections(struct rewrite *rw)
{
	Elf_Scn *scn = NULL;
	size_t i;

	for (i = 1; i < rw->f->nr_sections; i++) {
		if (i == rw->edit->drop)
			continue;
		if (i != rw->edit->replace) {
			if (!copy_section(rw, i))
				return false;
			continue;
		}
		scn = new_section(rw);
		if (!scn)
			return failed(rw);
	}
	if (!scn)
		scn = new_section(rw);
	return scn ? finish_new_section(rw, scn) : failed(rw);
}

/* What libelf does not set in the file header and in section 0. */
static bool finish_headers(const struct rewrite *rw)
{
	const size_t shstrndx = renumber(rw->edit, rw->f->shstrndx);
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
 * elf_rewrite() - write a relocatable file with a section added or replaced
 * @f:    the file
 * @edit: what is to be different
 * @fd:   an empty file, open for writing and reading
 *
 * The contents of all other sections stay as they are, but for indices of
 * sections when one is dropped, and for the name that a new section needs.
 *
 * Return: false after the reason was reported.
 */
bool elf_rewrite(const struct elf_file *f, const struct elf_edit *edit, int fd)
{
	struct rewrite rw = { .f = f, .edit = edit };
	bool ok;

	rw.out = elf_begin(fd, ELF_C_WRITE, NULL);
	if (!rw.out)
		return failed(&rw);
	rw.buffers = xcalloc(f->nr_sections, sizeof(*rw.buffers));
	ok = write_out(&rw);
	elf_end(rw.out);
	while (rw.nr_buffers)
		free(rw.buffers[--rw.nr_buffers]);
	free(rw.buffers);
	return ok;
}
