// SPDX-License-Identifier: GPL-2.0
/*
 * Messages and memory.  An error is one line on stderr, whatever the names in it,
 *	TOOL: FILE: SECTION+0xOFFSET: reason
 * and lack of memory ends the program: there is nothing it could undo.
 */
#include "report.h"
#include "text.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

const char *report_tool = "vsi";
bool report_verbose;

__thread struct report_log *report_log;

static void print_line(const struct report_line *line)
{
	char *file = text_plain(line->file), *text = text_plain(line->text);

	fprintf(stderr, "%s: %s: %s%s\n", report_tool, file, line->note ? "note: " : "", text);
	free(file);
	free(text);
}

/* Takes @text. */
static void say(const char *file, char *text, bool note)
{
	struct report_line line = { .text = text, .note = note };

	line.file = xprintf("%s", file);
	if (report_log) {
		report_log->v = xgrow(report_log->v, report_log->nr, &report_log->room,
				      sizeof(line));
		report_log->v[report_log->nr++] = line;
		return;
	}
	fflush(stdout);
	print_line(&line);
	free(line.file);
	free(text);
}

/**
 * report_log_move() - append messages to others
 * @to:   to these
 * @from: left empty
 */
void report_log_move(struct report_log *to, struct report_log *from)
{
	size_t i;

	for (i = 0; i < from->nr; i++) {
		to->v = xgrow(to->v, to->nr, &to->room, sizeof(*to->v));
		to->v[to->nr++] = from->v[i];
	}
	free(from->v);
	*from = (struct report_log){};
}

/**
 * report_log_print() - print messages, notes first
 * @log:   they
 * @notes: print them at all
 */
void report_log_print(const struct report_log *log, bool notes)
{
	size_t i;
	int note;

	for (note = notes; note >= 0; note--)
		for (i = 0; i < log->nr; i++)
			if (log->v[i].note == note)
				print_line(&log->v[i]);
}

/**
 * report_log_free() - forget messages
 * @log: left empty
 */
void report_log_free(struct report_log *log)
{
	while (log->nr) {
		free(log->v[--log->nr].file);
		free(log->v[log->nr].text);
	}
	free(log->v);
	*log = (struct report_log){};
}

__attribute__((format(printf, 1, 0)))
static char *format(const char *fmt, va_list args);

/**
 * fail() - report an error of a whole file
 * @file: its name
 * @fmt:  the reason, without a full stop
 *
 * Return: false, so that callers can return it.
 */
bool fail(const char *file, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	say(file, format(fmt, args), false);
	va_end(args);
	return false;
}

/**
 * fail_at() - report an error at a place in a file
 * @file:    its name
 * @section: the section's name
 * @offset:  in the section
 * @fmt:     the reason, without a full stop
 *
 * Return: false, so that callers can return it.
 */
bool fail_at(const char *file, const char *section, u64 offset, const char *fmt, ...)
{
	va_list args;
	char *reason;

	va_start(args, fmt);
	reason = format(fmt, args);
	va_end(args);
	say(file, xprintf("%s+0x%" PRIx64 ": %s", section, offset, reason), false);
	free(reason);
	return false;
}

/**
 * note() - tell the user something about a file that is not an error
 * @file: its name
 * @fmt:  what to say
 */
void note(const char *file, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	say(file, format(fmt, args), true);
	va_end(args);
}

/**
 * note_verbose() - as note(), but only when the user wants to know more
 * @file: its name
 * @fmt:  what to say
 */
void note_verbose(const char *file, const char *fmt, ...)
{
	va_list args;

	if (!report_verbose)
		return;
	va_start(args, fmt);
	say(file, format(fmt, args), true);
	va_end(args);
}

static void *enough(void *memory)
{
	if (memory)
		return memory;
	fprintf(stderr, "%s: out of memory\n", report_tool);
	exit(VSI_EXIT_UNREADABLE);
}

/**
 * xcalloc() - zeroed memory or the end
 * @count: of elements; 0 is allowed
 * @size:  of each
 *
 * Return: never NULL.
 */
void *xcalloc(size_t count, size_t size)
{
	return enough(calloc(count ? count : 1, size));
}

/**
 * xgrow() - make room for one more element of an array
 * @array:    or NULL
 * @count:    elements in use
 * @capacity: elements there is room for
 * @size:     of an element
 *
 * Return: the array, which may have moved.
 */
void *xgrow(void *array, size_t count, size_t *capacity, size_t size)
{
	if (count < *capacity)
		return array;
	*capacity = *capacity ? *capacity * 2 : 16;
	return enough(realloc(array, *capacity * size));
}

/**
 * xrealloc() - more memory or the end
 * @memory: to be extended, or NULL
 * @size:   how much there must be
 *
 * Return: the memory, which may have moved.
 */
void *xrealloc(void *memory, size_t size)
{
	return enough(realloc(memory, size ? size : 1));
}

/**
 * xmemdup() - an aligned copy of some bytes
 * @bytes: may be NULL when @size is 0
 * @size:  how many
 *
 * Return: never NULL.
 */
void *xmemdup(const void *bytes, size_t size)
{
	void *copy = xcalloc(size, 1);

	if (size)
		memcpy(copy, bytes, size);
	return copy;
}

static char *format(const char *fmt, va_list args)
{
	char *text;
	int n = vasprintf(&text, fmt, args);

	return enough(n < 0 ? NULL : text);
}

/**
 * xprintf() - format into memory of its own
 * @fmt: as printf()
 *
 * Return: never NULL.
 */
char *xprintf(const char *fmt, ...)
{
	va_list args;
	char *text;

	va_start(args, fmt);
	text = format(fmt, args);
	va_end(args);
	return text;
}
