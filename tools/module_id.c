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
static char *name_from_modinfo(const struct elf_file *f)
{
	static const char tag[] = "name=";
	const size_t n = sizeof(tag) - 1;
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
	char *suffix = strrchr(name, '.');
	char *p;

	if (suffix && suffix != name)
		*suffix = 0;
	for (p = name; *p; p++)
		if (*p == '-')
			*p = '_';
	return name;
}

static bool take_build_id(const struct elf_file *f, struct module_id *id, Elf_Data *data)
{
	size_t at = 0, next, name, desc;
	GElf_Nhdr note;

	for (; (next = gelf_getnote(data, at, &note, &name, &desc)); at = next) {
		if (note.n_type != NT_GNU_BUILD_ID || note.n_namesz != sizeof("GNU") ||
		    memcmp((char *)data->d_buf + name, "GNU", sizeof("GNU")))
			continue;
		if (!note.n_descsz || note.n_descsz > VSI_BUILD_ID_MAX)
			return fail(f->path, "build-id of %u bytes", note.n_descsz);
		memcpy(id->build_id, (u8 *)data->d_buf + desc, note.n_descsz);
		id->want.build_id = id->build_id;
		id->want.build_id_size = note.n_descsz;
		return true;
	}
	return true;
}

/* The first one counts, as in the kernel (lib/buildid.c). */
static bool find_build_id(const struct elf_file *f, struct module_id *id)
{
	Elf_Data *data;
	size_t i;

	for (i = 1; i < f->nr_sections && !id->want.build_id; i++) {
		if (f->sections[i].shdr.sh_type != SHT_NOTE)
			continue;
		data = elf_getdata(elf_getscn(f->elf, i), NULL);
		if (data && !take_build_id(f, id, data))
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
	id->name = name_from_modinfo(f);
	if (!id->name)
		id->name = name_from_path(f->path);
	id->want.module = id->name;
	id->want.elf_class = f->ehdr.e_ident[EI_CLASS];
	id->want.elf_data = f->ehdr.e_ident[EI_DATA];
	id->want.elf_machine = f->ehdr.e_machine;
	return true;
}
