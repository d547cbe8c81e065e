// SPDX-License-Identifier: GPL-2.0
/*
 * Is a site between a load-exclusive and its store-exclusive?
 *
 * An exception there clears the exclusive monitor, so the store would fail
 * and the loop around it never end.  Pure.
 */
#include "exclusive.h"

/*
 * ARM DDI 0406C, A3.4.5 asks for at most 128 bytes between the two; twice
 * that finds the sequences of code that does not listen.
 */
#define WINDOW	64

static u32 word_at(const u8 *text, u32 offset)
{
	u32 word;

	memcpy(&word, text + offset, sizeof(word));
	return word;
}

static bool load_before(const u8 *text, u32 offset)
{
	u32 i, word;

	for (i = 1; i <= WINDOW && i * 4 <= offset; i++) {
		word = word_at(text, offset - i * 4);
		if (a32_is_load_exclusive(word))
			return true;
		if (a32_is_store_exclusive(word))
			return false;
	}
	return false;
}

static bool store_behind(const u8 *text, u32 size, u32 offset)
{
	u32 i, word;

	for (i = 1; i <= WINDOW && i * 4 < size - offset; i++) {
		word = word_at(text, offset + i * 4);
		if (a32_is_store_exclusive(word))
			return true;
		if (a32_is_load_exclusive(word))
			return false;
	}
	return false;
}

/**
 * a32_in_exclusive() - is an instruction part of an exclusive sequence?
 * @text:   the code around it
 * @size:   of @text in bytes, a multiple of 4
 * @offset: of the instruction in @text, a multiple of 4 below @size
 *
 * Looks along the addresses, not along branches: compilers and the kernel's
 * atomics write these sequences in one piece.  May say yes of an instruction
 * that is not; says no of one that stands between the two only when they are
 * further away than the architecture allows.
 *
 * Context: any.
 * Return: true when an exception at the instruction could make a
 * store-exclusive fail.
 */
bool a32_in_exclusive(const u8 *text, u32 size, u32 offset)
{
	return load_before(text, offset) && store_behind(text, size, offset);
}
