/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The words vsi puts into A64 code, but for those that have an effect
 * (a64_carry.c).  Pure.
 */
#ifndef VSI_ARM_A64_ENCODE_H
#define VSI_ARM_A64_ENCODE_H

#include "insn.h"

/*
 * UDF, ARM DDI 0487, C6.2: sixteen zero bits, then imm16.  Of that the highest
 * bit is always 1, which keeps clear of UDF #0, what an empty word decodes as.
 * The other fifteen are a hint that finds the site without a search.
 */
#define A64_UDF_MASK	0xffff8000u
#define A64_UDF_VALUE	0x00008000u

#define A64_UDF_HINTS	0x8000u

#define A64_NOP		0xd503201fu

#define A64_RT_MASK	0x1fu

static inline u32 a64_udf_hint_bits(unsigned int hint)
{
	return hint & (A64_UDF_HINTS - 1);
}

/**
 * a64_udf_hint() - the hint in an undefined instruction of ours
 * @word: the instruction
 *
 * Return: what a64_udf_hint_bits() was given, modulo A64_UDF_HINTS.
 */
static inline unsigned int a64_udf_hint(u32 word)
{
	return word & (A64_UDF_HINTS - 1);
}

/* Neither address is within @reach bytes of the other around the end of all addresses. */
static inline bool a64_is_within(u64 from, u64 to, u64 reach)
{
	return !((from | to) & 3) && (to < from ? from - to <= reach : to - from < reach);
}

/**
 * a64_in_reach() - can a branch lead there?
 * @from: address of the branch
 * @to:   where it shall lead
 *
 * B, ARM DDI 0487, C6.2.
 *
 * Context: any.
 * Return: true from 128 MB behind @from to 128 MB - 4 ahead of it.
 */
static inline bool a64_in_reach(u64 from, u64 to)
{
	return a64_is_within(from, to, 1u << 27);
}

/**
 * a64_branch_bits() - a branch that always leads to another address
 * @from: address of the branch
 * @to:   where it leads, within a64_in_reach()
 *
 * Context: any.
 * Return: the word.
 */
static inline u32 a64_branch_bits(u64 from, u64 to)
{
	return 0x14000000u | ((to - from) >> 2 & 0x3ffffff);
}

/**
 * a64_branch_target() - where a branch leads
 * @from: address of the branch
 * @word: from a64_branch_bits()
 *
 * Context: any.
 * Return: the address.
 */
static inline u64 a64_branch_target(u64 from, u32 word)
{
	const u64 imm26 = word & 0x3ffffff, sign = 1u << 25;

	return from + ((imm26 ^ sign) - sign) * 4;
}

/**
 * a64_literal_in_reach() - can an instruction load a literal from there?
 * @from: address of the instruction
 * @to:   address of the literal
 *
 * LDR (literal), ARM DDI 0487, C6.2.
 *
 * Context: any.
 * Return: true from 1 MB behind @from to 1 MB - 4 ahead of it.
 */
static inline bool a64_literal_in_reach(u64 from, u64 to)
{
	return a64_is_within(from, to, 1u << 20);
}

/**
 * a64_literal_bits() - the offset of a literal
 * @from: address of the instruction that loads it
 * @to:   address of the literal, within a64_literal_in_reach()
 *
 * Context: any.
 * Return: imm19 in its place, for struct vsi_literal's word.
 */
static inline u32 a64_literal_bits(u64 from, u64 to)
{
	return ((to - from) >> 2 & 0x7ffff) << 5;
}

/**
 * a64_thunk_word() - an access with x0, whatever register it names itself
 * @insn: of the form VSI_FORM_SYS: MRS, MSR, SYS or SYSL
 *
 * One word serves every site that accesses the same register in the same
 * direction.
 *
 * Context: any.
 * Return: the word.
 */
static inline u32 a64_thunk_word(const struct vsi_insn *insn)
{
	return insn->word & ~A64_RT_MASK;
}

#endif
