// SPDX-License-Identifier: GPL-2.0
/* The name and the build-id of a module. */
#include "table_build.h"
#include "report.h"

#include <stdlib.h>

static const struct elf_section *find_section(const struct elf_file *f, const char *name)
{
	size_t i;

	for (i = 1; i < f->nr_sections; i++)
		if (!strcmp(f->sections[i].name, name))
			return &f->sections[i];
	return NULL;
}

/* .modinfo is a sequence of strings, "tag=value". */
static char *from_modinfo(const struct elf_file *f, const char *tag)
{
	const size_t n = strlen(tag);
	const struct elf_section *s = find_section(f, ".modinfo");
	const char *p, *end, *nul;

	if (!s || !s->bytes)
		return NULL;
	end = (const char *)s->bytes + s->shdr.sh_size;
	for (p = (const char *)s->bytes; p < end; p = nul + 1) {
		nul = memchr(p, 0, end - p);
		if (!nul)
			return NULL;
		if ((size_t)(nul - p) > n && !memcmp(p, tag, n))
			return xprintf("%s", p + n);
	}
	return NULL;
}

/* As Kbuild does it, for modules that were built before they had a name. */
static char *name_from_path(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *name = xprintf("%s", slash ? slash + 1 : path);
	char *suffix, *p;

	suffix = strstr(name, ".ko");
	if (!suffix)
		suffix = strrchr(name, '.');
	if (suffix && suffix != name)
		*suffix = 0;
	for (p = name; *p; p++)
		if (*p == '-')
			*p = '_';
	return name;
}

static bool take_build_id(const struct elf_file *f, struct module_id *id, const u8 *desc,
			  u32 size)
{
	if (!size || size > VSI_BUILD_ID_MAX)
		return fail(f->path, "build-id of %u bytes", size);
	memcpy(id->build_id, desc, size);
	id->want.build_id = id->build_id;
	id->want.build_id_size = size;
	return true;
}

/* Up to the first build-id; what lies outside the section ends the search. */
static bool search_notes(const struct elf_file *f, struct module_id *id,
			 const struct elf_section *s)
{
	const u64 pad = s->shdr.sh_addralign == 8 ? 7 : 3, size = s->shdr.sh_size;
	u64 at = 0, name, desc;
	Elf64_Nhdr note;

	while (at + sizeof(note) <= size) {
		memcpy(&note, s->bytes + at, sizeof(note));
		name = at + sizeof(note);
		desc = (name + note.n_namesz + pad) & ~pad;
		if (desc > size || note.n_descsz > size - desc)
			break;
		if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == sizeof("GNU") &&
		    !memcmp(s->bytes + name, "GNU", sizeof("GNU")))
			return take_build_id(f, id, s->bytes + desc, note.n_descsz);
		at = (desc + note.n_descsz + pad) & ~pad;
	}
	return true;
}

/* The first one counts, as in the kernel (lib/buildid.c). */
static bool find_build_id(const struct elf_file *f, struct module_id *id)
{
	const struct elf_section *s;
	size_t i;

	for (i = 1; i < f->nr_sections && !id->want.build_id; i++) {
		s = &f->sections[i];
		if (s->shdr.sh_type == SHT_NOTE && !search_notes(f, id, s))
			return false;
	}
	return true;
}

/**
 * module_identify() - find what a module's table is bound to
 * @f:  the module
 * @id: filled in; the name is to be freed
 *
 * A module without a build-id has want.build_id NULL.
 *
 * Return: false after the reason was reported.
 */
bool module_identify(const struct elf_file *f, struct module_id *id)
{
	*id = (struct module_id){};
	if (!find_build_id(f, id))
		return false;
	id->name = from_modinfo(f, "name=");
	if (!id->name)
		id->name = name_from_path(f->path);
	id->want.module = id->name;
	id->want.elf_class = f->ehdr.e_ident[EI_CLASS];
	id->want.elf_data = f->ehdr.e_ident[EI_DATA];
	id->want.elf_machine = f->ehdr.e_machine;
	return true;
}

/**
 * module_release() - the kernel that a module was built for
 * @f: the module
 *
 * Return: its release, to be freed; NULL when the module does not tell.
 */
char *module_release(const struct elf_file *f)
{
	char *magic = from_modinfo(f, "vermagic=");

	if (magic)
		magic[strcspn(magic, " ")] = 0;
	return magic;
}
