// SPDX-License-Identifier: GPL-2.0
/*
 * What is rare on a walk along words of code: see exclusive_walk.h.  Pure.
 */
#include "exclusive_walk.h"

/**
 * vsi_exclusive_note() - a word that may be exclusive was seen
 * @is:   the words of the instruction set
 * @walk: what was seen before it; updated
 * @word: the word, of which @is->maybe() holds
 * @at:   its offset in the section, in bytes
 *
 * Context: any.
 */
void vsi_exclusive_note(const struct vsi_exclusive_words *is, struct vsi_exclusive *walk,
			u32 word, u32 at)
{
	if (is->load(word))
		walk->load = at + 1;
	else if (is->store(word))
		walk->load = 0;
}

/**
 * vsi_exclusive_store_behind() - does a store-exclusive follow an instruction?
 * @is:     the words of the instruction set
 * @text:   the section
 * @size:   of @text in bytes, a multiple of 4
 * @offset: of the instruction in @text, a multiple of 4 below @size
 *
 * Asked for only when a load-exclusive stands before the instruction.
 *
 * Context: any.
 * Return: true when one follows within the window, before a load-exclusive does.
 */
bool vsi_exclusive_store_behind(const struct vsi_exclusive_words *is, const u8 *text, u32 size,
				u32 offset)
{
	u32 i, word;

	for (i = 1; i <= VSI_EXCLUSIVE_WINDOW && i * 4 < size - offset; i++) {
		word = vsi_load32(text + offset + i * 4);
		if (is->store(word))
			return true;
		if (is->load(word))
			return false;
	}
	return false;
}
