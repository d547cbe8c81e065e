// SPDX-License-Identifier: GPL-2.0
/*
 * Relocations of 32-bit ARM: ELF for the Arm Architecture, 5.6.
 */
#include "../load.h"

static void put16(u32 *word, unsigned long value)
{
	*word = (*word & 0xfff0f000) | (value & 0xf000) << 4 | (value & 0xfff);
}

static u32 get16(u32 word)
{
	return (u32)((s32)(((word >> 4 & 0xf000) | (word & 0xfff)) << 16) >> 16);
}

/* The addend is in the place: 24 bits of words, signed, and two words to the PC. */
static bool branch(u32 *word, unsigned long place, unsigned long symbol)
{
	const s32 offset = (s32)(*word << 8) >> 6;
	const s32 to = symbol + offset - place;

	if (to < -0x2000000 || to >= 0x2000000)
		return false;
	*word = (*word & 0xff000000) | (to >> 2 & 0xffffff);
	return true;
}

/* T32, A8.8.18, encodings T4 and T1: S, J1, J2 and 21 bits. */
static s32 thumb_offset(u32 first, u32 second)
{
	const u32 s = first >> 10 & 1;
	const u32 i1 = !((second >> 13 & 1) ^ s), i2 = !((second >> 11 & 1) ^ s);
	const u32 bits = s << 24 | i1 << 23 | i2 << 22 | (first & 0x3ff) << 12 |
			 (second & 0x7ff) << 1;

	return (s32)(bits << 7) >> 7;
}

static bool thumb_branch(u16 *half, unsigned long place, unsigned long symbol)
{
	const s32 to = (symbol & ~1ul) + thumb_offset(half[0], half[1]) - place;
	const u32 s = to < 0;
	const u32 j1 = !((to >> 23 & 1) ^ s), j2 = !((to >> 22 & 1) ^ s);

	if (to < -0x1000000 || to >= 0x1000000)
		return false;
	half[0] = (half[0] & 0xf800) | s << 10 | (to >> 12 & 0x3ff);
	half[1] = (half[1] & 0xd000) | j1 << 13 | j2 << 11 | (to >> 1 & 0x7ff);
	return true;
}

static u32 thumb_get16(const u16 *half)
{
	const u32 value = (half[0] & 0xf) << 12 | (half[0] >> 10 & 1) << 11 |
			  (half[1] >> 12 & 7) << 8 | (half[1] & 0xff);

	return (u32)((s32)(value << 16) >> 16);
}

static void thumb_put16(u16 *half, u32 value)
{
	half[0] = (half[0] & 0xfbf0) | (value >> 12 & 0xf) | (value >> 11 & 1) << 10;
	half[1] = (half[1] & 0x8f00) | (value >> 8 & 7) << 12 | (value & 0xff);
}

/**
 * bed_relocate() - apply one relocation
 * @place:  what is relocated
 * @type:   how
 * @symbol: to what
 * @addend: not used: it is in the place
 *
 * Return: false when the type is not known, or the symbol out of reach.
 */
bool bed_relocate(unsigned long place, unsigned int type, unsigned long symbol, s64 addend)
{
	u32 *word = (u32 *)place;
	u16 *half = (u16 *)place;

	(void)addend;
	switch (type) {
	case R_ARM_NONE:
	case R_ARM_V4BX:
		return true;
	case R_ARM_ABS32:
	case R_ARM_TARGET1:
		*word += symbol;
		return true;
	case R_ARM_REL32:
		*word += symbol - place;
		return true;
	case R_ARM_PREL31:
		*word = (*word & 0x80000000) | ((*word + symbol - place) & 0x7fffffff);
		return true;
	case R_ARM_PC24:
	case R_ARM_CALL:
	case R_ARM_JUMP24:
		return branch(word, place, symbol);
	case R_ARM_MOVW_ABS_NC:
		put16(word, get16(*word) + symbol);
		return true;
	case R_ARM_MOVT_ABS:
		put16(word, (get16(*word) + symbol) >> 16);
		return true;
	case R_ARM_THM_PC22:
	case R_ARM_THM_JUMP24:
		return thumb_branch(half, place, symbol);
	case R_ARM_THM_MOVW_ABS_NC:
		thumb_put16(half, thumb_get16(half) + symbol);
		return true;
	case R_ARM_THM_MOVT_ABS:
		thumb_put16(half, (thumb_get16(half) + symbol) >> 16);
		return true;
	}
	return false;
}
