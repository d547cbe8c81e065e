// SPDX-License-Identifier: GPL-2.0
/*
 * Is a site between a load-exclusive and its store-exclusive?
 *
 * An exception there clears the exclusive monitor, so the store would fail
 * and the loop around it never end.  Pure.
 */
#include "exclusive.h"

static const struct vsi_exclusive_words words = {
	.maybe = a32_maybe_exclusive,
	.load = a32_is_load_exclusive,
	.store = a32_is_store_exclusive,
};

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
	return vsi_exclusive_load_before(&words, &walk->walk, text, offset) &&
	       vsi_exclusive_store_behind(&words, text, size, offset);
}
