/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The search by the filter.  A file for each kind of vectors includes this,
 * and defines:
 *
 *   USES_VECTORS  has the compiler use them in a function
 *   VECTOR_SIZE   their size in bytes
 *   VECTOR(name)  the intrinsic of that name
 *   search_vector the name of the function
 *   in_order()    with fours of bytes of each lane put where words_in_any() says
 *   not_zero()    a bit for each byte that is not 0
 */
#include "search.h"

#define BLOCK	(4 * VECTOR_SIZE)	/* searched at once: as many words as bytes in a vector */
#define LANE	16			/* bytes that are shuffled and packed among themselves */

typedef long long vector __attribute__((vector_size(VECTOR_SIZE)));
typedef u8 bytes __attribute__((vector_size(VECTOR_SIZE)));
typedef u16 halfwords __attribute__((vector_size(VECTOR_SIZE)));

/* The filter, with every table in each lane. */
struct tables {
	vector digits[SEARCH_SETS][SEARCH_DIGITS];
};

static inline USES_VECTORS vector even_bytes(vector a, vector b)
{
	return (vector)VECTOR(packus_epi16)((vector)((halfwords)a & 0xff),
					    (vector)((halfwords)b & 0xff));
}

static inline USES_VECTORS vector odd_bytes(vector a, vector b)
{
	return (vector)VECTOR(packus_epi16)((vector)((halfwords)a >> 8),
					    (vector)((halfwords)b >> 8));
}

/* The digits of many words: each vector has one of each word. */
struct digits {
	vector of[SEARCH_DIGITS];
};

static inline USES_VECTORS void split(struct digits *digits, unsigned int i, vector v)
{
	digits->of[i] = (vector)((bytes)v & 0xf);
	digits->of[i + 1] = (vector)((bytes)(vector)((halfwords)v >> 4) & 0xf);
}

static inline USES_VECTORS struct digits digits_of(const u8 *block)
{
	vector even1, even2, odd1, odd2, v[4];
	struct digits digits;

	memcpy(v, block, sizeof(v));
	even1 = even_bytes(v[0], v[1]);
	even2 = even_bytes(v[2], v[3]);
	odd1 = odd_bytes(v[0], v[1]);
	odd2 = odd_bytes(v[2], v[3]);
	split(&digits, 0, even_bytes(even1, even2));
	split(&digits, 2, even_bytes(odd1, odd2));
	split(&digits, 4, odd_bytes(even1, even2));
	split(&digits, 6, odd_bytes(odd1, odd2));
	return digits;
}

/* The buckets that have all the digits of a word. */
static inline USES_VECTORS vector look_up(const vector *tables, const struct digits *digits)
{
	vector buckets = (vector)VECTOR(shuffle_epi8)(tables[0], digits->of[0]);
	unsigned int i;

#pragma GCC unroll 8
	for (i = 1; i < SEARCH_DIGITS; i++)
		buckets &= (vector)VECTOR(shuffle_epi8)(tables[i], digits->of[i]);
	return buckets;
}

/*
 * A bit for each word that is in some bucket.  Lanes were packed alone: each has
 * four words of each of the four vectors, and in_order() has them follow those
 * of the lane before.
 */
static inline USES_VECTORS u64 words_in_any(const struct tables *t, const u8 *block)
{
	const struct digits digits = digits_of(block);

	return not_zero(in_order(look_up(t->digits[0], &digits) |
				 look_up(t->digits[1], &digits)));
}

static USES_VECTORS void load_tables(struct tables *t, const struct search_filter *filter)
{
	unsigned int set, i, lane;

	for (set = 0; set < SEARCH_SETS; set++)
		for (i = 0; i < SEARCH_DIGITS; i++)
			for (lane = 0; lane < VECTOR_SIZE; lane += LANE)
				memcpy((u8 *)&t->digits[set][i] + lane,
				       filter->buckets[set][i], LANE);
}

static inline void take(struct search *s, u64 words)
{
	for (; words; words &= words - 1)
		s->found[s->nr++] = s->at + 4 * __builtin_ctzll(words);
}

USES_VECTORS void search_vector(struct search *s, u32 end)
{
	const u8 *block = s->window + (s->at - s->first);
	u64 mask = ~0ull, words;
	u8 last[BLOCK] = {};
	struct tables t;
	u32 left;

	load_tables(&t, search_filter(s->isa));
	while (s->at < end) {
		left = end - s->at;
		if (left < sizeof(last)) {
			memcpy(last, block, left);
			block = last;
			mask = (1ull << left / 4) - 1;
		}
		words = words_in_any(&t, block) & mask;
		if (words)
			take(s, words);
		block += sizeof(last);
		s->at += sizeof(last);
	}
	s->at = end;
}
