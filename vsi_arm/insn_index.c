// SPDX-License-Identifier: GPL-2.0
/*
 * The index: computed once from the rows, so that no encoding is written
 * twice, and only read from then on.
 *
 * Pure.
 */
#include "insn_index.h"

#ifdef __KERNEL__
#include <linux/cache.h>
#else
#define __ro_after_init
#endif

#if !defined(__KERNEL__) || defined(CONFIG_ARM)
static struct vsi_index a32_index __ro_after_init;
static struct vsi_index t32_index __ro_after_init;
static struct vsi_index cp_index __ro_after_init;
#endif
#if !defined(__KERNEL__) || defined(CONFIG_ARM64)
static struct vsi_index a64_index __ro_after_init;
static struct vsi_index sys_index __ro_after_init;
#endif

static struct vsi_index *insn_index(unsigned int isa)
{
	switch (isa) {
#if !defined(__KERNEL__) || defined(CONFIG_ARM)
	case VSI_ISA_A32:
		return &a32_index;
	case VSI_ISA_T32:
		return &t32_index;
#endif
#if !defined(__KERNEL__) || defined(CONFIG_ARM64)
	case VSI_ISA_A64:
		return &a64_index;
#endif
	}
	return NULL;
}

static struct vsi_index *reg_index(unsigned int isa)
{
#if !defined(__KERNEL__) || defined(CONFIG_ARM)
	if (isa != VSI_ISA_A64)
		return &cp_index;
#endif
#if !defined(__KERNEL__) || defined(CONFIG_ARM64)
	if (isa == VSI_ISA_A64)
		return &sys_index;
#endif
	return NULL;
}

/* Has the row a word with these bits of the key? */
static bool insn_has_key(unsigned int isa, const struct vsi_insn_row *row, u32 key)
{
	const u32 covered = vsi_index_bits(isa, VSI_INDEX_KEYS - 1);
	u32 mask = row->mask, value = row->value, bits = vsi_index_bits(isa, key);

	if (vsi_row_is_narrow(isa, row)) {
		mask <<= 16;
		value <<= 16;
	} else if (row->xmask && !(row->xmask & ~(mask | covered)) &&
		   ((bits | (value & ~covered)) & row->xmask) == row->xvalue) {
		return false;
	}
	if (vsi_row_has_cond(isa, row) && bits >> A32_COND_SHIFT == A32_COND_UNCOND)
		return false;
	return !((bits ^ value) & mask & covered);
}

static bool in_range(struct vsi_range range, unsigned int field)
{
	return field - range.first <= (unsigned int)(range.last - range.first);
}

static bool reg_has_key(const struct vsi_reg_row *row, u32 key)
{
	return in_range(row->space, key >> 8) && in_range(row->op1, key >> 4 & 0xf) &&
	       in_range(row->crn, key & 0xf);
}

/* A list may have one row more than this. */
#define MAX_LIST	62

struct builder {
	struct vsi_index *index;
	unsigned int nr_lists;
	unsigned int nr_rows;
	u8 list[MAX_LIST + 2];
	unsigned int length;
};

static void take(struct builder *b, unsigned int row)
{
	if (b->length < MAX_LIST)
		b->list[b->length++] = row;
}

/* Gives the key the list that was taken; lists that are equal are one. */
static void give(struct builder *b, u32 key)
{
	struct vsi_index *ix = b->index;
	unsigned int i;

	b->list[b->length++] = VSI_INDEX_END;
	for (i = 0; i < b->nr_lists; i++)
		if (!memcmp(ix->rows + ix->start[i], b->list, b->length))
			break;
	if (i == b->nr_lists && i < sizeof(ix->start) / sizeof(ix->start[0]) &&
	    b->nr_rows + b->length + MAX_LIST < VSI_INDEX_ROWS) {
		memcpy(ix->rows + b->nr_rows, b->list, b->length);
		ix->start[i] = b->nr_rows;
		b->nr_rows += b->length;
		b->nr_lists++;
	}
	ix->list[key] = i;
	b->length = 0;
}

static void begin(struct builder *b, struct vsi_index *index)
{
	*b = (struct builder){ .index = index };
	/* number 0 is the empty list */
	give(b, 0);
}

static void index_insns(unsigned int isa, const struct vsi_rows *rows)
{
	struct builder b;
	unsigned int i;
	u32 key;

	begin(&b, insn_index(isa));
	for (key = 0; key < VSI_INDEX_KEYS; key++) {
		for (i = 0; i < rows->nr_insns; i++)
			if (insn_has_key(isa, &rows->insns[i], key))
				take(&b, i);
		give(&b, key);
	}
}

#define REG_KEYS	1024

static void index_regs(unsigned int isa, const struct vsi_rows *rows)
{
	struct builder b;
	unsigned int i;
	u32 key;

	begin(&b, reg_index(isa));
	for (key = 0; key < REG_KEYS; key++) {
		for (i = 0; i < rows->nr_regs; i++)
			if (reg_has_key(&rows->regs[i], key))
				take(&b, i);
		give(&b, key);
	}
}

/**
 * vsi_decode_init() - compute the index
 *
 * To be called once before any decoding and scanning; calls after the first
 * one change nothing.
 *
 * Context: not concurrent with itself or with decoding.
 */
void vsi_decode_init(void)
{
	static bool done;
	unsigned int isa;

	if (done)
		return;
	for (isa = VSI_ISA_A32; isa <= VSI_ISA_A64; isa++) {
		if (!vsi_rows(isa))
			continue;
		index_insns(isa, vsi_rows(isa));
		index_regs(isa, vsi_rows(isa));
	}
	done = true;
}

/**
 * vsi_index_insns() - the index of the instructions of an instruction set
 * @isa: any number
 *
 * Return: the index, or NULL when there is none.
 */
const struct vsi_index *vsi_index_insns(unsigned int isa)
{
	return insn_index(isa);
}

static bool insn_matches(const struct vsi_insn_row *row, u32 word)
{
	return (word & row->mask) == row->value &&
	       !(row->xmask && (word & row->xmask) == row->xvalue);
}

/* A word of T32 that is no halfword has at least the bits of 0xe8000000. */
static u32 find_key(unsigned int isa, u32 word)
{
	return isa == VSI_ISA_T32 && !(word >> 16) ? vsi_index_key16(word) :
						     vsi_index_key(isa, word);
}

/**
 * vsi_index_find() - the row of a word
 * @isa:  one that has tables
 * @word: the instruction
 *
 * Context: any.
 * Return: NULL when no row has it.
 */
const struct vsi_insn_row *vsi_index_find(unsigned int isa, u32 word)
{
	const struct vsi_index *ix = insn_index(isa);
	const struct vsi_insn_row *insns = vsi_rows(isa)->insns;
	const u8 *row = ix->rows + ix->start[ix->list[find_key(isa, word)]];

	for (; *row != VSI_INDEX_END; row++)
		if (insn_matches(&insns[*row], word))
			return &insns[*row];
	return NULL;
}

/**
 * vsi_index_find_reg() - the row of a register
 * @isa: one that has tables
 * @reg: the register
 *
 * Context: any.
 * Return: never NULL, when @reg is what an instruction can name.
 */
const struct vsi_reg_row *vsi_index_find_reg(unsigned int isa, const struct vsi_reg *reg)
{
	const struct vsi_index *ix = reg_index(isa);
	const struct vsi_reg_row *regs = vsi_rows(isa)->regs;
	const u8 *row = ix->rows + ix->start[ix->list[vsi_index_reg_key(reg)]];

	for (; *row != VSI_INDEX_END; row++)
		if (in_range(regs[*row].crm, reg->crm) && in_range(regs[*row].op2, reg->op2))
			return &regs[*row];
	return NULL;
}
