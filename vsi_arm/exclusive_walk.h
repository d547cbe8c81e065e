/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Walking along words of code, from load-exclusive to store-exclusive: what
 * exclusive.c and a64_exclusive.c have in common.  Pure.
 *
 * The walk is inline, so that no word costs a call. What is rare is not: the walk need
 * not make room for it.
 */
#ifndef VSI_ARM_EXCLUSIVE_WALK_H
#define VSI_ARM_EXCLUSIVE_WALK_H

#include "types.h"

/*
 * ARM DDI 0406C, A3.4.5, and ARM DDI 0487, B2.10.5, ask for at most 128 bytes
 * between the two; twice that finds the sequences of code that does not listen.
 */
#define VSI_EXCLUSIVE_WINDOW	64

/**
 * struct vsi_exclusive - what a walk along a section has seen so far
 * @next: offset of the first word not yet looked at
 * @load: 1 + offset of the last load-exclusive without a store-exclusive
 *        behind it, or 0
 */
struct vsi_exclusive {
	u32 next;
	u32 load;
};

/**
 * struct vsi_exclusive_words - which words of an instruction set are exclusive
 * @maybe: what both have in common, and little else has
 * @load:  a load-exclusive
 * @store: a store-exclusive
 */
struct vsi_exclusive_words {
	bool (*maybe)(u32 word);
	bool (*load)(u32 word);
	bool (*store)(u32 word);
};

void vsi_exclusive_note(const struct vsi_exclusive_words *is, struct vsi_exclusive *walk,
			u32 word, u32 at);
bool vsi_exclusive_store_behind(const struct vsi_exclusive_words *is, const u8 *text, u32 size,
				u32 offset);

/* Words of the window before @offset that the walk has not seen yet. */
static inline void vsi_exclusive_walk_to(const struct vsi_exclusive_words *is,
					 struct vsi_exclusive *walk, const u8 *text, u32 offset)
{
	u32 at = walk->next, word;

	if (offset > VSI_EXCLUSIVE_WINDOW * 4 && at < offset - VSI_EXCLUSIVE_WINDOW * 4)
		at = offset - VSI_EXCLUSIVE_WINDOW * 4;
	for (; at < offset; at += 4) {
		word = vsi_load32(text + at);
		if (is->maybe(word))
			vsi_exclusive_note(is, walk, word, at);
	}
	walk->next = offset;
}

static inline bool vsi_exclusive_load_before(const struct vsi_exclusive_words *is,
					     struct vsi_exclusive *walk, const u8 *text,
					     u32 offset)
{
	vsi_exclusive_walk_to(is, walk, text, offset);
	return walk->load && offset - (walk->load - 1) <= VSI_EXCLUSIVE_WINDOW * 4;
}

#endif
