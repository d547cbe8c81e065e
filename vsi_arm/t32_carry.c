// SPDX-License-Identifier: GPL-2.0
/*
 * What veneers consist of in T32.  All instructions are of 32 bits: a veneer is
 * a row of words.
 *
 * Pure.
 */
#include "t32_encode.h"
#include "carry.h"

/*
 * Registers and immediates are zero.  ARM DDI 0406C: A8.8.102 (T2 and T3),
 * A8.8.115, A8.8.106, A8.8.204, A8.8.63, A8.8.119, B9.3.4.
 */
#define MOV_IMM		0xf04f0000u
#define MOVW		0xf2400000u
#define MVN_IMM		0xf06f0000u
#define MOVT		0xf2c00000u
#define PUSH_ONE	0xf84d0d04u	/* str Rt, [sp, #-4]! */
#define POP_ONE		0xf85d0b04u	/* ldr Rt, [sp], #4 */
#define NOP_W		0xf3af8000u
#define HVC_0		0xf7e08000u

static u32 rotate_left(u32 value, unsigned int bits)
{
	return value << bits | value >> (32 - bits);
}

/* ThumbExpandImm(), A6.3.2, of a byte that stands in more than one place. */
static bool to_repeated_imm(u32 value, u32 *imm12)
{
	const u32 low = value & 0xff, high = value >> 8 & 0xff;

	if (value == low)
		*imm12 = low;
	else if (value == (low | low << 16))
		*imm12 = 1u << 8 | low;
	else if (value == (high << 8 | high << 24))
		*imm12 = 2u << 8 | high;
	else if (value == low * 0x01010101u)
		*imm12 = 3u << 8 | low;
	else
		return false;
	return true;
}

static bool to_modified_imm(u32 value, u32 *imm12)
{
	unsigned int rotation;
	u32 byte;

	if (to_repeated_imm(value, imm12))
		return true;
	for (rotation = 8; rotation < 32; rotation++) {
		byte = rotate_left(value, rotation);
		if (byte >= 0x80 && byte <= 0xff) {
			*imm12 = rotation << 7 | (byte & 0x7f);
			return true;
		}
	}
	return false;
}

/* i:imm3:imm8, in their places */
static u32 imm12_bits(u32 imm12)
{
	return (imm12 & 0x800) << 15 | (imm12 & 0x700) << 4 | (imm12 & 0xff);
}

/* imm4:i:imm3:imm8 */
static u32 imm16_bits(u32 value)
{
	return (value & 0xf000) << 4 | imm12_bits(value & 0xfff);
}

static u32 rd8(u8 rd)
{
	return (u32)rd << 8;
}

static u32 movw(u8 rd, u32 value)
{
	return MOVW | rd8(rd) | imm16_bits(value);
}

static u32 movt(u8 rd, u32 value)
{
	return MOVT | rd8(rd) | imm16_bits(value);
}

static bool load_by_one(u8 rd, u32 value, u32 *word)
{
	u32 imm12;

	if (to_modified_imm(value, &imm12))
		*word = MOV_IMM | rd8(rd) | imm12_bits(imm12);
	else if (to_modified_imm(~value, &imm12))
		*word = MVN_IMM | rd8(rd) | imm12_bits(imm12);
	else if (value <= 0xffff)
		*word = movw(rd, value);
	else
		return false;
	return true;
}

/* As in A32; and DCPS, which is undefined unless a debugger has halted the CPU. */
static bool is_known_by_address(unsigned int row)
{
	switch (row) {
	case T32_SVC:
	case T32_HVC:
	case T32_BKPT:
	case T32_HLT:
	case T32_BXJ:
	case T32_DCPS:
		return true;
	}
	return false;
}

static bool accesses_memory(unsigned int row)
{
	switch (row) {
	case T32_LDC_DBG:
	case T32_RFEDB:
	case T32_RFEIA:
	case T32_SRSDB:
	case T32_SRSIA:
	case T32_STRT:
	case T32_STRHT:
	case T32_LDRT:
	case T32_LDRHT:
		return true;
	}
	return false;
}

const struct vsi_carry_isa t32_carry = {
	.nop = NOP_W,
	.hvc = HVC_0,
	.load_by_one = load_by_one,
	.movw = movw,
	.movt = movt,
	.push = PUSH_ONE,
	.pop = POP_ONE,
	.is_known_by_address = is_known_by_address,
	.accesses_memory = accesses_memory,
};

/**
 * t32_branch_bits() - a branch that always leads to another address
 * @from: address of the branch
 * @to:   where it leads, within t32_in_reach()
 *
 * B.W, T4 of ARM DDI 0406C, A8.8.18: the offset is S:I1:I2:imm10:imm11:0.
 *
 * Context: any.
 * Return: the word.
 */
u32 t32_branch_bits(u32 from, u32 to)
{
	const u32 offset = to - from - 4;
	const u32 s = offset >> 24 & 1, not_i1 = ~offset >> 23 & 1, not_i2 = ~offset >> 22 & 1;

	return 0xf0009000u | s << 26 | (offset >> 12 & 0x3ff) << 16 | (not_i1 ^ s) << 13 |
	       (not_i2 ^ s) << 11 | (offset >> 1 & 0x7ff);
}

/**
 * t32_branch_target() - where a branch leads
 * @from: address of the branch
 * @word: from t32_branch_bits()
 *
 * Context: any.
 * Return: the address.
 */
u32 t32_branch_target(u32 from, u32 word)
{
	const u32 s = word >> 26 & 1, i1 = ~(word >> 13 ^ s) & 1, i2 = ~(word >> 11 ^ s) & 1;
	const u32 offset = i1 << 23 | i2 << 22 | (word >> 16 & 0x3ff) << 12 | (word & 0x7ff) << 1;

	return from + 4 + (s ? offset | 0xff000000u : offset);
}

/**
 * t32_in_reach() - can a branch lead there?
 * @from: address of the branch
 * @to:   where it shall lead
 *
 * Context: any.
 * Return: true from 16 MB - 4 behind @from to 16 MB + 2 ahead of it.
 */
bool t32_in_reach(u32 from, u32 to)
{
	const s64 reach = 1 << 24;
	const s64 offset = (s64)to - from - 4;	/* the PC is four bytes ahead */

	return !((from | to) & 1) && offset >= -reach && offset < reach;
}
