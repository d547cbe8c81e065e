// SPDX-License-Identifier: GPL-2.0
/*
 * Numbers as text, and what a compiler takes for granted.
 */
#include "bare.h"

static void print_number(u32 value, u32 base, u32 digits)
{
	char text[12] = "", *at = text + sizeof(text) - 1;

	do {
		*--at = "0123456789abcdef"[value % base];
		value /= base;
	} while (value || at > text + sizeof(text) - 1 - digits);
	bare_print(at);
}

void bare_hex(u32 value)
{
	print_number(value, 16, 8);
}

void bare_number(u32 value)
{
	print_number(value, 10, 1);
}

void *memcpy(void *to, const void *from, size_t size)
{
	const u8 *f = from;
	u8 *t = to;

	while (size--)
		*t++ = *f++;
	return to;
}

void *memset(void *to, int value, size_t size)
{
	u8 *t = to;

	while (size--)
		*t++ = value;
	return to;
}

int memcmp(const void *left, const void *right, size_t size)
{
	const u8 *l = left, *r = right;

	for (; size; size--, l++, r++)
		if (*l != *r)
			return *l - *r;
	return 0;
}
