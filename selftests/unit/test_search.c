// SPDX-License-Identifier: GPL-2.0
/*
 * The search of vsi scan against the decoder, word by word.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../tools/search.h"
#include "ktap.h"
#include "random.h"
#include "rows.h"

/* More than is read of a file at once. */
#define BYTES	(600 * 1024 + 4)

static const unsigned int isas[] = { VSI_ISA_A32, VSI_ISA_A64 };
/* Bytes of vectors; one that the CPU lacks stands for those below it. */
static const unsigned int widths[] = { 0, SEARCH_AVX2, SEARCH_AVX512 };
/* One of the table's instructions in so many. */
static const unsigned int rarities[] = { 1, 3, 50, 3000 };

static void fill(const struct test_table *t, unsigned int rarity, u8 *bytes, u32 size, u32 *seed)
{
	const struct test_row *row;
	u32 at, word;

	for (at = 0; at + 4 <= size; at += 4) {
		word = random_next(seed);
		if (!random_below(seed, rarity)) {
			row = &t->rows[random_below(seed, t->nr_rows)];
			word = row->value | (word & ~row->mask);
		}
		memcpy(bytes + at, &word, sizeof(word));
	}
}

static bool is_sensitive(unsigned int isa, u32 word)
{
	struct vsi_insn insn;

	return vsi_decode(isa, word, &insn);
}

/* The next word before @end that is sensitive, by the search, or @end. */
static u32 next_found(struct search *s, u32 at, u32 end)
{
	for (; at < end; at += 4) {
		at = search_next(s, at, end);
		if (at >= end || is_sensitive(s->isa, search_word(s, at)))
			break;
	}
	return at < end ? at : end;
}

/* Pieces of random sizes, and gaps between them. */
static void compare(unsigned int isa, const struct search_source *from, u32 *seed)
{
	const u32 size = from->size & ~3u, most = 1 + random_below(seed, 20000);
	struct search search = {};
	u32 at, end = 0, found, word;
	bool hit;

	search_begin(&search, isa, from);
	while (end < size) {
		at = end + 4 * random_below(seed, random_below(seed, most) + 1);
		end = at + 4 + 4 * random_below(seed, most);
		if (at >= size)
			break;
		if (end > size)
			end = size;
		for (found = next_found(&search, at, end); at < end; at += 4) {
			memcpy(&word, from->bytes + at, sizeof(word));
			hit = at == found;
			if (!CHECK(is_sensitive(isa, word) == hit,
				   "isa %u, %u of %u: %08x", isa, at, size, word))
				goto out;
			if (hit)
				found = next_found(&search, at + 4, end);
		}
	}
out:
	search_end(&search);
}

static void search_is_a_walk(void)
{
	struct search_source from = { .fd = -1 };
	u8 *bytes = malloc(BYTES);
	unsigned int i, r, n;
	u32 seed = 0x5ea;

	for (i = 0; i < COUNT(isas); i++)
		for (r = 0; r < COUNT(rarities); r++) {
			fill(test_table(isas[i]), rarities[r], bytes, BYTES, &seed);
			from.bytes = bytes;
			from.size = BYTES;
			for (n = 0; n < 2 * COUNT(widths); n++) {
				search_widest = widths[n % COUNT(widths)];
				compare(isas[i], &from, &seed);
			}
		}
	free(bytes);
}

/* Memory of exactly that size, for the sanitizer. */
static void sizes_and_alignments(void)
{
	struct search_source from = { .fd = -1 };
	unsigned int i, shift;
	u32 seed = 7;
	u8 *bytes;

	for (i = 0; i < COUNT(isas); i++)
		for (from.size = 0; from.size < 300; from.size++)
			for (shift = 0; shift < 4; shift++) {
				bytes = malloc(from.size + shift + !from.size);
				from.bytes = bytes + shift;
				fill(test_table(isas[i]), 5, bytes + shift, from.size, &seed);
				compare(isas[i], &from, &seed);
				free(bytes);
			}
}

static void every_size_and_alignment(void)
{
	unsigned int i;

	for (i = 0; i < COUNT(widths); i++) {
		search_widest = widths[i];
		sizes_and_alignments();
	}
}

/* @kept: what the file holds when it is searched. */
static void compare_file(u32 kept)
{
	const u32 before = 100;
	u8 *bytes = malloc(BYTES);
	FILE *file = tmpfile();
	struct search_source from = { bytes, BYTES, fileno(file), before };
	u32 seed = 9, n;

	fill(test_table(VSI_ISA_A64), 40, bytes, BYTES, &seed);
	for (n = 0; n < before; n++)
		fputc('x', file);
	CHECK(fwrite(bytes, 1, kept, file) == kept && !fflush(file), "writing");
	for (n = 0; n < 10; n++)
		compare(VSI_ISA_A64, &from, &seed);
	fclose(file);
	free(bytes);
}

static void reads_a_file(void)
{
	compare_file(BYTES);
}

static void takes_memory_where_a_file_ends_early(void)
{
	compare_file(BYTES / 2);
	compare_file(0);
}

static const struct ktap_case cases[] = {
	KTAP_CASE(search_is_a_walk),
	KTAP_CASE(every_size_and_alignment),
	KTAP_CASE(reads_a_file),
	KTAP_CASE(takes_memory_where_a_file_ends_early),
};

static void tell_what_is_not_tested(void)
{
#ifdef __x86_64__
	if (!__builtin_cpu_supports("avx2"))
		printf("# this CPU has no AVX2\n");
	if (!__builtin_cpu_supports("avx512bw"))
		printf("# this CPU has no AVX-512\n");
#else
	printf("# this CPU is no x86: no vectors\n");
#endif
}

int main(void)
{
	tell_what_is_not_tested();
	vsi_decode_init();
	return ktap_run(cases, COUNT(cases));
}
