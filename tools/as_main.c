// SPDX-License-Identifier: GPL-2.0
/*
 * vsi-as: what the compiler runs instead of the assembler.  The assembler
 * runs unchanged; when its object holds sensitive instructions, it runs a
 * second time with one more input that names them.
 */
#include "as.h"
#include "report.h"
#include "text.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static const char help[] =
"vsi-as stands in for the assembler: gcc -B DIR/ runs it, where DIR/as is a\n"
"link to it.  It takes the assembler's options, and\n"
"\n"
"  --vsi-help, --vsi-version\n"
"\n"
"Environment: VSI_AS_REAL, the assembler; VSI_AS_VERBOSE=1, one line per object.\n";

#define EXIT_FAILED	1

/* The text is read again only to say what the object cannot tell. */
static void note_file(const char *name, int fd, bool marker)
{
	struct stat st;
	size_t from = 0;
	char *text;

	if (fd < 0 || fstat(fd, &st) || !S_ISREG(st.st_mode) || !st.st_size)
		return;
	text = mmap(NULL, st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (text == MAP_FAILED)
		return;
	while (marker && text[from++] != '\n')
		;
	as_text_notes(name, text + from, st.st_size - from);
	munmap(text, st.st_size);
}

static void note_inputs(const struct as_args *args, int spool)
{
	const char *named;
	size_t i;
	int fd;

	if (spool >= 0)
		note_file("{standard input}", spool, false);
	for (i = 1; i < args->argc; i++) {
		if (args->kind[i] != AS_INPUT || args->argv[i][0] == '-')
			continue;
		fd = open(args->argv[i], O_RDONLY | O_CLOEXEC);
		named = args->named[i];
		note_file(named ? named : args->argv[i], fd, named);
		if (fd >= 0)
			close(fd);
	}
}

/* What it prints was printed before, unless it fails. */
static int run_again(const char *real, const struct as_args *args, int spool, int fragments)
{
	char *name = xprintf("/proc/self/fd/%d", fragments);
	char **argv = as_args_second(args, name);
	int log = as_spool(-1);
	int status;

	status = log < 0 ? EXIT_FAILED : as_run(real, argv, spool, log);
	if (status && log >= 0) {
		lseek(log, 0, SEEK_SET);
		as_copy(log, STDERR_FILENO);
		fail(args->output, "does not assemble together with its fragments");
	}
	if (log >= 0)
		close(log);
	free(argv);
	free(name);
	return status;
}

static bool check_again(const struct as_object *first, const char *path)
{
	struct as_object second = {};
	bool ok = as_object_read(&second, path) && as_object_same(first, &second);

	as_object_free(&second);
	return ok;
}

static int add_fragments(const char *real, const struct as_args *args, int spool,
			 const struct as_object *first)
{
	int fragments = as_spool(-1);
	int status = EXIT_FAILED;

	if (fragments < 0)
		return EXIT_FAILED;
	as_run_doomed(args->output);
	if (as_object_fragments(first, fragments))
		status = run_again(real, args, spool, fragments);
	if (!status && !check_again(first, args->output))
		status = EXIT_FAILED;
	as_run_doomed(NULL);
	close(fragments);
	return status;
}

static void say_found(const struct as_object *o, const char *path)
{
	char *name;

	if (!report_verbose)
		return;
	name = text_plain(path);
	fprintf(stderr, "%s: %s: %zu sensitive instructions", report_tool, name, o->sites.nr);
	if (o->left)
		fprintf(stderr, ", %zu more in section groups", o->left);
	fputc('\n', stderr);
	free(name);
}

static int assemble(const char *real, const struct as_args *args, char **argv, int spool)
{
	struct as_object first = {};
	int status;

	/* from now on a signal ends the assembler, too */
	as_run_doomed(NULL);
	status = as_run(real, argv, spool, -1);
	if (status || !as_is_object(args->output))
		return status;
	note_inputs(args, spool);
	if (!as_object_read(&first, args->output))
		status = EXIT_FAILED;
	else if (first.sites.nr)
		status = add_fragments(real, args, spool, &first);
	if (status)
		unlink(args->output);
	else
		say_found(&first, args->output);
	as_object_free(&first);
	return status;
}

static int run(const char *real, struct as_args *args, char **argv)
{
	int spool = -1, status, nr = as_args_spool(args);
	char **words;

	if (nr < 0)
		return EXIT_FAILED;

	if (args->reads_stdin) {
		spool = as_spool(STDIN_FILENO);
		if (spool < 0)
			return EXIT_FAILED;
	}
	words = nr ? as_args_first(args) : NULL;
	status = assemble(real, args, words ? words : argv, spool);
	free(words);
	return status;
}

static int own_option(const char *option)
{
	if (!strcmp(option, "--vsi-help")) {
		fputs(help, stdout);
	} else if (!strcmp(option, "--vsi-version")) {
		puts("vsi-as " VSI_VERSION);
	} else {
		fprintf(stderr, "vsi-as: no option %s (--vsi-help)\n", option);
		return VSI_EXIT_USAGE;
	}
	return 0;
}

int main(int argc, char **argv)
{
	const char *verbose = getenv("VSI_AS_VERBOSE");
	struct as_args args = {};
	char *real;
	int status;

	vsi_decode_init();
	report_tool = "vsi-as";
	report_verbose = verbose && *verbose && strcmp(verbose, "0");
	if (argc > 1 && !strncmp(argv[1], "--vsi-", 6))
		return own_option(argv[1]);
	real = as_find_real();
	if (!real)
		return EXIT_FAILED;
	argv[0] = real;
	as_args_parse(&args, argc, argv);
	status = args.informs ? as_run(real, argv, -1, -1) : run(real, &args, argv);
	as_args_free(&args);
	free(real);
	return status;
}
