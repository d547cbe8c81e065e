// SPDX-License-Identifier: GPL-2.0
/* vsi: the command line. */
#include "commands.h"
#include "report.h"
#include "../vsi_arm/insn.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char help[] =
"usage: vsi COMMAND [OPTION...] FILE...\n"
"\n"
"  scan           list the sensitive instructions of modules, objects, kernels, trees\n"
"  embed          write the table of sensitive instructions into modules\n"
"  status         tell what vsi does in the running kernel\n"
"  table create   write the tables of prebuilt modules into files of their own\n"
"  table diff     compare two tables\n"
"  table dump     print a table, or the fragments of an object\n"
"  table verify   check the tables of modules\n"
"\n"
"  --help, --version\n"
"\n"
"vsi COMMAND --help tells the options of a command.\n";

struct command {
	const char *name;
	int (*run)(int argc, char **argv);
};

static const struct command commands[] = {
	{ "embed", cmd_embed },
	{ "scan", cmd_scan },
	{ "status", cmd_status },
	{ "table", cmd_table },
};

int usage_error(const char *command, const char *fmt, ...)
{
	va_list args;

	fputs("vsi: ", stderr);
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	fprintf(stderr, " (vsi%s%s --help)\n", *command ? " " : "", command);
	return VSI_EXIT_USAGE;
}

static int finish(int status)
{
	if (fflush(stdout) || ferror(stdout)) {
		fprintf(stderr, "vsi: standard output cannot be written\n");
		return VSI_EXIT_UNREADABLE;
	}
	return status;
}

int main(int argc, char **argv)
{
	size_t i;

	vsi_decode_init();
	if (argc < 2)
		return usage_error("", "no command");
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "help")) {
		fputs(help, stdout);
		return finish(VSI_EXIT_OK);
	}
	if (!strcmp(argv[1], "--version")) {
		puts("vsi " VSI_VERSION);
		return finish(VSI_EXIT_OK);
	}
	for (i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		if (!strcmp(argv[1], commands[i].name))
			return finish(commands[i].run(argc - 1, argv + 1));
	return usage_error("", "no command %s", argv[1]);
}
