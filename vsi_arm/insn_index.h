/* SPDX-License-Identifier: GPL-2.0 */
/*
 * From a word to the rows that may describe it.
 *
 * The sensitive rows are in eight buckets.  Bits[31:19] of a word select the
 * buckets that have a row with these bits, bits[15:4] those that have one with
 * those; most words have no bucket in common, and that is all that a scan looks
 * at.
 */
#ifndef VSI_ARM_INSN_INDEX_H
#define VSI_ARM_INSN_INDEX_H

#include "insn_rows.h"

#define VSI_INDEX_HIGH		8192
#define VSI_INDEX_LOW		4096
#define VSI_INDEX_BUCKETS	8

/**
 * struct vsi_index - buckets of rows by key
 * @high: buckets by bits[31:19]; of T32, by bits[15:3] of the first halfword
 * @low:  buckets by bits[15:4]; of T32, of the halfword behind, which a row of
 *        16 bits does not care about
 * @rows: of each bucket, a bit for each row
 */
struct vsi_index {
	u8 high[VSI_INDEX_HIGH];
	u8 low[VSI_INDEX_LOW];
	u64 rows[VSI_INDEX_BUCKETS];
};

#define VSI_INDEX_REG_KEYS	1024

/**
 * struct vsi_reg_index - where the search of a register begins
 * @first: the first row that has one with this space, op1 and CRn
 */
struct vsi_reg_index {
	u8 first[VSI_INDEX_REG_KEYS];
};

static inline u32 vsi_index_high(u32 word)
{
	return word >> 19;
}

static inline u32 vsi_index_low(u32 word)
{
	return word >> 4 & (VSI_INDEX_LOW - 1);
}

/* T32: of the halfword and the one behind it, if it is there. */
static inline u8 vsi_index_buckets16(const struct vsi_index *ix, u16 halfword, u16 behind)
{
	return ix->high[halfword >> 3] & ix->low[behind >> 4];
}

const struct vsi_index *vsi_index_insns(unsigned int isa);
const struct vsi_insn_row *vsi_index_find(unsigned int isa, const struct vsi_rows *all, u32 word);
const struct vsi_reg_row *vsi_index_find_reg(unsigned int isa, const struct vsi_rows *rows,
					     const struct vsi_reg *reg);

#endif
