// SPDX-License-Identifier: GPL-2.0
/* vsi status: what vsi.ko does in the running kernel. */
#include "commands.h"
#include "report.h"
#include "status.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

static const char help[] =
"usage: vsi status [-f FORMAT] [--sysfs DIR]\n"
"       vsi status [-f FORMAT] [--debugfs DIR] --sites MODULE | --ways MODULE\n"
"\n"
"  -f, --format FORMAT  text for people; tsv or json for programs\n"
"      --sites MODULE   each instruction that is substituted or guarded\n"
"      --ways MODULE    each word, what is done about it, and why it is kept\n"
"      --sysfs DIR      read there, instead of in /sys/kernel/vsi\n"
"      --debugfs DIR    read there, instead of in /sys/kernel/debug/vsi\n"
"  -h, --help\n"
"\n"
"Exit status: 0 all was read, 2 wrong usage, 3 vsi is not loaded, or something\n"
"could not be read.\n";

/**
 * struct settings - what the options say
 * @format: of the output
 * @sysfs:  where to read; NULL for the running kernel's
 * @debugfs: where to read what is said of a module; likewise
 * @file:   of its directory there, or NULL
 * @module: the module
 */
struct settings {
	enum status_format format;
	const char *sysfs;
	const char *debugfs;
	const char *file;
	const char *module;
};

static int print_lines(const struct settings *set)
{
	const char *debugfs = set->debugfs ? set->debugfs : "/sys/kernel/debug/vsi";
	char *path = xprintf("%s/%s/%s", debugfs, set->module, set->file);
	struct text out = {};
	bool ok;
	char *p;

	/* as modprobe takes names */
	for (p = path + strlen(debugfs); *p; p++)
		if (*p == '-')
			*p = '_';
	ok = status_lines(&out, path, set->format);
	fwrite(out.bytes, 1, out.size, stdout);
	text_free(&out);
	free(path);
	return ok ? VSI_EXIT_OK : VSI_EXIT_UNREADABLE;
}

static int print_status(const struct settings *set)
{
	struct status s = {};
	bool ok = status_read(&s, set->sysfs ? set->sysfs : "/sys/kernel/vsi");
	struct text out = {};

	if (s.nr) {
		status_print(&out, &s, set->format);
		fwrite(out.bytes, 1, out.size, stdout);
	}
	text_free(&out);
	status_free(&s);
	return ok ? VSI_EXIT_OK : VSI_EXIT_UNREADABLE;
}

/* Of one module, and by one option. */
static bool choose(struct settings *set, const char *file, const char *module)
{
	if (set->file || strchr(module, '/') || !*module)
		return false;
	set->file = file;
	set->module = module;
	return true;
}

enum {
	OPT_SYSFS = 256,
	OPT_DEBUGFS,
	OPT_SITES,
	OPT_WAYS,
};

/* What is asked of a copy must not be answered by this machine. */
static int check(const struct settings *set)
{
	const char *option = "--debugfs", *of = "--sites and --ways";

	if (set->file) {
		option = "--sysfs";
		of = "neither --sites nor --ways";
	}
	if (set->file ? !set->sysfs : !set->debugfs)
		return -1;
	return usage_error("status", "%s is for %s", option, of);
}

/* Returns the status with which to end, or -1. */
static int parse(int argc, char **argv, struct settings *set)
{
	static const struct option options[] = {
		{ "format", required_argument, NULL, 'f' },
		{ "sysfs", required_argument, NULL, OPT_SYSFS },
		{ "debugfs", required_argument, NULL, OPT_DEBUGFS },
		{ "sites", required_argument, NULL, OPT_SITES },
		{ "ways", required_argument, NULL, OPT_WAYS },
		{ "help", no_argument, NULL, 'h' },
		{}
	};
	int c;

	while ((c = getopt_long(argc, argv, "f:h", options, NULL)) != -1) {
		switch (c) {
		case 'f':
			if (!status_format_parse(optarg, &set->format))
				return usage_error("status", "no format %s", optarg);
			break;
		case OPT_SYSFS:
			set->sysfs = optarg;
			break;
		case OPT_DEBUGFS:
			set->debugfs = optarg;
			break;
		case OPT_SITES:
		case OPT_WAYS:
			if (!choose(set, c == OPT_SITES ? "sites" : "ways", optarg))
				return usage_error("status", "the sites or the ways of one module");
			break;
		case 'h':
			fputs(help, stdout);
			return VSI_EXIT_OK;
		default:
			return VSI_EXIT_USAGE;
		}
	}
	return optind == argc ? check(set) : usage_error("status", "it takes no file");
}

/**
 * cmd_status() - vsi status
 * @argc: of the command
 * @argv: of the command
 *
 * Return: the exit status.
 */
int cmd_status(int argc, char **argv)
{
	struct settings set = { .format = STATUS_TEXT };
	int status = parse(argc, argv, &set);

	if (status >= 0)
		return status;
	return set.file ? print_lines(&set) : print_status(&set);
}
