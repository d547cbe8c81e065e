/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The words vsi puts into A32 code.  Pure.
 */
#ifndef VSI_ARM_A32_ENCODE_H
#define VSI_ARM_A32_ENCODE_H

#include "insn.h"

/*
 * UDF, ARM DDI 0406C, A8.8.247: cond 0111 1111 imm12 1111 imm4.  Permanently
 * undefined with cond AL, and undefined with any other.  Of the 16 bits the
 * upper four are always 0b0101, which keeps clear of the words the kernel
 * uses (kprobes, uprobes, ptrace, kgdb: 0b0000 and 0b1101) and tells ours.
 * The other twelve are a hint that finds the site without a search.
 */
#define A32_UDF_MASK	0x0fff00f0u
#define A32_UDF_VALUE	0x07f500f0u

#define A32_UDF_HINTS	(1u << 12)

/**
 * a32_kept_cond() - the condition of what stands for an instruction
 * @original: the instruction
 *
 * The unconditional space is always executed (ARM DDI 0406C, A5.7), where
 * another instruction needs AL.
 *
 * Return: bits[31:28], in their place.
 */
static inline u32 a32_kept_cond(u32 original)
{
	u32 cond = a32_cond(original);

	if (cond == A32_COND_UNCOND)
		cond = A32_COND_AL;
	return cond << A32_COND_SHIFT;
}

/* Where an undefined instruction holds its hint. */
static inline u32 a32_udf_hint_bits(unsigned int hint)
{
	return (hint & 0xff0) << 4 | (hint & 0xf);
}

u32 a32_encode_udf(u32 original, unsigned int hint);
u32 a32_encode_thunk(const struct vsi_insn *insn);

/**
 * a32_udf_hint() - the hint in an undefined instruction of ours
 * @word: from a32_encode_udf()
 *
 * Return: 0 to A32_UDF_HINTS - 1.
 */
static inline unsigned int a32_udf_hint(u32 word)
{
	return (word >> 4 & 0xff0) | (word & 0xf);
}

#endif
