// SPDX-License-Identifier: GPL-2.0
/*
 * The words that vsi puts into code.
 */
#include "../../vsi_arm/a32_encode.h"
#include "check.h"
#include "random.h"

/* Undefined instructions that the kernel gives a meaning: arch/arm, 32 bits. */
static const struct {
	u32 word;
	const char *owner;
} kernels[] = {
	{ 0x07f001f0, "ptrace breakpoint" },
	{ 0x07f001f8, "kprobe" },
	{ 0x07f001f9, "uprobe" },
	{ 0x07f001fa, "uprobe, single step" },
	{ 0xe7f001f2, "BUG" },
	{ 0xe7ffdefe, "kgdb breakpoint" },
	{ 0xe7ffdeff, "kgdb, compiled in" },
};

static void hint_comes_back(struct kunit *test)
{
	u32 cond, hint, word;

	for (cond = 0; cond < 16; cond++)
		for (hint = 0; hint < A32_UDF_HINTS; hint++) {
			word = a32_encode_udf(cond << 28 | 0x010f0000, hint);
			CHECK(a32_udf_hint(word) == hint, "%08x: %u", word, a32_udf_hint(word));
			CHECK((word & A32_UDF_MASK) == A32_UDF_VALUE, "%08x", word);
			/* the unconditional space executes always */
			CHECK(word >> 28 == (cond == 15 ? 14 : cond), "%08x, cond %u", word,
			      cond);
		}
}

static void hints_are_distinct(struct kunit *test)
{
	static bool seen[A32_UDF_HINTS];
	u32 hint;

	memset(seen, 0, sizeof(seen));
	for (hint = 0; hint < A32_UDF_HINTS; hint++)
		seen[a32_udf_hint(a32_encode_udf(0, hint))] = true;
	for (hint = 0; hint < A32_UDF_HINTS; hint++)
		CHECK(seen[hint], "%u", hint);
}

static void long_hint_is_cut(struct kunit *test)
{
	u32 n, hint, word, seed = 1;

	for (n = 0; n < 10000; n++) {
		hint = random_next(&seed);
		word = a32_encode_udf(random_next(&seed), hint);
		CHECK(a32_udf_hint(word) == (hint & (A32_UDF_HINTS - 1)), "%08x", hint);
		CHECK((word & A32_UDF_MASK) == A32_UDF_VALUE, "%08x", word);
	}
}

/* ARM DDI 0406C, A8.8.247: bits[27:20] and [7:4] make it undefined. */
static void word_is_undefined(struct kunit *test)
{
	u32 hint, word;

	for (hint = 0; hint < A32_UDF_HINTS; hint++) {
		word = a32_encode_udf(0xe0000000, hint);
		CHECK((word & 0xfff000f0) == 0xe7f000f0, "%08x", word);
	}
}

/* With any condition: the kernel's hooks ignore it. */
static void kernel_words_are_avoided(struct kunit *test)
{
	u32 cond, hint, word;
	size_t i;

	for (cond = 0; cond < 15; cond++)
		for (hint = 0; hint < A32_UDF_HINTS; hint++) {
			word = a32_encode_udf(cond << 28, hint);
			for (i = 0; i < COUNT(kernels); i++)
				CHECK((word ^ kernels[i].word) & 0x0fffffff, "%08x: %s", word,
				      kernels[i].owner);
		}
}

static void substitute_is_not_sensitive(struct kunit *test)
{
	struct vsi_insn insn;
	u32 hint;

	for (hint = 0; hint < A32_UDF_HINTS; hint++)
		CHECK(!vsi_decode(VSI_ISA_A32, a32_encode_udf(0xe0000000, hint), &insn), "%u",
		      hint);
}

static void check_thunk(u32 word)
{
	struct vsi_insn insn, thunk;

	if (!CHECK(vsi_decode(VSI_ISA_A32, word, &insn), "%08x", word) ||
	    !CHECK(vsi_decode(VSI_ISA_A32, a32_encode_thunk(&insn), &thunk), "%08x", word))
		return;
	CHECK(thunk.row == insn.row && thunk.form == insn.form && thunk.cp == insn.cp &&
	      thunk.write == insn.write, "%08x: %08x", word, thunk.word);
	CHECK(thunk.cond == A32_COND_AL, "%08x: %08x", word, thunk.word);
	CHECK(thunk.rt == 0, "%08x: %08x", word, thunk.word);
	CHECK(thunk.rt2 == (insn.form == VSI_FORM_CP64), "%08x: %08x", word, thunk.word);
	/* all that names the register is the same */
	CHECK(!((thunk.word ^ word) & (insn.form == VSI_FORM_CP64 ? 0x0ff00fff : 0x0fff0fff)),
	      "%08x: %08x", word, thunk.word);
}

static void thunk_accesses_the_same_register(struct kunit *test)
{
	const u32 conds = 15;
	u32 n, word, seed = 5;

	for (n = 0; n < 200000; n++) {
		word = random_below(&seed, conds) << 28 | (random_next(&seed) & 0x0fffffff);
		check_thunk((word & 0xf0fff1ff) | 0x0e000e10);
		check_thunk((word & 0xf01ff1ff) | 0x0c400e00);
	}
}

static struct kunit_case cases[] = {
	KUNIT_CASE(hint_comes_back),
	KUNIT_CASE(hints_are_distinct),
	KUNIT_CASE(long_hint_is_cut),
	KUNIT_CASE(word_is_undefined),
	KUNIT_CASE(kernel_words_are_avoided),
	KUNIT_CASE(substitute_is_not_sensitive),
	KUNIT_CASE(thunk_accesses_the_same_register),
	{}
};

static struct kunit_suite suite = {
	.name = "vsi_encode",
	.suite_init = check_decoder,
	.init = check_begin,
	.exit = check_end,
	.test_cases = cases,
};

kunit_test_suite(suite);
