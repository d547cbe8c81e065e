// SPDX-License-Identifier: GPL-2.0
/*
 * MRS and MSR of PSTATE on a saved one, against the bits that the architecture
 * names one by one; and which instructions these are.
 */
#include "../../vsi_arm/a64_psr.h"
#include "check.h"
#include "random.h"
#include "rows.h"

#define NR_REGS	31

/**
 * struct field - a field of PSTATE, ARM DDI 0487, C5.2.19 (SPSR_EL1)
 * @name: of the register
 * @mrs:  MRS Xt of it, or 0
 * @msr:  MSR from Xt, or 0
 * @bits: of it, in the register and in PSTATE alike
 */
static const struct field {
	const char *name;
	u32 mrs;
	u32 msr;
	u64 bits;
} fields[] = {
	{ "DAIF", 0xd53b4220, 0xd51b4220, 0x3c0 },
	{ "PAN", 0xd5384260, 0xd5184260, 1u << 22 },
	{ "UAO", 0xd5384280, 0xd5184280, 1u << 23 },
	{ "SPSel", 0xd5384200, 0, 1 },
	{ "CurrentEL", 0xd5384240, 0, 0xc },
};

/* MSR (immediate): what it sets and clears. */
static const struct immediate {
	const char *text;
	u32 word;
	u64 set;
	u64 clear;
} immediates[] = {
	{ "msr daifset, #0", 0xd50340df, 0, 0 },
	{ "msr daifset, #1", 0xd50341df, 1u << 6, 0 },
	{ "msr daifset, #2", 0xd50342df, 1u << 7, 0 },
	{ "msr daifset, #4", 0xd50344df, 1u << 8, 0 },
	{ "msr daifset, #8", 0xd50348df, 1u << 9, 0 },
	{ "msr daifset, #15", 0xd5034fdf, 0x3c0, 0 },
	{ "msr daifclr, #0", 0xd50340ff, 0, 0 },
	{ "msr daifclr, #1", 0xd50341ff, 0, 1u << 6 },
	{ "msr daifclr, #2", 0xd50342ff, 0, 1u << 7 },
	{ "msr daifclr, #4", 0xd50344ff, 0, 1u << 8 },
	{ "msr daifclr, #8", 0xd50348ff, 0, 1u << 9 },
	{ "msr daifclr, #15", 0xd5034fff, 0, 0x3c0 },
	{ "msr uao, #1", 0xd500417f, 1u << 23, 0 },
	{ "msr uao, #0", 0xd500407f, 0, 1u << 23 },
	{ "msr pan, #1", 0xd500419f, 1u << 22, 0 },
	{ "msr pan, #0", 0xd500409f, 0, 1u << 22 },
	{ "msr ssbs, #1", 0xd503413f, 1u << 12, 0 },
	{ "msr ssbs, #0", 0xd503403f, 0, 1u << 12 },
	{ "msr dit, #1", 0xd503415f, 1u << 24, 0 },
	{ "msr dit, #0", 0xd503405f, 0, 1u << 24 },
	{ "msr tco, #1", 0xd503419f, 1u << 25, 0 },
	{ "msr tco, #0", 0xd503409f, 0, 1u << 25 },
};

static void number_regs(u64 *regs)
{
	unsigned int i;

	for (i = 0; i < NR_REGS; i++)
		regs[i] = 0xf0e1d2c3b4a59687 + 0x0101010101010101 * i;
}

/* Registers but @but are as number_regs() left them. */
static bool regs_unchanged(const u64 *regs, unsigned int but)
{
	u64 was[NR_REGS];
	unsigned int i;

	number_regs(was);
	for (i = 0; i < NR_REGS; i++)
		if (i != but && regs[i] != was[i])
			return false;
	return true;
}

static bool execute(u32 word, u64 *pstate, u64 *regs)
{
	struct vsi_insn insn;

	if (!CHECK(vsi_decode(VSI_ISA_A64, word, &insn) && a64_psr_is(&insn),
		   "%08x is not served by a trap", word))
		return false;
	a64_psr_execute(&insn, pstate, regs);
	return true;
}

/* Every bit alone, alone missing, and whatever. */
static u64 pattern(unsigned int n, u32 *seed)
{
	if (n < 64)
		return 1ull << n;
	if (n < 128)
		return ~(1ull << (n - 64));
	return (u64)random_next(seed) << 32 | random_next(seed);
}

#define NR_PATTERNS	160

static void mrs_is_executed(struct kunit *test)
{
	u64 regs[NR_REGS], pstate, was;
	const struct field *f;
	unsigned int rt, n;
	u32 seed = 1;

	for (f = fields; f < fields + COUNT(fields); f++)
		for (rt = 0; rt < 32; rt++)
			for (n = 0; n < NR_PATTERNS; n++) {
				number_regs(regs);
				was = pattern(n, &seed);
				pstate = was;
				if (!execute(f->mrs | rt, &pstate, regs))
					return;
				CHECK(pstate == was && regs_unchanged(regs, rt), "%s, x%u",
				      f->name, rt);
				CHECK(rt == 31 || regs[rt] == (was & f->bits), "%s, x%u", f->name,
				      rt);
			}
}

static void msr_is_executed(struct kunit *test)
{
	u64 regs[NR_REGS], pstate, was, value;
	const struct field *f;
	unsigned int rt, n;
	u32 seed = 2;

	for (f = fields; f < fields + COUNT(fields); f++)
		for (rt = 0; rt < 32 && f->msr; rt++)
			for (n = 0; n < NR_PATTERNS; n++) {
				number_regs(regs);
				was = pattern(n, &seed);
				pstate = was;
				value = rt < 31 ? regs[rt] : 0;
				if (!execute(f->msr | rt, &pstate, regs))
					return;
				CHECK(pstate == ((was & ~f->bits) | (value & f->bits)),
				      "%s, x%u", f->name, rt);
				CHECK(regs_unchanged(regs, NR_REGS), "%s, x%u", f->name, rt);
			}
}

static void msr_of_immediate_is_executed(struct kunit *test)
{
	u64 regs[NR_REGS], pstate, was;
	const struct immediate *i;
	unsigned int n;
	u32 seed = 3;

	number_regs(regs);
	for (i = immediates; i < immediates + COUNT(immediates); i++)
		for (n = 0; n < NR_PATTERNS; n++) {
			was = pattern(n, &seed);
			pstate = was;
			if (!execute(i->word, &pstate, regs))
				return;
			CHECK(pstate == ((was | i->set) & ~i->clear), "%s", i->text);
		}
	CHECK(regs_unchanged(regs, NR_REGS), "registers");
}

/* The other bits of the immediate are ignored. */
static void immediates_of_one_bit(struct kunit *test)
{
	u64 regs[NR_REGS], pstate, want;
	unsigned int crm;
	u32 word;

	number_regs(regs);
	for (crm = 0; crm < 16; crm++) {
		word = 0xd500409f | crm << 8;
		pstate = 0x60400005;
		want = crm & 1 ? 0x60400005 : 0x60000005;
		CHECK(execute(word, &pstate, regs) && pstate == want, "msr pan, #%u", crm);
	}
}

static bool is_listed(const struct vsi_insn *insn)
{
	const struct immediate *i;
	const struct field *f;

	for (f = fields; f < fields + COUNT(fields); f++)
		if ((insn->word & ~0x1fu) == (insn->write ? f->msr : f->mrs))
			return true;
	for (i = immediates; i < immediates + COUNT(immediates); i++)
		if (insn->word == i->word)
			return true;
	return false;
}

static void check_other(u32 word)
{
	struct vsi_insn insn;

	if (vsi_decode(VSI_ISA_A64, word, &insn))
		CHECK(a64_psr_is(&insn) == is_listed(&insn), "%08x %s", word,
		      vsi_insn_text(&insn));
}

/* Of every register and of every row; and the same number in another instruction set. */
static void no_others_are_executed(struct kunit *test)
{
	const struct test_table *t = test_table(VSI_ISA_A64);
	struct vsi_insn insn;
	u32 n, i;

	for (n = 0; n < 1u << 16; n++)
		check_other(0xd5100003 | (n >> 15) << 21 | (n & 0x7fff) << 5);
	for (i = 0; i < t->nr_rows; i++)
		check_other(test_sample(t, &t->rows[i]));
	CHECK(vsi_decode(VSI_ISA_A32, 0xe10f0000, &insn) && !a64_psr_is(&insn), "mrs r0, cpsr");
	CHECK(vsi_decode(VSI_ISA_A64, 0xd57b4220, &insn) && !a64_psr_is(&insn), "mrrs of DAIF");
}

static struct kunit_case cases[] = {
	KUNIT_CASE(mrs_is_executed),
	KUNIT_CASE(msr_is_executed),
	KUNIT_CASE(msr_of_immediate_is_executed),
	KUNIT_CASE(immediates_of_one_bit),
	KUNIT_CASE(no_others_are_executed),
	{}
};

static struct kunit_suite suite = {
	.name = "vsi_a64_psr",
	.suite_init = check_decoder,
	.init = check_begin,
	.exit = check_end,
	.test_cases = cases,
};

kunit_test_suite(suite);
