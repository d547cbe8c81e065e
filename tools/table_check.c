// SPDX-License-Identifier: GPL-2.0
/* Is a table true of its module?  The same check as the kernel's. */
#include "table_build.h"
#include "report.h"

#include <stdlib.h>

/* By name, as in the kernel: sections of a table have nothing else. */
static size_t section_index(const struct elf_file *f, const char *name)
{
	size_t i;

	for (i = 1; i < f->nr_sections; i++)
		if (elf_is_code(&f->sections[i].shdr) && !strcmp(f->sections[i].name, name))
			return i;
	for (i = 1; i < f->nr_sections; i++)
		if (!strcmp(f->sections[i].name, name))
			return i;
	return 0;
}

struct cursor {
	u32 section;
	u32 index;
	u32 map;
	struct vsi_section view;
};

static void cursor_move(struct cursor *c, const struct elf_file *f,
			const struct vsi_table *table, u32 section, bool first)
{
	const char *name = vsi_table_section(table, section);

	if (!first && c->section == section)
		return;
	c->section = section;
	c->index = section_index(f, name);
	c->map = 0;
	c->view = (struct vsi_section){ .name = name };
	if (c->index)
		elf_view(f, c->index, &c->view);
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
	struct cursor c = {};
	struct vsi_insn insn;
	const char *problem;
	bool good = true;
	u32 i;

	for (i = 0; i < table->header->count; i++) {
		const struct vsi_table_entry *e = &table->entries[i];

		cursor_move(&c, f, table, e->section, !i);
		problem = vsi_verify_entry(e, &c.view, &c.map, &insn);
		if (problem)
			good = fail_at(f->path, c.view.name, e->offset, "%s", problem);
		sites_add(named, &(struct site){
			.section = c.index, .offset = e->offset, .word = e->word,
			.class = e->class, .isa = e->isa, .width = e->width,
		});
	}
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
