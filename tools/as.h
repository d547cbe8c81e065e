/* SPDX-License-Identifier: GPL-2.0 */
/* vsi-as: the parts of the stand-in for the assembler. */
#ifndef TOOLS_AS_H
#define TOOLS_AS_H

#include "scan.h"

/**
 * struct as_args - a command line of the assembler, understood as far as needed
 * @argv:      its words, with response files expanded; when no input is named,
 *             there is one more, "-"
 * @argc:      how many
 * @kind:      what each of @argv is
 * @named:     what the command line calls each of those of @argv that were spooled
 * @output:    the object; points into @argv
 * @nr_inputs: input files that the command line names
 * @reads_stdin: the standard input is assembled
 * @informs:   the assembler only prints something, as --version
 */
struct as_args {
	char **argv;
	size_t argc;
	size_t room;
	u8 *kind;
	char **named;
	const char *output;
	size_t nr_inputs;
	bool reads_stdin;
	bool informs;
};

/* What a word of the command line is. */
enum as_word {
	AS_OPTION,
	AS_INPUT,
	AS_ONCE,		/* names another file that is written, by one pass only */
};

void as_args_free(struct as_args *args);
void as_args_parse(struct as_args *args, int argc, char **argv);
int as_args_spool(struct as_args *args);
char **as_args_first(const struct as_args *args);
char **as_args_second(const struct as_args *args, char *fragment);

char *as_find_real(void);

int as_run(const char *program, char **argv, int input, int output);
void as_run_doomed(const char *path);
int as_spool(int fd);
bool as_copy(int from, int to);

/**
 * struct as_object - an object as the assembler left it
 * @file:  the object
 * @sites: the instructions that its fragments name
 * @left:  instructions in section groups, which "vsi embed" adds
 */
struct as_object {
	struct elf_file *file;
	struct sites sites;
	size_t left;
};

bool as_is_object(const char *path);
bool as_object_read(struct as_object *o, const char *path);
void as_object_free(struct as_object *o);
bool as_object_fragments(const struct as_object *o, int fd);
bool as_object_same(const struct as_object *first, const struct as_object *second);

void as_text_notes(const char *name, const char *text, size_t size);
bool as_expression(const char **at, const char *end, u64 *value);

#endif
