/* SPDX-License-Identifier: GPL-2.0 */
/* Text that is made in memory; for what is printed by the megabyte. */
#ifndef TOOLS_TEXT_H
#define TOOLS_TEXT_H

#include "../vsi_arm/types.h"

/**
 * struct text - a growing text, without a NUL
 * @bytes: the text
 * @size:  how long it is
 * @room:  bytes there are
 */
struct text {
	char *bytes;
	size_t size;
	size_t room;
};

void text_reserve(struct text *t, size_t more);
void text_hex(struct text *t, u32 value, unsigned int digits);
void text_name(struct text *t, const char *bytes, size_t size);
char *text_plain(const char *string);
void text_pad(struct text *t, size_t from, size_t width);
__attribute__((format(printf, 2, 3)))
void text_printf(struct text *t, const char *fmt, ...);
void text_free(struct text *t);

/**
 * text_bytes() - append bytes
 * @t:     to this
 * @bytes: they
 * @size:  how many
 */
static inline void text_bytes(struct text *t, const char *bytes, size_t size)
{
	if (t->room - t->size < size || !t->bytes)
		text_reserve(t, size);
	memcpy(t->bytes + t->size, bytes, size);
	t->size += size;
}

/**
 * text_string() - append a string
 * @t:      to this
 * @string: the string
 */
static inline void text_string(struct text *t, const char *string)
{
	text_bytes(t, string, strlen(string));
}

#endif
