// SPDX-License-Identifier: GPL-2.0
/* Growing texts. */
#include "text.h"
#include "report.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/**
 * text_reserve() - make room
 * @t:    the text
 * @more: bytes that will be appended
 */
void text_reserve(struct text *t, size_t more)
{
	size_t room = t->room ? t->room : 256;

	while (room - t->size < more)
		room *= 2;
	t->bytes = xrealloc(t->bytes, room);
	t->room = room;
}

/**
 * text_hex() - append a number, with 0x before it
 * @t:      to this
 * @value:  the number
 * @digits: there must be at least so many
 */
void text_hex(struct text *t, u32 value, unsigned int digits)
{
	unsigned int n = (32 - __builtin_clz(value | 1) + 3) / 4, i;
	char *p;

	if (n < digits)
		n = digits;
	if (t->room - t->size < n + 2 || !t->bytes)
		text_reserve(t, n + 2);
	p = t->bytes + t->size;
	p[0] = '0';
	p[1] = 'x';
	t->size += n + 2;
	for (i = n + 1; i > 1; i--, value >>= 4)
		p[i] = "0123456789abcdef"[value & 0xf];
}

static bool is_control(unsigned char c)
{
	return c < ' ' || c == 0x7f;
}

/**
 * text_name() - append what comes from elsewhere, and must not break lines
 * @t:     to this
 * @bytes: a control character in them becomes "\x" and two digits
 * @size:  how many
 */
void text_name(struct text *t, const char *bytes, size_t size)
{
	size_t i, plain = 0;

	for (i = 0; i < size; i++) {
		if (!is_control(bytes[i]))
			continue;
		text_bytes(t, bytes + plain, i - plain);
		text_printf(t, "\\x%02x", (unsigned char)bytes[i]);
		plain = i + 1;
	}
	text_bytes(t, bytes + plain, size - plain);
}

/**
 * text_plain() - what comes from elsewhere, as text_name() writes it
 * @string: as it is
 *
 * Return: a string, to be freed.
 */
char *text_plain(const char *string)
{
	struct text t = {};

	text_name(&t, string, strlen(string));
	text_bytes(&t, "", 1);
	return t.bytes;
}

/**
 * text_pad() - append spaces up to a width
 * @t:     to this
 * @from:  where the column begins
 * @width: of the column
 */
void text_pad(struct text *t, size_t from, size_t width)
{
	while (t->size - from < width)
		text_bytes(t, " ", 1);
}

/**
 * text_printf() - append formatted text
 * @t:   to this
 * @fmt: as printf()
 */
void text_printf(struct text *t, const char *fmt, ...)
{
	va_list args;
	char *text;
	int n;

	va_start(args, fmt);
	n = vasprintf(&text, fmt, args);
	va_end(args);
	if (n < 0)
		return;
	text_bytes(t, text, n);
	free(text);
}

/**
 * text_free() - forget a text
 * @t: left empty
 */
void text_free(struct text *t)
{
	free(t->bytes);
	*t = (struct text){};
}
