// SPDX-License-Identifier: GPL-2.0
/* The object between the two passes of the assembler. */
#include "as.h"
#include "fragment.h"
#include "report.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/**
 * as_is_object() - is a file an object that can hold what we look for?
 * @path: the file
 *
 * Return: false too when it cannot be read, or is no regular file.
 */
bool as_is_object(const char *path)
{
	u8 header[sizeof(Elf32_Ehdr)];
	struct stat st;
	ssize_t n = 0;
	int fd;

	if (stat(path, &st) || !S_ISREG(st.st_mode))
		return false;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	n = read(fd, header, sizeof(header));
	close(fd);
	return n > 0 && !elf_unsupported(header, n, 0) && header[EI_CLASS] == ELFCLASS32;
}

/*
 * A linker drops all but one of several equal groups, and refuses what still
 * refers to a dropped one: no fragment may name an instruction in a group.
 */
static void take_sites(struct as_object *o, const struct sites *found)
{
	size_t i;

	for (i = 0; i < found->nr; i++) {
		const GElf_Shdr *shdr = &o->file->sections[found->v[i].section].shdr;

		if (shdr->sh_flags & SHF_GROUP)
			o->left++;
		else
			sites_add(&o->sites, &found->v[i]);
	}
}

/**
 * as_object_read() - read an object and find its sites
 * @o:    zeroed; filled in
 * @path: of the object
 *
 * Return: false after the reason was reported.
 */
bool as_object_read(struct as_object *o, const char *path)
{
	struct sites found = {};

	o->file = elf_open(path);
	if (!o->file)
		return false;
	scan_file(o->file, &found);
	take_sites(o, &found);
	sites_free(&found);
	return sites_check_names(o->file, &o->sites);
}

/**
 * as_object_free() - forget an object
 * @o: left empty
 */
void as_object_free(struct as_object *o)
{
	sites_free(&o->sites);
	elf_close(o->file);
	*o = (struct as_object){};
}

/* A quoted name is a symbol, whatever is in it. */
static void write_symbol(FILE *out, const char *name)
{
	fputc('"', out);
	for (; *name; name++) {
		if (*name == '"' || *name == '\\')
			fputc('\\', out);
		fputc(*name, out);
	}
	fputc('"', out);
}

static void write_fragment(FILE *out, const char *section, const struct site *site)
{
	fputs("\t.long\t", out);
	write_symbol(out, section);
	fprintf(out, " + 0x%x, 0x%08x\n", site->offset, site->word);
	fprintf(out, "\t.short\t%u\n\t.byte\t%u, %u\n\t.long\t0x%08x\n", site->class,
		site->isa, site->width, VSI_FRAGMENT_MAGIC);
}

/**
 * as_object_fragments() - write the assembly that names an object's sites
 * @o:  the object
 * @fd: where to
 *
 * Return: false after the reason was reported.
 */
bool as_object_fragments(const struct as_object *o, int fd)
{
	FILE *out = fdopen(dup(fd), "w");
	size_t i;
	bool ok;

	if (!out)
		return fail(o->file->path, "fragments cannot be written");
	fprintf(out, "\t.section\t" VSI_TABLE_SECTION ",\"\",%%0x%x\n\t.balign\t4\n",
		VSI_FRAGMENT_TYPE);
	for (i = 0; i < o->sites.nr; i++) {
		const struct site *site = &o->sites.v[i];

		write_fragment(out, o->file->sections[site->section].name, site);
	}
	ok = !ferror(out);
	if (fclose(out))
		ok = false;
	return ok || fail(o->file->path, "fragments cannot be written");
}

static size_t next_code(const struct elf_file *f, size_t index)
{
	while (++index < f->nr_sections)
		if (elf_is_code(&f->sections[index].shdr))
			return index;
	return 0;
}

static bool same_code(const struct elf_file *a, const struct elf_file *b)
{
	size_t i = 0, j = 0;

	do {
		const struct elf_section *s, *t;

		i = next_code(a, i);
		j = next_code(b, j);
		if (!i || !j)
			break;
		s = &a->sections[i];
		t = &b->sections[j];
		if (strcmp(s->name, t->name) || s->shdr.sh_size != t->shdr.sh_size ||
		    memcmp(s->bytes, t->bytes, s->shdr.sh_size))
			return fail(b->path, "code of %s changed with the fragments", s->name);
	} while (i);
	return i == j || fail(b->path, "a section of code came or went with the fragments");
}

static bool same_site(const struct elf_file *f, const struct site *wanted,
		      const struct elf_file *g, const struct site *got)
{
	return !strcmp(f->sections[wanted->section].name, g->sections[got->section].name) &&
	       wanted->offset == got->offset && wanted->word == got->word &&
	       wanted->class == got->class && wanted->isa == got->isa &&
	       wanted->width == got->width;
}

static bool same_sites(const struct as_object *first, const struct as_object *second)
{
	struct sites named = {};
	struct table_place place;
	bool ok;
	size_t i;

	ok = table_find(second->file, &place);
	if (ok && place.kind == TABLE_FRAGMENTS)
		ok = fragments_read(second->file, &place, &named);
	if (ok && named.nr != first->sites.nr)
		ok = fail(second->file->path, "%zu fragments instead of %zu",
			  named.nr, first->sites.nr);
	for (i = 0; ok && i < named.nr; i++)
		if (!same_site(first->file, &first->sites.v[i], second->file, &named.v[i]))
			ok = fail(second->file->path, "fragments came out wrong");
	sites_free(&named);
	return ok;
}

/**
 * as_object_same() - did the second pass only add the fragments?
 * @first:  without
 * @second: with them
 *
 * Return: false after the reason was reported.
 */
bool as_object_same(const struct as_object *first, const struct as_object *second)
{
	return same_code(first->file, second->file) && same_sites(first, second);
}
