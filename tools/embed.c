// SPDX-License-Identifier: GPL-2.0
/* vsi embed: from the code of a module, and its fragments, to its table. */
#include "apply.h"
#include "commands.h"
#include "elf_rewrite.h"
#include "fragment.h"
#include "outfile.h"
#include "report.h"
#include "table_build.h"
#include "veneers.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char help[] =
"usage: vsi embed [-v] [--veneers] [--apply --backend=NAME] [-o OUT] FILE.ko...\n"
"\n"
"      --apply       replace the instructions, for a guest that runs vsi.ko itself in\n"
"                    user mode; without it, what was replaced is put back\n"
"      --backend=NAME  by the words of this one's hypervisor: svc\n"
"  -o, --output OUT  write the module there; by default it is changed in place\n"
"  -v, --verbose     say what was found\n"
"      --veneers     add room for veneers, to which sites may be made to branch\n"
"  -h, --help\n";

/**
 * struct settings - what the options say
 * @output:  where to write the module; NULL for its own place
 * @veneers: add room for them
 * @apply:   replace instructions
 * @backend: by whose words, or NULL
 */
struct settings {
	const char *output;
	bool veneers;
	bool apply;
	const struct apply_backend *backend;
};

static bool check_fragment(const struct elf_file *f, const struct sites *found,
			   const struct site *fragment)
{
	const struct site *site = sites_find(found, fragment->section, fragment->offset);
	const char *name = f->sections[fragment->section].name;

	if (!site)
		return fail_at(f->path, name, fragment->offset,
			       "fragment of 0x%08x, but no such instruction there",
			       fragment->word);
	if (site->word != fragment->word)
		return fail_at(f->path, name, fragment->offset,
			       "fragment of 0x%08x, but the word there is 0x%08x",
			       fragment->word, site->word);
	if (site->class != fragment->class || site->isa != fragment->isa ||
	    site->width != fragment->width)
		return fail_at(f->path, name, fragment->offset,
			       "fragment differs from the decoder (other version of vsi-as?)");
	return true;
}

static void note_added(const struct elf_file *f, const struct sites *found,
		       const struct sites *fragments)
{
	size_t i, added = 0;

	if (!report_verbose)
		return;
	for (i = 0; i < found->nr; i++)
		if (!sites_find(fragments, found->v[i].section, found->v[i].offset))
			added++;
	if (added)
		note_verbose(f->path, "%zu instructions that no fragment names were added",
			     added);
}

static bool check_fragments(const struct elf_file *f, const struct table_place *place,
			    const struct sites *found)
{
	struct sites fragments = {};
	bool ok = true;
	size_t i;

	if (place->kind == TABLE_FRAGMENTS)
		ok = fragments_read(f, place, &fragments);
	for (i = 0; ok && i < fragments.nr; i++)
		ok = check_fragment(f, found, &fragments.v[i]);
	if (ok && place->kind == TABLE_FRAGMENTS)
		note_added(f, found, &fragments);
	sites_free(&fragments);
	return ok;
}

/**
 * struct module - a module that gets a table
 * @f:      as it is to be, but for what is added
 * @before: its bytes as they were
 * @place:  of the table that it has
 * @sites:  its instructions
 */
struct module {
	struct elf_file *f;
	u8 *before;
	struct table_place place;
	struct sites sites;
};

static bool same_bytes(const struct module *m, int fd)
{
	const size_t size = m->f->size;
	u8 *bytes = xcalloc(size + 1, 1);
	bool same = pread(fd, bytes, size + 1, 0) == (ssize_t)size &&
		    !memcmp(bytes, m->before, size);

	free(bytes);
	return same;
}

static bool write_module(const struct module *m, const struct elf_edit *edit, const char *to)
{
	const struct elf_file *f = m->f;
	int fd = outfile_open(to);

	if (fd < 0)
		return false;
	if (!elf_rewrite(f, edit, fd)) {
		outfile_abort();
		return false;
	}
	/* leave the times alone when there is nothing to do */
	if (to == f->path && same_bytes(m, fd)) {
		outfile_abort();
		return true;
	}
	return outfile_commit(f->mode, true);
}

static bool embed_table(const struct module *m, const struct settings *set)
{
	const struct elf_file *f = m->f;
	const char *to = set->output ? set->output : f->path;
	struct elf_edit edit = { .nr = 1, .drop = m->place.rel };
	struct elf_added *added = &edit.added[0];
	void *table;
	bool ok;

	*added = (struct elf_added){
		.name = VSI_TABLE_SECTION, .align = sizeof(u32), .replace = m->place.index,
	};
	table = table_make(f, &m->sites, &added->size);
	added->bytes = table;
	ok = table && (!set->veneers || veneers_add(f, &m->sites, &edit));
	ok = ok && write_module(m, &edit, to);
	veneers_free(&edit);
	free(table);
	return ok;
}

static void say_done(const struct module *m, bool undone)
{
	if (elf_is_signed(m->f))
		note(m->f->path, "its signature was dropped, because it no longer fits");
	if (undone)
		note(m->f->path, "the instructions that had been replaced were put back");
	note_verbose(m->f->path, "table of %zu instructions", m->sites.nr);
}

/* From what the module was built as, whatever it is now. */
static bool embed_module(struct module *m, const struct settings *set)
{
	bool was_applied;

	m->before = xmemdup(m->f->data, m->f->size);
	if (!table_find(m->f, &m->place))
		return false;
	was_applied = apply_is_applied(m->f, &m->place);
	if (was_applied && !apply_undo(m->f, &m->place))
		return false;
	scan_file(m->f, &m->sites);
	if (!check_fragments(m->f, &m->place, &m->sites))
		return false;
	if (set->apply && !apply_words(m->f, &m->sites, set->backend))
		return false;
	if (!embed_table(m, set))
		return false;
	say_done(m, was_applied && !set->apply);
	return true;
}

static bool embed_file(const char *path, const struct settings *set)
{
	struct module m = { .f = elf_open(path) };
	bool ok = m.f && embed_module(&m, set);

	sites_free(&m.sites);
	free(m.before);
	elf_close(m.f);
	return ok;
}

/* Returns the status with which to end, or -1. */
static int parse(int argc, char **argv, struct settings *set)
{
	enum { OPT_VENEERS = 256, OPT_APPLY, OPT_BACKEND };
	static const struct option options[] = {
		{ "apply", no_argument, NULL, OPT_APPLY },
		{ "backend", required_argument, NULL, OPT_BACKEND },
		{ "output", required_argument, NULL, 'o' },
		{ "veneers", no_argument, NULL, OPT_VENEERS },
		{ "verbose", no_argument, NULL, 'v' },
		{ "help", no_argument, NULL, 'h' },
		{}
	};
	int c;

	while ((c = getopt_long(argc, argv, "o:vh", options, NULL)) != -1) {
		switch (c) {
		case 'o':
			set->output = optarg;
			break;
		case OPT_VENEERS:
			set->veneers = true;
			break;
		case OPT_APPLY:
			set->apply = true;
			break;
		case OPT_BACKEND:
			set->backend = apply_backend_find(optarg);
			if (!set->backend)
				return usage_error("embed", "no backend %s has words of its own",
						   optarg);
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
	if (set->apply != !!set->backend)
		return usage_error("embed", set->apply ? "--apply needs --backend" :
					  "--backend is for --apply");
	if (optind == argc)
		return usage_error("embed", "no file");
	if (set->output && argc - optind > 1)
		return usage_error("embed", "-o takes one file");
	return -1;
}

/**
 * cmd_embed() - vsi embed
 * @argc: of the command
 * @argv: of the command
 *
 * Return: the exit status.
 */
int cmd_embed(int argc, char **argv)
{
	struct settings set = {};
	int status = parse(argc, argv, &set);

	if (status >= 0)
		return status;
	status = VSI_EXIT_OK;
	for (; optind < argc; optind++)
		if (!embed_file(argv[optind], &set))
			status = VSI_EXIT_UNREADABLE;
	return status;
}
