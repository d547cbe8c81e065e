// SPDX-License-Identifier: GPL-2.0
/*
 * A64: effects as code, branches and literals against the assembler
 * (carry_a64.txt), against an interpreter of the few instructions that load a
 * value, and over all rows of the tables.
 */
#include "../../vsi_arm/a64_carry.h"
#include "../../vsi_arm/thunk_word.h"
#include "check.h"
#include "random.h"
#include "rows.h"

#define NO_REG	VSI_NO_REG
#define NOP	0xd503201f

/* What an encoder must not have written to. */
#define UNTOUCHED	0xdeadbeefu

enum line_kind { SITE_LINE, INLINE_LINE, VENEER_LINE, THEN_LINE, MOVES_LINE, STAYS_LINE,
		 LITERAL_LINE, BRANCH_LINE, LOAD_LINE };

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
#define CALL(w, t, f, i, g)	\
	LINE(VENEER, w, t, .effect = { .kind = VSI_EFFECT_HYPERCALL, .hvc = { f, i, g } })
#define THEN(w, t)		LINE(THEN, w, t)
#define MOVES(w, t)		LINE(MOVES, w, t)
#define STAYS(w, t, r)		LINE(STAYS, w, t, .reason = r)
#define LITERAL(w, t, r, v, n)	\
	LINE(LITERAL, w, t, .effect = EFFECT(VALUE, r, NO_REG, v), .number = n)
#define BRANCH(w, t, d)		LINE(BRANCH, w, t, .number = d)
#define LOAD(w, t, d)		LINE(LOAD, w, t, .number = d)

static const struct line lines[] = {
#include "carry_a64.inc"
};

static const struct vsi_effect native = { .kind = VSI_EFFECT_NATIVE, .rt2 = NO_REG };

static struct vsi_effect effect_of(unsigned int kind, unsigned int rt, u64 value)
{
	return (struct vsi_effect){ .kind = kind, .rt = rt, .rt2 = NO_REG, .value = value };
}

static struct vsi_insn decode(u32 word)
{
	struct vsi_insn insn = { 0 };

	CHECK(vsi_decode(VSI_ISA_A64, word, &insn), "%08x is not sensitive", word);
	return insn;
}

static bool has_inline(const struct vsi_insn *insn, const struct vsi_effect *effect)
{
	u32 word = UNTOUCHED;
	bool has = vsi_carry_inline(insn, effect, &word);

	CHECK(has || word == UNTOUCHED, "%08x: written on failure", insn->word);
	return has;
}

static unsigned int payload(const struct vsi_insn *insn, const struct vsi_effect *effect,
			    u32 code[VSI_MAX_PAYLOAD])
{
	unsigned int i, n;

	for (i = 0; i < VSI_MAX_PAYLOAD; i++)
		code[i] = UNTOUCHED;
	n = vsi_carry_payload(insn, effect, code);
	CHECK(n <= VSI_MAX_PAYLOAD, "%08x: %u words", insn->word, n);
	for (i = n; i < VSI_MAX_PAYLOAD; i++)
		CHECK(code[i] == UNTOUCHED, "%08x: word %u of %u", insn->word, i, n);
	return n;
}

static bool has_payload(const struct vsi_insn *insn, const struct vsi_effect *effect)
{
	u32 code[VSI_MAX_PAYLOAD];

	return payload(insn, effect, code);
}

static bool has_literal(const struct vsi_insn *insn, const struct vsi_effect *effect)
{
	struct vsi_literal literal = { .word = UNTOUCHED };
	bool has = vsi_carry_literal(insn, effect, &literal);

	CHECK(has || literal.word == UNTOUCHED, "%08x: written on failure", insn->word);
	return has;
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
	n = payload(site, &l->effect, code);
	if (!CHECK(n == want, "%08x: %u words, not %u: %s", site->word, n, want, l->text))
		return;
	for (i = 0; i < n; i++)
		CHECK(code[i] == l[i].word, "%08x: %08x, not %s", site->word, code[i], l[i].text);
}

static void check_literal(const struct vsi_insn *site, const struct line *l)
{
	struct vsi_literal literal;
	const u64 value = l->effect.value;

	CHECK(!has_inline(site, &l->effect), "%s fits", l->text);
	if (!CHECK(vsi_carry_literal(site, &l->effect, &literal), "no %s", l->text))
		return;
	CHECK(literal.word == l->word, "%08x, not %s", literal.word, l->text);
	CHECK(literal.nr == l->number && literal.data[0] == (u32)value &&
	      literal.data[1] == (l->number == 2 ? value >> 32 : 0), "%s", l->text);
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
		if (l->kind == LITERAL_LINE)
			check_literal(&site, l);
	}
}

static void original_moves_or_stays(struct kunit *test)
{
	u32 code[VSI_MAX_PAYLOAD];
	const struct line *l;
	struct vsi_insn insn;
	unsigned int n;

	for (l = lines; l < lines + COUNT(lines); l++) {
		if (l->kind != MOVES_LINE && l->kind != STAYS_LINE)
			continue;
		insn = decode(l->word);
		CHECK(!has_inline(&insn, &native), "%s", l->text);
		n = payload(&insn, &native, code);
		if (l->kind == STAYS_LINE)
			CHECK(n == 0, "%s moves: %s", l->text, l->reason);
		else
			CHECK(n == 1 && code[0] == l->word, "%s: %u, %08x", l->text, n, code[0]);
	}
}

static u64 ones(unsigned int n)
{
	return n < 64 ? (1ull << n) - 1 : ~0ull;
}

/*
 * DecodeBitMasks() of the manual, of 64 bits: false for what it calls
 * reserved.  @imm is N:immr:imms.
 */
static bool decode_bit_mask(u32 imm, u64 *value)
{
	const unsigned int n = imm >> 12, immr = imm >> 6 & 0x3f, imms = imm & 0x3f;
	const unsigned int choice = n << 6 | (~imms & 0x3f);
	unsigned int size = 64, s, r, i;
	u64 element;

	while (size > 1 && !(choice & size))
		size /= 2;
	if (size == 1)
		return false;
	s = imms & (size - 1);
	r = immr & (size - 1);
	if (s == size - 1)
		return false;
	element = ones(s + 1);
	if (r)
		element = (element >> r | element << (size - r)) & ones(size);
	*value = 0;
	for (i = 0; i < 64; i += size)
		*value |= element << i;
	return true;
}

static bool execute(u32 word, u64 *gpr)
{
	const unsigned int rd = word & 0x1f, place = word >> 21 & 3;
	const u64 imm16 = (u64)(word >> 5 & 0xffff) << 16 * place;
	u64 mask;

	if (word == NOP)
		return true;
	if (rd == 31)
		return false;
	switch (word >> 23) {
	case 0x1a5:	/* MOVZ */
		gpr[rd] = imm16;
		return true;
	case 0x125:	/* MOVN */
		gpr[rd] = ~imm16;
		return true;
	case 0x025:
		gpr[rd] = (u32)~imm16;
		return place < 2;
	case 0x1e5:	/* MOVK */
		gpr[rd] = (gpr[rd] & ~(0xffffull << 16 * place)) | imm16;
		return true;
	case 0x164:	/* ORR */
		if ((word >> 5 & 0x1f) != 31 || !decode_bit_mask(word >> 10 & 0x1fff, &mask))
			return false;
		gpr[rd] = mask;
		return true;
	case 0x064:
		if ((word >> 5 & 0x1f) != 31 || word >> 22 & 1 ||
		    !decode_bit_mask(word >> 10 & 0xfff, &mask))
			return false;
		gpr[rd] = (u32)mask;
		return true;
	}
	return false;
}

static u64 was(unsigned int reg)
{
	return 0xa5000000a5000000 + 0x0001020300010203 * reg;
}

static void check_executed(const u32 *code, unsigned int n, const struct vsi_effect *effect)
{
	u64 gpr[31], want;
	unsigned int i;

	for (i = 0; i < 31; i++)
		gpr[i] = was(i);
	for (i = 0; i < n; i++)
		CHECK(execute(code[i], gpr), "%08x", code[i]);
	for (i = 0; i < 31; i++) {
		want = i == effect->rt ? effect->value : was(i);
		CHECK(gpr[i] == want, "x%u is %llx, not %llx: %08x...", i,
		      (unsigned long long)gpr[i], (unsigned long long)want, code[0]);
	}
}

/* What the load of a literal leaves, from its data as a CPU reads it. */
static u64 loaded(const struct vsi_literal *literal)
{
	switch (literal->word >> 24) {
	case 0x18:
		return literal->data[0];
	case 0x98:
		return (u64)(s64)(int)literal->data[0];
	}
	return (u64)literal->data[1] << 32 | literal->data[0];
}

static unsigned int halves(u64 value)
{
	unsigned int i, zeros = 0, full = 0;

	for (i = 0; i < 4; i++) {
		zeros += (value >> 16 * i & 0xffff) == 0;
		full += (value >> 16 * i & 0xffff) == 0xffff;
	}
	return 4 - (zeros > full ? zeros : full);
}

static void check_value(u64 value, unsigned int rt)
{
	const struct vsi_effect effect = effect_of(VSI_EFFECT_VALUE, rt, value);
	const struct vsi_insn insn = decode(0xd5380000);
	struct vsi_literal literal;
	u32 code[VSI_MAX_PAYLOAD], word = 0;
	bool one = vsi_carry_inline(&insn, &effect, &word);
	unsigned int n = payload(&insn, &effect, code);

	if (one)
		check_executed(&word, 1, &effect);
	CHECK(one || halves(value) > 1, "%llx", (unsigned long long)value);
	CHECK(n == (one ? 1 : halves(value)), "%llx: %u words", (unsigned long long)value, n);
	check_executed(code, n, &effect);
	CHECK(has_literal(&insn, &effect) == !one, "%llx", (unsigned long long)value);
	if (!vsi_carry_literal(&insn, &effect, &literal))
		return;
	CHECK((literal.word & 0x1f) == rt && loaded(&literal) == value, "%llx: %08x",
	      (unsigned long long)value, literal.word);
	CHECK(literal.nr == 2 || !literal.data[1], "%llx", (unsigned long long)value);
}

/* Of 16-bit places that are 0, 0xffff or anything, with a register or none. */
static void value_reaches_its_register(struct kunit *test)
{
	u32 n, i, seed = 11;
	u64 value;

	for (n = 0; n < 100000; n++) {
		value = 0;
		for (i = 0; i < 4; i++)
			switch (random_below(&seed, 3)) {
			case 0:
				value |= (u64)(random_next(&seed) & 0xffff) << 16 * i;
				break;
			case 1:
				value |= 0xffffull << 16 * i;
				break;
			}
		check_value(value, random_below(&seed, 31));
		check_value((u32)value, random_below(&seed, 31));
		check_value((u64)(s64)(int)value, random_below(&seed, 31));
	}
}

static bool is_inline(u64 value)
{
	const struct vsi_effect effect = effect_of(VSI_EFFECT_VALUE, 3, value);
	const struct vsi_insn insn = decode(0xd5380000);

	return has_inline(&insn, &effect);
}

/* All 5334 of 64 bits, and those of 32; and their neighbors. */
static void every_bit_mask_is_one_instruction(struct kunit *test)
{
	unsigned int nr = 0;
	u64 value;
	u32 imm;

	for (imm = 0; imm < 0x2000; imm++) {
		if (!decode_bit_mask(imm, &value))
			continue;
		CHECK(is_inline(value), "%llx", (unsigned long long)value);
		check_value(value, imm % 31);
		check_value(value ^ 1ull << imm % 64, imm % 31);
		check_value((u32)value, imm % 31);
		CHECK(imm >> 12 || is_inline((u32)value), "%x", (u32)value);
		nr++;
	}
	/* each is counted as often as immr has bits that do not matter */
	CHECK(nr > 5334, "%u", nr);
}

static void every_wide_immediate_is_one_instruction(struct kunit *test)
{
	unsigned int place;
	u64 value, n;

	for (place = 0; place < 4; place++)
		for (n = 0; n < 0x10000; n += 7) {
			value = n << 16 * place;
			CHECK(is_inline(value), "%llx", (unsigned long long)value);
			CHECK(is_inline(~value), "%llx", (unsigned long long)~value);
			CHECK(place > 1 || is_inline((u32)~value), "%x", (u32)~value);
		}
}

/* Any number that rt and rt2 can have. */
static void registers_that_are_no_results(struct kunit *test)
{
	const struct vsi_insn insn = decode(0xd5380000);
	struct vsi_effect effect;
	unsigned int rt, rt2, kind;
	bool one;

	for (rt = 0; rt < 256; rt++)
		for (rt2 = 0; rt2 < 256; rt2++)
			for (kind = VSI_EFFECT_VALUE; kind <= VSI_EFFECT_COUNTER; kind++) {
				if (kind == VSI_EFFECT_NOTHING)
					continue;
				effect = effect_of(kind, rt, 1);
				effect.rt2 = rt2;
				one = rt < 32 && rt2 == NO_REG;
				CHECK(has_inline(&insn, &effect) == one, "%u, %u", rt, rt2);
				CHECK(has_payload(&insn, &effect) == one, "%u, %u", rt, rt2);
				effect.value = 0x12345678;
				CHECK(has_literal(&insn, &effect) ==
				      (one && rt < 31 && kind == VSI_EFFECT_VALUE), "%u, %u", rt,
				      rt2);
			}
}

static void order_needs_a_barrier(struct kunit *test)
{
	const struct vsi_effect counter = effect_of(VSI_EFFECT_COUNTER, 3, 0);
	const struct vsi_insn ordered = decode(0xd53be0a3), plain = decode(0xd53be023);

	CHECK(!has_inline(&ordered, &counter), "CNTPCTSS_EL0");
	CHECK(has_inline(&plain, &counter), "CNTPCT_EL0");
}

static void call_is_smc_0_only(struct kunit *test)
{
	const struct vsi_effect hvc = effect_of(VSI_EFFECT_HVC, 0, 0);
	struct vsi_insn insn;
	u32 imm;

	for (imm = 0; imm < 0x10000; imm++) {
		insn = decode(0xd4000003 | imm << 5);
		CHECK(has_inline(&insn, &hvc) == !imm, "%08x", insn.word);
		CHECK(has_payload(&insn, &hvc) == !imm, "%08x", insn.word);
		CHECK(vsi_is_smc(&insn) && vsi_is_smccc(&insn) == !imm, "%08x", insn.word);
	}
}

/* Of MRS and MSR of a row, with Xt. */
static u32 access_word(const struct test_reg *reg, bool write, unsigned int rt)
{
	return 0xd5000000 | (u32)!write << 21 | reg->space.first << 19 | reg->op1.first << 16 |
	       reg->crn.first << 12 | reg->crm.first << 8 | reg->op2.first << 5 | rt;
}

static void each_insn(void (*check)(const struct vsi_insn *insn))
{
	const struct test_table *t = test_table(VSI_ISA_A64);
	struct vsi_insn insn;
	unsigned int i, write;

	for (i = 0; i < t->nr_rows; i++)
		if (vsi_decode(VSI_ISA_A64, test_sample(t, &t->rows[i]), &insn))
			check(&insn);
	for (i = 0; i < t->nr_regs; i++)
		for (write = 0; write < 2; write++)
			if (vsi_decode(VSI_ISA_A64, access_word(&t->regs[i], write, 3), &insn))
				check(&insn);
}

static void check_effects(const struct vsi_insn *insn)
{
	static const unsigned int others[] = {
		VSI_EFFECT_NONE, VSI_EFFECT_SETWAY, VSI_EFFECT_HYPERCALL,
		VSI_EFFECT_STATE + 1, 0xff,
	};
	struct vsi_effect effect;
	u32 word = UNTOUCHED;
	size_t i;

	effect = effect_of(VSI_EFFECT_NOTHING, 0, 0);
	CHECK(vsi_carry_inline(insn, &effect, &word) && word == NOP, "%08x: %08x", insn->word,
	      word);
	CHECK(!has_payload(insn, &effect), "%08x", insn->word);
	effect = effect_of(VSI_EFFECT_HVC, 0, 0);
	CHECK(has_payload(insn, &effect) == (insn->base == A64_SMC), "%08x", insn->word);
	CHECK(!has_inline(insn, &native), "%08x", insn->word);
	CHECK(!has_literal(insn, &native), "%08x", insn->word);
	for (i = 0; i < COUNT(others); i++) {
		effect = effect_of(others[i], 0, 0);
		CHECK(!has_inline(insn, &effect) && !has_payload(insn, &effect) &&
		      !has_literal(insn, &effect), "%08x, %u", insn->word, others[i]);
	}
}

static void every_row_has_its_effects(struct kunit *test)
{
	each_insn(check_effects);
}

static void check_midr(const struct vsi_insn *insn)
{
	const bool revidr = (insn->word & ~0x1fu) == 0xd53800c0;
	struct vsi_effect effect = effect_of(VSI_EFFECT_VALUE, insn->rt, 0x410fd0f1);
	u32 word = UNTOUCHED;

	CHECK(!has_inline(insn, &effect) || insn->rt == 31, "%08x", insn->word);
	CHECK(vsi_encode_midr(insn, &word) == revidr, "%08x", insn->word);
	CHECK(word == (revidr ? 0xd5380000 | insn->rt : UNTOUCHED), "%08x: %08x", insn->word, word);
	effect.midr = true;
	effect.rt = 3;
	CHECK(has_inline(insn, &effect) == revidr, "%08x", insn->word);
}

/* A move comes first. */
static void midr_stands_for_revidr_only(struct kunit *test)
{
	struct vsi_effect effect = effect_of(VSI_EFFECT_VALUE, 7, 5);
	struct vsi_insn insn;
	u32 word = 0;
	u8 rt;

	each_insn(check_midr);
	for (rt = 0; rt < 31; rt++) {
		insn = decode(0xd53800c0 | rt);
		check_midr(&insn);
	}
	effect.midr = true;
	CHECK(vsi_carry_inline(&insn, &effect, &word) && word == 0xd28000a7, "%08x", word);
}

/* The tables are of one instruction set each. */
static void a32_has_no_literals(struct kunit *test)
{
	const struct vsi_effect effect = effect_of(VSI_EFFECT_VALUE, 3, 0x12345678);
	struct vsi_insn insn;

	CHECK(vsi_decode(VSI_ISA_A32, 0xee100f10, &insn) && !has_literal(&insn, &effect), "A32");
	CHECK(vsi_decode(VSI_ISA_T32, 0xee100f10, &insn) && !has_literal(&insn, &effect), "T32");
}

static void check_may_abort(const struct vsi_insn *insn)
{
	static const char *const text[] = {
		"{ldtr,sttr}{b,h,sb,sh,sw} Rt, [Xn, #imm9]", "stzgm Xt, [Xn]", "stgm Xt, [Xn]",
		"ldgm Xt, [Xn]", "DC IVAC, DC IGVAC, DC IGDVAC", "AT S1E*",
		"GCSPUSHX, GCSPOPCX, GCSPOPX", "SYS C11, S1_<op1>_C11_*",
		"SYS C15, S1_<op1>_C15_*", "SYS, unallocated",
	};
	bool aborts = false;
	size_t i;

	for (i = 0; i < COUNT(text); i++)
		aborts |= !strcmp(vsi_insn_text(insn), text[i]);
	CHECK(vsi_may_abort(insn) == aborts, "%08x %s", insn->word, vsi_insn_text(insn));
}

static void memory_may_abort(struct kunit *test)
{
	each_insn(check_may_abort);
}

static void branches_are_what_the_assembler_makes(struct kunit *test)
{
	const u64 from = 0xffff800008004560;
	const struct line *l;
	u64 to;

	for (l = lines; l < lines + COUNT(lines); l++) {
		to = from + l->number;
		if (l->kind == BRANCH_LINE)
			CHECK(a64_in_reach(from, to) && a64_branch_bits(from, to) == l->word &&
			      a64_branch_target(from, l->word) == to, "%08x, not %s",
			      a64_branch_bits(from, to), l->text);
		if (l->kind == LOAD_LINE)
			CHECK(a64_literal_in_reach(from, to) &&
			      (0x58000000 | a64_literal_bits(from, to)) == l->word, "%08x, not %s",
			      a64_literal_bits(from, to), l->text);
	}
}

static void branches_lead_back(struct kunit *test)
{
	u64 from, to, offset;
	u32 n, word, seed = 17;

	for (n = 0; n < 200000; n++) {
		from = 0xffff800000000000 + ((u64)random_next(&seed) << 2);
		offset = (u64)random_below(&seed, 1u << 26) << 2;
		to = from - (1u << 27) + offset;
		word = a64_branch_bits(from, to);
		CHECK(a64_in_reach(from, to) && word >> 26 == 5 &&
		      a64_branch_target(from, word) == to, "%08x", word);
	}
}

static void check_reach(bool (*within)(u64 from, u64 to), u64 reach)
{
	const u64 from = 0xffff800008000000;
	u64 n;

	CHECK(within(from, from + reach - 4), "last ahead");
	CHECK(!within(from, from + reach), "too far ahead");
	CHECK(within(from, from - reach), "last behind");
	CHECK(!within(from, from - reach - 4), "too far behind");
	CHECK(!within(~0ull - 15, 16) && !within(16, ~0ull - 15), "around the end");
	CHECK(!within(from, from ^ 1ull << 63) && !within(from ^ 1ull << 63, from), "half of all");
	for (n = 1; n < 4; n++)
		CHECK(!within(from, from + n) && !within(from + n, from) &&
		      !within(from + n, from + n + 4), "to or from no word");
}

static void reach_ends(struct kunit *test)
{
	check_reach(a64_in_reach, 1u << 27);
	check_reach(a64_literal_in_reach, 1u << 20);
}

/* UDF #imm16: C6.2; 0 is what an empty word is, and the kernel's own are none of ours. */
static void undefined_words_are_ours(struct kunit *test)
{
	u32 hint, word;

	for (hint = 0; hint < 0x20000; hint++) {
		word = A64_UDF_VALUE | a64_udf_hint_bits(hint);
		CHECK(a64_udf_hint(word) == hint % A64_UDF_HINTS, "%08x", word);
		CHECK((word & A64_UDF_MASK) == A64_UDF_VALUE && !(word >> 16), "%08x", word);
	}
	CHECK((0 & A64_UDF_MASK) != A64_UDF_VALUE, "udf #0");
}

/* Of A32, the thunk of a32_encode.h. */
static void thunk_has_the_first_register(struct kunit *test)
{
	static const struct {
		unsigned int isa;
		u32 word;
		u32 thunk;
	} examples[] = {
		{ VSI_ISA_A64, 0xd53b9d03, 0xd53b9d00 },	/* mrs x3, pmccntr_el0 */
		{ VSI_ISA_A64, 0xd51b9c1f, 0xd51b9c00 },	/* msr pmcr_el0, xzr */
		{ VSI_ISA_A64, 0xd5087645, 0xd5087640 },	/* dc isw, x5 */
		{ VSI_ISA_A64, 0xd528b003, 0xd528b000 },	/* sysl x3, #0, c11, c0, #0 */
		{ VSI_ISA_A32, 0x0e193f1d, 0xee190f1d },
		{ VSI_ISA_A32, 0x0c554f0e, 0xec510f0e },
		{ VSI_ISA_T32, 0xee193f1d, 0xee190f1d },
	};
	struct vsi_insn insn;
	size_t i;

	for (i = 0; i < COUNT(examples); i++)
		if (CHECK(vsi_decode(examples[i].isa, examples[i].word, &insn), "%08x",
			  examples[i].word))
			CHECK(vsi_thunk_word(&insn) == examples[i].thunk, "%08x: %08x",
			      examples[i].word, vsi_thunk_word(&insn));
}

static struct kunit_case cases[] = {
	KUNIT_CASE(code_is_what_the_assembler_makes),
	KUNIT_CASE(original_moves_or_stays),
	KUNIT_CASE(value_reaches_its_register),
	KUNIT_CASE(every_bit_mask_is_one_instruction),
	KUNIT_CASE(every_wide_immediate_is_one_instruction),
	KUNIT_CASE(registers_that_are_no_results),
	KUNIT_CASE(order_needs_a_barrier),
	KUNIT_CASE(call_is_smc_0_only),
	KUNIT_CASE(every_row_has_its_effects),
	KUNIT_CASE(midr_stands_for_revidr_only),
	KUNIT_CASE(a32_has_no_literals),
	KUNIT_CASE(memory_may_abort),
	KUNIT_CASE(branches_are_what_the_assembler_makes),
	KUNIT_CASE(branches_lead_back),
	KUNIT_CASE(reach_ends),
	KUNIT_CASE(undefined_words_are_ours),
	KUNIT_CASE(thunk_has_the_first_register),
	{}
};

static struct kunit_suite suite = {
	.name = "vsi_a64_carry",
	.suite_init = check_decoder,
	.init = check_begin,
	.exit = check_end,
	.test_cases = cases,
};

kunit_test_suite(suite);
