// SPDX-License-Identifier: GPL-2.0
/* vsi scan: which sensitive instructions there are, and where. */
#include "commands.h"
#include "input.h"
#include "pool.h"
#include "report.h"
#include "scan_print.h"
#include "tree.h"

#include <getopt.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static const char help[] =
"usage: vsi scan [-f FORMAT] [-j N] [-p PROFILE] PATH...\n"
"\n"
"  -f, --format FORMAT  text for people; tsv or json for programs\n"
"  -j, --jobs N         scan so many files at once, by default one on each CPU\n"
"  -p, --profile NAME   only what this profile acts on: auto, kvm, xen, deprivileged\n"
"  -h, --help\n"
"\n"
"PATH is an ELF file of ARM or AArch64, or one packed by xz, gzip or zstd, or a\n"
"directory in which such files are looked for.\n"
"\n"
"Exit status: 0 nothing found, 1 instructions found, 2 wrong usage, 3 something\n"
"could not be read.\n";

/**
 * struct scan_run - a run of the command
 * @format:  of the output
 * @jobs:    workers
 * @profile: enum vsi_profile, VSI_NR_PROFILES for all instructions
 * @tree:    the files
 * @totals:  so far
 * @log:     what was said of all files so far
 * @failed:  there was an error
 */
struct scan_run {
	enum scan_format format;
	unsigned int jobs;
	unsigned int profile;
	struct tree tree;
	struct scan_totals totals;
	struct report_log log;
	bool failed;
};

/**
 * struct scanned - what a worker found in a file
 * @text:    to be printed
 * @sites:   how many instructions
 * @scanned: it was scanned
 * @failed:  there was an error
 * @log:     what was said
 */
struct scanned {
	struct text text;
	size_t sites;
	bool scanned;
	bool failed;
	struct report_log log;
};

/* What a module calls elsewhere is global: it comes behind all local symbols. */
static void note_helpers(const struct elf_file *f)
{
	const size_t nr = elf_nr_symbols(f);
	const char *name;
	GElf_Sym symbol;
	u32 section;
	size_t i;

	if (!nr || f->ehdr.e_type != ET_REL)
		return;
	i = f->sections[f->symtab].shdr.sh_info;
	for (i = elf_undefined(f, i); i < nr; i = elf_undefined(f, i + 1)) {
		elf_symbol(f, i, &symbol, &section);
		name = scan_helper(elf_symbol_name(f, &symbol));
		if (name)
			note(f->path, "calls %s() of the kernel, where no table reaches", name);
	}
}

static void scan_one(const struct scan_run *run, const struct tree_file *file, struct input *in,
		     struct scanned *result)
{
	struct elf_file *f = elf_parse(file->path, in->bytes, in->size, ELF_LINKED);
	struct sites sites = {};

	result->failed = !f;
	if (!f)
		return;
	f->fd = input_fd(in);
	scan_all(f, &sites);
	if (run->profile < VSI_NR_PROFILES)
		scan_keep(&sites, run->profile);
	note_helpers(f);
	scan_print_file(&result->text, f, &sites, run->format);
	result->sites = sites.nr;
	result->scanned = true;
	sites_free(&sites);
	elf_close(f);
}

static void *begin(void *arg)
{
	(void)arg;
	return xcalloc(1, sizeof(struct input));
}

static void *work(void *arg, void *self, size_t index)
{
	const struct scan_run *run = arg;
	const struct tree_file *file = &run->tree.v[index];
	struct scanned *result = xcalloc(1, sizeof(*result));
	struct input *in = self;

	report_log = &result->log;
	switch (input_read(in, file->path)) {
	case INPUT_FAILED:
		result->failed = true;
		break;
	case INPUT_FOREIGN:
		result->failed = file->named && !fail(file->path, "not an ELF file");
		break;
	case INPUT_ELF:
		/* a tree may hold programs of the machine that built it */
		if (file->named || !elf_foreign(in->bytes, in->size))
			scan_one(run, file, in, result);
		break;
	}
	report_log = NULL;
	return result;
}

static void take(void *arg, size_t index, void *taken)
{
	struct scanned *result = taken;
	struct scan_run *run = arg;

	(void)index;
	scan_print_result(&result->text, !run->totals.sites, run->format);
	run->totals.sites += result->sites;
	run->totals.files += result->scanned;
	run->totals.with += !!result->sites;
	run->failed |= result->failed;
	report_log_move(&run->log, &result->log);
	text_free(&result->text);
	free(result);
}

static void end(void *arg, void *self)
{
	(void)arg;
	input_free(self);
	free(self);
}

static int scan_paths(struct scan_run *run, char **paths)
{
	const struct pool pool = {
		.workers = run->jobs, .title = isatty(STDERR_FILENO) ? "vsi: scanned" : NULL,
		.begin = begin, .work = work, .take = take, .end = end, .arg = run,
	};
	struct pool all = pool;

	report_log = &run->log;
	run->failed = !tree_collect(&run->tree, paths);
	report_log = NULL;
	all.nr = run->tree.nr;
	scan_print_head(run->format);
	pool_run(&all);
	scan_print_end(&run->totals, &run->log, run->format);
	fflush(stdout);
	report_log_print(&run->log, run->format == SCAN_TEXT);
	tree_free(&run->tree);
	report_log_free(&run->log);
	if (run->failed)
		return VSI_EXIT_UNREADABLE;
	return run->totals.sites ? VSI_EXIT_FOUND : VSI_EXIT_OK;
}

static bool parse_profile(const char *name, unsigned int *profile)
{
	for (*profile = 0; *profile < VSI_NR_PROFILES; ++*profile)
		if (!strcmp(name, vsi_profile_name(*profile)))
			return true;
	return false;
}

/* Returns the status with which to end, or -1. */
static int parse(int argc, char **argv, struct scan_run *run)
{
	static const struct option options[] = {
		{ "format", required_argument, NULL, 'f' },
		{ "jobs", required_argument, NULL, 'j' },
		{ "profile", required_argument, NULL, 'p' },
		{ "help", no_argument, NULL, 'h' },
		{}
	};
	int c;

	while ((c = getopt_long(argc, argv, "f:j:p:h", options, NULL)) != -1) {
		switch (c) {
		case 'f':
			if (!scan_format_parse(optarg, &run->format))
				return usage_error("scan", "no format %s", optarg);
			break;
		case 'j':
			if (!pool_parse(optarg, &run->jobs))
				return usage_error("scan", "%s is no number of jobs", optarg);
			break;
		case 'p':
			if (!parse_profile(optarg, &run->profile))
				return usage_error("scan", "no profile %s", optarg);
			break;
		case 'h':
			fputs(help, stdout);
			return VSI_EXIT_OK;
		default:
			return VSI_EXIT_USAGE;
		}
	}
	return optind < argc ? -1 : usage_error("scan", "no file");
}

/*
 * To give memory back to the system and to take it again stalls all threads, and
 * to take it in small pages is slow.
 */
static void set_memory(void)
{
	const size_t pad = 32 << 20, huge = 2 << 20;
	char *end;

	mallopt(M_MMAP_THRESHOLD, 64 << 20);
	mallopt(M_TRIM_THRESHOLD, 256 << 20);
	mallopt(M_TOP_PAD, pad);
	/* this has the heap grow by the padding */
	free(xrealloc(NULL, 1));
	end = sbrk(0);
	end -= (uintptr_t)end % huge;
	madvise(end - pad + huge, pad - huge, MADV_HUGEPAGE);
}

/**
 * cmd_scan() - vsi scan
 * @argc: of the command
 * @argv: of the command
 *
 * Return: the exit status.
 */
int cmd_scan(int argc, char **argv)
{
	struct scan_run run = {
		.format = SCAN_TEXT, .jobs = pool_cpus(), .profile = VSI_NR_PROFILES,
	};
	int status = parse(argc, argv, &run);

	set_memory();

	return status < 0 ? scan_paths(&run, argv + optind) : status;
}
