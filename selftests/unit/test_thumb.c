// SPDX-License-Identifier: GPL-2.0
/*
 * T32: effects as code and branches, against the assembler (carry_t32.txt);
 * walks over code; and the status register against A32.
 */
#include "../../vsi_arm/carry.h"
#include "../../vsi_arm/psr.h"
#include "../../vsi_arm/t32_encode.h"
#include "../../vsi_arm/t32_walk.h"
#include "check.h"
#include "random.h"
#include "rows.h"

#define NO_REG	VSI_NO_REG

enum line_kind { SITE_LINE, INLINE_LINE, VENEER_LINE, THEN_LINE, MOVES_LINE, STAYS_LINE,
		 BRANCH_LINE, LOAD_LINE, STORE_LINE, NEITHER_LINE, IT_LINE };

struct line {
	enum line_kind kind;
	u32 word;
	const char *text;
	struct vsi_effect effect;
	s64 number;
	const char *reason;
};

#define EFFECT(k, r, r2, v)	{ .kind = VSI_EFFECT_##k, .rt = r, .rt2 = r2, .value = v }
#define LINE(k, w, t, ...)	{ .kind = k##_LINE, .word = w, .text = t, __VA_ARGS__ },
#define SITE(w, t)		LINE(SITE, w, t)
#define INLINE(w, t, ...)	LINE(INLINE, w, t, .effect = EFFECT(__VA_ARGS__))
#define VENEER(w, t, ...)	LINE(VENEER, w, t, .effect = EFFECT(__VA_ARGS__))
#define THEN(w, t)		LINE(THEN, w, t)
#define MOVES(w, t)		LINE(MOVES, w, t)
#define STAYS(w, t, r)		LINE(STAYS, w, t, .reason = r)
#define BRANCH(w, t, d)		LINE(BRANCH, w, t, .number = d)
#define LOAD(w, t)		LINE(LOAD, w, t)
#define STORE(w, t)		LINE(STORE, w, t)
#define NEITHER(w, t)		LINE(NEITHER, w, t)
#define IT(w, t, n)		LINE(IT, w, t, .number = n)

static const struct line lines[] = {
#include "carry_t32.inc"
};

static const struct vsi_effect native = { .kind = VSI_EFFECT_NATIVE, .rt2 = NO_REG };

static struct vsi_insn decode(u32 word)
{
	struct vsi_insn insn = { 0 };

	CHECK(vsi_decode(VSI_ISA_T32, word, &insn), "%08x is not sensitive", word);
	return insn;
}

static void check_inline(const struct vsi_insn *site, const struct line *l)
{
	u32 word;

	if (CHECK(vsi_carry_inline(site, &l->effect, &word), "%08x: no %s", site->word, l->text))
		CHECK(word == l->word, "%08x: %08x, not %s", site->word, word, l->text);
}

static void check_veneer(const struct vsi_insn *site, const struct line *l)
{
	u32 code[VSI_MAX_PAYLOAD];
	unsigned int i, n, want = 1;

	while (l + want < lines + COUNT(lines) && l[want].kind == THEN_LINE)
		want++;
	n = vsi_carry_payload(site, &l->effect, code);
	if (!CHECK(n == want, "%08x: %u words, not %u", site->word, n, want))
		return;
	for (i = 0; i < n; i++)
		CHECK(code[i] == l[i].word, "%08x: %08x, not %s", site->word, code[i], l[i].text);
}

static void code_is_what_the_assembler_makes(struct kunit *test)
{
	struct vsi_insn site = { 0 };
	const struct line *l;

	for (l = lines; l < lines + COUNT(lines); l++) {
		if (l->kind == SITE_LINE)
			site = decode(l->word);
		if (l->kind == INLINE_LINE)
			check_inline(&site, l);
		if (l->kind == VENEER_LINE)
			check_veneer(&site, l);
	}
}

static void original_moves_or_stays(struct kunit *test)
{
	u32 code[VSI_MAX_PAYLOAD];
	const struct line *l;
	struct vsi_insn insn;
	unsigned int n;

	for (l = lines; l < lines + COUNT(lines); l++) {
		if ((l->kind != MOVES_LINE && l->kind != STAYS_LINE) ||
		    !CHECK(vsi_decode(VSI_ISA_T32, l->word, &insn), "%s", l->text))
			continue;
		n = vsi_carry_payload(&insn, &native, code);
		if (l->kind == STAYS_LINE)
			CHECK(n == 0, "%s moves: %s", l->text, l->reason);
		else
			CHECK(n == 1 && code[0] == l->word, "%s: %u, %08x", l->text, n, code[0]);
	}
}

/* What fits is small enough a set to be listed; all that is listed must fit. */
static void every_modified_immediate_is_one_instruction(struct kunit *test)
{
	const struct vsi_insn site = decode(0xee100f10);
	struct vsi_effect effect = { .kind = VSI_EFFECT_VALUE, .rt = 3, .rt2 = NO_REG };
	u32 byte, rotation, value, word;

	for (byte = 0; byte < 0x100; byte++) {
		for (rotation = 0; rotation < 25; rotation++) {
			value = byte << rotation;
			effect.value = value;
			CHECK(vsi_carry_inline(&site, &effect, &word) && word >> 16 != 0xf06f,
			      "%08x", value);
			effect.value = (u32)~value;
			CHECK(vsi_carry_inline(&site, &effect, &word), "%08x", ~value);
		}
		effect.value = byte * 0x01010101u;
		CHECK(vsi_carry_inline(&site, &effect, &word), "%08x", byte * 0x01010101u);
	}
	effect.value = 0x12345678;
	CHECK(!vsi_carry_inline(&site, &effect, &word), "any value");
}

static void short_ones_become_short_ones(struct kunit *test)
{
	const struct vsi_effect nothing = { .kind = VSI_EFFECT_NOTHING, .rt2 = NO_REG };
	const struct vsi_effect value = { .kind = VSI_EFFECT_VALUE, .rt2 = NO_REG };
	const struct vsi_insn cps = decode(0xb672);
	u32 word = 0;

	CHECK(vsi_carry_inline(&cps, &nothing, &word) && word == 0xbf00, "%08x", word);
	CHECK(!vsi_carry_inline(&cps, &value, &word), "a value");
	CHECK(!vsi_carry_inline(&cps, &native, &word), "itself");
}

static void every_row_has_its_effects(struct kunit *test)
{
	const struct vsi_effect nothing = { .kind = VSI_EFFECT_NOTHING, .rt2 = NO_REG };
	const struct vsi_effect call = { .kind = VSI_EFFECT_HVC, .rt2 = NO_REG };
	const struct test_table *t = test_table(VSI_ISA_T32);
	u32 code[VSI_MAX_PAYLOAD], word;
	struct vsi_insn insn;
	unsigned int i;

	for (i = 0; i < t->nr_rows; i++) {
		if (!vsi_decode(VSI_ISA_T32, test_sample(t, &t->rows[i]), &insn))
			continue;
		CHECK(vsi_carry_inline(&insn, &nothing, &word) &&
		      word == (insn.width == 2 ? 0xbf00 : 0xf3af8000), "%08x", insn.word);
		CHECK(vsi_carry_payload(&insn, &call, code) == (insn.base == T32_SMC), "%08x",
		      insn.word);
	}
}

static void branches_are_what_the_assembler_makes(struct kunit *test)
{
	const u32 from = 0xbf004560;
	const struct line *l;

	for (l = lines; l < lines + COUNT(lines); l++)
		if (l->kind == BRANCH_LINE && CHECK(t32_in_reach(from, from + l->number), "%s",
						    l->text))
			CHECK(t32_branch_bits(from, from + l->number) == l->word, "%08x, not %s",
			      t32_branch_bits(from, from + l->number), l->text);
}

static void branches_lead_back(struct kunit *test)
{
	u32 n, from, to, word, seed = 5;

	for (n = 0; n < 200000; n++) {
		from = 0x40000000 + (random_next(&seed) >> 2 & ~1u);
		to = from + 4 - 0x1000000 + (random_below(&seed, 0x1000000) << 1);
		word = t32_branch_bits(from, to);
		CHECK(t32_in_reach(from, to), "%08x to %08x", from, to);
		CHECK((word & 0xf800d000) == 0xf0009000, "%08x", word);
		CHECK(t32_branch_target(from, word) == to, "%08x to %08x", from, to);
	}
}

static void reach_ends(struct kunit *test)
{
	const u32 from = 0xbf000000;

	CHECK(t32_in_reach(from, from + 0x1000002), "last ahead");
	CHECK(!t32_in_reach(from, from + 0x1000004), "too far ahead");
	CHECK(t32_in_reach(from, from - 0xfffffc), "last behind");
	CHECK(!t32_in_reach(from, from - 0xfffffe), "too far behind");
	CHECK(!t32_in_reach(from, from + 1), "to no halfword");
	CHECK(!t32_in_reach(from + 1, from), "from no halfword");
	CHECK(!t32_in_reach(0xfffffff0, 0x10), "around the end");
}

static void exclusives_are_known(struct kunit *test)
{
	const struct line *l;

	for (l = lines; l < lines + COUNT(lines); l++) {
		if (l->kind < LOAD_LINE || l->kind > NEITHER_LINE)
			continue;
		CHECK(t32_is_load_exclusive(l->word) == (l->kind == LOAD_LINE), "%s", l->text);
		CHECK(t32_is_store_exclusive(l->word) == (l->kind == STORE_LINE), "%s", l->text);
	}
}

#define MAX_CODE	400

/* Halfwords, at an odd address. */
struct code {
	u8 bytes[2 * MAX_CODE + 1];
	u32 size;
};

static void emit(struct code *code, u32 insn)
{
	const u16 first = insn > 0xffff ? insn >> 16 : insn, second = insn;

	memcpy(code->bytes + 1 + code->size, &first, 2);
	code->size += 2;
	if (insn <= 0xffff)
		return;
	memcpy(code->bytes + 1 + code->size, &second, 2);
	code->size += 2;
}

static enum t32_place place(const struct code *code, u32 begin, u32 offset)
{
	struct t32_walk walk = { 0 };

	return t32_place_at(&walk, code->bytes + 1, begin, offset);
}

/* Blocks of each size, of instructions of both sizes. */
static void blocks_end(struct kunit *test)
{
	const struct line *l;
	unsigned int i, wide;
	u32 at[6];

	for (l = lines; l < lines + COUNT(lines); l++) {
		for (wide = 0; l->kind == IT_LINE && wide < 64; wide++) {
			struct code code = { .size = 0 };

			emit(&code, 0xbf00);
			emit(&code, l->word);
			for (i = 0; i < 6; i++) {
				at[i] = code.size;
				emit(&code, wide >> i & 1 ? 0xee100f10 : 0x4408);
			}
			for (i = 0; i < 6; i++)
				CHECK(place(&code, 0, at[i]) ==
				      (i + 1 < l->number ? T32_INSIDE_IT :
				       i + 1 == l->number ? T32_LAST_IN_IT : T32_OUTSIDE_IT),
				      "%s, %u, %u", l->text, wide, i);
		}
	}
}

/* The second half of a word looks like an IT, or like an exclusive. */
static void halves_are_no_instructions(struct kunit *test)
{
	struct code code = { .size = 0 };
	struct t32_walk walk = { 0 };
	u32 at;

	emit(&code, 0xf8d0bf08);	/* ldr r11, [r0, #0xf08] */
	at = code.size;
	emit(&code, 0xee100f10);
	CHECK(place(&code, 0, at) == T32_OUTSIDE_IT, "an IT in a word");
	emit(&code, 0xf8d0e850);	/* ldr lr, [r0, #0x850] */
	emit(&code, 0x0f00);
	at = code.size;
	emit(&code, 0xee100f10);
	emit(&code, 0xe8421300);
	CHECK(!t32_exclusive_at(&walk, code.bytes + 1, 0, code.size, at), "a load in a word");
}

/* Data before the code would be read as an IT. */
static void code_begins_at_its_symbol(struct kunit *test)
{
	struct code code = { .size = 0 };
	struct t32_walk walk = { 0 };
	u32 begin, at;

	emit(&code, 0xbf01);
	begin = code.size;
	at = code.size;
	emit(&code, 0xee100f10);
	CHECK(place(&code, 0, at) == T32_INSIDE_IT, "from the beginning");
	CHECK(place(&code, begin, at) == T32_OUTSIDE_IT, "from the symbol");
	CHECK(t32_place_at(&walk, code.bytes + 1, 0, at) == T32_INSIDE_IT, "one walk");
	CHECK(t32_place_at(&walk, code.bytes + 1, begin, at) == T32_OUTSIDE_IT, "then another");
}

#define LDREX	0xe8501f00
#define STREX	0xe8401200
#define MRC	0xee100f10
#define NOP	0xbf00

static bool exclusive(const u32 *insns, unsigned int nr, unsigned int index, unsigned int gap)
{
	struct code code = { .size = 0 };
	struct t32_walk walk = { 0 };
	unsigned int i;
	u32 at = 0;

	for (i = 0; i < nr; i++) {
		if (i == index)
			at = code.size;
		emit(&code, insns[i]);
		while (gap && insns[i] == NOP && gap--)
			emit(&code, NOP);
	}
	return t32_exclusive_at(&walk, code.bytes + 1, 0, code.size, at);
}

static void between_load_and_store(struct kunit *test)
{
	const u32 around[] = { MRC, LDREX, MRC, STREX, MRC };
	const u32 load[] = { LDREX, MRC, NOP }, store[] = { NOP, MRC, STREX };
	const u32 ended[] = { LDREX, STREX, MRC, STREX };
	const u32 restarted[] = { LDREX, MRC, LDREX, STREX };
	const u32 far[] = { LDREX, NOP, MRC, STREX };

	CHECK(!exclusive(around, 5, 0, 0), "before");
	CHECK(exclusive(around, 5, 2, 0), "between");
	CHECK(!exclusive(around, 5, 4, 0), "behind");
	CHECK(!exclusive(load, 3, 1, 0), "no store");
	CHECK(!exclusive(store, 3, 1, 0), "no load");
	CHECK(!exclusive(ended, 4, 2, 0), "ended");
	CHECK(!exclusive(restarted, 4, 1, 0), "restarted");
	CHECK(exclusive(far, 4, 2, 100), "in the window");
	CHECK(!exclusive(far, 4, 2, 200), "out of the window");
}

/* The end of the section cuts a word, or comes before the store. */
static void sections_end(struct kunit *test)
{
	struct code code = { .size = 0 };
	struct t32_walk walk = { 0 };

	emit(&code, LDREX);
	emit(&code, MRC);
	emit(&code, STREX);
	CHECK(!t32_exclusive_at(&walk, code.bytes + 1, 0, code.size - 2, 4), "cut");
	CHECK(!t32_exclusive_at(&walk, code.bytes + 1, 0, code.size - 4, 4), "none");
	CHECK(t32_exclusive_at(&walk, code.bytes + 1, 0, code.size, 4), "whole");
}

/* The same instruction twice. */
static void check_psr(u32 t32_word, u32 t32_row, u32 a32_word, u32 a32_row, u32 *seed)
{
	unsigned long t32[15], a32[15];
	u32 t32_cpsr, a32_cpsr;
	unsigned int i;

	for (i = 0; i < 15; i++)
		t32[i] = random_next(seed);
	memcpy(a32, t32, sizeof(a32));
	t32_cpsr = random_next(seed);
	a32_cpsr = t32_cpsr;
	t32_psr_execute(t32_word, t32_row, &t32_cpsr, t32);
	a32_psr_execute(a32_word, a32_row, &a32_cpsr, a32);
	CHECK(t32_cpsr == a32_cpsr && !memcmp(t32, a32, sizeof(t32)), "%08x, %08x: %08x, %08x",
	      t32_word, a32_word, t32_cpsr, a32_cpsr);
}

static void status_register_as_in_a32(struct kunit *test)
{
	u32 n, reg, fields, aif, off, seed = 3;

	for (n = 0; n < 15 * 16 * 20; n++) {
		reg = n % 15;
		fields = n / 15 % 16;
		aif = n % 8;
		off = n / 8 % 2;
		check_psr(0xf3ef8000 | reg << 8, T32_MRS_CPSR,
			  0xe10f0000 | reg << 12, A32_MRS_CPSR, &seed);
		check_psr(0xf3808000 | reg << 16 | fields << 8, T32_MSR_CPSR,
			  0xe120f000 | fields << 16 | reg, A32_MSR_CPSR, &seed);
		check_psr(0xb660 | off << 4 | aif, T32_CPS,
			  0xf1080000 | off << 18 | aif << 6, A32_CPS, &seed);
		check_psr(0xf3af8400 | off << 9 | aif << 5, T32_CPS_W,
			  0xf1080000 | off << 18 | aif << 6, A32_CPS, &seed);
	}
}

static void check_may_abort(const struct vsi_insn *insn)
{
	static const bool rows[T32_NR_INSNS] = {
		[T32_LDC_DBG] = true, [T32_RFEDB] = true, [T32_RFEIA] = true,
		[T32_SRSDB] = true, [T32_SRSIA] = true, [T32_STRT] = true,
		[T32_STRHT] = true, [T32_LDRT] = true, [T32_LDRHT] = true,
	};

	if (insn->form != VSI_FORM_CP32)
		CHECK(vsi_may_abort(insn) == rows[insn->base], "%08x", insn->word);
}

static void memory_may_abort(struct kunit *test)
{
	const struct test_table *t = test_table(VSI_ISA_T32);
	struct vsi_insn insn;
	unsigned int i;

	for (i = 0; i < t->nr_rows; i++)
		if (vsi_decode(VSI_ISA_T32, test_sample(t, &t->rows[i]), &insn))
			check_may_abort(&insn);
	insn = decode(0xee080f17);	/* mcr p15, 0, r0, c8, c7, 0: TLBIALL */
	CHECK(!vsi_may_abort(&insn), "TLBIALL");
	insn = decode(0xee070f36);	/* mcr p15, 0, r0, c7, c6, 1: DCIMVAC */
	CHECK(vsi_may_abort(&insn), "DCIMVAC");
}

static struct kunit_case cases[] = {
	KUNIT_CASE(code_is_what_the_assembler_makes),
	KUNIT_CASE(original_moves_or_stays),
	KUNIT_CASE(every_modified_immediate_is_one_instruction),
	KUNIT_CASE(short_ones_become_short_ones),
	KUNIT_CASE(every_row_has_its_effects),
	KUNIT_CASE(branches_are_what_the_assembler_makes),
	KUNIT_CASE(branches_lead_back),
	KUNIT_CASE(reach_ends),
	KUNIT_CASE(exclusives_are_known),
	KUNIT_CASE(blocks_end),
	KUNIT_CASE(halves_are_no_instructions),
	KUNIT_CASE(code_begins_at_its_symbol),
	KUNIT_CASE(between_load_and_store),
	KUNIT_CASE(sections_end),
	KUNIT_CASE(status_register_as_in_a32),
	KUNIT_CASE(memory_may_abort),
	{}
};

static struct kunit_suite suite = {
	.name = "vsi_thumb",
	.suite_init = check_decoder,
	.init = check_begin,
	.exit = check_end,
	.test_cases = cases,
};

kunit_test_suite(suite);
