// SPDX-License-Identifier: GPL-2.0
/*
 * Writing code around an instruction under test, A32 and T32.
 */
#include "../bed.h"

/* LDR PC, what stands behind it: ARM DDI 0406C, A8.8.64 */
#define T32_LDR_PC	0xf8dff000u
#define A32_LDR_PC	0xe51ff004u

/* A8.8.54, A8.8.119 */
#define T32_IT_NE	0xbf18
#define T32_NOP		0xbf00

static void put(void *at, u32 word, bool thumb)
{
	u16 *half = at;
	const bool narrow = word < 0xe800;

	if (!thumb) {
		*(u32 *)at = word;
		return;
	}
	half[0] = narrow ? word : word >> 16;
	half[1] = narrow ? T32_NOP : word;
}

static void put_jump(void *at, bool thumb)
{
	u32 *word = at;

	put(word, thumb ? T32_LDR_PC : A32_LDR_PC, thumb);
	word[1] = (unsigned long)bed_landing;
}

/**
 * bed_put() - an instruction, and a NOP where it is half a word
 * @at:   where
 * @word: the instruction
 */
void bed_put(void *at, u32 word)
{
	put(at, word, BED_THUMB);
}

/**
 * bed_jump() - a jump to bed_landing, which no register and no flag takes part in
 * @at: where; two words
 */
void bed_jump(void *at)
{
	put_jump(at, BED_THUMB);
}

/**
 * bed_put_slot() - an instruction under test, and the way out
 * @at: where
 * @c:  the case
 *
 * As in the object: slots.awk.
 */
void bed_put_slot(void *at, const struct bed_case *c)
{
	u16 *half = at;

	if (c->in_it) {
		*half++ = T32_IT_NE;
		half[2] = T32_NOP;
	}
	bed_put(half, c->insn.word);
	bed_jump((u32 *)at + (c->in_it ? 2 : 1));
}

/**
 * bed_put_landings() - jumps where code under test may return to
 */
void bed_put_landings(void)
{
	bed_jump((void *)BED_LANDING);
	bed_jump((void *)(BED_LANDING - BED_BEFORE));
	put_jump((void *)BED_OTHER_LANDING, !BED_THUMB);
	put_jump((void *)(BED_OTHER_LANDING - BED_BEFORE), !BED_THUMB);
}
