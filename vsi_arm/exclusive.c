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

/* Words of the window before @offset that the walk has not seen yet. */
static void walk_to(struct a32_exclusive *walk, const u8 *text, u32 offset)
{
	u32 at = walk->next, word;

	if (offset > WINDOW * 4 && at < offset - WINDOW * 4)
		at = offset - WINDOW * 4;
	for (; at < offset; at += 4) {
		word = vsi_load32(text + at);
		if (!a32_maybe_exclusive(word))
			continue;
		if (a32_is_load_exclusive(word))
			walk->load = at + 1;
		else if (a32_is_store_exclusive(word))
			walk->load = 0;
	}
	walk->next = offset;
}

static bool load_before(struct a32_exclusive *walk, const u8 *text, u32 offset)
{
	walk_to(walk, text, offset);
	return walk->load && offset - (walk->load - 1) <= WINDOW * 4;
}

static bool store_behind(const u8 *text, u32 size, u32 offset)
{
	u32 i, word;

	for (i = 1; i <= WINDOW && i * 4 < size - offset; i++) {
		word = vsi_load32(text + offset + i * 4);
		if (a32_is_store_exclusive(word))
			return true;
		if (a32_is_load_exclusive(word))
			return false;
	}
	return false;
}

/**
 * a32_exclusive_at() - is an instruction part of an exclusive sequence?
 * @walk:   all zero for the first instruction of a section, then left alone:
 *          instructions come in the order of their offsets, so that each word
 *          before one is looked at once
 * @text:   the section
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
bool a32_exclusive_at(struct a32_exclusive *walk, const u8 *text, u32 size, u32 offset)
{
	return load_before(walk, text, offset) && store_behind(text, size, offset);
}
