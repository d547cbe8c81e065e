// SPDX-License-Identifier: GPL-2.0
/*
 * Printing what was found: for people, one file after the other; for programs,
 * as a table or as JSON.  Column names and order are fixed.
 */
#include "scan_print.h"
#include "scan_json.h"

#include <stdio.h>

static const char *const columns[] = {
	"file", "section", "offset", "encoding", "isa", "class", "insn", "flags",
};

#define NR_COLUMNS	(sizeof(columns) / sizeof(columns[0]))
#define COLUMN_SECTION	1	/* the first one of a row for people */

/**
 * scan_format_parse() - a format by its name
 * @name:   what the user wrote
 * @format: set on success
 *
 * Return: false when there is no such format.
 */
bool scan_format_parse(const char *name, enum scan_format *format)
{
	if (!strcmp(name, "text"))
		*format = SCAN_TEXT;
	else if (!strcmp(name, "tsv"))
		*format = SCAN_TSV;
	else if (!strcmp(name, "json"))
		*format = SCAN_JSON;
	else
		return false;
	return true;
}

static void add_flags(struct text *t, u32 flags)
{
	const char *comma = "";
	unsigned int i;

	if (!flags) {
		text_bytes(t, "-", 1);
		return;
	}
	for (i = 0; i < NR_SITE_FLAGS && flags >> i; i++) {
		if (!(flags & SITE_BIT(i)))
			continue;
		text_string(t, comma);
		text_string(t, site_flag_name(i));
		comma = ",";
	}
}

static void add_cell(struct text *t, const struct elf_file *f, const struct site *site,
		     size_t column)
{
	const char *class;

	switch (column) {
	case 0:
		text_name(t, f->path, strlen(f->path));
		break;
	case COLUMN_SECTION:
		text_name(t, f->sections[site->section].name,
			  strlen(f->sections[site->section].name));
		break;
	case 2:
		text_hex(t, site->offset, 0);
		break;
	case 3:
		text_hex(t, site->word, site->width * 2);
		break;
	case 4:
		text_string(t, vsi_isa_name(site->isa));
		break;
	case 5:
		class = vsi_class_name(site->class);
		text_string(t, class ? class : "-");
		break;
	case 6:
		text_string(t, site_text(site));
		break;
	case 7:
		add_flags(t, site->flags);
		break;
	}
}

#define COLUMN_ENCODING	3
#define COLUMN_FLAGS	(NR_COLUMNS - 1)

/**
 * struct middle - cells that depend on the instruction alone
 * @word:  the instruction
 * @isa:   enum vsi_isa, 0 when nothing is known yet
 * @size:  of @bytes, 0 when they are too long
 * @bytes: from the encoding on, up to before the flags
 */
struct middle {
	u32 word;
	u8 isa;
	u8 size;
	char bytes[120];
};

#define NR_MIDDLES	256

static void make_middle(struct middle *middle, const struct elf_file *f, const struct site *site)
{
	struct text t = {};
	size_t c;

	for (c = COLUMN_ENCODING; c < COLUMN_FLAGS; c++) {
		add_cell(&t, f, site, c);
		text_bytes(&t, "\t", 1);
	}
	middle->word = site->word;
	middle->isa = site->isa;
	middle->size = t.size <= sizeof(middle->bytes) ? t.size : 0;
	memcpy(middle->bytes, t.bytes, middle->size);
	text_free(&t);
}

/* A few words are most of what is found. */
static void add_middle(struct text *out, const struct elf_file *f, const struct site *site)
{
	static __thread struct middle all[NR_MIDDLES];
	struct middle *middle = &all[(site->word * 0x9e3779b1u) >> 24];
	size_t c;

	if (middle->word != site->word || middle->isa != site->isa)
		make_middle(middle, f, site);
	text_bytes(out, middle->bytes, middle->size);
	for (c = COLUMN_ENCODING; !middle->size && c < COLUMN_FLAGS; c++) {
		add_cell(out, f, site, c);
		text_bytes(out, "\t", 1);
	}
}

static void add_tsv(struct text *out, const struct elf_file *f, const struct sites *sites)
{
	struct text begin = {};
	size_t i, c;

	for (i = 0; i < sites->nr; i++) {
		/* many rows of a section begin with the same cells */
		if (!i || sites->v[i].section != sites->v[i - 1].section) {
			begin.size = 0;
			for (c = 0; c <= COLUMN_SECTION; c++) {
				add_cell(&begin, f, &sites->v[i], c);
				text_bytes(&begin, "\t", 1);
			}
		}
		text_bytes(out, begin.bytes, begin.size);
		text_hex(out, sites->v[i].offset, 0);
		text_bytes(out, "\t", 1);
		add_middle(out, f, &sites->v[i]);
		add_flags(out, sites->v[i].flags);
		text_bytes(out, "\n", 1);
	}
	text_free(&begin);
}

static void measure(const struct elf_file *f, const struct sites *sites, size_t *widths)
{
	struct text t = {};
	size_t i, c;

	for (c = COLUMN_SECTION; c < NR_COLUMNS; c++)
		widths[c] = strlen(columns[c]);
	for (i = 0; i < sites->nr; i++) {
		for (c = COLUMN_SECTION; c < NR_COLUMNS - 1; c++) {
			t.size = 0;
			add_cell(&t, f, &sites->v[i], c);
			if (t.size > widths[c])
				widths[c] = t.size;
		}
	}
	text_free(&t);
}

static void add_text(struct text *out, const struct elf_file *f, const struct sites *sites)
{
	size_t widths[NR_COLUMNS] = {};
	size_t i, c, from;

	measure(f, sites, widths);
	text_name(out, f->path, strlen(f->path));
	text_string(out, "\n");
	for (i = 0; i <= sites->nr; i++) {
		text_string(out, "  ");
		for (c = COLUMN_SECTION; c < NR_COLUMNS; c++) {
			from = out->size;
			if (i)
				add_cell(out, f, &sites->v[i - 1], c);
			else
				text_string(out, columns[c]);
			if (c + 1 < NR_COLUMNS)
				text_pad(out, from, widths[c] + 2);
		}
		text_string(out, "\n");
	}
	text_string(out, "\n");
}

/**
 * scan_print_file() - make the text of a file's instructions
 * @out:    appended to
 * @f:      the file
 * @sites:  its instructions
 * @format: how
 */
void scan_print_file(struct text *out, const struct elf_file *f, const struct sites *sites,
		     enum scan_format format)
{
	if (!sites->nr)
		return;
	if (format == SCAN_TSV)
		add_tsv(out, f, sites);
	else if (format == SCAN_JSON)
		scan_json_file(out, f, sites);
	else
		add_text(out, f, sites);
}

/**
 * scan_print_head() - print what comes before all files
 * @format: how
 */
void scan_print_head(enum scan_format format)
{
	size_t c;

	if (format == SCAN_JSON)
		fputs("{\"sites\":[", stdout);
	for (c = 0; format == SCAN_TSV && c < NR_COLUMNS; c++)
		printf("%s%c", columns[c], c + 1 < NR_COLUMNS ? '\t' : '\n');
}

/**
 * scan_print_result() - print the text of a file
 * @result: the text
 * @first:  nothing was printed before
 * @format: how
 */
void scan_print_result(const struct text *result, bool first, enum scan_format format)
{
	if (!result->size)
		return;
	if (format == SCAN_JSON)
		fputs(first ? "\n" : ",\n", stdout);
	fwrite(result->bytes, 1, result->size, stdout);
}

/**
 * scan_print_end() - print what comes behind all files
 * @totals: what was found
 * @log:    what was said; in JSON it is part of the output
 * @format: how
 */
void scan_print_end(const struct scan_totals *totals, const struct report_log *log,
		    enum scan_format format)
{
	struct text t = {};

	if (format == SCAN_JSON) {
		scan_json_end(&t, totals, log);
		fwrite(t.bytes, 1, t.size, stdout);
		text_free(&t);
	} else if (format == SCAN_TEXT) {
		printf("%zu sensitive instruction%s in %zu of %zu file%s\n", totals->sites,
		       totals->sites == 1 ? "" : "s", totals->with, totals->files,
		       totals->files == 1 ? "" : "s");
	}
}
