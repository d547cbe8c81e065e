/* SPDX-License-Identifier: GPL-2.0 */
/*
 * When does an operation by set and way begin a new loop?  Pure.
 *
 * A loop over all sets and ways of a cache is one operation to whoever wrote
 * it, cut into some thousand instructions.  Cleaning all memory by address
 * stands for the whole of it, so it must be done once in each loop, and at a
 * moment when all that was written before the loop is there to be cleaned.
 *
 * Nothing in an operation tells where its loop begins.  But whatever its
 * order, a loop over a level of cache passes each set and way of that level
 * once.  So the operand with which all was cleaned last comes again in the
 * next loop over its level, and never twice in one: cleaning then, be it at
 * the beginning or in the middle of the loop, is once in each loop, and after
 * everything that was written before it.
 *
 * Not so for a piece of a loop, such as one line that is cleaned because of an
 * error in it.  Such a piece is taken for a loop of its own when nothing of
 * the kind was executed on this CPU for a while.  A piece that follows another
 * one more closely may be missed; no operation by set and way promises
 * anything about an address, ARM DDI 0406C, B2.2.6, so nothing but the whole
 * cache can be meant.
 */
#ifndef VSI_ARM_SETWAY_LOOP_H
#define VSI_ARM_SETWAY_LOOP_H

#include "types.h"

#define VSI_SETWAY_LEVELS	8

/* Some thousand times what one takes to come after the other. */
#define VSI_SETWAY_PAUSE_NS	10000000ull

/**
 * struct vsi_setway_loop - what one CPU remembers
 * @operand: of each level, with which all was cleaned last
 * @known:   bit for each level: @operand is set
 * @last:    when the last operation of any level ended, in ns
 */
struct vsi_setway_loop {
	u32 operand[VSI_SETWAY_LEVELS];
	u8 known;
	u64 last;
};

/**
 * vsi_setway_begins() - must all be cleaned now?
 * @loop:    of this CPU; the caller sets its last when the operation has ended
 * @operand: of the instruction: way, set and level, ARM DDI 0406C, B4.2.1
 * @now:     in ns, never less than before
 *
 * Return: true once in each loop over a level.
 */
static inline bool vsi_setway_begins(struct vsi_setway_loop *loop, u32 operand, u64 now)
{
	const unsigned int level = operand >> 1 & (VSI_SETWAY_LEVELS - 1);
	const bool paused = now - loop->last > VSI_SETWAY_PAUSE_NS;

	if (!paused && loop->known >> level & 1 && loop->operand[level] != operand)
		return false;
	loop->operand[level] = operand;
	loop->known |= 1u << level;
	return true;
}

#endif
