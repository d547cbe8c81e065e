// SPDX-License-Identifier: GPL-2.0
/*
 * Writing a table.  The layout is free within the format; this is the one
 * that "vsi embed" chooses: header, entries, section names, strings, each
 * behind the other and the whole a multiple of four bytes.
 */
#include "table_build.h"
#include "report.h"

struct layout {
	u32 nr_sections;
	u32 strings_size;
};

static bool starts_section(const struct sites *sites, size_t i)
{
	return !i || sites->v[i].section != sites->v[i - 1].section;
}

static struct layout measure(const struct elf_file *f, const struct module_id *id,
			     const struct sites *sites)
{
	struct layout l = { .strings_size = strlen(id->name) + 1 };
	size_t i;

	for (i = 0; i < sites->nr; i++) {
		if (!starts_section(sites, i))
			continue;
		l.nr_sections++;
		l.strings_size += strlen(f->sections[sites->v[i].section].name) + 1;
	}
	l.strings_size = (l.strings_size + 3) & ~3u;
	return l;
}

static void fill_header(struct vsi_table_header *h, const struct module_id *id,
			const struct sites *sites, const struct layout *l)
{
	*h = (struct vsi_table_header){
		.magic = VSI_TABLE_MAGIC,
		.version = VSI_TABLE_VERSION,
		.header_size = sizeof(*h),
		.elf_class = id->want.elf_class,
		.elf_data = id->want.elf_data,
		.elf_machine = id->want.elf_machine,
		.count = sites->nr,
		.entry_size = sizeof(struct vsi_table_entry),
		.nr_sections = l->nr_sections,
		.strings_size = l->strings_size,
		.build_id_size = id->want.build_id_size,
	};
	h->entries = sizeof(*h);
	h->sections = h->entries + h->count * h->entry_size;
	h->strings = h->sections + h->nr_sections * sizeof(u32);
	h->size = h->strings + h->strings_size;
	memcpy(h->build_id, id->want.build_id, id->want.build_id_size);
}

static void fill_entries(void *table, const struct elf_file *f, const struct sites *sites)
{
	const struct vsi_table_header *h = table;
	struct vsi_table_entry *e = (void *)((u8 *)table + h->entries);
	u32 *sections = (void *)((u8 *)table + h->sections);
	char *strings = (char *)table + h->strings;
	u32 end = strlen(strings) + 1;
	u32 section = 0;
	size_t i;

	for (i = 0; i < sites->nr; i++) {
		const struct site *site = &sites->v[i];

		if (starts_section(sites, i)) {
			sections[section++] = end;
			strcpy(strings + end, f->sections[site->section].name);
			end += strlen(strings + end) + 1;
		}
		e[i] = (struct vsi_table_entry){
			.offset = site->offset, .word = site->word,
			.section = section - 1, .class = site->class,
			.isa = site->isa, .width = site->width,
			.flags = site->applied,
		};
	}
}

/**
 * table_build() - make the table of a module
 * @f:     the module
 * @id:    what to bind it to
 * @sites: its entries, sorted
 * @size:  set to the table's size
 *
 * Return: the table, to be freed; NULL after the reason was reported.
 */
void *table_build(const struct elf_file *f, const struct module_id *id,
		  const struct sites *sites, size_t *size)
{
	struct layout l = measure(f, id, sites);
	struct vsi_table_header h, *table;

	if (sites->nr > VSI_TABLE_MAX_ENTRIES || l.nr_sections > UINT16_MAX) {
		fail(f->path, "%zu instructions in %u sections are more than a table holds",
		     sites->nr, l.nr_sections);
		return NULL;
	}
	fill_header(&h, id, sites, &l);
	table = xcalloc(h.size, 1);
	*table = h;
	strcpy((char *)table + h.strings, id->name);
	fill_entries(table, f, sites);
	table->checksum = vsi_table_checksum(table, h.size);
	*size = h.size;
	return table;
}
