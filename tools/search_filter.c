// SPDX-License-Identifier: GPL-2.0
/*
 * Which words may be sensitive, by their digits.
 *
 * The sensitive rows of an instruction set are in 16 buckets.  Each of a word's
 * eight digits has a table of the buckets with a row that may have this digit
 * there; where no bucket is in all eight tables, no row has the word.  A table
 * has an entry for each of 16 digits, so that one instruction of a CPU with
 * vectors looks up the digits of many words.
 */
#include "search.h"
#include "../vsi_arm/insn_rows.h"

#define BUCKETS		(8 * SEARCH_SETS)
#define DIGITS		SEARCH_DIGITS

static struct search_filter filters[VSI_ISA_A64 + 1];

/* The values that each digit may have, a bit for each. */
struct digits {
	u16 values[DIGITS];
};

/* What code is full of: no bucket should have it without need. */
static const struct common {
	u8 isa;
	u32 mask;
	u32 value;
} commons[] = {
	{ VSI_ISA_A32, 0xfe000ff0, 0xe0000000 },	/* add Rd, Rn, Rm and its kin */
	{ VSI_ISA_A32, 0xfff00090, 0xe1c00090 },	/* strh, ldrd, strd */
	{ VSI_ISA_A32, 0xffffff00, 0xe12fff00 },	/* bx, blx */
	{ VSI_ISA_A32, 0xfff0fff0, 0xe1500000 },	/* cmp Rn, Rm */
	{ VSI_ISA_A32, 0x0fff0ff0, 0x01a00000 },	/* mov Rd, Rm */
	{ VSI_ISA_A32, 0xfe000000, 0xe2000000 },	/* add Rd, Rn, #imm and its kin */
	{ VSI_ISA_A32, 0xffbf0fff, 0xe3000000 },	/* movw, movt of a symbol */
	{ VSI_ISA_A32, 0xffffffff, 0xe3000000 },	/* the same, to be relocated */
	{ VSI_ISA_A32, 0xfff0f000, 0xe3100000 },	/* tst Rn, #imm */
	{ VSI_ISA_A32, 0xff200000, 0xe5000000 },	/* ldr, str */
	{ VSI_ISA_A32, 0xffd00000, 0xe8900000 },	/* ldm */
	{ VSI_ISA_A64, 0xfffff01f, 0xd503201f },	/* nop, paciasp, bti */
};

#define NR_COMMONS	(sizeof(commons) / sizeof(commons[0]))

static struct digits digits_of(u32 mask, u32 value)
{
	struct digits digits = {};
	unsigned int i, v;

	for (i = 0; i < DIGITS; i++)
		for (v = 0; v < 16; v++)
			if ((v & (mask >> 4 * i & 0xf)) == (value >> 4 * i & 0xf))
				digits.values[i] |= 1u << v;
	return digits;
}

static struct digits row_digits(unsigned int isa, const struct vsi_insn_row *row)
{
	struct digits digits = digits_of(row->mask, row->value);

	const struct digits not = digits_of(row->xmask, row->xvalue);
	unsigned int i;

	if (vsi_row_has_cond(isa, row))
		digits.values[DIGITS - 1] &= ~(1u << A32_COND_UNCOND);
	/* an exclusion by a single digit */
	for (i = 0; i < DIGITS; i++)
		if (row->xmask && !(row->xmask & ~(0xfu << 4 * i)))
			digits.values[i] &= ~not.values[i];
	return digits;
}

static struct digits either(const struct digits *a, const struct digits *b)
{
	struct digits both;
	unsigned int i;

	for (i = 0; i < DIGITS; i++)
		both.values[i] = a->values[i] | b->values[i];
	return both;
}

/* How many words have digits that are in both. */
static u64 nr_words(const struct digits *a, const struct digits *b)
{
	u64 nr = 1;
	unsigned int i;

	for (i = 0; i < DIGITS; i++)
		nr *= __builtin_popcount(a->values[i] & b->values[i]);
	return nr;
}

/**
 * struct buckets - where rows are put
 * @v:       the buckets
 * @commons: of the instruction set
 * @weights: of a word of each of them: all its words weigh as all there are
 * @nr:      how many
 */
struct buckets {
	struct digits v[BUCKETS];
	struct digits commons[NR_COMMONS];
	u8 weights[NR_COMMONS];
	unsigned int nr;
};

static void begin_buckets(unsigned int isa, struct buckets *buckets)
{
	unsigned int i;

	*buckets = (struct buckets){};
	for (i = 0; i < NR_COMMONS; i++) {
		if (commons[i].isa != isa)
			continue;
		buckets->commons[buckets->nr] = digits_of(commons[i].mask, commons[i].value);
		buckets->weights[buckets->nr++] = __builtin_popcount(commons[i].mask);
	}
}

/* How much a bucket finds that is not meant. */
static u64 weight(const struct buckets *buckets, const struct digits *bucket)
{
	u64 weight = nr_words(bucket, bucket);
	unsigned int i;

	for (i = 0; i < buckets->nr; i++)
		weight += nr_words(bucket, &buckets->commons[i]) << buckets->weights[i];
	return weight;
}

static void put(const struct digits *row, struct buckets *buckets)
{
	u64 least = ~0ull, more;
	unsigned int b, best = 0;
	struct digits both;

	for (b = 0; b < BUCKETS; b++) {
		both = either(&buckets->v[b], row);
		more = weight(buckets, &both) - weight(buckets, &buckets->v[b]);
		if (more < least) {
			least = more;
			best = b;
		}
	}
	buckets->v[best] = either(&buckets->v[best], row);
}

/* The largest rows first: what is put to them later is small. */
static void fill_buckets(unsigned int isa, struct buckets *buckets)
{
	const struct vsi_rows *rows = vsi_rows(isa);
	struct digits digits;
	unsigned int i;
	int open;

	for (open = 0; open <= 32; open++) {
		for (i = 0; i < rows->nr_insns; i++) {
			if (!vsi_row_is_sensitive(&rows->insns[i]) ||
			    __builtin_popcount(rows->insns[i].mask) != open)
				continue;
			digits = row_digits(isa, &rows->insns[i]);
			put(&digits, buckets);
		}
	}
}

/**
 * search_filter() - which words may be sensitive
 * @isa: A32 or A64
 *
 * Context: search_filter_init() was called.
 * Return: by set of buckets, place of a digit and digit; the lowest comes first.
 */
const struct search_filter *search_filter(unsigned int isa)
{
	return &filters[isa];
}

static void make_filter(unsigned int isa)
{
	struct buckets buckets;
	unsigned int b, i, v;

	begin_buckets(isa, &buckets);
	fill_buckets(isa, &buckets);
	for (b = 0; b < BUCKETS; b++)
		for (i = 0; i < DIGITS; i++)
			for (v = 0; v < 16; v++)
				if (buckets.v[b].values[i] >> v & 1)
					filters[isa].buckets[b / 8][i][v] |= 1u << b % 8;
}

/**
 * search_filter_init() - make the filters
 */
void search_filter_init(void)
{
	make_filter(VSI_ISA_A32);
	make_filter(VSI_ISA_A64);
}
