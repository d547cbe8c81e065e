// SPDX-License-Identifier: GPL-2.0
/*
 * What veneers consist of in A32.
 *
 * Pure.
 */
#include "a32_encode.h"
#include "a32_carry.h"

#define AL		(A32_COND_AL << A32_COND_SHIFT)

/*
 * Registers and immediates are zero.  ARM DDI 0406C: A8.8.102 (A1 and A2),
 * A8.8.115, A8.8.106, A8.8.204, A8.8.63, A8.8.119, B9.3.4.
 */
#define MOV_IMM		(AL | 0x03a00000u)
#define MOVW		(AL | 0x03000000u)
#define MVN_IMM		(AL | 0x03e00000u)
#define MOVT		(AL | 0x03400000u)
#define PUSH_ONE	(AL | 0x052d0004u)	/* str Rt, [sp, #-4]! */
#define POP_ONE		(AL | 0x049d0004u)	/* ldr Rt, [sp], #4 */
#define NOP		(AL | 0x0320f000u)
#define HVC_0		(AL | 0x01400070u)

/* The opposite of a32_expand_imm(). */
static bool to_modified_imm(u32 value, u32 *imm12)
{
	unsigned int rotation;

	for (rotation = 0; rotation < 16; rotation++) {
		if (value <= 0xff) {
			*imm12 = rotation << 8 | value;
			return true;
		}
		value = value << 2 | value >> 30;
	}
	return false;
}

static u32 imm16(u32 value)
{
	return (value & 0xf000) << 4 | (value & 0xfff);
}

static u32 movw(u8 rd, u32 value)
{
	return MOVW | VSI_RD(rd) | imm16(value);
}

static u32 movt(u8 rd, u32 value)
{
	return MOVT | VSI_RD(rd) | imm16(value);
}

static bool load_by_one(u8 rd, u32 value, u32 *word)
{
	u32 imm12;

	if (to_modified_imm(value, &imm12))
		*word = MOV_IMM | VSI_RD(rd) | imm12;
	else if (to_modified_imm(~value, &imm12))
		*word = MVN_IMM | VSI_RD(rd) | imm12;
	else if (value <= 0xffff)
		*word = movw(rd, value);
	else
		return false;
	return true;
}

/*
 * The immediate of SVC, HVC and HLT, the breakpoint of a debugger.  BXJ may
 * enter Jazelle state (A2.10), whose handlers look.
 */
static bool is_known_by_address(unsigned int row)
{
	switch (row) {
	case A32_SVC:
	case A32_HVC:
	case A32_BKPT:
	case A32_HLT:
	case A32_BXJ:
		return true;
	}
	return false;
}

static bool accesses_memory(unsigned int row)
{
	switch (row) {
	case A32_STRHT_I:
	case A32_STRHT_R:
	case A32_LDRHT_I:
	case A32_LDRHT_R:
	case A32_LDRT_I:
	case A32_LDRT_R:
	case A32_LDM_ERET:
	case A32_LDM_USER:
	case A32_STM_USER:
	case A32_LDC_DBG:
	case A32_RFE:
	case A32_SRS:
		return true;
	}
	return false;
}

const struct vsi_carry_isa a32_carry = {
	.nop = NOP,
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
 * a32_encode_branch() - a branch that is taken when an instruction would be executed
 * @original: the instruction, whose condition it has
 * @from:     address of the branch
 * @to:       where it leads
 * @word:     the branch; set only on success
 *
 * ARM DDI 0406C, A8.8.18.
 *
 * Context: any.
 * Return: false when @to is out of reach, from 32 MB - 8 behind @from to
 * 32 MB + 4 ahead of it, or when an address is not that of a word.
 */
bool a32_encode_branch(u32 original, u32 from, u32 to, u32 *word)
{
	const s64 reach = 1 << 25;
	const s64 offset = (s64)to - from - 8;	/* the PC is two instructions ahead */

	if ((from | to) & 3 || offset < -reach || offset >= reach)
		return false;
	*word = a32_kept_cond(original) | a32_branch_bits(from, to);
	return true;
}
