// SPDX-License-Identifier: GPL-2.0
/*
 * vsi status --sites and --ways: what vsi.ko says of single instructions in
 * debugfs, a line for each, whatever columns there are.
 */
#include "json_text.h"
#include "report.h"
#include "status.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#define CHUNK	65536
#define GAP	2

/* One column of one line. */
struct cell {
	const char *bytes;
	size_t size;
};

/**
 * struct lines - a file of lines with tabulators, of which the first names the columns
 * @path:    of it
 * @bytes:   what it holds
 * @cells:   line by line
 * @nr:      how many
 * @room:    how many fit
 * @columns: of each line
 */
struct lines {
	const char *path;
	struct text bytes;
	struct cell *cells;
	size_t nr;
	size_t room;
	size_t columns;
};

static bool read_file(struct lines *l)
{
	int fd = open(l->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	ssize_t n = -1;

	while (fd >= 0) {
		text_reserve(&l->bytes, CHUNK);
		n = read(fd, l->bytes.bytes + l->bytes.size, CHUNK);
		if (n <= 0)
			break;
		l->bytes.size += n;
	}
	if (n < 0)
		fail(l->path, "%s", errno == ENOENT ? "no such module is served, or no debugfs"
						    : strerror(errno));
	if (fd >= 0)
		close(fd);
	return !n;
}

static void add_cell(struct lines *l, const char *from, const char *to)
{
	l->cells = xgrow(l->cells, l->nr, &l->room, sizeof(*l->cells));
	l->cells[l->nr++] = (struct cell){ from, to - from };
}

/* Returns the number of columns. */
static size_t split_line(struct lines *l, const char *from, const char *to)
{
	const size_t before = l->nr;
	const char *tab;

	while ((tab = memchr(from, '\t', to - from))) {
		add_cell(l, from, tab);
		from = tab + 1;
	}
	add_cell(l, from, to);
	return l->nr - before;
}

static bool split(struct lines *l)
{
	const char *from = l->bytes.bytes, *behind = from + l->bytes.size, *to;
	size_t columns;

	for (; from < behind; from = to + 1) {
		to = memchr(from, '\n', behind - from);
		if (!to)
			return fail(l->path, "last line has no end");
		columns = split_line(l, from, to);
		if (!l->columns)
			l->columns = columns;
		if (columns != l->columns)
			return fail(l->path, "line %zu has %zu columns, not %zu",
				    l->nr / l->columns, columns, l->columns);
	}
	return l->columns || fail(l->path, "is empty");
}

static size_t *measure(const struct lines *l)
{
	size_t *widths = xcalloc(l->columns, sizeof(*widths));
	size_t i;

	for (i = 0; i < l->nr; i++)
		if (l->cells[i].size > widths[i % l->columns])
			widths[i % l->columns] = l->cells[i].size;
	return widths;
}

static bool is_last(const struct lines *l, size_t i)
{
	return i % l->columns == l->columns - 1;
}

static void print_text(struct text *out, const struct lines *l)
{
	size_t *widths = measure(l);
	size_t i, from;

	for (i = 0; i < l->nr; i++) {
		from = out->size;
		text_name(out, l->cells[i].bytes, l->cells[i].size);
		if (is_last(l, i))
			text_string(out, "\n");
		else
			text_pad(out, from, widths[i % l->columns] + GAP);
	}
	free(widths);
}

static void print_tsv(struct text *out, const struct lines *l)
{
	size_t i;

	for (i = 0; i < l->nr; i++) {
		text_name(out, l->cells[i].bytes, l->cells[i].size);
		text_string(out, is_last(l, i) ? "\n" : "\t");
	}
}

/* A count; what is in hexadecimal is a string. */
static json_object *json_cell(const struct cell *cell)
{
	const size_t most = 18;
	u64 number = 0;
	size_t i;

	for (i = 0; i < cell->size && cell->bytes[i] >= '0' && cell->bytes[i] <= '9'; i++)
		number = number * 10 + cell->bytes[i] - '0';
	if (!i || i < cell->size || i > most)
		return json_string(cell->bytes, cell->size);
	return json_object_new_uint64(number);
}

static void print_object(struct text *out, const struct lines *l, size_t line)
{
	const struct cell *cell = &l->cells[line * l->columns];
	json_object *o = json_object_new_object(), *name;
	size_t i;

	for (i = 0; i < l->columns; i++) {
		name = json_string(l->cells[i].bytes, l->cells[i].size);
		json_object_object_add(o, json_object_get_string(name),
				       json_cell(&cell[i]));
		json_object_put(name);
	}
	text_string(out, json_object_to_json_string_ext(o, JSON_C_TO_STRING_SPACED |
							JSON_C_TO_STRING_NOSLASHESCAPE));
	json_object_put(o);
}

static void print_json(struct text *out, const struct lines *l)
{
	size_t line;

	text_string(out, "[\n");
	for (line = 1; line < l->nr / l->columns; line++) {
		if (line > 1)
			text_string(out, ",\n");
		print_object(out, l, line);
	}
	text_string(out, l->nr / l->columns > 1 ? "\n]\n" : "]\n");
}

/**
 * status_lines() - make the text of a file of debugfs
 * @out:    appended to
 * @path:   of the file
 * @format: how
 *
 * Return: false, after a message, when it cannot be read.
 */
bool status_lines(struct text *out, const char *path, enum status_format format)
{
	struct lines l = { .path = path };
	const bool good = read_file(&l) && split(&l);

	if (good && format == STATUS_TEXT)
		print_text(out, &l);
	else if (good && format == STATUS_TSV)
		print_tsv(out, &l);
	else if (good)
		print_json(out, &l);
	free(l.cells);
	text_free(&l.bytes);
	return good;
}
