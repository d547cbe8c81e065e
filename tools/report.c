// SPDX-License-Identifier: GPL-2.0
/*
 * Messages and memory.  An error is one line on stderr,
 *	TOOL: FILE: SECTION+0xOFFSET: reason
 * and lack of memory ends the program: there is nothing it could undo.
 */
#include "report.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

const char *report_tool = "vsi";
bool report_verbose;

static const char note_kind[] = "note: ";

static void say(const char *kind, const char *fmt, va_list args)
{
	fputs(kind, stderr);
	vfprintf(stderr, fmt, args);
	fputc('\n', stderr);
}

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

	fflush(stdout);
	fprintf(stderr, "%s: %s: ", report_tool, file);
	va_start(args, fmt);
	say("", fmt, args);
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

	fflush(stdout);
	fprintf(stderr, "%s: %s: %s+0x%" PRIx64 ": ", report_tool, file, section, offset);
	va_start(args, fmt);
	say("", fmt, args);
	va_end(args);
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

	fprintf(stderr, "%s: %s: ", report_tool, file);
	va_start(args, fmt);
	say(note_kind, fmt, args);
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
	fprintf(stderr, "%s: %s: ", report_tool, file);
	va_start(args, fmt);
	say(note_kind, fmt, args);
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
	int n;

	va_start(args, fmt);
	n = vasprintf(&text, fmt, args);
	va_end(args);
	return enough(n < 0 ? NULL : text);
}
