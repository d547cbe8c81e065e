// SPDX-License-Identifier: GPL-2.0
/*
 * Relocations of 64-bit ARM: ELF for the Arm 64-bit Architecture, 5.7.
 */
#include "../load.h"

static void put(u32 *word, unsigned int lsb, unsigned int width, u64 value)
{
	const u32 mask = ((1u << width) - 1) << lsb;

	*word = (*word & ~mask) | ((u32)value << lsb & mask);
}

/* ADR and ADRP: two bits at 29, the others at 5 */
static void put_adr(u32 *word, u64 value)
{
	put(word, 29, 2, value);
	put(word, 5, 19, value >> 2);
}

/* Loads and stores of 1 to 16 bytes, by the offset within a page. */
static bool low12(u32 *word, unsigned int type, u64 value)
{
	unsigned int shift;

	switch (type) {
	case R_AARCH64_ADD_ABS_LO12_NC:
	case R_AARCH64_LDST8_ABS_LO12_NC:
		shift = 0;
		break;
	case R_AARCH64_LDST16_ABS_LO12_NC:
		shift = 1;
		break;
	case R_AARCH64_LDST32_ABS_LO12_NC:
		shift = 2;
		break;
	case R_AARCH64_LDST64_ABS_LO12_NC:
		shift = 3;
		break;
	case R_AARCH64_LDST128_ABS_LO12_NC:
		shift = 4;
		break;
	default:
		return false;
	}
	put(word, 10, 12, (value & 0xfff) >> shift);
	return true;
}

/**
 * bed_relocate() - apply one relocation
 * @place:  what is relocated
 * @type:   how
 * @symbol: to what
 * @addend: and how far behind it
 *
 * Return: false when the type is not known.
 */
bool bed_relocate(unsigned long place, unsigned int type, unsigned long symbol, s64 addend)
{
	const u64 value = symbol + addend, page = 0xfff;
	u32 *word = (u32 *)place;

	switch (type) {
	case R_AARCH64_NONE:
		return true;
	case R_AARCH64_ABS64:
		memcpy(word, &value, sizeof(value));
		return true;
	case R_AARCH64_ABS32:
		*word = value;
		return true;
	case R_AARCH64_PREL64:
		*(u64 *)word = value - place;
		return true;
	case R_AARCH64_PREL32:
		*word = value - place;
		return true;
	case R_AARCH64_CALL26:
	case R_AARCH64_JUMP26:
		put(word, 0, 26, (value - place) >> 2);
		return true;
	case R_AARCH64_CONDBR19:
	case R_AARCH64_LD_PREL_LO19:
		put(word, 5, 19, (value - place) >> 2);
		return true;
	case R_AARCH64_TSTBR14:
		put(word, 5, 14, (value - place) >> 2);
		return true;
	case R_AARCH64_ADR_PREL_LO21:
		put_adr(word, value - place);
		return true;
	case R_AARCH64_ADR_PREL_PG_HI21:
		put_adr(word, ((value & ~page) - (place & ~page)) >> 12);
		return true;
	}
	return low12(word, type, value);
}
