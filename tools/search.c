// SPDX-License-Identifier: GPL-2.0
/*
 * Searching code for instructions that may be sensitive: by the filter, where
 * the CPU looks up many digits at once, and by the index elsewhere.
 */
#include "search.h"
#include "report.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

/*
 * A large file is read a piece at a time: to map all its pages takes longer,
 * and what was just read is still in the cache of the CPU.
 */
#define WINDOW		(256 * 1024)
/* So much before where the search goes on stays in the window. */
#define BEHIND		64

static void search_plainly(struct search *s, u32 end)
{
	const u8 *bytes = s->window + (s->at - s->first);
	u32 size = end - s->at, at = 0;

	while ((at = vsi_scan_next(s->isa, bytes, size, at)) < size) {
		s->found[s->nr++] = s->at + at;
		at += 4;
	}
	s->at = end;
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
	const u8 *bytes = s->window + (s->at - s->first);
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

/* As if the whole section were in the window. */
static void use_memory(struct search *s)
{
	s->from.fd = -1;
	s->window = s->from.bytes;
	s->first = 0;
	s->end = s->from.size;
}

/* Has the bytes from where the search goes on to @stop in the window. */
static void move_window(struct search *s, u32 stop)
{
	const u32 first = s->at < BEHIND ? 0 : s->at - BEHIND;
	const u32 size = s->from.size - first < WINDOW ? s->from.size - first : WINDOW;

	if (s->from.fd < 0 || (s->at >= s->first && stop <= s->end))
		return;
	if (!s->buffer)
		s->buffer = xrealloc(NULL, WINDOW);
	s->window = s->buffer;
	s->first = first;
	s->end = first + size;
	/* whatever it is, who reads the memory will be told */
	if (pread(s->from.fd, s->buffer, size, s->from.offset + first) != (ssize_t)size)
		use_memory(s);
}

/**
 * search_begin() - begin to search a section
 * @s:    zeroed, or used before
 * @isa:  A32 or A64
 * @from: the section
 */
void search_begin(struct search *s, unsigned int isa, const struct search_source *from)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, search_filter_init);
	s->isa = isa;
	s->from = *from;
	s->first = 0;
	s->end = 0;
	s->at = 0;
	s->next = 0;
	s->nr = 0;
	if (from->fd < 0 || from->size < WINDOW)
		use_memory(s);
}

/**
 * search_end() - give the memory back
 * @s: the search
 */
void search_end(struct search *s)
{
	free(s->buffer);
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
	const u32 size = s->from.size & ~3u;
	u32 stop;

	if (s->at < from)
		s->at = from;
	s->next = 0;
	s->nr = 0;
	while (!s->nr && s->at < size && s->at < end) {
		stop = size - s->at < SEARCH_CHUNK ? size : s->at + SEARCH_CHUNK;
		move_window(s, stop);
		search_words(s, stop);
	}
	return s->nr && s->found[0] < end ? s->found[0] : end;
}
