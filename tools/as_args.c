// SPDX-License-Identifier: GPL-2.0
/*
 * The assembler's command line: which words are input files, and where the
 * object goes.  GNU as takes long options with one dash or two.
 */
#include "as.h"
#include "report.h"
#include "text.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Options whose argument is, or may be, the next word. */
static const char *const with_argument[] = {
	"I", "t", "defsym", "debug-prefix-map", "hash-size", "itbl",
	"listing-lhs-width", "listing-lhs-width2", "listing-rhs-width",
	"listing-cont-lines", "multibyte-handling", "elf-stt-common",
	"generate-missing-build-notes", "size-check",
};

static const char *const informing[] = {
	"version", "help", "target-help", "dump-config",
};

static bool is_one_of(const char *word, const char *const *list, size_t nr)
{
	size_t i;

	for (i = 0; i < nr; i++)
		if (!strcmp(word, list[i]))
			return true;
	return false;
}

static void add_word(struct as_args *args, const char *word)
{
	args->argv = xgrow(args->argv, args->argc, &args->room, sizeof(*args->argv));
	args->argv[args->argc++] = xprintf("%s", word);
}

/* One word of a response file: quotes group, a backslash takes the next as it is. */
static char *take_word(const char **at, const char *end)
{
	char *word = xcalloc(end - *at + 1, 1), *to = word;
	const char *p;
	char quote = 0;

	for (p = *at; p < end && (quote || !isspace((unsigned char)*p)); p++) {
		if (*p == '\\' && p + 1 < end)
			*to++ = *++p;
		else if (quote && *p == quote)
			quote = 0;
		else if (!quote && (*p == '"' || *p == '\''))
			quote = *p;
		else
			*to++ = *p;
	}
	*at = p;
	return word;
}

static void expand(struct as_args *args, const char *word, int depth);

static void expand_file(struct as_args *args, int fd, int depth)
{
	off_t size = lseek(fd, 0, SEEK_END);
	char *text = xcalloc(size > 0 ? size : 0, 1);
	const char *at = text, *end = text;
	char *word;

	if (size > 0 && pread(fd, text, size, 0) == size)
		end += size;
	for (;;) {
		while (at < end && isspace((unsigned char)*at))
			at++;
		if (at == end)
			break;
		word = take_word(&at, end);
		expand(args, word, depth + 1);
		free(word);
	}
	free(text);
}

/* A file that cannot be read stands for itself, as in the assembler. */
static void expand(struct as_args *args, const char *word, int depth)
{
	const int deepest = 64;
	int fd = -1;

	if (word[0] == '@' && depth < deepest)
		fd = open(word + 1, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		add_word(args, word);
		return;
	}
	expand_file(args, fd, depth);
	close(fd);
}

static const char *option_name(const char *word)
{
	return word + (word[1] == '-' ? 2 : 1);
}

static void take_input(struct as_args *args, size_t i)
{
	args->kind[i] = AS_INPUT;
	args->nr_inputs++;
	if (args->argv[i][0] == '-')
		args->reads_stdin = true;
}

/* -a, letters that tell what is to be listed, and where to. */
static bool is_listing(const char *name)
{
	return name[0] == 'a' && name[1 + strspn(name + 1, "cdghilmns")] == '=';
}

/* Return: how many words the option has. */
static size_t take_option(struct as_args *args, size_t i)
{
	const size_t nr = sizeof(with_argument) / sizeof(with_argument[0]);
	const char *word = args->argv[i], *name = option_name(word);
	const bool more = i + 1 < args->argc;

	if (is_one_of(name, informing, sizeof(informing) / sizeof(informing[0])))
		args->informs = true;
	if (word[1] == 'o') {
		args->output = word[2] || !more ? word + 2 : args->argv[i + 1];
		return word[2] ? 1 : 2;
	}
	if (is_listing(name))
		args->kind[i] = AS_ONCE;
	if (!strncmp(name, "MD", 2)) {
		args->kind[i] = AS_ONCE;
		if (name[2] || !more)
			return 1;
		args->kind[i + 1] = AS_ONCE;
		return 2;
	}
	return is_one_of(name, with_argument, nr) ? 2 : 1;
}

static bool is_stdin(const char *word)
{
	return !strcmp(word, "-") || !strcmp(word, "--");
}

/**
 * as_args_parse() - understand a command line
 * @args: zeroed; filled in
 * @argc: of main()
 * @argv: of main()
 */
void as_args_parse(struct as_args *args, int argc, char **argv)
{
	size_t i;
	int w;

	add_word(args, argv[0]);
	for (w = 1; w < argc; w++)
		expand(args, argv[w], 0);
	/* one more for the standard input */
	args->kind = xcalloc(args->argc + 1, 1);
	args->named = xcalloc(args->argc + 1, sizeof(*args->named));
	args->output = "a.out";
	for (i = 1; i < args->argc;) {
		if (args->argv[i][0] == '-' && !is_stdin(args->argv[i])) {
			i += take_option(args, i);
			continue;
		}
		take_input(args, i++);
	}
	if (!args->nr_inputs) {
		args->reads_stdin = true;
		add_word(args, "-");
	}
}

/**
 * as_args_free() - forget a command line
 * @args: left empty
 */
void as_args_free(struct as_args *args)
{
	while (args->argc) {
		free(args->argv[--args->argc]);
		free(args->named[args->argc]);
	}
	free(args->argv);
	free(args->named);
	free(args->kind);
	*args = (struct as_args){};
}

/* By this line the assembler calls the rest as the command line does. */
static void write_marker(int fd, const char *name)
{
	char *plain = text_plain(name), *p;
	struct text line = {};

	text_string(&line, "# 1 \"");
	for (p = plain; *p; p++)
		text_printf(&line, strchr("\"\\", *p) ? "\\%c" : "%c", *p);
	text_string(&line, "\"\n");
	if (write(fd, line.bytes, line.size) < 0)
		fail(name, "%s", strerror(errno));
	text_free(&line);
	free(plain);
}

/* A file that can be read but once; what cannot be opened is for the assembler to tell. */
static int open_once(const char *path)
{
	struct stat st;
	int fd;

	if (stat(path, &st) || S_ISREG(st.st_mode) || S_ISDIR(st.st_mode))
		return -1;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || S_ISFIFO(st.st_mode) || isatty(fd))
		return fd;
	close(fd);
	return -1;
}

/**
 * as_args_spool() - keep the inputs that can be read but once, as pipes
 * @args: in which their copies take their places
 *
 * Return: how many there are; -1 after a reason was reported.
 */
int as_args_spool(struct as_args *args)
{
	int fd, spool, nr = 0;
	size_t i;

	for (i = 1; i < args->argc; i++) {
		if (args->kind[i] != AS_INPUT || args->argv[i][0] == '-')
			continue;
		fd = open_once(args->argv[i]);
		if (fd < 0)
			continue;
		spool = as_spool(-1);
		if (spool < 0)
			return -1;
		write_marker(spool, args->argv[i]);
		if (!as_copy(fd, spool)) {
			fail(args->argv[i], "%s", strerror(errno));
			return -1;
		}
		close(fd);
		args->named[i] = args->argv[i];
		args->argv[i] = xprintf("/proc/self/fd/%d", spool);
		nr++;
	}
	return nr;
}

/**
 * as_args_first() - the command line of the first pass, when inputs were spooled
 * @args: it
 *
 * Return: the words, ended by NULL; only their array is to be freed.
 */
char **as_args_first(const struct as_args *args)
{
	char **argv = xcalloc(args->argc + 1, sizeof(*argv));

	memcpy(argv, args->argv, args->argc * sizeof(*argv));
	return argv;
}

/**
 * as_args_second() - the command line of the second pass
 * @args:     that of the first
 * @fragment: one more input, which comes last
 *
 * Return: the words, ended by NULL; only their array is to be freed.
 */
char **as_args_second(const struct as_args *args, char *fragment)
{
	char **argv = xcalloc(args->argc + 2, sizeof(*argv));
	size_t i, to = 0;

	for (i = 0; i < args->argc; i++)
		if (args->kind[i] != AS_ONCE)
			argv[to++] = args->argv[i];
	argv[to] = fragment;
	return argv;
}
