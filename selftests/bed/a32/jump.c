// SPDX-License-Identifier: GPL-2.0
/*
 * Writing code around an instruction under test, A32 and T32.
 */
#include "../bed.h"

/* LDR PC, what stands behind it */
#ifdef BED_T32
#define LDR_PC	0xf8dff000u
#else
#define LDR_PC	0xe51ff004u
#endif

/**
 * bed_put() - an instruction, and a NOP where it is half a word
 * @at:   where
 * @word: the instruction
 */
void bed_put(void *at, u32 word)
{
#ifdef BED_T32
	u16 *half = at;
	const bool narrow = word < 0xe800;

	half[0] = narrow ? word : word >> 16;
	half[1] = narrow ? 0xbf00 : word;
#else
	*(u32 *)at = word;
#endif
}

/**
 * bed_jump() - a jump to bed_landing, which no register and no flag takes part in
 * @at: where; two words
 */
void bed_jump(void *at)
{
	u32 *word = at;

	bed_put(word, LDR_PC);
	word[1] = (unsigned long)bed_landing;
}
