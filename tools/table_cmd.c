// SPDX-License-Identifier: GPL-2.0
/* vsi table dump, vsi table verify. */
#include "commands.h"
#include "fragment.h"
#include "report.h"
#include "table_build.h"
#include "table_print.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static const char help[] =
"usage: vsi table dump [--format=text|tsv] FILE\n"
"       vsi table verify [-v] FILE.ko...\n"
"\n"
"  -f, --format FORMAT  text is aligned for people, tsv separated by tabs\n"
"  -v, --verbose        say which files are good, too\n"
"  -h, --help\n";

/* A table that was opened, with an aligned copy of its bytes. */
struct opened {
	struct module_id id;
	void *bytes;
	struct vsi_table table;
};

static void opened_free(struct opened *o)
{
	free(o->bytes);
	free(o->id.name);
}

static bool open_table(const struct elf_file *f, const struct table_place *place,
		       struct opened *o)
{
	const struct elf_section *s = &f->sections[place->index];
	struct vsi_fault fault;

	*o = (struct opened){};
	if (!module_identify(f, &o->id))
		return false;
	o->bytes = xmemdup(s->bytes, s->shdr.sh_size);
	if (vsi_table_open(o->bytes, s->shdr.sh_size, &o->id.want, &o->table, &fault))
		return true;
	return fail_at(f->path, fault.section, fault.offset, "%s", fault.reason);
}

static bool dump_table(const struct elf_file *f, const struct table_place *place,
		       enum print_format format)
{
	struct opened o;
	bool ok = open_table(f, place, &o);

	if (ok)
		print_table(&o.table, format);
	opened_free(&o);
	return ok;
}

static bool dump_fragments(const struct elf_file *f, const struct table_place *place,
			   enum print_format format)
{
	struct sites sites = {};
	bool ok = fragments_read(f, place, &sites);

	if (ok)
		print_fragments(f, &sites, format);
	sites_free(&sites);
	return ok;
}

static int dump_file(const char *path, enum print_format format)
{
	struct elf_file *f = elf_open(path);
	struct table_place place;
	bool ok;

	if (!f)
		return VSI_EXIT_UNREADABLE;
	ok = table_find(f, &place);
	if (ok && place.kind == TABLE_NONE)
		ok = fail(path, "no section " VSI_TABLE_SECTION);
	else if (ok && place.kind == TABLE_FRAGMENTS)
		ok = dump_fragments(f, &place, format);
	else if (ok)
		ok = dump_table(f, &place, format);
	elf_close(f);
	return ok ? VSI_EXIT_OK : VSI_EXIT_UNREADABLE;
}

static bool report_missing(const struct elf_file *f, const struct sites *listed)
{
	struct sites found = {};
	bool good = true;
	size_t i;

	scan_file(f, &found);
	for (i = 0; i < found.nr; i++) {
		const struct site *site = &found.v[i];

		if (!sites_find(listed, site->section, site->offset))
			good = fail_at(f->path, f->sections[site->section].name, site->offset,
				       "0x%08x (%s) is missing from the table",
				       site->word, site_text(site));
	}
	if (found.thumb)
		note(f->path, "%" PRIu64 " bytes of Thumb code were not examined", found.thumb);
	sites_free(&found);
	return good;
}

static bool verify_table(const struct elf_file *f, const struct table_place *place)
{
	struct sites listed = {};
	struct opened o;
	bool ok = open_table(f, place, &o);

	if (ok) {
		ok = table_check(f, &o.table, &listed);
		/* both, so that all is said in one run */
		ok = report_missing(f, &listed) && ok;
	}
	if (ok && report_verbose)
		printf("%s: good, %u instructions\n", f->path, o.table.header->count);
	sites_free(&listed);
	opened_free(&o);
	return ok;
}

static int verify_file(const char *path)
{
	struct elf_file *f = elf_open(path);
	struct table_place place;
	bool ok;

	if (!f)
		return VSI_EXIT_UNREADABLE;
	ok = table_find(f, &place);
	if (ok && place.kind == TABLE_NONE)
		ok = fail(path, "no section " VSI_TABLE_SECTION);
	else if (ok)
		ok = verify_table(f, &place);
	elf_close(f);
	return ok ? VSI_EXIT_OK : VSI_EXIT_DIFFERS;
}

struct settings {
	enum print_format format;
	bool help;
};

/* Parses the options; optind is left at the first file. */
static bool parse(int argc, char **argv, struct settings *set)
{
	static const struct option options[] = {
		{ "format", required_argument, NULL, 'f' },
		{ "verbose", no_argument, NULL, 'v' },
		{ "help", no_argument, NULL, 'h' },
		{}
	};
	int c;

	while ((c = getopt_long(argc, argv, "f:vh", options, NULL)) != -1) {
		if (c == 'h') {
			set->help = true;
		} else if (c == 'v') {
			report_verbose = true;
		} else if (c != 'f') {
			return false;
		} else if (!print_format_parse(optarg, &set->format)) {
			usage_error("table", "no format %s", optarg);
			return false;
		}
	}
	return true;
}

static int verify_files(int argc, char **argv)
{
	int status = VSI_EXIT_OK;
	int one, i;

	for (i = 0; i < argc; i++) {
		one = verify_file(argv[i]);
		if (one > status)
			status = one;
	}
	return status;
}

/**
 * cmd_table() - vsi table
 * @argc: of the command
 * @argv: of the command
 *
 * Return: the exit status.
 */
int cmd_table(int argc, char **argv)
{
	struct settings set = { .format = PRINT_TEXT };
	const char *verb;

	if (!parse(argc, argv, &set))
		return VSI_EXIT_USAGE;
	if (set.help) {
		fputs(help, stdout);
		return VSI_EXIT_OK;
	}
	verb = optind < argc ? argv[optind++] : "";
	argc -= optind;
	argv += optind;
	if (strcmp(verb, "dump") && strcmp(verb, "verify"))
		return usage_error("table", "dump or verify?");
	if (argc < 1)
		return usage_error("table", "no file");
	if (!strcmp(verb, "verify"))
		return verify_files(argc, argv);
	if (argc > 1)
		return usage_error("table", "dump takes one file");
	return dump_file(argv[0], set.format);
}
