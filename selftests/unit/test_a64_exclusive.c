// SPDX-License-Identifier: GPL-2.0
/*
 * A64: load-exclusive, store-exclusive, and what stands between them.
 */
#include "../../vsi_arm/a64_exclusive.h"
#include "check.h"

#define LDXR	0x885f7c01
#define STXR	0x88027c01
#define CASP	0x08207c82
#define NOP	0xd503201f

enum monitor { MONITOR_NONE, MONITOR_LOAD, MONITOR_STORE };

static const struct {
	u32 word;
	const char *text;
	enum monitor monitor;
} examples[] = {
#define LOAD(word, text)	{ word, text, MONITOR_LOAD },
#define STORE(word, text)	{ word, text, MONITOR_STORE },
#define NONE(word, text)	{ word, text, MONITOR_NONE },
#include "exclusive_a64.inc"
};

static void examples_are_known(struct kunit *test)
{
	size_t i;
	u32 w;

	for (i = 0; i < COUNT(examples); i++) {
		w = examples[i].word;
		CHECK(a64_is_load_exclusive(w) == (examples[i].monitor == MONITOR_LOAD),
		      "%08x %s", w, examples[i].text);
		CHECK(a64_is_store_exclusive(w) == (examples[i].monitor == MONITOR_STORE),
		      "%08x %s", w, examples[i].text);
	}
}

/* Whatever the registers are. */
static void registers_do_not_matter(struct kunit *test)
{
	const u32 fields = 0x001f7fff;	/* Rs, Rt2, Rn, Rt */
	size_t i;
	u32 w;

	for (i = 0; i < COUNT(examples); i++) {
		if (examples[i].monitor == MONITOR_NONE)
			continue;
		w = examples[i].word;
		CHECK(a64_is_load_exclusive(w ^ fields) == a64_is_load_exclusive(w) &&
		      a64_is_store_exclusive(w ^ fields) == a64_is_store_exclusive(w), "%08x %s",
		      w, examples[i].text);
	}
}

/* The text is at an odd address: nothing may rely on its alignment. */
static bool in_exclusive(const u32 *words, u32 count, u32 index)
{
	static u8 text[4 * 512 + 1];
	struct a64_exclusive walk = { 0 };

	memcpy(text + 1, words, count * 4);
	return a64_exclusive_at(&walk, text + 1, count * 4, index * 4);
}

static void between_load_and_store(struct kunit *test)
{
	const u32 words[] = { NOP, LDXR, NOP, CASP, STXR, NOP };
	const bool want[] = { false, false, true, true, false, false };
	u32 i;

	for (i = 0; i < COUNT(words); i++)
		CHECK(in_exclusive(words, COUNT(words), i) == want[i], "word %u", i);
}

static void one_without_the_other(struct kunit *test)
{
	const u32 load[] = { NOP, LDXR, NOP, NOP };
	const u32 store[] = { NOP, NOP, STXR, NOP };
	const u32 reversed[] = { STXR, NOP, LDXR };
	const u32 ended[] = { LDXR, STXR, NOP, STXR };
	const u32 restarted[] = { LDXR, NOP, LDXR, STXR };
	u32 i;

	for (i = 0; i < 4; i++) {
		CHECK(!in_exclusive(load, COUNT(load), i), "load only, word %u", i);
		CHECK(!in_exclusive(store, COUNT(store), i), "store only, word %u", i);
	}
	CHECK(!in_exclusive(ended, COUNT(ended), 2), "behind the store");
	for (i = 0; i < 3; i++)
		CHECK(!in_exclusive(reversed, COUNT(reversed), i), "reversed, word %u", i);
	CHECK(!in_exclusive(restarted, COUNT(restarted), 1), "between two loads");
}

/* ARM DDI 0487, B2.10.5: at most 128 bytes, and some code takes more. */
static void distance_is_bounded(struct kunit *test)
{
	static u32 words[512];
	u32 i, gap;

	for (gap = 1; gap < 200; gap++) {
		for (i = 0; i < COUNT(words); i++)
			words[i] = NOP;
		words[250] = LDXR;
		words[250 + gap + 1] = STXR;
		for (i = 251; i <= 250 + gap; i++)
			CHECK(in_exclusive(words, COUNT(words), i) || gap > 32,
			      "gap %u, word %u", gap, i - 250);
	}
	words[250 + 200] = NOP;
	CHECK(!in_exclusive(words, COUNT(words), 400), "150 words behind the load");
}

/* One walk along all sites of a section says what a walk for each says. */
static void walk_goes_on(struct kunit *test)
{
	static u32 words[512];
	struct a64_exclusive walk = { 0 };
	u32 i;

	for (i = 0; i < COUNT(words); i++)
		words[i] = i % 37 == 5 ? LDXR : i % 37 == 12 || i % 91 == 3 ? STXR : NOP;
	for (i = 0; i < COUNT(words); i += 1 + i % 3)
		CHECK(a64_exclusive_at(&walk, (const u8 *)words, sizeof(words), i * 4) ==
		      in_exclusive(words, COUNT(words), i), "word %u", i);
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
	KUNIT_CASE(registers_do_not_matter),
	KUNIT_CASE(between_load_and_store),
	KUNIT_CASE(one_without_the_other),
	KUNIT_CASE(distance_is_bounded),
	KUNIT_CASE(walk_goes_on),
	KUNIT_CASE(text_is_not_left),
	{}
};

static struct kunit_suite suite = {
	.name = "vsi_a64_exclusive",
	.init = check_begin,
	.exit = check_end,
	.test_cases = cases,
};

kunit_test_suite(suite);
