// SPDX-License-Identifier: GPL-2.0
/* vsi table create, diff, dump, verify. */
#include "commands.h"
#include "pool.h"
#include "report.h"
#include "table_create.h"
#include "table_open.h"
#include "table_print.h"
#include "text.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static const char help[] =
"usage: vsi table create [-o FILE] MODULE\n"
"       vsi table create -d DIR [-j N] PATH...\n"
"       vsi table diff FILE FILE\n"
"       vsi table dump [-f FORMAT] FILE\n"
"       vsi table verify [-v] MODULE [TABLE.vsi] ...\n"
"\n"
"  -d, --directory DIR  write DIR/RELEASE/MODULE.vsi for all modules of trees\n"
"  -f, --format FORMAT  text is aligned for people, tsv separated by tabs\n"
"  -j, --jobs N         so many modules at once, by default one on each CPU\n"
"  -o, --output FILE    write the table there, instead of to MODULE.vsi\n"
"  -v, --verbose        say which tables are good, too\n"
"  -h, --help\n"
"\n"
"FILE is a table, whose name ends with .vsi, or a module that has one.\n";

/**
 * struct settings - what the options say
 * @format:    of dump
 * @output:    of create, or NULL
 * @directory: of create, or NULL
 * @jobs:      of create
 * @given:     letters of the options
 */
struct settings {
	enum print_format format;
	const char *output;
	const char *directory;
	unsigned int jobs;
	u32 given;
};

static u32 letter_bit(char letter)
{
	return 1u << (letter - 'a');
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

static bool dump_table(const char *path, enum print_format format)
{
	struct opened o;
	bool ok = opened_any(&o, path);

	if (ok)
		print_table(&o.table, format);
	opened_free(&o);
	return ok;
}

/* An object has fragments, which are read by libelf. */
static bool dump_object(const char *path, enum print_format format, bool *done)
{
	struct table_place place;
	struct input in = {};
	struct elf_file *f;
	bool ok = true;

	f = module_read(&in, path);
	*done = !f || !table_find(f, &place) || place.kind == TABLE_FRAGMENTS;
	elf_close(f);
	input_free(&in);
	if (!f || !*done)
		return f;
	f = elf_open(path);
	ok = f && table_find(f, &place) && dump_fragments(f, &place, format);
	elf_close(f);
	return ok;
}

static int dump(char **paths, size_t nr, const struct settings *set)
{
	bool ok = true, done = false;

	if (nr != 1)
		return usage_error("table", "dump takes one file");
	if (!is_table_name(paths[0]))
		ok = dump_object(paths[0], set->format, &done);
	if (ok && !done)
		ok = dump_table(paths[0], set->format);
	return ok ? VSI_EXIT_OK : VSI_EXIT_UNREADABLE;
}

static int diff(char **paths, size_t nr, const struct settings *set)
{
	int status = VSI_EXIT_UNREADABLE;
	struct opened a, b = {};

	(void)set;
	if (nr != 2)
		return usage_error("table", "diff takes two files");
	if (opened_any(&a, paths[0]) && opened_any(&b, paths[1]))
		status = diff_tables(&a.table, &b.table) ? VSI_EXIT_OK : VSI_EXIT_DIFFERS;
	opened_free(&a);
	opened_free(&b);
	return status;
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
	sites_free(&found);
	return good;
}

static void say_good(const struct opened *o, const char *path)
{
	char *name = text_plain(path);

	printf("%s: good, %u instructions\n", name, o->table.header->count);
	free(name);
}

static bool verify_table(const struct elf_file *f, struct opened *o, const char *path)
{
	struct sites listed = {};
	bool ok = table_check(f, &o->table, &listed);

	/* both, so that all is said in one run */
	ok = report_missing(f, &listed) && ok;
	if (ok && report_verbose)
		say_good(o, path);
	sites_free(&listed);
	return ok;
}

static int verify_external(const struct elf_file *f, const char *path)
{
	struct opened o;
	int status = opened_external(&o, f, path);

	if (status == VSI_EXIT_OK && !verify_table(f, &o, path))
		status = VSI_EXIT_DIFFERS;
	opened_free(&o);
	return status;
}

static int verify_embedded(const struct elf_file *f)
{
	struct table_place place;
	struct opened o = {};
	bool ok = table_find(f, &place);

	if (ok && place.kind == TABLE_NONE)
		ok = fail(f->path, "no section " VSI_TABLE_SECTION);
	else if (ok)
		ok = opened_embedded(&o, f, &place) && verify_table(f, &o, f->path);
	opened_free(&o);
	return ok ? VSI_EXIT_OK : VSI_EXIT_DIFFERS;
}

static int verify_file(const char *path, const char *table)
{
	struct input in = {};
	struct elf_file *f = module_read(&in, path);
	int status = VSI_EXIT_UNREADABLE;

	if (f)
		status = table ? verify_external(f, table) : verify_embedded(f);
	elf_close(f);
	input_free(&in);
	return status;
}

static int verify(char **paths, size_t nr, const struct settings *set)
{
	int status = VSI_EXIT_OK, one;
	const char *table;
	size_t i;

	(void)set;
	if (!nr || is_table_name(paths[0]))
		return usage_error("table", nr ? "which module is the table for?" : "no file");
	for (i = 0; i < nr; i++) {
		if (is_table_name(paths[i]))
			return usage_error("table", "two tables for one module");
		table = i + 1 < nr && is_table_name(paths[i + 1]) ? paths[i + 1] : NULL;
		one = verify_file(paths[i], table);
		i += !!table;
		if (one > status)
			status = one;
	}
	return status;
}

static int create(char **paths, size_t nr, const struct settings *set)
{
	bool ok;

	if (!nr)
		return usage_error("table", "no file");
	if (set->output && set->directory)
		return usage_error("table", "-o and -d exclude each other");
	if (!set->directory && nr > 1)
		return usage_error("table", "create takes one module without -d");
	if (set->directory)
		ok = table_create_trees(paths, set->directory, set->jobs);
	else
		ok = table_create_one(paths[0], set->output);
	return ok ? VSI_EXIT_OK : VSI_EXIT_UNREADABLE;
}

/* Returns the status with which to end, or -1; optind is left at the verb. */
static int parse(int argc, char **argv, struct settings *set)
{
	static const struct option options[] = {
		{ "directory", required_argument, NULL, 'd' },
		{ "format", required_argument, NULL, 'f' },
		{ "jobs", required_argument, NULL, 'j' },
		{ "output", required_argument, NULL, 'o' },
		{ "verbose", no_argument, NULL, 'v' },
		{ "help", no_argument, NULL, 'h' },
		{}
	};
	int c;

	while ((c = getopt_long(argc, argv, "d:f:j:o:vh", options, NULL)) != -1) {
		if (c >= 'a' && c <= 'z')
			set->given |= letter_bit(c);
		switch (c) {
		case 'd':
			set->directory = optarg;
			break;
		case 'f':
			if (!print_format_parse(optarg, &set->format))
				return usage_error("table", "no format %s", optarg);
			break;
		case 'j':
			if (!pool_parse(optarg, &set->jobs))
				return usage_error("table", "%s is no number of jobs", optarg);
			break;
		case 'o':
			set->output = optarg;
			break;
		case 'v':
			report_verbose = true;
			break;
		case 'h':
			fputs(help, stdout);
			return VSI_EXIT_OK;
		default:
			return VSI_EXIT_USAGE;
		}
	}
	return -1;
}

/**
 * struct verb - what is to be done with tables
 * @name:    of it
 * @options: letters of those that it takes
 * @run:     does it
 */
struct verb {
	const char *name;
	const char *options;
	int (*run)(char **paths, size_t nr, const struct settings *set);
};

static const struct verb verbs[] = {
	{ "create", "djo", create },
	{ "diff", "", diff },
	{ "dump", "f", dump },
	{ "verify", "v", verify },
};

#define NR_VERBS	(sizeof(verbs) / sizeof(verbs[0]))

/* Each option is one of a single verb. */
static const char *verb_of(char letter)
{
	size_t i;

	for (i = 0; i < NR_VERBS - 1; i++)
		if (strchr(verbs[i].options, letter))
			break;
	return verbs[i].name;
}

static int run_verb(const struct verb *verb, char **paths, size_t nr, const struct settings *set)
{
	u32 wrong = set->given;
	const char *o;
	char letter;

	for (o = verb->options; *o; o++)
		wrong &= ~letter_bit(*o);
	if (!wrong)
		return verb->run(paths, nr, set);
	letter = 'a' + __builtin_ctz(wrong);
	return usage_error("table", "-%c is for %s", letter, verb_of(letter));
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
	struct settings set = { .format = PRINT_TEXT, .jobs = pool_cpus() };
	int status = parse(argc, argv, &set);
	const char *name;
	size_t i;

	if (status >= 0)
		return status;
	name = optind < argc ? argv[optind++] : "";
	for (i = 0; i < NR_VERBS; i++)
		if (!strcmp(name, verbs[i].name))
			return run_verb(&verbs[i], argv + optind, argc - optind, &set);
	return usage_error("table", "create, diff, dump or verify?");
}
