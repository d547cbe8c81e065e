// SPDX-License-Identifier: GPL-2.0
/* Is a table true of its module?  The same check as the kernel's. */
#include "table_build.h"
#include "report.h"

#include <stdlib.h>

/**
 * struct cursor - the section whose entries are being checked
 * @section: its number in the table
 * @index:   its index in the module, 0 for none
 * @map:     where vsi_verify_entry() left the mapping symbols
 * @view:    of it
 * @seen:    for each section of the module, was it the current one before?
 */
struct cursor {
	u32 section;
	u32 index;
	u32 map;
	struct vsi_section view;
	bool *seen;
};

/*
 * By name, as vsi_image_find() of the kernel: sections of a table have nothing
 * else.  Returns the last of several.
 */
static u32 find_section(const struct elf_file *f, const char *name, bool *several)
{
	size_t i, found = 0;

	*several = false;
	for (i = 1; i < f->nr_sections; i++) {
		if (!f->sections[i].bytes || strcmp(f->sections[i].name, name))
			continue;
		*several = found;
		found = i;
	}
	return found;
}

/* Returns what is wrong with the section itself, or NULL. */
static const char *cursor_move(struct cursor *c, const struct elf_file *f,
			       const struct vsi_table *table, u32 section)
{
	const char *name = vsi_table_section(table, section);
	bool several;

	c->section = section;
	c->index = find_section(f, name, &several);
	c->map = 0;
	c->view = (struct vsi_section){ .name = name };
	if (several)
		return "module has two sections of this name";
	if (!c->index)
		return NULL;
	elf_view(f, c->index, &c->view);
	if (c->seen[c->index])
		return "table names this section twice";
	c->seen[c->index] = true;
	return NULL;
}

/**
 * table_check() - verify every entry of a table
 * @f:     the module
 * @table: open
 * @named: zeroed; filled with what the entries name, true or not, sorted
 *
 * Return: false when an entry is false; each was reported.
 */
bool table_check(const struct elf_file *f, const struct vsi_table *table,
		 struct sites *named)
{
	struct cursor c = { .seen = xcalloc(f->nr_sections, sizeof(*c.seen)) };
	const char *section = NULL, *problem;
	const struct vsi_table_entry *e;
	struct vsi_insn insn;
	bool good = true;
	u32 i;

	for (i = 0; i < table->header->count; i++) {
		e = &table->entries[i];
		problem = NULL;
		if (!i || c.section != e->section) {
			section = cursor_move(&c, f, table, e->section);
			problem = section;
		}
		/* one line tells that of all the entries of a section nothing is known */
		if (!section)
			problem = vsi_verify_entry(e, &c.view, &c.map, &insn);
		if (problem)
			good = fail_at(f->path, c.view.name, e->offset, "%s", problem);
		sites_add(named, &(struct site){
			.section = c.index, .offset = e->offset, .word = e->word,
			.class = e->class, .isa = e->isa, .width = e->width,
			.applied = e->flags,
		});
	}
	free(c.seen);
	/* a table may list its sections in any order */
	if (named->nr)
		qsort(named->v, named->nr, sizeof(*named->v), site_compare);
	return good;
}

/* The kernel's own checks, on what it would read. */
static bool check_own(const struct elf_file *f, const struct module_id *id,
		      const void *bytes, size_t size)
{
	struct sites sites = {};
	struct vsi_table table;
	struct vsi_fault fault;
	bool ok;

	if (!vsi_table_open(bytes, size, &id->want, &table, &fault))
		return fail_at(f->path, fault.section, fault.offset, "%s", fault.reason);
	ok = table_check(f, &table, &sites);
	sites_free(&sites);
	return ok;
}

/**
 * table_make() - make the table of a module, and check it
 * @f:     the module
 * @sites: its entries, sorted
 * @size:  set to the table's size
 *
 * Return: the table, to be freed; NULL after the reason was reported.
 */
void *table_make(const struct elf_file *f, const struct sites *sites, size_t *size)
{
	struct module_id id;
	void *table = NULL;
	bool ok = module_identify(f, &id);

	if (ok && !id.want.build_id)
		ok = fail(f->path, "module has no build-id, to which its table would be bound");
	if (ok && sites_check_names(f, sites))
		table = table_build(f, &id, sites, size);
	if (table && !check_own(f, &id, table, *size)) {
		free(table);
		table = NULL;
	}
	free(id.name);
	return table;
}
