/* SPDX-License-Identifier: GPL-2.0 */
/*
 * From a word to the rows that may describe it.
 *
 * A key of 12 bits of the word selects a short list of rows.  Most keys have
 * an empty list, which is all that a scan looks at.
 */
#ifndef VSI_ARM_INSN_INDEX_H
#define VSI_ARM_INSN_INDEX_H

#include "insn_rows.h"

#define VSI_INDEX_KEYS	4096
#define VSI_INDEX_ROWS	1024

/* Ends a list. */
#define VSI_INDEX_END	0xff

/**
 * struct vsi_index - lists of rows by key
 * @list:  number of the key's list; 0 is the empty one
 * @start: where each list begins in @rows
 * @rows:  all lists, each ended by VSI_INDEX_END
 */
struct vsi_index {
	u8 list[VSI_INDEX_KEYS];
	u16 start[256];
	u8 rows[VSI_INDEX_ROWS];
};

/*
 * Bits[31:20]; of A64, where the address forms of loads and stores differ below
 * that, bits[31:22] and bits[11:10].
 */
static inline u32 vsi_index_key(unsigned int isa, u32 word)
{
	if (isa == VSI_ISA_A64)
		return (word >> 20 & 0xffc) | (word >> 10 & 3);
	return word >> 20;
}

/* A halfword of T32 is the upper half of its key. */
static inline u32 vsi_index_key16(u16 halfword)
{
	return halfword >> 4;
}

/* A key's bits of the word. */
static inline u32 vsi_index_bits(unsigned int isa, u32 key)
{
	if (isa == VSI_ISA_A64)
		return (key & 0xffc) << 20 | (key & 3) << 10;
	return key << 20;
}

static inline u32 vsi_index_reg_key(const struct vsi_reg *reg)
{
	return (u32)reg->space << 8 | (u32)reg->op1 << 4 | reg->crn;
}

const struct vsi_index *vsi_index_insns(unsigned int isa);
const struct vsi_insn_row *vsi_index_find(unsigned int isa, u32 word);
const struct vsi_reg_row *vsi_index_find_reg(unsigned int isa, const struct vsi_reg *reg);

#endif
