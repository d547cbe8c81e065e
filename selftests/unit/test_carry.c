// SPDX-License-Identifier: GPL-2.0
/*
 * Effects as code: against the assembler (carry.txt), against an interpreter of
 * the few instructions that load a value, and over all rows of the tables.
 */
#include "../../vsi_arm/a32_carry.h"
#include "check.h"
#include "random.h"
#include "rows.h"

#define NO_REG	VSI_NO_REG
#define AL	0xe0000000u
#define NOP	0xe320f000u

/* What an encoder must not have written to. */
#define UNTOUCHED	0xdeadbeefu

enum line_kind { SITE_LINE, INLINE_LINE, VENEER_LINE, THEN_LINE, MOVES_LINE, STAYS_LINE,
		 BRANCH_LINE };

struct line {
	enum line_kind kind;
	u32 word;
	const char *text;
	struct vsi_effect effect;
	s64 distance;
	const char *reason;
};

#define EFFECT(k, r, r2, v)	{ .kind = VSI_EFFECT_##k, .rt = r, .rt2 = r2, .value = v }
#define SITE(w, t)		{ .kind = SITE_LINE, .word = w, .text = t },
#define INLINE(w, t, ...)	\
	{ .kind = INLINE_LINE, .word = w, .text = t, .effect = EFFECT(__VA_ARGS__) },
#define VENEER(w, t, ...)	\
	{ .kind = VENEER_LINE, .word = w, .text = t, .effect = EFFECT(__VA_ARGS__) },
#define CALL(w, t, f, i, g)	\
	{ .kind = VENEER_LINE, .word = w, .text = t, \
	  .effect = { .kind = VSI_EFFECT_HYPERCALL, .hvc = { f, i, g } } },
#define THEN(w, t)		{ .kind = THEN_LINE, .word = w, .text = t },
#define MOVES(w, t)		{ .kind = MOVES_LINE, .word = w, .text = t },
#define STAYS(w, t, r)		{ .kind = STAYS_LINE, .word = w, .text = t, .reason = r },
#define BRANCH(w, t, d)		{ .kind = BRANCH_LINE, .word = w, .text = t, .distance = d },

static const struct line lines[] = {
#include "carry.inc"
};

static const struct vsi_effect native = { .kind = VSI_EFFECT_NATIVE, .rt2 = NO_REG };

static struct vsi_effect effect_of(unsigned int kind, unsigned int rt, unsigned int rt2,
				   u64 value)
{
	return (struct vsi_effect){ .kind = kind, .rt = rt, .rt2 = rt2, .value = value };
}

static struct vsi_insn decode(u32 word)
{
	struct vsi_insn insn = { 0 };

	CHECK(vsi_decode(VSI_ISA_A32, word, &insn), "%08x is not sensitive", word);
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

/* With another condition; a word of the unconditional space stays in it. */
static u32 with_cond(u32 word, u32 cond)
{
	return word >> 28 == 0xf ? word : (word & 0x0fffffff) | cond << 28;
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

static void check_native(const struct line *l, u32 cond)
{
	u32 code[VSI_MAX_PAYLOAD];
	struct vsi_insn insn;
	unsigned int n;

	/* BKPT and HLT have no other */
	if (!vsi_decode(VSI_ISA_A32, with_cond(l->word, cond), &insn)) {
		CHECK(cond != 14, "%s is not sensitive", l->text);
		return;
	}
	CHECK(!has_inline(&insn, &native), "%08x %s", insn.word, l->text);
	n = payload(&insn, &native, code);
	if (l->kind == STAYS_LINE)
		CHECK(n == 0, "%08x %s moves: %s", insn.word, l->text, l->reason);
	else
		CHECK(n == 1 && code[0] == l->word, "%08x %s: %u, %08x", insn.word, l->text, n,
		      code[0]);
}

static void original_moves_or_stays(struct kunit *test)
{
	const struct line *l;
	u32 cond;

	for (l = lines; l < lines + COUNT(lines); l++)
		for (cond = 0; cond < 15; cond++)
			if (l->kind == MOVES_LINE || l->kind == STAYS_LINE)
				check_native(l, cond);
}

/* Why a random instruction of a row has no veneer. */
static struct {
	unsigned int row;
	u32 mask;
	u32 value;
	const char *reason;
	unsigned int seen;
} stays[] = {
	{ A32_MRS_SPSR, 0xf000, 0xf000, "Rd is the PC", 0 },
	{ A32_MRS_CPSR, 0xf000, 0xf000, "Rd is the PC", 0 },
	{ A32_MSR_SPSR, 0xf, 0xf, "Rn is the PC", 0 },
	{ A32_MSR_CPSR, 0xf, 0xf, "Rn is the PC", 0 },
	{ A32_MRS_BANK, 0xf000, 0xf000, "Rd is the PC", 0 },
	{ A32_MSR_BANK, 0xf, 0xf, "Rn is the PC", 0 },
	{ A32_BXJ, 0, 0, "may enter Jazelle state", 0 },
	{ A32_BKPT, 0, 0, "a debugger knows its address", 0 },
	{ A32_HLT, 0, 0, "a debugger knows its address", 0 },
	{ A32_HVC, 0, 0, "a handler may read the immediate", 0 },
	{ A32_SVC, 0, 0, "a handler reads the immediate", 0 },
	{ A32_STRHT_I, 0xf0000, 0xf0000, "Rn is the PC", 0 },
	{ A32_STRHT_I, 0xf000, 0xf000, "Rt is the PC", 0 },
	{ A32_STRHT_R, 0xf0000, 0xf0000, "Rn is the PC", 0 },
	{ A32_STRHT_R, 0xf000, 0xf000, "Rt is the PC", 0 },
	{ A32_STRHT_R, 0xf, 0xf, "Rm is the PC", 0 },
	{ A32_LDRHT_I, 0xf0000, 0xf0000, "Rn is the PC", 0 },
	{ A32_LDRHT_I, 0xf000, 0xf000, "Rt is the PC", 0 },
	{ A32_LDRHT_R, 0xf0000, 0xf0000, "Rn is the PC", 0 },
	{ A32_LDRHT_R, 0xf000, 0xf000, "Rt is the PC", 0 },
	{ A32_LDRHT_R, 0xf, 0xf, "Rm is the PC", 0 },
	{ A32_SUBSPC_R, 0xf0000, 0xf0000, "Rn is the PC", 0 },
	{ A32_SUBSPC_R, 0xf, 0xf, "Rm is the PC", 0 },
	{ A32_SUBSPC_I, 0xf0000, 0xf0000, "Rn is the PC", 0 },
	{ A32_LDRT_I, 0xf0000, 0xf0000, "Rn is the PC", 0 },
	{ A32_LDRT_I, 0xf000, 0xf000, "Rt is the PC", 0 },
	{ A32_LDRT_R, 0xf0000, 0xf0000, "Rn is the PC", 0 },
	{ A32_LDRT_R, 0xf000, 0xf000, "Rt is the PC", 0 },
	{ A32_LDRT_R, 0xf, 0xf, "Rm is the PC", 0 },
	{ A32_LDM_ERET, 0xf0000, 0xf0000, "Rn is the PC", 0 },
	{ A32_LDM_USER, 0xf0000, 0xf0000, "Rn is the PC", 0 },
	{ A32_STM_USER, 0xf0000, 0xf0000, "Rn is the PC", 0 },
	{ A32_STM_USER, 0x8000, 0x8000, "stores the PC", 0 },
	{ A32_LDC_DBG, 0xf0000, 0xf0000, "Rn is the PC", 0 },
	{ A32_VMRS, 0xf000, 0xf000, "Rt is the PC", 0 },
	{ A32_VMSR, 0xf000, 0xf000, "Rt is the PC", 0 },
	{ A32_RFE, 0xf0000, 0xf0000, "Rn is the PC", 0 },
	/* reads set bit 20 */
	{ A32_MRC, 0x10f000, 0xf000, "MCR from the PC", 0 },
	{ A32_MRRC, 0xf000, 0xf000, "Rt is the PC", 0 },
	{ A32_MRRC, 0xf0000, 0xf0000, "Rt2 is the PC", 0 },
};

static bool is_explained(const struct vsi_insn *insn)
{
	bool explained = false;
	size_t i;

	for (i = 0; i < COUNT(stays); i++)
		if (stays[i].row == insn->base && (insn->word & stays[i].mask) == stays[i].value) {
			stays[i].seen++;
			explained = true;
		}
	return explained || (insn->class == VSI_CLASS_MMU && insn->write);
}

static void check_random(u32 word)
{
	u32 code[VSI_MAX_PAYLOAD];
	struct vsi_insn insn;
	unsigned int n;
	bool stay;

	if (!vsi_decode(VSI_ISA_A32, word, &insn))
		return;
	n = payload(&insn, &native, code);
	stay = is_explained(&insn);
	CHECK(n == !stay, "%08x %s: %u words", word, vsi_insn_text(&insn), n);
	if (n)
		CHECK(code[0] == with_cond(word, 14), "%08x: %08x", word, code[0]);
}

static void every_row_moves_or_says_why(struct kunit *test)
{
	const struct test_table *t = test_table(VSI_ISA_A32);
	const struct test_row *row;
	u32 n, seed = 7;

	for (row = t->rows; row < t->rows + t->nr_rows; row++)
		for (n = 0; n < 5000; n++)
			check_random(row->value | (random_next(&seed) & ~row->mask));
}

static void every_reason_is_needed(struct kunit *test)
{
	size_t i;

	for (i = 0; i < COUNT(stays); i++)
		CHECK(stays[i].seen, "%s: %s", test_table(VSI_ISA_A32)->rows[stays[i].row].id,
		      stays[i].reason);
}

/* A register's access, on r1 and r2, of the first place that its row has. */
static u32 access_word(const struct test_reg *reg, bool write)
{
	u32 word = AL | (u32)!write << 20 | (14 + (reg->space.first & 1)) << 8 |
		   1u << 12 | reg->crm.first;

	if (reg->space.first >= 2)
		return word | 0x0c400000 | 2u << 16 | reg->op1.first << 4;
	return word | 0x0e000010 | reg->op1.first << 21 | reg->crn.first << 16 |
	       reg->op2.first << 5;
}

/* Whatever an undefined instruction can stand for, a veneer can. */
static void registers_move_but_for_translation(struct kunit *test)
{
	const struct test_table *t = test_table(VSI_ISA_A32);
	const struct test_reg *reg;
	struct vsi_insn insn;
	int write;

	for (reg = t->regs; reg < t->regs + t->nr_regs; reg++)
		for (write = 0; write < 2; write++) {
			insn = decode(access_word(reg, write));
			CHECK(has_payload(&insn, &native) ==
			      !(insn.class == VSI_CLASS_MMU && write), "%08x %s", insn.word,
			      reg->id);
			CHECK(!insn.trap || has_payload(&insn, &native), "%08x %s", insn.word,
			      reg->id);
		}
}

static u32 rotate_right(u32 value, unsigned int n)
{
	while (n--)
		value = value >> 1 | value << 31;
	return value;
}

/* Executes the four instructions that load a value, and no other. */
static bool execute(u32 word, u32 *gpr)
{
	u32 *rd = &gpr[word >> 12 & 0xf];
	u32 imm12 = word & 0xfff, imm16 = (word >> 4 & 0xf000) | imm12;
	u32 modified = rotate_right(word & 0xff, (word >> 8 & 0xf) * 2);

	switch (word >> 20 & 0xff) {
	case 0x3a:
		*rd = modified;
		return !(word >> 16 & 0xf);
	case 0x3e:
		*rd = ~modified;
		return !(word >> 16 & 0xf);
	case 0x30:
		*rd = imm16;
		return true;
	case 0x34:
		*rd = (*rd & 0xffff) | imm16 << 16;
		return true;
	}
	return false;
}

/* Each register had a value of its own. */
static u32 was(unsigned int reg)
{
	return 0xa5000000 + 0x00010203 * reg;
}

static void check_executed(const u32 *code, unsigned int n, u32 cond,
			   const struct vsi_effect *effect)
{
	u32 gpr[16], want;
	unsigned int i;

	for (i = 0; i < 16; i++)
		gpr[i] = was(i);
	for (i = 0; i < n; i++)
		CHECK(code[i] >> 28 == cond && execute(code[i], gpr), "%08x", code[i]);
	for (i = 0; i < 16; i++) {
		want = was(i);
		if (i == effect->rt)
			want = effect->value;
		if (i == effect->rt2)
			want = effect->value >> 32;
		CHECK(gpr[i] == want, "r%u is %08x, not %08x: %08x...", i, gpr[i], want, code[0]);
	}
}

static bool is_one_instruction(u32 value)
{
	unsigned int n;

	for (n = 0; n < 32; n += 2)
		if (rotate_right(value, n) <= 0xff || rotate_right(~value, n) <= 0xff)
			return true;
	return value <= 0xffff;
}

static void check_value(u32 value, unsigned int rt, u32 cond)
{
	const struct vsi_insn insn = decode(with_cond(0xee100f10, cond));
	/* what is above bit 31 is for another register */
	const struct vsi_effect effect = effect_of(VSI_EFFECT_VALUE, rt, NO_REG,
						   (u64)~value << 32 | value);
	u32 code[VSI_MAX_PAYLOAD], word;
	unsigned int n;

	if (is_one_instruction(value)) {
		if (CHECK(vsi_carry_inline(&insn, &effect, &word), "%08x", value))
			check_executed(&word, 1, cond, &effect);
	} else {
		CHECK(!has_inline(&insn, &effect), "%08x", value);
	}
	n = payload(&insn, &effect, code);
	CHECK(n == (is_one_instruction(value) ? 1 : 2), "%08x: %u words", value, n);
	check_executed(code, n, 14, &effect);
}

static unsigned int a_register(u32 *seed)
{
	unsigned int reg = random_below(seed, 14);

	return reg == 13 ? 14 : reg;
}

static void value_reaches_its_register(struct kunit *test)
{
	u32 n, seed = 11;

	for (n = 0; n < 0x11000; n++)
		check_value(n, a_register(&seed), random_below(&seed, 15));
	for (n = 0; n < 0x1000; n++) {
		check_value(a32_expand_imm(n), a_register(&seed), random_below(&seed, 15));
		check_value(~a32_expand_imm(n), a_register(&seed), random_below(&seed, 15));
	}
	for (n = 0; n < 100000; n++)
		check_value(random_next(&seed), a_register(&seed), random_below(&seed, 15));
	for (n = 0; n < 15 * 15; n++)
		check_value(0x8000ffff >> n / 15, a_register(&seed), n % 15);
}

static void check_pair(u64 value, unsigned int rt, unsigned int rt2)
{
	const struct vsi_insn insn = decode(0x1c510f1e);
	const struct vsi_effect effect = effect_of(VSI_EFFECT_VALUE, rt, rt2, value);
	u32 code[VSI_MAX_PAYLOAD];
	unsigned int n, want = 4 - is_one_instruction(value) - is_one_instruction(value >> 32);

	CHECK(!has_inline(&insn, &effect), "r%u, r%u", rt, rt2);
	n = payload(&insn, &effect, code);
	CHECK(n == want, "%u words", n);
	check_executed(code, n, 14, &effect);
}

static void pair_of_values_reaches_its_registers(struct kunit *test)
{
	unsigned int rt, rt2;
	u32 n, seed = 13;
	u64 value;

	for (rt = 0; rt < 15; rt++)
		for (rt2 = 0; rt2 < 15; rt2++)
			for (n = 0; n < 50 && rt != rt2 && rt != 13 && rt2 != 13; n++) {
				value = (u64)random_next(&seed) << 32 | random_next(&seed);
				check_pair(value, rt, rt2);
				check_pair(value & 0xffff, rt, rt2);
				check_pair(value & ~0xffffffffull, rt, rt2);
			}
}

static bool is_result(unsigned int reg)
{
	return reg < 15 && reg != 13;
}

/* Any number that rt and rt2 can have. */
static void registers_that_are_no_results(struct kunit *test)
{
	const struct vsi_insn insn = decode(0xee100f10);
	struct vsi_effect value, counter;
	unsigned int rt, rt2;
	bool one, two;

	for (rt = 0; rt < 256; rt++)
		for (rt2 = 0; rt2 < 256; rt2++) {
			value = effect_of(VSI_EFFECT_VALUE, rt, rt2, 1);
			counter = effect_of(VSI_EFFECT_COUNTER, rt, rt2, 0);
			one = is_result(rt) && rt2 == NO_REG;
			two = is_result(rt) && is_result(rt2) && rt != rt2;
			CHECK(has_inline(&insn, &value) == one, "%u, %u", rt, rt2);
			CHECK(has_payload(&insn, &value) == (one || two), "%u, %u", rt, rt2);
			CHECK(has_inline(&insn, &counter) == two, "%u, %u", rt, rt2);
			CHECK(has_payload(&insn, &counter) == (one || two), "%u, %u", rt, rt2);
		}
}

static void check_counter(unsigned int rt)
{
	const struct vsi_insn insn = decode(0x0e190f1d);
	const struct vsi_effect effect = effect_of(VSI_EFFECT_COUNTER, rt, NO_REG, 0);
	u32 code[VSI_MAX_PAYLOAD], scratch;

	if (!CHECK(payload(&insn, &effect, code) == 3, "r%u", rt))
		return;
	scratch = code[1] >> 16 & 0xf;
	CHECK(scratch != rt && is_result(scratch), "r%u by r%u", rt, scratch);
	CHECK(code[0] == (0xe52d0004 | scratch << 12), "%08x", code[0]);
	CHECK(code[1] == (0xec500f1e | rt << 12 | scratch << 16), "%08x", code[1]);
	CHECK(code[2] == (0xe49d0004 | scratch << 12), "%08x", code[2]);
}

static void counter_keeps_its_scratch_register(struct kunit *test)
{
	unsigned int rt;

	for (rt = 0; rt < 15; rt++)
		if (is_result(rt))
			check_counter(rt);
}

static void call_is_smc_0_only(struct kunit *test)
{
	const struct vsi_effect hvc = effect_of(VSI_EFFECT_HVC, 0, NO_REG, 0);
	struct vsi_insn insn;
	u32 cond, imm;

	for (cond = 0; cond < 15; cond++)
		for (imm = 0; imm < 16; imm++) {
			insn = decode(cond << 28 | 0x01600070 | imm);
			CHECK(has_inline(&insn, &hvc) == (cond == 14 && !imm), "%08x", insn.word);
			CHECK(has_payload(&insn, &hvc) == !imm, "%08x", insn.word);
		}
}

/* Samples of all rows; of the coprocessor rows, whatever register that is. */
static void each_row(void (*check)(const struct vsi_insn *insn))
{
	const struct test_table *t = test_table(VSI_ISA_A32);
	struct vsi_insn insn;
	unsigned int i;

	for (i = 0; i < t->nr_rows; i++)
		if (vsi_decode(VSI_ISA_A32, test_sample(t, &t->rows[i]), &insn))
			check(&insn);
}

static void check_effects(const struct vsi_insn *insn)
{
	struct vsi_effect effect;
	u32 word = UNTOUCHED;

	effect = effect_of(VSI_EFFECT_NOTHING, 0, NO_REG, 0);
	CHECK(vsi_carry_inline(insn, &effect, &word) && word == NOP, "%08x: %08x", insn->word,
	      word);
	CHECK(!has_payload(insn, &effect), "%08x", insn->word);
	effect = effect_of(VSI_EFFECT_HVC, 0, NO_REG, 0);
	CHECK(has_payload(insn, &effect) == (insn->base == A32_SMC), "%08x", insn->word);
	CHECK(!has_inline(insn, &native), "%08x", insn->word);
}

/* The handler does these; and numbers that are no effect. */
static void check_no_carrier(const struct vsi_insn *insn)
{
	static const unsigned int kinds[] = {
		VSI_EFFECT_NONE, VSI_EFFECT_SETWAY, VSI_EFFECT_HYPERCALL,
		VSI_EFFECT_STATE + 1, 0xff,
	};
	struct vsi_effect effect;
	size_t i;

	for (i = 0; i < COUNT(kinds); i++) {
		effect = effect_of(kinds[i], 0, 1, 0);
		CHECK(!has_inline(insn, &effect), "%08x, %u", insn->word, kinds[i]);
		CHECK(!has_payload(insn, &effect), "%08x, %u", insn->word, kinds[i]);
	}
}

/* As it is given. */
static void check_word(const struct vsi_insn *insn)
{
	struct vsi_effect effect = effect_of(VSI_EFFECT_WORD, NO_REG, NO_REG, 0x1f038000);
	u32 word;

	CHECK(vsi_carry_inline(insn, &effect, &word) && word == 0x1f038000, "%08x: %08x",
	      insn->word, word);
	CHECK(!has_payload(insn, &effect), "%08x", insn->word);
}

static void every_row_has_its_effects(struct kunit *test)
{
	each_row(check_effects);
}

static void hypervisors_words_are_carried(struct kunit *test)
{
	each_row(check_word);
}

static void other_effects_are_not_carried(struct kunit *test)
{
	each_row(check_no_carrier);
}

static void check_midr(u32 original)
{
	const bool alias = original >> 5 & 7;
	const struct vsi_insn insn = decode(original);
	struct vsi_effect effect = effect_of(VSI_EFFECT_VALUE, original >> 12 & 0xf, NO_REG,
					     0x412fc0f0);
	u32 word;

	CHECK(!has_inline(&insn, &effect), "%08x", original);
	effect.midr = true;
	if (CHECK(has_inline(&insn, &effect) == alias, "%08x", original) && alias &&
	    vsi_carry_inline(&insn, &effect, &word))
		CHECK(word == (original & ~0xe0u), "%08x: %08x", original, word);
}

/* Also SP and the flags, which no move can write alone. */
static void midr_stands_for_its_aliases(struct kunit *test)
{
	u32 cond, rt, op2;

	for (cond = 0; cond < 15; cond++)
		for (rt = 0; rt < 16; rt++)
			for (op2 = 0; op2 < 8; op2++)
				check_midr(cond << 28 | 0x0e100f10 | rt << 12 | op2 << 5);
}

static void move_comes_before_midr(struct kunit *test)
{
	struct vsi_effect effect = effect_of(VSI_EFFECT_VALUE, 5, NO_REG, 0);
	const struct vsi_insn insn = decode(0xee105fd0);
	u32 word;

	effect.midr = true;
	if (CHECK(vsi_carry_inline(&insn, &effect, &word), "REVIDR"))
		CHECK(word == 0xe3a05000, "%08x", word);
}

static void check_other_than_midr(const struct vsi_insn *insn)
{
	struct vsi_effect effect = effect_of(VSI_EFFECT_VALUE, 15, NO_REG, 0);

	effect.midr = true;
	CHECK(has_inline(insn, &effect) == ((insn->word & 0x0fff0f1f) == 0x0e100f10 &&
					    insn->word >> 28 != 15 && insn->word & 0xe0),
	      "%08x", insn->word);
}

static void midr_stands_for_nothing_else(struct kunit *test)
{
	each_row(check_other_than_midr);
}

static bool branches(u32 original, u32 from, s64 distance)
{
	u32 word = UNTOUCHED;
	bool has = a32_encode_branch(original, from, from + distance, &word);

	CHECK(has || word == UNTOUCHED, "%08x from %08x: written on failure", original, from);
	return has;
}

static void branch_is_what_the_assembler_makes(struct kunit *test)
{
	const u32 from = 0xbf004560;
	const struct line *l;
	u32 word;

	for (l = lines; l < lines + COUNT(lines); l++)
		if (l->kind == BRANCH_LINE &&
		    CHECK(a32_encode_branch(l->word, from, from + l->distance, &word), "%s",
			  l->text))
			CHECK(word == l->word, "%08x, not %s", word, l->text);
}

/* ARM DDI 0406C, A8.8.18: the target of a word. */
static u32 target_of(u32 word, u32 from)
{
	return from + 8 + ((word & 0xffffff) ^ 0x800000) * 4 - 0x2000000;
}

static void branch_reaches_its_target(struct kunit *test)
{
	u32 n, from, to, word, original, seed = 17;

	for (n = 0; n < 200000; n++) {
		original = random_next(&seed);
		from = 0x40000000 + (random_next(&seed) >> 2 & ~3u);
		to = from + 8 - 0x2000000 + (random_below(&seed, 0x1000000) << 2);
		if (!CHECK(a32_encode_branch(original, from, to, &word), "%08x to %08x", from, to))
			continue;
		CHECK((word & 0x0f000000) == 0x0a000000 && target_of(word, from) == to,
		      "%08x to %08x: %08x", from, to, word);
		CHECK(word >> 28 == (original >> 28 == 15 ? 14 : original >> 28), "%08x: %08x",
		      original, word);
	}
}

static void branch_out_of_reach(struct kunit *test)
{
	const u32 from = 0xbf000000;
	u32 n;

	CHECK(branches(AL, from, 0x2000004), "last word ahead");
	CHECK(!branches(AL, from, 0x2000008), "one word too far ahead");
	CHECK(branches(AL, from, -0x1fffff8), "last word behind");
	CHECK(!branches(AL, from, -0x1fffffc), "one word too far behind");
	for (n = 1; n < 4; n++) {
		CHECK(!branches(AL, from, n), "to no word, %u", n);
		CHECK(!branches(AL, from + n, 4), "to and from no word, %u", n);
		CHECK(!branches(AL, from + n, 4 - n), "from no word, %u", n);
	}
}

/* A3.1.1: an address does not wrap around. */
static void branch_around_the_end(struct kunit *test)
{
	u32 word;

	CHECK(!a32_encode_branch(AL, 0xfffffff0, 0x10, &word), "ahead");
	CHECK(!a32_encode_branch(AL, 0x10, 0xfffffff0, &word), "behind");
	CHECK(a32_encode_branch(AL, 0, 0x2000004, &word), "from the first word");
	CHECK(a32_encode_branch(AL, 0xfffffffc, 0xfe000004, &word), "from the last word");
	CHECK(a32_encode_branch(AL, 0xfe000000, 0xfffffffc, &word), "to the last word");
}

static void check_may_abort(const struct vsi_insn *insn)
{
	static const bool rows[A32_NR_INSNS] = {
		[A32_STRHT_I] = true, [A32_STRHT_R] = true, [A32_LDRHT_I] = true,
		[A32_LDRHT_R] = true, [A32_LDRT_I] = true, [A32_LDRT_R] = true,
		[A32_LDM_ERET] = true, [A32_LDM_USER] = true, [A32_STM_USER] = true,
		[A32_LDC_DBG] = true, [A32_RFE] = true, [A32_SRS] = true,
	};

	if (insn->form != VSI_FORM_CP32 && insn->form != VSI_FORM_CP64)
		CHECK(vsi_may_abort(insn) == rows[insn->base], "%08x %s", insn->word,
		      vsi_insn_text(insn));
}

static void memory_may_abort(struct kunit *test)
{
	const struct test_table *t = test_table(VSI_ISA_A32);
	const struct test_reg *reg;
	struct vsi_insn insn;
	bool by_address;

	each_row(check_may_abort);
	for (reg = t->regs; reg < t->regs + t->nr_regs; reg++) {
		insn = decode(access_word(reg, true));
		by_address = reg->class == VSI_CLASS_CACHEVA || !strncmp(reg->id, "ATS", 3);
		CHECK(vsi_may_abort(&insn) == by_address, "%s", reg->id);
	}
}

static const struct vsi_effect called = {
	.kind = VSI_EFFECT_HYPERCALL, .rt2 = NO_REG, .hvc = { .function = 0x8600c400 },
};

static unsigned int call_payload(unsigned int isa, u32 word)
{
	struct vsi_insn insn;
	u32 code[VSI_MAX_PAYLOAD];

	CHECK(vsi_decode(isa, word, &insn), "%08x is not sensitive", word);
	return vsi_carry_payload(&insn, &called, code);
}

/* The flags, SP, no access of a register, T32; one that may be refused. */
static void not_all_can_be_called(struct kunit *test)
{
	static const u32 not[] = { 0xee10ff10, 0xee11df30, 0xe1600071, 0xf1080080 };
	const struct vsi_effect refusable = { .kind = VSI_EFFECT_HYPERCALL };
	struct vsi_insn insn = decode(0xee110f30);
	u32 code[VSI_MAX_PAYLOAD], data[VSI_MAX_LITERAL];
	unsigned int i;

	for (i = 0; i < COUNT(not); i++)
		CHECK(!call_payload(VSI_ISA_A32, not[i]), "%08x", not[i]);
	CHECK(call_payload(VSI_ISA_A32, 0xee110f30) == 6, "a read");
	CHECK(!call_payload(VSI_ISA_T32, 0xee110f30), "T32");
	CHECK(!vsi_carry_payload(&insn, &refusable, code), "may be refused");
	CHECK(vsi_carry_data(&insn, &called, data) == 2 && data[0] == 0x8600c400 &&
	      data[1] == 0xee110f30, "%08x %08x", data[0], data[1]);
	CHECK(!vsi_carry_data(&insn, &native, data), "native");
}

static struct kunit_case cases[] = {
	KUNIT_CASE(code_is_what_the_assembler_makes),
	KUNIT_CASE(not_all_can_be_called),
	KUNIT_CASE(original_moves_or_stays),
	KUNIT_CASE(every_row_moves_or_says_why),
	KUNIT_CASE(every_reason_is_needed),
	KUNIT_CASE(registers_move_but_for_translation),
	KUNIT_CASE(value_reaches_its_register),
	KUNIT_CASE(pair_of_values_reaches_its_registers),
	KUNIT_CASE(registers_that_are_no_results),
	KUNIT_CASE(counter_keeps_its_scratch_register),
	KUNIT_CASE(call_is_smc_0_only),
	KUNIT_CASE(every_row_has_its_effects),
	KUNIT_CASE(hypervisors_words_are_carried),
	KUNIT_CASE(other_effects_are_not_carried),
	KUNIT_CASE(branch_is_what_the_assembler_makes),
	KUNIT_CASE(branch_reaches_its_target),
	KUNIT_CASE(branch_out_of_reach),
	KUNIT_CASE(branch_around_the_end),
	KUNIT_CASE(midr_stands_for_its_aliases),
	KUNIT_CASE(move_comes_before_midr),
	KUNIT_CASE(midr_stands_for_nothing_else),
	KUNIT_CASE(memory_may_abort),
	{}
};

static struct kunit_suite suite = {
	.name = "vsi_carry",
	.suite_init = check_decoder,
	.init = check_begin,
	.exit = check_end,
	.test_cases = cases,
};

kunit_test_suite(suite);
