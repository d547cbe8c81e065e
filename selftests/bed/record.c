// SPDX-License-Identifier: GPL-2.0
/*
 * Reading what the reference has printed.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "record.h"

static u64 number(char **at, const char *line)
{
	char *end;
	u64 value = strtoull(*at, &end, 16);

	if (end == *at)
		errx(2, "not a record: %s", line);
	*at = end;
	return value;
}

static void read_record(char *line, struct bed_case *c)
{
	char *at = line + 1;
	unsigned int i, isa = number(&at, line);

	if (!vsi_decode(isa, number(&at, line), &c->insn))
		errx(2, "of no instruction: %s", line);
	c->in_it = number(&at, line);
	c->input = number(&at, line);
	c->operand = number(&at, line);
	c->readable = number(&at, line);
	c->changes = number(&at, line);
	c->before = number(&at, line);
	c->after = number(&at, line);
	for (i = 0; i < BED_NR_STATE; i++)
		c->out.reg[i] = number(&at, line);
}

/**
 * bed_read_records() - what the reference says
 * @path: of its output
 * @nr:   how many cases there are
 *
 * Ends the program when it is not whole.
 *
 * Return: the cases.
 */
struct bed_case *bed_read_records(const char *path, unsigned int *nr)
{
	FILE *file = fopen(path, "r");
	struct bed_case *cases = NULL;
	unsigned int room = 0;
	char line[2048];

	if (!file)
		err(2, "%s", path);
	for (*nr = 0; fgets(line, sizeof(line), file) && *line == '='; ++*nr) {
		if (*nr == room) {
			room += 1024;
			cases = reallocarray(cases, room, sizeof(*cases));
		}
		if (!cases)
			err(2, "%s", path);
		cases[*nr] = (struct bed_case){ 0 };
		read_record(line, &cases[*nr]);
	}
	if (strcmp(line, "end\n"))
		errx(2, "%s: does not end: %s", path, line);
	fclose(file);
	return cases;
}
