// SPDX-License-Identifier: GPL-2.0
/*
 * Load-exclusive, store-exclusive, and what stands between them.
 */
#include "../../vsi_arm/exclusive.h"
#include "check.h"

#define LDREX	0xe1910f9f
#define STREX	0xe1820f91
#define NOP	0xe320f000

enum monitor { MONITOR_NONE, MONITOR_LOAD, MONITOR_STORE };

static const struct {
	u32 word;
	const char *text;
	enum monitor monitor;
} examples[] = {
#define LOAD(word, text)	{ word, text, MONITOR_LOAD },
#define STORE(word, text)	{ word, text, MONITOR_STORE },
#define NONE(word, text)	{ word, text, MONITOR_NONE },
#include "exclusive.inc"
};

static void examples_are_known(struct kunit *test)
{
	size_t i;
	u32 w;

	for (i = 0; i < COUNT(examples); i++) {
		w = examples[i].word;
		CHECK(a32_is_load_exclusive(w) == (examples[i].monitor == MONITOR_LOAD),
		      "%08x %s", w, examples[i].text);
		CHECK(a32_is_store_exclusive(w) == (examples[i].monitor == MONITOR_STORE),
		      "%08x %s", w, examples[i].text);
	}
}

static void unconditional_space_has_none(struct kunit *test)
{
	size_t i;
	u32 w;

	for (i = 0; i < COUNT(examples); i++) {
		w = examples[i].word | 0xf0000000;
		CHECK(!a32_is_load_exclusive(w) && !a32_is_store_exclusive(w), "%08x", w);
	}
}

/* The text is at an odd address: nothing may rely on its alignment. */
static bool in_exclusive(const u32 *words, u32 count, u32 index)
{
	static u8 text[4 * 512 + 1];
	struct a32_exclusive walk = { 0 };

	memcpy(text + 1, words, count * 4);
	return a32_exclusive_at(&walk, text + 1, count * 4, index * 4);
}

static void between_load_and_store(struct kunit *test)
{
	const u32 words[] = { NOP, LDREX, NOP, NOP, STREX, NOP };
	const bool want[] = { false, false, true, true, false, false };
	u32 i;

	for (i = 0; i < COUNT(words); i++)
		CHECK(in_exclusive(words, COUNT(words), i) == want[i], "word %u", i);
}

static void one_without_the_other(struct kunit *test)
{
	const u32 load[] = { NOP, LDREX, NOP, NOP };
	const u32 store[] = { NOP, NOP, STREX, NOP };
	const u32 reversed[] = { STREX, NOP, LDREX };
	const u32 ended[] = { LDREX, STREX, NOP, STREX };
	const u32 restarted[] = { LDREX, NOP, LDREX, STREX };
	u32 i;

	for (i = 0; i < 4; i++) {
		CHECK(!in_exclusive(load, COUNT(load), i), "load only, word %u", i);
		CHECK(!in_exclusive(store, COUNT(store), i), "store only, word %u", i);
	}
	CHECK(!in_exclusive(ended, COUNT(ended), 2), "behind the store");
	for (i = 0; i < 3; i++)
		CHECK(!in_exclusive(reversed, COUNT(reversed), i), "reversed, word %u", i);
	/* the first load is given up: an exception before the second harms nobody */
	CHECK(!in_exclusive(restarted, COUNT(restarted), 1), "between two loads");
}

/* ARM DDI 0406C, A3.4.5: at most 128 bytes, and some code takes more. */
static void distance_is_bounded(struct kunit *test)
{
	static u32 words[512];
	u32 i, gap;

	for (gap = 1; gap < 200; gap++) {
		for (i = 0; i < COUNT(words); i++)
			words[i] = NOP;
		words[250] = LDREX;
		words[250 + gap + 1] = STREX;
		for (i = 251; i <= 250 + gap; i++)
			CHECK(in_exclusive(words, COUNT(words), i) || gap > 32,
			      "gap %u, word %u", gap, i - 250);
	}
	words[250 + 200] = NOP;
	CHECK(!in_exclusive(words, COUNT(words), 400), "150 words behind the load");
}

/* Neither end of the text is read across. */
static void text_is_not_left(struct kunit *test)
{
	const u32 one[] = { NOP };
	static u32 words[512];
	u32 i;

	for (i = 0; i < COUNT(words); i++)
		words[i] = NOP;
	for (i = 0; i < COUNT(words); i++)
		CHECK(!in_exclusive(words, COUNT(words), i), "word %u", i);
	CHECK(!in_exclusive(one, 1, 0), "a text of one word");
}

static struct kunit_case cases[] = {
	KUNIT_CASE(examples_are_known),
	KUNIT_CASE(unconditional_space_has_none),
	KUNIT_CASE(between_load_and_store),
	KUNIT_CASE(one_without_the_other),
	KUNIT_CASE(distance_is_bounded),
	KUNIT_CASE(text_is_not_left),
	{}
};

static struct kunit_suite suite = {
	.name = "vsi_exclusive",
	.init = check_begin,
	.exit = check_end,
	.test_cases = cases,
};

kunit_test_suite(suite);
