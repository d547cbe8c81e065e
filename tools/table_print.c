// SPDX-License-Identifier: GPL-2.0
/*
 * Printing tables.  A block of "# name: value" lines, then a line of column
 * names, then a line for each instruction; the last column may hold spaces.
 */
#include "table_print.h"
#include "report.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>

static const char *const columns[] = {
	"section", "offset", "encoding", "isa", "class", "insn",
};

#define NR_COLUMNS	(sizeof(columns) / sizeof(columns[0]))

/* One line, as texts; what is made for it is kept here. */
struct row {
	const char *text[NR_COLUMNS];
	char *section;
	char offset[sizeof("0x00000000")];
	char encoding[sizeof("0x00000000")];
	char insn[100];
};

/**
 * print_format_parse() - a format by its name
 * @name:   what the user wrote
 * @format: set on success
 *
 * Return: false when there is no such format.
 */
bool print_format_parse(const char *name, enum print_format *format)
{
	if (!strcmp(name, "text"))
		*format = PRINT_TEXT;
	else if (!strcmp(name, "tsv"))
		*format = PRINT_TSV;
	else
		return false;
	return true;
}

static void fill_row(struct row *row, const char *section, const struct site *site)
{
	const char *class = vsi_class_name(site->class);

	snprintf(row->offset, sizeof(row->offset), "0x%x", site->offset);
	snprintf(row->encoding, sizeof(row->encoding), "0x%0*x", site->width * 2 & 0xf,
		 site->word);
	row->section = text_plain(section);
	row->text[0] = row->section;
	row->text[1] = row->offset;
	row->text[2] = row->encoding;
	row->text[3] = vsi_isa_name(site->isa);
	row->text[4] = class ? class : "-";
	snprintf(row->insn, sizeof(row->insn), "%s%s", site_text(site),
		 site->applied ? ", replaced for svc" : "");
	row->text[5] = row->insn;
}

static void free_rows(struct row *rows, size_t nr)
{
	while (nr)
		free(rows[--nr].section);
	free(rows);
}

static void measure(const struct row *rows, size_t nr, int *widths)
{
	size_t i, c;
	int n;

	for (c = 0; c < NR_COLUMNS; c++)
		widths[c] = strlen(columns[c]);
	for (i = 0; i < nr; i++) {
		for (c = 0; c < NR_COLUMNS; c++) {
			n = strlen(rows[i].text[c]);
			if (n > widths[c])
				widths[c] = n;
		}
	}
}

static void print_line(const char *const *text, const int *widths, enum print_format format)
{
	size_t c;

	for (c = 0; c < NR_COLUMNS - 1; c++) {
		if (format == PRINT_TSV)
			printf("%s\t", text[c]);
		else
			printf("%-*s  ", widths[c], text[c]);
	}
	printf("%s\n", text[c]);
}

static void print_rows(const struct row *rows, size_t nr, enum print_format format)
{
	int widths[NR_COLUMNS];
	size_t i;

	measure(rows, nr, widths);
	print_line(columns, widths, format);
	for (i = 0; i < nr; i++)
		print_line(rows[i].text, widths, format);
}

static const char *machine_name(u16 machine)
{
	if (machine == EM_ARM)
		return "arm";
	return machine == EM_AARCH64 ? "aarch64" : "unknown";
}

/* The lines that tell what a table is bound to. */
enum head_line {
	HEAD_MODULE,
	HEAD_BUILD_ID,
	HEAD_MACHINE,
	HEAD_VERSION,
	NR_HEAD_LINES
};

static char *head_line(const struct vsi_table *t, int line)
{
	const struct vsi_table_header *h = t->header;
	char hex[2 * VSI_BUILD_ID_MAX + 1] = "";
	char *name, *text;
	u32 i;

	switch (line) {
	case HEAD_MODULE:
		name = text_plain(t->strings + h->module);
		text = xprintf("module: %s", name);
		free(name);
		return text;
	case HEAD_BUILD_ID:
		for (i = 0; i < h->build_id_size; i++)
			snprintf(hex + 2 * i, 3, "%02x", h->build_id[i]);
		return xprintf("build-id: %s", hex);
	case HEAD_MACHINE:
		return xprintf("machine: %s", machine_name(h->elf_machine));
	}
	return xprintf("version: %u", h->version);
}

static void print_head(const struct vsi_table *t)
{
	char *text;
	int line;

	for (line = 0; line < NR_HEAD_LINES; line++) {
		text = head_line(t, line);
		printf("# %s\n", text);
		free(text);
	}
	printf("# count: %u\n", t->header->count);
}

/**
 * print_head_diff() - print what two tables are bound to, where it differs
 * @a: one
 * @b: the other
 *
 * Return: true when nothing does.
 */
bool print_head_diff(const struct vsi_table *a, const struct vsi_table *b)
{
	char *of_a, *of_b;
	bool same = true;
	int line;

	for (line = 0; line < NR_HEAD_LINES; line++) {
		of_a = head_line(a, line);
		of_b = head_line(b, line);
		if (strcmp(of_a, of_b)) {
			printf("-# %s\n+# %s\n", of_a, of_b);
			same = false;
		}
		free(of_a);
		free(of_b);
	}
	return same;
}

/**
 * print_site_line() - print an entry that only one table has
 * @sign:    which one
 * @section: name
 * @site:    the entry
 */
void print_site_line(char sign, const char *section, const struct site *site)
{
	struct row row;
	size_t c;

	fill_row(&row, section, site);
	printf("%c%s", sign, row.text[0]);
	for (c = 1; c < NR_COLUMNS; c++)
		printf("\t%s", row.text[c]);
	printf("\n");
	free(row.section);
}

/**
 * print_table() - print a table
 * @table:  open
 * @format: how
 */
void print_table(const struct vsi_table *table, enum print_format format)
{
	const u32 nr = table->header->count;
	struct row *rows = xcalloc(nr, sizeof(*rows));
	u32 i;

	print_head(table);
	for (i = 0; i < nr; i++) {
		const struct vsi_table_entry *e = &table->entries[i];

		fill_row(&rows[i], vsi_table_section(table, e->section), &(struct site){
			.offset = e->offset, .word = e->word, .class = e->class,
			.isa = e->isa, .width = e->width, .applied = e->flags,
		});
	}
	print_rows(rows, nr, format);
	free_rows(rows, nr);
}

/**
 * print_fragments() - print the fragments of an object
 * @f:      the object
 * @sites:  what they name
 * @format: how
 */
void print_fragments(const struct elf_file *f, const struct sites *sites,
		     enum print_format format)
{
	struct row *rows = xcalloc(sites->nr, sizeof(*rows));
	size_t i;

	printf("# machine: arm\n# fragments: %zu\n", sites->nr);
	for (i = 0; i < sites->nr; i++)
		fill_row(&rows[i], f->sections[sites->v[i].section].name, &sites->v[i]);
	print_rows(rows, sites->nr, format);
	free_rows(rows, sites->nr);
}
