// SPDX-License-Identifier: GPL-2.0
/*
 * Searching code for instructions that may be sensitive: by the filter, where
 * the CPU looks up many digits at once, and by the index elsewhere.
 */
#include "search.h"

#include <pthread.h>

static void search_plainly(struct search *s, u32 end)
{
	while ((s->at = vsi_scan_next(s->isa, s->bytes, end, s->at)) < end) {
		s->found[s->nr++] = s->at;
		s->at += 4;
	}
}

#ifdef __x86_64__
#include <immintrin.h>

#define WORDS		32	/* searched at once */
#define AVX2		__attribute__((target("avx2")))

/* The filter, with every table twice. */
struct tables {
	__m256i digits[SEARCH_SETS][SEARCH_DIGITS];
};

/* 16 bytes of either half of a block. */
static inline AVX2 __m256i load(const u8 *bytes)
{
	const __m128i *low = (const __m128i *)bytes, *high = low + WORDS / 8;

	return _mm256_inserti128_si256(_mm256_castsi128_si256(_mm_loadu_si128(low)),
				       _mm_loadu_si128(high), 1);
}

static inline AVX2 __m256i even_bytes(__m256i a, __m256i b)
{
	const __m256i mask = _mm256_set1_epi16(0xff);

	return _mm256_packus_epi16(_mm256_and_si256(a, mask), _mm256_and_si256(b, mask));
}

static inline AVX2 __m256i odd_bytes(__m256i a, __m256i b)
{
	return _mm256_packus_epi16(_mm256_srli_epi16(a, 8), _mm256_srli_epi16(b, 8));
}

/* The digits of many words: each vector has one of each word. */
struct digits {
	__m256i of[SEARCH_DIGITS];
};

static inline AVX2 void split(struct digits *digits, unsigned int i, __m256i bytes)
{
	const __m256i mask = _mm256_set1_epi8(0xf);

	digits->of[i] = _mm256_and_si256(bytes, mask);
	digits->of[i + 1] = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), mask);
}

static inline AVX2 struct digits digits_of(const u8 *bytes)
{
	const __m256i a = load(bytes), b = load(bytes + 16);
	const __m256i c = load(bytes + 32), d = load(bytes + 48);
	const __m256i even1 = even_bytes(a, b), even2 = even_bytes(c, d);
	const __m256i odd1 = odd_bytes(a, b), odd2 = odd_bytes(c, d);
	struct digits digits;

	split(&digits, 0, even_bytes(even1, even2));
	split(&digits, 2, even_bytes(odd1, odd2));
	split(&digits, 4, odd_bytes(even1, even2));
	split(&digits, 6, odd_bytes(odd1, odd2));
	return digits;
}

/* The buckets that have all the digits of a word. */
static inline AVX2 __m256i look_up(const __m256i *tables, const struct digits *digits)
{
	__m256i buckets = _mm256_shuffle_epi8(tables[0], digits->of[0]);
	unsigned int i;

#pragma GCC unroll 8
	for (i = 1; i < SEARCH_DIGITS; i++)
		buckets = _mm256_and_si256(buckets,
					   _mm256_shuffle_epi8(tables[i], digits->of[i]));
	return buckets;
}

/* A bit for each word that is in some bucket. */
static inline AVX2 u32 words_in_any(const struct tables *t, const u8 *bytes)
{
	const struct digits digits = digits_of(bytes);
	const __m256i buckets = _mm256_or_si256(look_up(t->digits[0], &digits),
						look_up(t->digits[1], &digits));

	return ~_mm256_movemask_epi8(_mm256_cmpeq_epi8(buckets, _mm256_setzero_si256()));
}

static AVX2 void load_tables(struct tables *t, const struct search_filter *filter)
{
	unsigned int set, i;
	__m128i digits;

	for (set = 0; set < SEARCH_SETS; set++) {
		for (i = 0; i < SEARCH_DIGITS; i++) {
			digits = _mm_loadu_si128((const __m128i *)filter->buckets[set][i]);
			t->digits[set][i] = _mm256_broadcastsi128_si256(digits);
		}
	}
}

static inline void take(struct search *s, u32 words)
{
	for (; words; words &= words - 1)
		s->found[s->nr++] = s->at + 4 * __builtin_ctz(words);
}

static AVX2 void search_avx2(struct search *s, u32 end)
{
	u8 last[WORDS * 4] = {};
	const u8 *bytes = s->bytes + s->at;
	u32 mask = ~0u, left, words;
	struct tables t;

	load_tables(&t, search_filter(s->isa));
	while (s->at < end) {
		left = end - s->at;
		if (left < sizeof(last)) {
			memcpy(last, bytes, left);
			bytes = last;
			mask = (1u << left / 4) - 1;
		}
		words = words_in_any(&t, bytes) & mask;
		if (words)
			take(s, words);
		bytes += sizeof(last);
		s->at += sizeof(last);
	}
	s->at = end;
}

static void search_words(struct search *s, u32 end)
{
	if (__builtin_cpu_supports("avx2"))
		search_avx2(s, end);
	else
		search_plainly(s, end);
}
#else
static void search_words(struct search *s, u32 end)
{
	search_plainly(s, end);
}
#endif

/**
 * search_begin() - begin to search a section
 * @s:     filled in
 * @isa:   A32 or A64
 * @bytes: of the section
 * @size:  of @bytes
 */
void search_begin(struct search *s, unsigned int isa, const u8 *bytes, u32 size)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, search_filter_init);
	s->isa = isa;
	s->bytes = bytes;
	s->size = size & ~3u;
	s->at = 0;
	s->next = 0;
	s->nr = 0;
}

/**
 * search_more() - search_next() where nothing is left of what was found before
 * @s:    the search
 * @from: as there
 * @end:  as there
 *
 * Return: as there.
 */
u32 search_more(struct search *s, u32 from, u32 end)
{
	u32 stop;

	if (s->at < from)
		s->at = from;
	s->next = 0;
	s->nr = 0;
	while (!s->nr && s->at < s->size && s->at < end) {
		stop = s->size - s->at < SEARCH_CHUNK ? s->size : s->at + SEARCH_CHUNK;
		search_words(s, stop);
	}
	return s->nr && s->found[0] <= end - 4 ? s->found[0] : end;
}
