// SPDX-License-Identifier: GPL-2.0
/*
 * Which instructions become loads from and stores to the state block, what each costs, and
 * which are refused.  What the code does is executed in selftests/bare.
 */
#include "../../vsi_arm/state.h"
#include "check.h"
#include "rows.h"

#define A32_BLOCK	0x7e900000u
#define A64_BLOCK	0xffff7ffe00020000ull

/* With the branches there and back: how long a change of interrupt masks may take. */
#define MASK_COST	6
#define BRANCHES	2

/* An instruction and how many are executed in its place; none when it is refused. */
struct cost {
	u32 word;
	unsigned int executed;
	const char *text;
	u64 base;
};

static const struct cost a32_costs[] = {
	{ 0xf10c0080, MASK_COST, "cpsid i", A32_BLOCK + 0x93093 },
	{ 0xf1080080, MASK_COST, "cpsie i", A32_BLOCK + 0x93013 },
	{ 0xe321f013, MASK_COST, "msr CPSR_c, #0x13", A32_BLOCK + 0x13013 },
	{ 0xe321f0d3, MASK_COST, "msr CPSR_c, #0xd3", A32_BLOCK + 0x530d3 },
	{ 0xe321f0f2, MASK_COST, "msr CPSR_c, #0xf2: T is not written", A32_BLOCK + 0x520d2 },
	{ 0xe329f093, 7, "msr CPSR_fc, #0x93", A32_BLOCK + 0x13093 },
	{ 0xf10e00d2, MASK_COST, "cpsid if, #18", A32_BLOCK + 0x520d2 },
	{ 0xf10a00df, MASK_COST, "cpsie if, #31", A32_BLOCK + 0x1f01f },
	/* I and F, or F, stay as they are: pages of their own */
	{ 0xf1020012, MASK_COST, "cps #18", A32_BLOCK + 0xb2012 },
	{ 0xf10e0092, MASK_COST, "cpsid i, #18", A32_BLOCK + 0xf2092 },
	{ 0xf10a0093, MASK_COST, "cpsie i, #19", A32_BLOCK + 0xf3013 },
	{ 0xe121f000, 7, "msr CPSR_c, r0", A32_BLOCK },
	{ 0x1121f007, 7, "msrne CPSR_c, r7", A32_BLOCK },
	{ 0xe129f003, 8, "msr CPSR_fc, r3", A32_BLOCK },
	{ 0xe10f0000, 8, "mrs r0, CPSR", A32_BLOCK },
	{ 0xe10fe000, 8, "mrs lr, CPSR", A32_BLOCK },
	{ 0xe14f3000, 4, "mrs r3, SPSR", A32_BLOCK },
	{ 0xe16ff000, 6, "msr SPSR_fsxc, r0", A32_BLOCK },
	{ 0xe161f000, 6, "msr SPSR_c, r0", A32_BLOCK },
	{ 0xe168f000, 9, "msr SPSR_f, r0", A32_BLOCK },
	{ 0xe169f003, 10, "msr SPSR_fc, r3", A32_BLOCK },
	{ 0xe16ef001, 13, "msr SPSR_fsx, r1", A32_BLOCK },
	{ 0xe361f001, 9, "msr SPSR_c, #1", A32_BLOCK },
	{ 0xe36ff20f, 9, "msr SPSR_fsxc, #0xf0000000", A32_BLOCK },
	{ 0xee130f10, 4, "mrc DACR", A32_BLOCK },
	{ 0xee035f10, 6, "mcr DACR", A32_BLOCK },
	{ 0xee1d4f90, 4, "mrc TPIDRPRW", A32_BLOCK },
	{ 0xee0d4f90, 6, "mcr TPIDRPRW", A32_BLOCK },
	{ 0xee154f30, 4, "mrc IFSR", A32_BLOCK },
	{ 0xee064f10, 6, "mcr DFAR", A32_BLOCK },
	{ 0xe1051200, 4, "mrs r1, SP_usr", A32_BLOCK },
	{ 0xe120f300, 6, "msr LR_irq, r0", A32_BLOCK },
	{ 0xe164f302, 6, "msr SPSR_abt, r2", A32_BLOCK },
	{ 0xe1002200, 4, "mrs r2, R8_usr", A32_BLOCK },
	{ 0xe12cf200, 6, "msr R12_fiq, r0", A32_BLOCK },
	/* F and A have no store of their own, nor E; the mode is a byte with I and F */
	{ 0xf10c0040, 0, "cpsid f", 0 },
	{ 0xf10800c0, 0, "cpsie if", 0 },
	{ 0xf10c01c0, 0, "cpsid aif", 0 },
	{ 0xf10e0052, 0, "cpsid f, #18", 0 },
	{ 0xf10a0112, 0, "cpsie a, #18", 0 },
	{ 0xe122f003, 0, "msr CPSR_x, r3", 0 },
	{ 0xe12ff003, 0, "msr CPSR_fsxc, r3", 0 },
	{ 0xe322f000, 0, "msr CPSR_x, #0", 0 },
	/* SP moves, and is no result while an interrupt may use it */
	{ 0xe121f00d, 0, "msr CPSR_c, sp", 0 },
	{ 0xe121f00f, 0, "msr CPSR_c, pc", 0 },
	{ 0xe10fd000, 0, "mrs sp, CPSR", 0 },
	{ 0xe16ff00d, 0, "msr SPSR_fsxc, sp", 0 },
	{ 0xe161f00d, 0, "msr SPSR_c, sp", 0 },
	{ 0xee13df10, 0, "mrc DACR into sp", 0 },
	{ 0xee13ff10, 0, "mrc DACR into the flags", 0 },
	{ 0xee03df10, 0, "mcr DACR from sp", 0 },
	{ 0xe105d200, 0, "mrs sp, SP_usr", 0 },
	/* not in the block */
	{ 0xee154f11, 0, "mrc ADFSR", 0 },
	{ 0xe10e2300, 0, "mrs r2, ELR_hyp", 0 },
	{ 0xee100f10, 0, "mrc MIDR", 0 },
	{ 0xf8bd0a00, 0, "rfeia sp!", 0 },
};

static const struct cost a64_costs[] = {
	{ 0xd50343df, MASK_COST, "msr daifset, #3", A64_BLOCK + 0x100c0 },
	{ 0xd50343ff, MASK_COST, "msr daifclr, #3", A64_BLOCK + 0x10000 },
	{ 0xd5034fdf, MASK_COST, "msr daifset, #15", A64_BLOCK + 0x103c0 },
	{ 0xd5034fff, MASK_COST, "msr daifclr, #15", A64_BLOCK + 0x10000 },
	{ 0xd5034cdf, MASK_COST, "msr daifset, #12", A64_BLOCK + 0x10003 },
	{ 0xd5034cff, MASK_COST, "msr daifclr, #12", A64_BLOCK + 0x10000 },
	{ 0xd51b4220, MASK_COST, "msr daif, x0", A64_BLOCK + 0x10000 },
	{ 0xd51b4221, MASK_COST, "msr daif, x1", A64_BLOCK + 0x10000 },
	{ 0xd51b423f, MASK_COST, "msr daif, xzr", A64_BLOCK + 0x10000 },
	{ 0xd50342df, 8, "msr daifset, #2", A64_BLOCK + 0x10000 },
	{ 0xd50342ff, 8, "msr daifclr, #2", A64_BLOCK + 0x10000 },
	{ 0xd5034edf, 8, "msr daifset, #14", A64_BLOCK + 0x10000 },
	{ 0xd50345df, 9, "msr daifset, #5", A64_BLOCK + 0x10000 },
	{ 0xd5034bdf, 9, "msr daifset, #11", A64_BLOCK + 0x10000 },
	{ 0xd50349ff, 9, "msr daifclr, #9", A64_BLOCK + 0x10000 },
	{ 0xd53b4220, 5, "mrs x0, daif", A64_BLOCK },
	{ 0xd53b423d, 5, "mrs x29, daif", A64_BLOCK },
	{ 0xd5384100, 4, "mrs x0, sp_el0", A64_BLOCK },
	{ 0xd5184100, 6, "msr sp_el0, x0", A64_BLOCK },
	{ 0xd538d083, 4, "mrs x3, tpidr_el1", A64_BLOCK },
	{ 0xd518d09f, 6, "msr tpidr_el1, xzr", A64_BLOCK },
	{ 0xd538403e, 4, "mrs x30, elr_el1", A64_BLOCK },
	{ 0xd5184002, 6, "msr spsr_el1, x2", A64_BLOCK },
	{ 0xd5385202, 4, "mrs x2, esr_el1", A64_BLOCK },
	{ 0xd5186009, 6, "msr far_el1, x9", A64_BLOCK },
	/* one instruction that does nothing, in place */
	{ 0xd50340df, 1, "msr daifset, #0", 0 },
	{ 0xd50340ff, 1, "msr daifclr, #0", 0 },
	{ 0xd53b423f, 1, "mrs xzr, daif", 0 },
	{ 0xd538411f, 1, "mrs xzr, sp_el0", 0 },
	{ 0xd538c000, 0, "mrs x0, vbar_el1", 0 },
	{ 0xd5380000, 0, "mrs x0, midr_el1", 0 },
	{ 0xd57b4220, 0, "mrrs x0, x1, daif", 0 },
	{ 0xd500419f, 0, "msr pan, #1", 0 },
};

static u64 value_of(const u32 *data, unsigned int n)
{
	return n ? data[0] | (n > 1 ? (u64)data[1] << 32 : 0) : 0;
}

static void check_in_place(const struct vsi_insn *insn, const struct vsi_effect *effect,
			   const struct cost *c)
{
	u32 word = 0;
	bool has = vsi_carry_inline(insn, effect, &word);

	CHECK(has == (c->executed == 1), "%s", c->text);
	CHECK(!has || word == 0xd503201f, "%s", c->text);
}

static void check_cost(unsigned int isa, const struct cost *c, u64 block)
{
	const struct vsi_effect effect = { .kind = VSI_EFFECT_STATE, .block = block };
	u32 code[VSI_MAX_PAYLOAD], data[VSI_MAX_LITERAL];
	struct vsi_insn insn;
	unsigned int n, words;

	if (!CHECK(vsi_decode(isa, c->word, &insn), "%s", c->text))
		return;
	check_in_place(&insn, &effect, c);
	if (c->executed == 1)
		return;
	n = vsi_carry_payload(&insn, &effect, code);
	CHECK((n ? n + BRANCHES : 0) == c->executed, "%s: %u", c->text, n);
	words = n ? vsi_carry_data(&insn, &effect, data) : 0;
	CHECK(words == (c->executed ? (isa == VSI_ISA_A64 ? 2 : 1) : 0), "%s: %u", c->text, words);
	CHECK(value_of(data, words) == c->base, "%s: %llx", c->text,
	      (unsigned long long)value_of(data, words));
}

static void check_costs(unsigned int isa, const struct cost *costs, size_t nr, u64 block)
{
	size_t i;

	for (i = 0; i < nr; i++)
		check_cost(isa, &costs[i], block);
}

static void a32_costs_are_these(struct kunit *test)
{
	check_costs(VSI_ISA_A32, a32_costs, COUNT(a32_costs), A32_BLOCK);
}

static void a64_costs_are_these(struct kunit *test)
{
	check_costs(VSI_ISA_A64, a64_costs, COUNT(a64_costs), A64_BLOCK);
}

static const struct cost t32_costs[] = {
	{ 0xf3af8640, MASK_COST, "cpsid.w i", A32_BLOCK + 0x93093 },
	{ 0xf3af8440, MASK_COST, "cpsie.w i", A32_BLOCK + 0x93013 },
	{ 0xf3af8772, MASK_COST, "cpsid if, #18", A32_BLOCK + 0x520d2 },
	{ 0xf3af8752, MASK_COST, "cpsid i, #18", A32_BLOCK + 0xf2092 },
	{ 0xf3af8112, MASK_COST, "cps #18", A32_BLOCK + 0xb2012 },
	{ 0xf3808100, 7, "msr CPSR_c, r0", A32_BLOCK },
	{ 0xf3838900, 8, "msr CPSR_fc, r3", A32_BLOCK },
	{ 0xf3ef8000, 8, "mrs r0, CPSR", A32_BLOCK },
	{ 0xf3ef8e00, 8, "mrs lr, CPSR", A32_BLOCK },
	{ 0xf3ff8300, 4, "mrs r3, SPSR", A32_BLOCK },
	{ 0xf3908f00, 6, "msr SPSR_fsxc, r0", A32_BLOCK },
	{ 0xf3908100, 6, "msr SPSR_c, r0", A32_BLOCK },
	{ 0xf3928c00, 11, "msr SPSR_fs, r2", A32_BLOCK },
	{ 0xee130f10, 4, "mrc DACR", A32_BLOCK },
	{ 0xee035f10, 6, "mcr DACR", A32_BLOCK },
	{ 0xee1d4f90, 4, "mrc TPIDRPRW", A32_BLOCK },
	{ 0xf3e58120, 4, "mrs r1, SP_usr", A32_BLOCK },
	{ 0xf3808030, 6, "msr LR_irq, r0", A32_BLOCK },
	{ 0xf3928430, 6, "msr SPSR_abt, r2", A32_BLOCK },
	{ 0xf3e88220, 4, "mrs r2, R8_fiq", A32_BLOCK },
	/* no branch of 16 bits reaches a veneer */
	{ 0xb672, 0, "cpsid i", 0 },
	{ 0xf3af8620, 0, "cpsid.w f", 0 },
	{ 0xf3838200, 0, "msr CPSR_x, r3", 0 },
	{ 0xf38d8100, 0, "msr CPSR_c, sp", 0 },
	{ 0xee13df10, 0, "mrc DACR into sp", 0 },
};

static void t32_costs_are_these(struct kunit *test)
{
	check_costs(VSI_ISA_T32, t32_costs, COUNT(t32_costs), A32_BLOCK);
}

/* All words of a veneer, without the branch back. */
struct veneer {
	unsigned int isa;
	u32 word;
	const char *text;
	u32 code[VSI_MAX_PAYLOAD + 1];
};

static const struct veneer veneers[] = {
	{ VSI_ISA_A32, 0xe161f000, "msr SPSR_c, r0",
	  { 0xe52d1004, 0xe59f1008, 0xe5c10104, 0xe49d1004 } },
	{ VSI_ISA_A32, 0xe16ef001, "msr SPSR_fsx, r1",
	  { 0xe52d0004, 0xe52d2004, 0xe59f0020, 0xe1a02421, 0xe5c02105, 0xe1a02821, 0xe5c02106,
	    0xe1a02c21, 0xe5c02107, 0xe49d2004, 0xe49d0004 } },
	{ VSI_ISA_A32, 0xe36ff20f, "msr SPSR_fsxc, #0xf0000000",
	  { 0xe52d0004, 0xe52d1004, 0xe59f0010, 0xe3a0120f, 0xe5801104, 0xe49d1004, 0xe49d0004 } },
	{ VSI_ISA_A32, 0xe369f0d3, "msr SPSR_fc, #0xd3",
	  { 0xe52d0004, 0xe52d1004, 0xe59f0018, 0xe3a010d3, 0xe5c01104, 0xe3a01000, 0xe5c01107,
	    0xe49d1004, 0xe49d0004 } },
	{ VSI_ISA_A32, 0xf1020012, "cps #18",
	  { 0xe52d0004, 0xe59f0008, 0xe5c000ee, 0xe49d0004 } },
	{ VSI_ISA_T32, 0xf3ef8000, "mrs r0, CPSR",
	  { 0xf3ef8000, 0xf84d1d04, 0xf8df1010, 0xf8d11100, 0xf3610009, 0xf85d1b04 } },
	{ VSI_ISA_T32, 0xf3838900, "msr CPSR_fc, r3",
	  { 0xf3838800, 0xf84d0d04, 0xf8df0010, 0xf3633012, 0xf8803100, 0xf85d0b04 } },
	{ VSI_ISA_T32, 0xf3af8640, "cpsid.w i",
	  { 0xf84d0d04, 0xf8df000c, 0xf880006d, 0xf85d0b04 } },
	{ VSI_ISA_T32, 0xee1d4f90, "mrc TPIDRPRW", { 0xf8df4008, 0xf8d4410c } },
	{ VSI_ISA_T32, 0xee030f10, "mcr DACR",
	  { 0xf84d1d04, 0xf8df100c, 0xf8c10108, 0xf85d1b04 } },
	{ VSI_ISA_T32, 0xf3928c00, "msr SPSR_fs, r2",
	  { 0xf84d0d04, 0xf84d1d04, 0xf8df001c, 0xea4f4112, 0xf8801106, 0xea4f6112, 0xf8801107,
	    0xf85d1b04, 0xf85d0b04 } },
};

static void check_veneer(const struct veneer *v)
{
	const struct vsi_effect effect = { .kind = VSI_EFFECT_STATE, .block = A32_BLOCK };
	u32 code[VSI_MAX_PAYLOAD + 1] = { 0 };
	struct vsi_insn insn;
	unsigned int i;

	if (!CHECK(vsi_decode(v->isa, v->word, &insn), "%s", v->text))
		return;
	vsi_carry_payload(&insn, &effect, code);
	for (i = 0; i < COUNT(code); i++)
		CHECK(code[i] == v->code[i], "%s: %u is %08x", v->text, i, code[i]);
}

static void veneers_are_these(struct kunit *test)
{
	size_t i;

	for (i = 0; i < COUNT(veneers); i++)
		check_veneer(&veneers[i]);
}

/* That the profile names the action for what the block has, and for little else. */
static void check_row(const struct test_table *t, const struct test_row *row)
{
	/* one of their registers is not there, or but some of their operands */
	static const char *const parts[] = { "MRS_BANK", "MSR_BANK" };
	struct vsi_insn insn;
	bool wants, has;
	size_t i;

	if (row->by_register || !row->class)
		return;
	if (!CHECK(vsi_decode(t->isa, test_sample(t, row), &insn), "%s", row->id))
		return;
	for (i = 0; i < COUNT(parts); i++)
		if (!strcmp(row->id, parts[i]))
			return;
	wants = vsi_insn_action(&insn, VSI_PROFILE_DEPRIVILEGED) == VSI_STATE;
	has = vsi_state_has(&insn);
	CHECK(wants == has, "%s %s", t->name, row->id);
}

static void profile_asks_for_what_there_is(struct kunit *test)
{
	const struct test_table *t;
	unsigned int i, k;

	for (i = 0; i < test_nr_tables; i++)
		for (t = &test_tables[i], k = 0; k < t->nr_rows; k++)
			check_row(t, &t->rows[k]);
}

static void every_register_of_the_block_is_asked_for(struct kunit *test)
{
	struct vsi_insn insn;
	unsigned int found = 0;
	u32 n;

	for (n = 0; n < 1u << 16; n++) {
		const u32 word = 0xd5100003 | (n >> 15) << 21 | (n & 0x7fff) << 5;

		if (!vsi_decode(VSI_ISA_A64, word, &insn) || !vsi_state_offset(&insn))
			continue;
		found++;
		CHECK(vsi_insn_action(&insn, VSI_PROFILE_DEPRIVILEGED) == VSI_STATE, "%08x",
		      insn.word);
		CHECK(vsi_state_offset(&insn) >= VSI_STATE_A64_DAIF, "%08x", insn.word);
	}
	/* each is read and written */
	KUNIT_EXPECT_EQ(test, found, 14u);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(a32_costs_are_these),
	KUNIT_CASE(a64_costs_are_these),
	KUNIT_CASE(t32_costs_are_these),
	KUNIT_CASE(veneers_are_these),
	KUNIT_CASE(profile_asks_for_what_there_is),
	KUNIT_CASE(every_register_of_the_block_is_asked_for),
	{}
};

static struct kunit_suite suite = {
	.name = "vsi_state",
	.suite_init = check_decoder,
	.init = check_begin,
	.exit = check_end,
	.test_cases = cases,
};

kunit_test_suite(suite);
