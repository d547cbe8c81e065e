// SPDX-License-Identifier: GPL-2.0
/*
 * Is a site of A64 between a load-exclusive and its store-exclusive?
 *
 * An exception return clears the exclusive monitor, so the store would fail
 * and the loop around it never end (ARM DDI 0487, B2.10).  Pure.
 */
#include "a64_exclusive.h"

#define WIDE		0x80000000u	/* 32 bits, or 64 */
#define UNPRIVILEGED	0x01000000u
#define LOAD		0x00400000u
#define PAIR		0x00200000u

/* ARM DDI 0487, C4.1, loads and stores: exclusive, and, bit 24, exclusive unprivileged. */
static bool maybe_exclusive(u32 word)
{
	return (word & 0x3e800000) == 0x08000000;
}

/*
 * STXR and STLXR, STXP and STLXP, LDXR and LDAXR, LDXP and LDAXP.  A pair of
 * less than 32 bits is CASP, which needs no monitor.  Then STTXR and STLTXR, LDTXR
 * and LDATXR of FEAT_LSUI, which are not of pairs, nor of less than 32 bits.
 */
static bool is_exclusive(u32 word)
{
	const bool wide = word & WIDE, pair = word & PAIR, unprivileged = word & UNPRIVILEGED;

	if (!maybe_exclusive(word))
		return false;
	return unprivileged ? wide && !pair : wide || !pair;
}

/**
 * a64_is_load_exclusive() - does an instruction set the exclusive monitor?
 * @word: the instruction
 *
 * Context: any.
 * Return: true for LDXR, LDAXR, LDXP, LDAXP, LDTXR, LDATXR of any size.
 */
bool a64_is_load_exclusive(u32 word)
{
	return word & LOAD && is_exclusive(word);
}

/**
 * a64_is_store_exclusive() - does an instruction depend on the exclusive monitor?
 * @word: the instruction
 *
 * Context: any.
 * Return: true for STXR, STLXR, STXP, STLXP, STTXR, STLTXR of any size.
 */
bool a64_is_store_exclusive(u32 word)
{
	return !(word & LOAD) && is_exclusive(word);
}

static const struct vsi_exclusive_words words = {
	.maybe = maybe_exclusive,
	.load = a64_is_load_exclusive,
	.store = a64_is_store_exclusive,
};

/**
 * a64_exclusive_at() - is an instruction part of an exclusive sequence?
 * @walk:   all zero for the first instruction of a section, then left alone:
 *          instructions come in the order of their offsets, so that each word
 *          before one is looked at once
 * @text:   the section
 * @size:   of @text in bytes, a multiple of 4
 * @offset: of the instruction in @text, a multiple of 4 below @size
 *
 * As a32_exclusive_at().
 *
 * Context: any.
 * Return: true when an exception at the instruction could make a
 * store-exclusive fail.
 */
bool a64_exclusive_at(struct a64_exclusive *walk, const u8 *text, u32 size, u32 offset)
{
	return vsi_exclusive_load_before(&words, &walk->walk, text, offset) &&
	       vsi_exclusive_store_behind(&words, text, size, offset);
}
