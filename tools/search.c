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

unsigned int search_widest = SEARCH_AVX512;

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
static void search_words(struct search *s, u32 end)
{
	if (search_widest >= SEARCH_AVX512 && __builtin_cpu_supports("avx512bw"))
		search_avx512(s, end);
	else if (search_widest >= SEARCH_AVX2 && __builtin_cpu_supports("avx2"))
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
