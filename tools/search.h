/* SPDX-License-Identifier: GPL-2.0 */
/* Searching code for instructions that may be sensitive, many words at a time. */
#ifndef TOOLS_SEARCH_H
#define TOOLS_SEARCH_H

#include "../vsi_arm/insn.h"

#define SEARCH_SETS	2	/* of eight buckets */
#define SEARCH_DIGITS	8	/* of a word */

/**
 * struct search_filter - which words may be sensitive
 * @buckets: of rows that may have a digit at a place, the lowest place first
 */
struct search_filter {
	u8 buckets[SEARCH_SETS][SEARCH_DIGITS][16];
};

#define SEARCH_CHUNK	16384	/* bytes that are searched at once */

/**
 * struct search_source - the bytes of a section
 * @bytes:  they
 * @size:   how many
 * @fd:     file from which they can be read, too, or -1
 * @offset: in that file
 */
struct search_source {
	const u8 *bytes;
	u32 size;
	int fd;
	u64 offset;
};

/**
 * struct search - a search through a section
 * @isa:    A32 or A64
 * @from:   where
 * @window: part of the section's bytes
 * @first:  where it begins in the section
 * @end:    where it ends
 * @buffer: memory for the window of a file
 * @at:     what lies before was searched
 * @next:   the first of @found that was not asked for
 * @nr:     how many are in @found
 * @found:  offsets
 */
struct search {
	unsigned int isa;
	struct search_source from;
	const u8 *window;
	u32 first;
	u32 end;
	u8 *buffer;
	u32 at;
	u32 next;
	u32 nr;
	u32 found[SEARCH_CHUNK / 4];
};

/* Bytes of the vectors that a CPU may have. */
#define SEARCH_AVX2	32
#define SEARCH_AVX512	64

/* The widest vectors to search with.  Only tests write it, while nobody searches. */
extern unsigned int search_widest;

void search_filter_init(void);
const struct search_filter *search_filter(unsigned int isa);
void search_begin(struct search *s, unsigned int isa, const struct search_source *from);
void search_end(struct search *s);
u32 search_more(struct search *s, u32 from, u32 end);
/* Of a CPU with such vectors: search up to @end, which is in the window. */
void search_avx2(struct search *s, u32 end);
void search_avx512(struct search *s, u32 end);

/**
 * search_next() - the next word that may be a sensitive instruction
 * @s:    the search
 * @from: multiple of 4, not before that of the last call
 * @end:  multiple of 4, behind @from: of the code that it is to be found in
 *
 * Return: its offset, or @end when there is none before it.
 */
static inline u32 search_next(struct search *s, u32 from, u32 end)
{
	while (s->next < s->nr && s->found[s->next] < from)
		s->next++;
	if (s->next == s->nr)
		return search_more(s, from, end);
	return s->found[s->next] < end ? s->found[s->next] : end;
}

/**
 * search_word() - a word of the section
 * @s:  the search
 * @at: its offset
 *
 * Return: the word; quickly where the search is.
 */
static inline u32 search_word(const struct search *s, u32 at)
{
	u32 word;

	if (at >= s->first && at < s->end && s->end - at >= sizeof(word))
		memcpy(&word, s->window + (at - s->first), sizeof(word));
	else
		memcpy(&word, s->from.bytes + at, sizeof(word));
	return word;
}

#endif
