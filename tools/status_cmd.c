// SPDX-License-Identifier: GPL-2.0
/* vsi status: what vsi.ko does in the running kernel. */
#include "commands.h"
#include "report.h"
#include "status.h"

#include <getopt.h>
#include <stdio.h>

static const char help[] =
"usage: vsi status [-f FORMAT] [--sysfs DIR]\n"
"\n"
"  -f, --format FORMAT  text for people; tsv or json for programs\n"
"      --sysfs DIR      read there, instead of in /sys/kernel/vsi\n"
"  -h, --help\n"
"\n"
"Exit status: 0 all was read, 2 wrong usage, 3 vsi is not loaded, or something\n"
"could not be read.\n";

/**
 * struct settings - what the options say
 * @format: of the output
 * @sysfs:  where to read
 */
struct settings {
	enum status_format format;
	const char *sysfs;
};

static int print_status(const struct settings *set)
{
	struct status s = {};
	bool ok = status_read(&s, set->sysfs);
	struct text out = {};

	if (s.nr) {
		status_print(&out, &s, set->format);
		fwrite(out.bytes, 1, out.size, stdout);
	}
	text_free(&out);
	status_free(&s);
	return ok ? VSI_EXIT_OK : VSI_EXIT_UNREADABLE;
}

/* Returns the status with which to end, or -1. */
static int parse(int argc, char **argv, struct settings *set)
{
	enum { OPT_SYSFS = 256 };
	static const struct option options[] = {
		{ "format", required_argument, NULL, 'f' },
		{ "sysfs", required_argument, NULL, OPT_SYSFS },
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
		case 'h':
			fputs(help, stdout);
			return VSI_EXIT_OK;
		default:
			return VSI_EXIT_USAGE;
		}
	}
	return optind == argc ? -1 : usage_error("status", "it takes no file");
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
	struct settings set = { .format = STATUS_TEXT, .sysfs = "/sys/kernel/vsi" };
	int status = parse(argc, argv, &set);

	return status < 0 ? print_status(&set) : status;
}
