/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The words vsi puts into T32 code.  Pure.
 */
#ifndef VSI_ARM_T32_ENCODE_H
#define VSI_ARM_T32_ENCODE_H

#include "insn.h"

/*
 * UDF, ARM DDI 0406C, A8.8.247: T2, whose imm16 is used as that of A32 is, and
 * T1 for instructions of 16 bits, which leaves no room for a hint.  The kernel
 * uses 0xde01 (ptrace), 0xde02 (BUG), 0xde18 to 0xde1a (probes) and 0xdefe (kgdb).
 */
#define T32_UDF_MASK	0xfffff000u
#define T32_UDF_VALUE	0xf7f5a000u
#define T16_UDF		0xde5fu

static inline u32 t32_udf_hint_bits(unsigned int hint)
{
	return hint & 0xfff;
}

/**
 * t32_udf_hint() - the hint in an undefined instruction of ours
 * @word: one of 32 bits
 *
 * Return: what t32_udf_hint_bits() was given, modulo 4096.
 */
static inline unsigned int t32_udf_hint(u32 word)
{
	return word & 0xfff;
}

/* IT, ARM DDI 0406C, A8.8.54; with a mask of 0 it is a hint */
static inline bool t32_is_it(u32 halfword)
{
	return (halfword & 0xff00) == 0xbf00 && (halfword & 0xf);
}

/* A6.3.5, A6.3.6, and the ARMv8 LDAEX, STLEX: LDREX, then LDREXB, LDREXH, LDREXD */
static inline bool t32_is_load_exclusive(u32 word)
{
	return (word & 0xfff00f00) == 0xe8500f00 || (word & 0xfff00040) == 0xe8d00040;
}

static inline bool t32_is_store_exclusive(u32 word)
{
	return (word & 0xfff00000) == 0xe8400000 || (word & 0xfff00040) == 0xe8c00040;
}

u32 t32_branch_bits(u32 from, u32 to);
u32 t32_branch_target(u32 from, u32 word);
bool t32_in_reach(u32 from, u32 to);

#endif
