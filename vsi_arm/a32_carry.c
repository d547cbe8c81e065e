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

/* A8.8.133, A8.8.131, A8.8.204, A8.8.63, A8.8.64 (the literal), A8.8.104, B9.3.4 */
#define PUSH_R0_TO_R3	(AL | 0x092d000fu)
#define POP_R0_TO_R3	(AL | 0x08bd000fu)
#define STR_SP		(AL | 0x058d0000u)
#define LDR_SP		(AL | 0x059d0000u)
#define LDR_PC		(AL | 0x059f0000u)
#define MOV_REG		(AL | 0x01a00000u)

#define SP	13
#define PC	15
#define TAG	12	/* the register */
#define NO_SLOT	16

/* Where a register lies on the stack, in words: those that a call needs are there. */
static unsigned int slot_of(u8 reg, bool tagged)
{
	if (reg < 4)
		return reg;
	return tagged && reg == TAG ? 4 : NO_SLOT;
}

static u32 get_operand(u8 to, u8 reg, bool tagged)
{
	const unsigned int slot = slot_of(reg, tagged);

	return slot != NO_SLOT ? LDR_SP | VSI_RD(to) | slot * 4 : MOV_REG | VSI_RD(to) | reg;
}

/* It goes where the register is restored from, or into it. */
static u32 put_result(u8 from, u8 reg, bool tagged)
{
	const unsigned int slot = slot_of(reg, tagged);

	return slot != NO_SLOT ? STR_SP | VSI_RD(from) | slot * 4 : MOV_REG | VSI_RD(reg) | from;
}

/* LDR (literal) of word @n behind the branch that follows @end instructions */
static u32 load_data(u8 rd, unsigned int at, unsigned int end, unsigned int n)
{
	return LDR_PC | VSI_RD(rd) | ((end + 1 + n - at) * 4 - 8);
}

/* Not SP, which moves, nor the flags. */
static bool can_call(const struct vsi_insn *insn)
{
	const u8 rt2 = insn->form == VSI_FORM_CP64 ? insn->rt2 : 0;

	return insn->rt != SP && insn->rt != PC && rt2 != SP && rt2 != PC;
}

/* Documentation/abi.rst, ACCESS: the flags, and all registers but the results, survive. */
static unsigned int call(const struct vsi_insn *insn, const struct vsi_hvc *hvc, u32 *code)
{
	const bool wide = insn->form == VSI_FORM_CP64, tagged = hvc->tag;
	const u32 tag = tagged ? 1u << TAG : 0;
	unsigned int n = 0, loads;

	if (!can_call(insn))
		return 0;
	code[n++] = PUSH_R0_TO_R3 | tag;
	if (insn->write && insn->rt != 2)
		code[n++] = get_operand(2, insn->rt, tagged);
	if (insn->write && wide && insn->rt2 != 3)
		code[n++] = get_operand(3, insn->rt2, tagged);
	loads = n;
	n += 2;
	if (tagged)
		code[n++] = movw(TAG, hvc->tag);
	code[n++] = HVC_0 | (hvc->imm & 0xfff0u) << 4 | (hvc->imm & 0xfu);
	if (!insn->write)
		code[n++] = put_result(1, insn->rt, tagged);
	if (!insn->write && wide)
		code[n++] = put_result(2, insn->rt2, tagged);
	code[n++] = POP_R0_TO_R3 | tag;
	code[loads] = load_data(0, loads, n, 0);
	code[loads + 1] = load_data(1, loads + 1, n, 1);
	return n;
}

const struct vsi_carry_isa a32_carry = {
	.nop = NOP,
	.hvc = HVC_0,
	.load_by_one = load_by_one,
	.movw = movw,
	.movt = movt,
	.push = PUSH_ONE,
	.pop = POP_ONE,
	.call = call,
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
