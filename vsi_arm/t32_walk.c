// SPDX-License-Identifier: GPL-2.0
/*
 * Walking T32 code along its instructions, which are of two sizes: only from
 * where code is known to begin can one tell where an instruction does.
 *
 * Pure.  Called while a module is planned.
 */
#include "t32_encode.h"
#include "t32_walk.h"

/* As exclusive.c; in bytes. */
#define WINDOW	256

static u32 halfword_at(const u8 *text, u32 offset)
{
	return vsi_insn_read(VSI_ISA_T32, text + offset, sizeof(u16));
}

/* The last instruction may be cut off by the end of the code. */
static u32 insn_at(const u8 *text, u32 end, u32 offset, unsigned int *width)
{
	const u32 first = halfword_at(text, offset);

	*width = vsi_insn_width(VSI_ISA_T32, first);
	if (*width == sizeof(u16) || end - offset < sizeof(u32))
		return first;
	return first << 16 | halfword_at(text, offset + sizeof(u16));
}

/* Instructions behind an IT that it makes conditional: one for each bit above the lowest set. */
static u8 block_size(u32 it)
{
	u8 size = 4;

	for (; !(it & 1); it >>= 1)
		size--;
	return size;
}

static void step(struct t32_walk *walk, u32 insn, unsigned int width)
{
	if (width == sizeof(u16) && t32_is_it(insn))
		walk->in_it = block_size(insn);
	else if (walk->in_it)
		walk->in_it--;
	if (t32_is_load_exclusive(insn))
		walk->load = walk->next + 1;
	else if (t32_is_store_exclusive(insn))
		walk->load = 0;
	walk->next += width;
}

static void walk_to(struct t32_walk *walk, const u8 *text, u32 code, u32 offset)
{
	unsigned int width;
	u32 insn;

	if (walk->code != code + 1)
		*walk = (struct t32_walk){ .code = code + 1, .next = code };
	while (walk->next < offset) {
		insn = insn_at(text, offset, walk->next, &width);
		step(walk, insn, width);
	}
}

/**
 * t32_place_at() - is an instruction in an IT block?
 * @walk:   all zero for the first instruction of a section, then left alone:
 *          instructions come in the order of their offsets
 * @text:   the section
 * @code:   offset at which the code begins that the instruction is part of
 * @offset: of the instruction
 *
 * ARM DDI 0406C, A8.8.54: a branch may only be the last in the block.
 *
 * Context: any.
 * Return: enum t32_place.
 */
enum t32_place t32_place_at(struct t32_walk *walk, const u8 *text, u32 code, u32 offset)
{
	walk_to(walk, text, code, offset);
	return walk->in_it > 1 ? T32_INSIDE_IT : walk->in_it ? T32_LAST_IN_IT : T32_OUTSIDE_IT;
}

static bool store_behind(const u8 *text, u32 size, u32 offset)
{
	const u32 end = size - offset > WINDOW ? offset + WINDOW : size & ~1u;
	unsigned int width;
	u32 insn;

	/* the instruction itself is neither */
	insn_at(text, end, offset, &width);
	for (offset += width; offset < end; offset += width) {
		insn = insn_at(text, end, offset, &width);
		if (t32_is_store_exclusive(insn))
			return true;
		if (t32_is_load_exclusive(insn))
			return false;
	}
	return false;
}

/**
 * t32_exclusive_at() - is an instruction part of an exclusive sequence?
 * @walk:   as t32_place_at()
 * @text:   the section
 * @code:   offset at which the code begins that the instruction is part of
 * @size:   of @text in bytes
 * @offset: of the instruction
 *
 * As a32_exclusive_at().
 *
 * Context: any.
 * Return: true when an exception at the instruction could make a
 * store-exclusive fail.
 */
bool t32_exclusive_at(struct t32_walk *walk, const u8 *text, u32 code, u32 size, u32 offset)
{
	walk_to(walk, text, code, offset);
	return walk->load && offset - (walk->load - 1) <= WINDOW &&
	       store_behind(text, size, offset);
}
