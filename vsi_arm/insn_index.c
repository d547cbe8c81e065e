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

#ifdef VSI_HAS_ARM
static struct vsi_index a32_index __ro_after_init;
static struct vsi_index t32_index __ro_after_init;
static struct vsi_reg_index cp_index __ro_after_init;
#endif
#ifdef VSI_HAS_ARM64
static struct vsi_index a64_index __ro_after_init;
static struct vsi_reg_index sys_index __ro_after_init;
#endif

/* A row is a bit of 64. */
_Static_assert(A32_NR_INSNS <= 64, "rows of a32.tbl");
_Static_assert(T32_NR_INSNS <= 64, "rows of t32.tbl");
_Static_assert(A64_NR_INSNS <= 64, "rows of a64.tbl");

static struct vsi_index *insn_index(unsigned int isa)
{
	switch (isa) {
#ifdef VSI_HAS_ARM
	case VSI_ISA_A32:
		return &a32_index;
	case VSI_ISA_T32:
		return &t32_index;
#endif
#ifdef VSI_HAS_ARM64
	case VSI_ISA_A64:
		return &a64_index;
#endif
	}
	return NULL;
}

static struct vsi_reg_index *reg_index(unsigned int isa)
{
#ifdef VSI_HAS_ARM
	if (isa != VSI_ISA_A64)
		return &cp_index;
#endif
#ifdef VSI_HAS_ARM64
	if (isa == VSI_ISA_A64)
		return &sys_index;
#endif
	return NULL;
}

/* Keys that have the bits which a row says, and any others. */
struct span {
	u32 fixed;
	u32 free;
};

static struct span high_span(unsigned int isa, const struct vsi_insn_row *row)
{
	/* a halfword stands where a longer instruction has its first */
	const unsigned int up = vsi_row_is_narrow(isa, row) ? 16 : 0;
	const u32 mask = vsi_index_high(row->mask << up);

	return (struct span){ vsi_index_high(row->value << up), ~mask & (VSI_INDEX_HIGH - 1) };
}

static struct span low_span(unsigned int isa, const struct vsi_insn_row *row)
{
	const u32 mask = vsi_row_is_narrow(isa, row) ? 0 : vsi_index_low(row->mask);

	return (struct span){ vsi_index_low(row->value) & mask, ~mask & (VSI_INDEX_LOW - 1) };
}

/* Is a key of the row's span one that the row does not have? */
static bool excludes_high(unsigned int isa, const struct vsi_insn_row *row, u32 key)
{
	const u32 bits = key << 19;

	if (vsi_row_has_cond(isa, row) && a32_cond(bits) == A32_COND_UNCOND)
		return true;
	return !vsi_row_is_narrow(isa, row) && row->xmask && !(row->xmask << 13) &&
	       (bits & row->xmask) == row->xvalue;
}

static bool excludes_low(unsigned int isa, const struct vsi_insn_row *row, u32 key)
{
	return !vsi_row_is_narrow(isa, row) && row->xmask && !(row->xmask & ~0xfff0u) &&
	       (key << 4 & row->xmask) == row->xvalue;
}

/* For the keys of a span: the next choice of its free bits, 0 after the last one. */
static u32 next_choice(u32 choice, struct span span)
{
	return (choice - span.free) & span.free;
}

/* How many keys each bucket has, of those that most code has. */
struct fill {
	u32 high[VSI_INDEX_BUCKETS];
	u32 low[VSI_INDEX_BUCKETS];
};

/* Of A32, as if every instruction were unconditional: most are. */
static bool is_common(unsigned int isa, u32 high)
{
	return isa != VSI_ISA_A32 || high >= VSI_INDEX_HIGH / 16 * A32_COND_AL;
}

/* Counts of up to 65535, of four buckets each. */
struct counts {
	u64 low;
	u64 high;
};

/* Four bits, each at the begin of 16 bits of its own. */
static u64 spread(u8 bits)
{
	return ((bits & 0xf) * 0x200040008001ull) & 0x1000100010001ull;
}

/* Adds the buckets in which a key is new. */
static void count(struct counts *counts, u8 buckets)
{
	counts->low += spread(~buckets);
	counts->high += spread(~buckets >> 4);
}

static void take_counts(u32 *more, const struct counts *counts)
{
	unsigned int b;

	for (b = 0; b < VSI_INDEX_BUCKETS; b++)
		more[b] = (u16)((b < 4 ? counts->low : counts->high) >> 16 * (b % 4));
}

/* How many keys each bucket would have more with a row. */
static void count_more(unsigned int isa, const struct vsi_insn_row *row,
		       const struct vsi_index *ix, struct fill *more)
{
	const struct span high = high_span(isa, row), low = low_span(isa, row);
	struct counts highs = { 0, 0 }, lows = { 0, 0 };
	u32 choice = 0, key;

	do {
		key = high.fixed | choice;
		if (is_common(isa, key) && !excludes_high(isa, row, key))
			count(&highs, ix->high[key]);
		choice = next_choice(choice, high);
	} while (choice);
	do {
		key = low.fixed | choice;
		if (!excludes_low(isa, row, key))
			count(&lows, ix->low[key]);
		choice = next_choice(choice, low);
	} while (choice);
	take_counts(more->high, &highs);
	take_counts(more->low, &lows);
}

/* The bucket that takes the fewest words more which the row does not have. */
static unsigned int best_bucket(unsigned int isa, const struct vsi_insn_row *row,
				const struct vsi_index *ix, const struct fill *now)
{
	struct fill more;
	u32 words, least = ~0u;
	unsigned int b, best = 0;

	count_more(isa, row, ix, &more);
	for (b = 0; b < VSI_INDEX_BUCKETS; b++) {
		words = (now->high[b] + more.high[b]) * (now->low[b] + more.low[b]) -
			now->high[b] * now->low[b];
		if (words < least) {
			least = words;
			best = b;
		}
	}
	return best;
}

/* How many pairs of keys a row has. */
static u32 row_size(unsigned int isa, const struct vsi_insn_row *row)
{
	static const struct vsi_index empty;
	struct fill more;

	count_more(isa, row, &empty, &more);
	return more.high[0] * more.low[0];
}

static void put_high(unsigned int isa, const struct vsi_insn_row *row, unsigned int bucket,
		     struct vsi_index *ix, struct fill *now)
{
	const struct span span = high_span(isa, row);
	u32 choice = 0, key;

	do {
		key = span.fixed | choice;
		if (!excludes_high(isa, row, key)) {
			now->high[bucket] += is_common(isa, key) && !(ix->high[key] >> bucket & 1);
			ix->high[key] |= 1u << bucket;
		}
		choice = next_choice(choice, span);
	} while (choice);
}

static void put_low(unsigned int isa, const struct vsi_insn_row *row, unsigned int bucket,
		    struct vsi_index *ix, struct fill *now)
{
	const struct span span = low_span(isa, row);
	u32 choice = 0, key;

	do {
		key = span.fixed | choice;
		if (!excludes_low(isa, row, key)) {
			now->low[bucket] += !(ix->low[key] >> bucket & 1);
			ix->low[key] |= 1u << bucket;
		}
		choice = next_choice(choice, span);
	} while (choice);
}

static void put(unsigned int isa, unsigned int number, struct vsi_index *ix, struct fill *now)
{
	const struct vsi_insn_row *row = &vsi_rows(isa)->insns[number];
	const unsigned int bucket = best_bucket(isa, row, ix, now);

	put_high(isa, row, bucket, ix, now);
	put_low(isa, row, bucket, ix, now);
	ix->rows[bucket] |= 1ull << number;
}

/* An innocuous row that takes no word from a row behind it needs no place. */
static bool is_needed(const struct vsi_rows *rows, unsigned int number)
{
	const struct vsi_insn_row *row = &rows->insns[number], *other;
	unsigned int i;

	if (vsi_row_is_sensitive(row))
		return true;
	for (i = number + 1; i < rows->nr_insns; i++) {
		other = &rows->insns[i];
		if (vsi_row_is_sensitive(other) &&
		    !((row->value ^ other->value) & row->mask & other->mask))
			return true;
	}
	return false;
}

/* The largest rows first: what is put to them later is small. */
static void index_insns(unsigned int isa)
{
	const struct vsi_rows *rows = vsi_rows(isa);
	struct fill now = { { 0 }, { 0 } };
	unsigned int i, largest;
	u32 size[64];

	for (i = 0; i < rows->nr_insns; i++)
		size[i] = is_needed(rows, i) ? row_size(isa, &rows->insns[i]) : 0;
	for (;;) {
		largest = 0;
		for (i = 1; i < rows->nr_insns; i++)
			if (size[i] > size[largest])
				largest = i;
		if (!size[largest])
			break;
		put(isa, largest, insn_index(isa), &now);
		size[largest] = 0;
	}
}

static bool in_range(struct vsi_range range, unsigned int field)
{
	return field - range.first <= (unsigned int)(range.last - range.first);
}

static void put_reg(const struct vsi_reg_row *row, unsigned int number, struct vsi_reg_index *ix)
{
	unsigned int space, op1, crn, key;

	for (space = row->space.first; space <= row->space.last; space++) {
		for (op1 = row->op1.first; op1 <= row->op1.last; op1++) {
			for (crn = row->crn.first; crn <= row->crn.last; crn++) {
				key = space << 8 | op1 << 4 | crn;
				if (key < VSI_INDEX_REG_KEYS)
					ix->first[key] = number;
			}
		}
	}
}

static void index_regs(unsigned int isa)
{
	const struct vsi_rows *rows = vsi_rows(isa);
	struct vsi_reg_index *ix = reg_index(isa);
	unsigned int i;

	memset(ix->first, rows->nr_regs, sizeof(ix->first));
	for (i = rows->nr_regs; i; i--)
		put_reg(&rows->regs[i - 1], i - 1, ix);
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
		index_insns(isa);
		index_regs(isa);
	}
	done = true;
}

/**
 * vsi_index_insns() - the index of the instructions of an instruction set
 * @isa: any number
 *
 * Context: any.
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

/* Of T32, one of 16 bits is a number below 0x10000; what stands behind it is open. */
static u8 find_buckets(unsigned int isa, const struct vsi_index *ix, u32 word)
{
	if (isa == VSI_ISA_T32)
		return word >> 16 ? vsi_index_buckets16(ix, word >> 16, word) :
				    vsi_index_buckets16(ix, word, 0);
	return ix->high[vsi_index_high(word)] & ix->low[vsi_index_low(word)];
}

/**
 * vsi_index_find() - the row of a word
 * @isa:  one that has tables
 * @all:  these tables
 * @word: the instruction
 *
 * Context: any.
 * Return: NULL when no row has it, or one that is innocuous and in nobody's way.
 */
const struct vsi_insn_row *vsi_index_find(unsigned int isa, const struct vsi_rows *all, u32 word)
{
	const struct vsi_insn_row *insns = all->insns, *row;
	const struct vsi_index *ix = insn_index(isa);
	u8 buckets = find_buckets(isa, ix, word);
	u64 rows = 0;

	for (; buckets; buckets &= buckets - 1)
		rows |= ix->rows[__builtin_ctz(buckets)];
	/* in the order of the table */
	for (; rows; rows &= rows - 1) {
		row = &insns[__builtin_ctzll(rows)];
		if (insn_matches(row, word))
			return row;
	}
	return NULL;
}

static bool reg_matches(const struct vsi_reg_row *row, const struct vsi_reg *reg)
{
	return in_range(row->crm, reg->crm) && in_range(row->op2, reg->op2) &&
	       in_range(row->crn, reg->crn) && in_range(row->op1, reg->op1) &&
	       in_range(row->space, reg->space);
}

/**
 * vsi_index_find_reg() - the row of a register
 * @isa:  one that has tables
 * @rows: these tables
 * @reg:  the register
 *
 * Context: any.
 * Return: never NULL, when @reg is what an instruction can name.
 */
const struct vsi_reg_row *vsi_index_find_reg(unsigned int isa, const struct vsi_rows *rows,
					     const struct vsi_reg *reg)
{
	const u32 key = (u32)reg->space << 8 | (u32)reg->op1 << 4 | reg->crn;
	unsigned int i;

	for (i = reg_index(isa)->first[key]; i < rows->nr_regs; i++)
		if (reg_matches(&rows->regs[i], reg))
			return &rows->regs[i];
	return NULL;
}
