// SPDX-License-Identifier: GPL-2.0
/*
 * What actions mean for A64, for every access and every row, against a
 * statement of the rules in the architecture's terms: which registers a guest
 * at EL1 has, what an access to the others comes out at.
 */
#include "check.h"
#include "effects.h"
#include "rows.h"

struct access {
	unsigned int op0, op1, crn, crm, op2;
	bool write;
};

/**
 * struct block - registers of one op0, op1 and CRn
 * @op1:   of them
 * @crn:   of them
 * @first: CRm of the first one
 * @last:  CRm of the last one
 * @op2s:  bit n: op2 is n
 */
struct block {
	u8 op1, crn, first, last, op2s;
};

#define ALL	0xff

/* op0 3: what a guest at EL1 has, but for EL0's and for the counters. */
static const struct block there[] = {
	{ 0, 0, 0, 7, ALL },		/* MIDR_EL1 and so on */
	{ 1, 0, 0, 0, 0x87 },		/* CCSIDR, CLIDR, CCSIDR2, AIDR */
	{ 2, 0, 0, 0, 0x01 },		/* CSSELR */
	{ 3, 0, 0, 0, 0x82 },		/* CTR, DCZID */
	{ 0, 1, 0, 0, 0x0d },		/* SCTLR, CPACR, SCTLR2 */
	{ 0, 1, 2, 2, 0x71 },		/* ZCR, SMPRI, SMCR */
	{ 0, 2, 0, 0, 0x0f },		/* TTBR0, TTBR1, TCR, TCR2 */
	{ 0, 2, 1, 3, ALL },		/* keys */
	{ 0, 2, 5, 5, 0x07 },		/* GCSCR and so on */
	{ 3, 2, 4, 4, 0x03 },		/* RNDR, RNDRRS */
	{ 0, 4, 0, 0, 0x03 },		/* SPSR, ELR */
	{ 0, 4, 1, 1, 0x01 },		/* SP_EL0 */
	{ 0, 4, 6, 6, 0x01 },		/* ICC_PMR */
	{ 0, 5, 1, 1, 0x03 },		/* AFSR0, AFSR1 */
	{ 0, 5, 2, 2, 0x01 },		/* ESR */
	{ 0, 6, 0, 0, 0x21 },		/* FAR, PFAR */
	{ 0, 7, 4, 4, 0x01 },		/* PAR */
	{ 0, 10, 2, 3, ALL },		/* MAIR and so on */
	{ 0, 12, 0, 0, 0x01 },		/* VBAR */
	{ 0, 12, 1, 1, 0x01 },		/* ISR */
	{ 0, 12, 8, 15, ALL },		/* ICC_* */
	{ 0, 13, 0, 0, 0x5a },		/* CONTEXTIDR, RCWSMASK, TPIDR, RCWMASK */
	{ 3, 13, 0, 0, 0x08 },		/* TPIDRRO */
	{ 0, 14, 1, 1, 0x01 },		/* CNTKCTL */
	{ 3, 14, 0, 0, 0x44 },		/* CNTVCT, CNTVCTSS */
	{ 3, 14, 2, 3, 0x07 },		/* CNTP, CNTV */
};

/* Of these, what a guest may lack, or what a hypervisor may be configured to trap. */
static const struct block optional[] = {
	{ 0, 0, 0, 0, 0x40 },		/* REVIDR */
	{ 1, 0, 0, 0, 0x80 },		/* AIDR */
	{ 3, 0, 0, 0, 0x02 },		/* CTR */
	{ 0, 1, 0, 0, 0x08 },		/* SCTLR2 */
	{ 0, 1, 2, 2, 0x71 },
	{ 0, 2, 1, 3, ALL },
	{ 0, 2, 5, 5, 0x07 },
	{ 0, 4, 6, 6, 0x01 },
	{ 0, 6, 0, 0, 0x20 },
	{ 0, 12, 8, 10, ALL },
	{ 0, 12, 11, 11, 0x1f },	/* ICC_SGI* are the others */
	{ 0, 12, 12, 15, ALL },
	{ 0, 13, 0, 0, 0x48 },
	{ 3, 14, 2, 2, 0x07 },		/* CNTP */
};

/* PSTATE: SPSel, CurrentEL, PAN, UAO, ALLINT, PM, DAIF. */
static const struct block pstate[] = {
	{ 0, 4, 2, 2, 0x1d },
	{ 0, 4, 3, 3, 0x03 },
	{ 3, 4, 2, 2, 0x02 },
};

/* op0 1: operations that a guest at EL1 has. */
static const struct block operations[] = {
	{ 0, 7, 1, 1, 0x01 },		/* IC IALLUIS */
	{ 0, 7, 5, 5, 0x01 },		/* IC IALLU */
	{ 0, 7, 6, 6, 0xab },		/* DC IVAC and its kin */
	{ 0, 7, 7, 7, 0x70 },		/* GCS */
	{ 0, 7, 8, 9, ALL },		/* AT */
	{ 0, 8, 0, 15, ALL },		/* TLBI */
	{ 0, 9, 0, 15, ALL },
};

static bool in(const struct access *a, const struct block *blocks, size_t count)
{
	const struct block *b;

	for (b = blocks; b < blocks + count; b++)
		if (a->op1 == b->op1 && a->crn == b->crn && a->crm >= b->first &&
		    a->crm <= b->last && b->op2s >> a->op2 & 1)
			return true;
	return false;
}

static bool is(const struct access *a, unsigned int op0, unsigned int op1, unsigned int crn,
	       unsigned int crm, unsigned int op2)
{
	return a->op0 == op0 && a->op1 == op1 && a->crn == crn && a->crm == crm && a->op2 == op2;
}

static bool is_there(const struct access *a)
{
	if (a->op0 == 3)
		return in(a, there, COUNT(there)) || in(a, pstate, COUNT(pstate));
	return a->op0 == 1 && in(a, operations, COUNT(operations));
}

/* DC ISW, CSW and CISW, and those of tags, or of data and tags. */
static bool is_setway_like(const struct access *a, unsigned int op2s)
{
	return a->op0 == 1 && !a->op1 && a->crn == 7 &&
	       (a->crm == 6 || a->crm == 10 || a->crm == 14) && op2s >> a->op2 & 1;
}

static bool is_physical_counter(const struct access *a)
{
	return is(a, 3, 3, 14, 0, 1) || is(a, 3, 3, 14, 0, 5);
}

/* By set and way, where DC CGSW and CIGSW stand for their neighbor, too; BRB, TRCIT. */
static bool is_write_only(const struct access *a)
{
	return is_setway_like(a, a->crm == 6 ? 0x54 : 0x74) || is(a, 1, 1, 7, 2, 4) ||
	       is(a, 1, 1, 7, 2, 5) || is(a, 1, 3, 7, 2, 7);
}

/* GMID, SMIDR */
static bool is_read_only(const struct access *a)
{
	return is(a, 3, 1, 0, 0, 4) || is(a, 3, 1, 0, 0, 6);
}

static enum want emulation_of(const struct access *a)
{
	if (is_setway_like(a, 0x44))
		return a->write ? WANT_SETWAY : WANT_NONE;
	if (is_physical_counter(a))
		return a->write ? WANT_NONE : WANT_COUNTER;
	if (is(a, 3, 3, 9, 13, 0) && !a->write)
		return WANT_COUNTER;
	if (is(a, 3, 1, 11, 0, 2) && !a->write)
		return WANT_CPUS;
	if (is(a, 3, 0, 4, 2, 2) && a->write)
		return WANT_NONE;
	if (a->op0 == 3 && in(a, pstate, COUNT(pstate)))
		return WANT_NATIVE;
	if (is(a, 3, 3, 14, 0, 0))
		return a->write ? WANT_RAZ_WI : WANT_NONE;
	if (is_write_only(a) && !a->write)
		return WANT_NONE;
	if (is_read_only(a) && a->write)
		return WANT_NONE;
	return is_there(a) ? WANT_NONE : WANT_RAZ_WI;
}

static bool may_be_undefined(const struct access *a)
{
	if (is(a, 3, 3, 14, 0, 0))
		return a->write;
	if (is_physical_counter(a))
		return true;
	if (a->op0 == 1 && in(a, operations, COUNT(operations)))
		return a->crm == 7 && a->crn == 7;
	return !is_there(a) || in(a, optional, COUNT(optional));
}

/* What identifies, but for MPIDR_EL1; CTR, DCZID, CLIDR; CurrentEL, CNTFRQ. */
static bool is_identity(const struct access *a)
{
	if (a->write || a->op0 != 3)
		return false;
	if (!a->crn && !a->op1)
		return a->crm < 8 && (a->crm || a->op2 != 5);
	return (a->op1 == 1 && !a->crn && !a->crm && 0xd2 >> a->op2 & 1) ||
	       is(a, 3, 3, 0, 0, 1) || is(a, 3, 3, 0, 0, 7) || is(a, 3, 0, 4, 2, 2) ||
	       is(a, 3, 3, 14, 0, 0);
}

/* What EL0 finds alike is no sensitive access. */
static bool is_innocuous(const struct access *a)
{
	static const struct block blocks[] = {
		{ 3, 2, 5, 5, 0x02 },	/* GCSPR_EL0 */
		{ 3, 4, 2, 2, 0xe5 },	/* NZCV, SVCR, DIT, SSBS, TCO */
		{ 3, 4, 4, 4, 0x07 },	/* FPCR, FPSR, FPMR */
		{ 3, 10, 2, 2, 0x10 },	/* POR_EL0 */
		{ 3, 13, 0, 0, 0x24 },	/* TPIDR, TPIDR2 */
	};

	if (a->op0 == 1)
		return a->op1 == 3 && a->crn == 7 && !is(a, 1, 3, 7, 2, 7);
	return a->op0 == 3 && in(a, blocks, COUNT(blocks));
}

static u32 word_of(const struct access *a, unsigned int rt)
{
	return 0xd5000000 | (u32)!a->write << 21 | a->op0 << 19 | a->op1 << 16 | a->crn << 12 |
	       a->crm << 8 | a->op2 << 5 | rt;
}

static void check_access(const struct access *a, unsigned int rt)
{
	const bool is_random = is(a, 3, 3, 2, 4, 0) || is(a, 3, 3, 2, 4, 1);
	struct expected want = { WANT_NONE, .rt = VSI_NO_REG, .rt2 = VSI_NO_REG };
	struct vsi_insn insn;

	if (is_innocuous(a)) {
		CHECK(!vsi_decode(VSI_ISA_A64, word_of(a, rt), &insn), "%08x", word_of(a, rt));
		return;
	}
	want.left_out = !is_random;	/* the flags say whether there is a value */
	want.constant = is_identity(a);
	want.undefined = may_be_undefined(a);
	want.emulated = emulation_of(a);
	if (!a->write)
		want.rt = rt;
	effects_check(VSI_ISA_A64, word_of(a, rt), &want);
}

static struct access access_of(u32 n)
{
	return (struct access){
		.op2 = n & 7, .crm = n >> 3 & 15, .crn = n >> 7 & 15, .op1 = n >> 11 & 7,
		.op0 = (n >> 14 & 3) + 1, .write = n >> 16 & 1,
	};
}

static void every_access(struct kunit *test)
{
	struct access a;
	u32 n;

	for (n = 0; n < 1u << 17; n += CHECK_STEP) {
		a = access_of(n);
		if (a.op0 < 4)
			check_access(&a, n * 7 % 32);
	}
}

static void every_register_operand(struct kunit *test)
{
	static const struct access some[] = {
		{ 3, 0, 0, 0, 0, false }, { 3, 3, 9, 12, 0, false }, { 3, 3, 9, 13, 0, false },
		{ 3, 3, 9, 12, 0, true }, { 3, 1, 11, 0, 2, false }, { 1, 0, 7, 14, 2, true },
		{ 3, 3, 4, 2, 1, true }, { 2, 3, 0, 1, 0, false }, { 3, 3, 14, 0, 1, false },
	};
	unsigned int i, rt;

	for (i = 0; i < COUNT(some); i++)
		for (rt = 0; rt < 32; rt++)
			check_access(&some[i], rt);
}

/* 128 bits: a read has two results, and a write none. */
static void pairs_are_not_answered(struct kunit *test)
{
	struct expected want = { WANT_NONE, .rt = VSI_NO_REG, .rt2 = VSI_NO_REG };

	want.left_out = true;
	effects_check(VSI_ISA_A64, 0xd5582002, &want);	/* msrr ttbr0_el1, x2, x3 */
	want.emulated = WANT_NATIVE;
	effects_check(VSI_ISA_A64, 0xd55b4222, &want);
	want.emulated = WANT_NONE;
	want.rt = 2;
	want.left_out = false;
	effects_check(VSI_ISA_A64, 0xd5782002, &want);	/* mrrs x2, x3, ttbr0_el1 */
	effects_check(VSI_ISA_A64, 0xd5780002, &want);	/* mrrs of MIDR_EL1 */
	want.undefined = true;
	effects_check(VSI_ISA_A64, 0xd57b9d02, &want);	/* of PMCCNTR_EL0 */
}

static bool among(const char *id, const char *const *list)
{
	for (; *list; list++)
		if (!strcmp(id, *list))
			return true;
	return false;
}

static void expect_row(const struct test_row *row, u32 word, struct expected *want)
{
	static const char *const others[] = {
		"WFE", "WFI", "WFXT", "PSB", "TSB", "SMC", "DCPS", "STGM", "LDGM", NULL
	};
	static const char *const may_lack[] = {
		"PSB", "TSB", "SMC", "DCPS", "HLT", "HVC", "DRPS", "STZGM", "STGM", "LDGM", NULL
	};
	static const char *const skipped[] = { "PSB", "TSB", "DCPS", "STGM", "LDGM", NULL };
	const bool pstate_field = !strncmp(row->id, "MSRI_", 5);

	*want = (struct expected){ WANT_NONE, .rt = VSI_NO_REG, .rt2 = VSI_NO_REG };
	want->left_out = pstate_field || among(row->id, others);
	want->undefined = among(row->id, may_lack);
	if (pstate_field)
		want->emulated = WANT_NATIVE;
	if (among(row->id, skipped))
		want->emulated = WANT_RAZ_WI;
	if (!strcmp(row->id, "LDGM"))
		want->rt = word & 31;
	if (!strcmp(row->id, "SMC")) {
		want->emulated = WANT_REFUSED;
		want->refusal = ~0ull;
		want->smc_by_hvc = !(word >> 5 & 0xffff);
	}
}

/* Each operand bit alone, and all of them. */
static void check_row(const struct test_table *t, const struct test_row *row)
{
	const u32 open = ~row->mask;
	struct expected want;
	unsigned int n;
	u32 word;

	for (n = 0; n <= 32; n++) {
		word = test_sample(t, row) ^ (n < 32 ? open & 1u << n : open);
		if (test_find(t, word) != row)
			continue;
		expect_row(row, word, &want);
		effects_check(VSI_ISA_A64, word, &want);
	}
}

static void every_row_that_is_no_access(struct kunit *test)
{
	const struct test_table *t = test_table(VSI_ISA_A64);
	const struct test_row *row;

	for (row = t->rows; row < t->rows + t->nr_rows; row++)
		if (row->class != VSI_CLASS_NONE)
			check_row(t, row);
}

static void per_cpu_registers_are_never_constant(struct kunit *test)
{
	static const u32 words[] = {
		0xd53800a0,	/* MPIDR_EL1 */
		0xd5390000,	/* CCSIDR_EL1 */
		0xd5390040,	/* CCSIDR2_EL1 */
		0xd53a0000,	/* CSSELR_EL1 */
		0xd5381000,	/* SCTLR_EL1 */
		0xd5381020,	/* ACTLR_EL1 */
		0xd5384100,	/* SP_EL0 */
		0xd538d080,	/* TPIDR_EL1 */
		0xd53bd060,	/* TPIDRRO_EL0 */
		0xd53b9c00,	/* PMCR_EL0 */
		0xd539b040,	/* L2CTLR_EL1 */
		0xd53be020,	/* CNTPCT_EL0 */
		0xd53be040,	/* CNTVCT_EL0 */
		0xd53b4220,	/* DAIF */
		0xd5180000,	/* msr MIDR_EL1 */
		0xd5780000,	/* mrrs of MIDR_EL1 */
		0xd4000003,	/* smc #0 */
	};
	struct vsi_insn insn;
	size_t i;

	for (i = 0; i < COUNT(words); i++)
		CHECK(vsi_decode(VSI_ISA_A64, words[i], &insn) && !vsi_effect_constable(&insn),
		      "%08x", words[i]);
}

/* What rows say of profiles is no surprise: but for these, each has an effect. */
static bool may_be_left(const char *id, enum vsi_action action, bool write)
{
	static const char *const no_constant[] = { "ACTLR", NULL };
	/* only writes are undefined */
	static const char *const no_guard[] = { "CNTFRQ", NULL };
	static const char *const no_emulation[] = { "MPIDR", "CCSIDR", "CCSIDR2", "CSSELR", NULL };
	/* their SYSL is unallocated */
	static const char *const no_read[] = { "DC_ISW", "DC_CSW", "DC_CISW", NULL };

	switch (action) {
	case VSI_KEEP:
		return true;
	case VSI_CONST:
		return among(id, no_constant);
	case VSI_GUARD:
		return among(id, no_guard);
	case VSI_EMULATE:
		return among(id, no_emulation) || (!write && among(id, no_read));
	case VSI_HYPERCALL:	/* there is no hypervisor here */
	case VSI_STATE:
		return true;
	default:
		return false;
	}
}

static void check_profiles(const struct test_reg *reg, bool write)
{
	static const struct vsi_effect_env env = { .nr_cpus = 1, .has_const = true };
	const struct access a = {
		reg->space.first, reg->op1.first, reg->crn.first, reg->crm.first, reg->op2.first,
		write
	};
	unsigned int profile, action, got;
	struct vsi_effect effect;
	struct vsi_insn insn;

	if (!vsi_decode(VSI_ISA_A64, word_of(&a, 3), &insn))
		return;
	for (profile = 0; profile < VSI_NR_PROFILES; profile++) {
		action = vsi_insn_action(&insn, profile);
		got = vsi_effect_of(&insn, action, &env, &effect);
		CHECK(got == action || may_be_left(reg->id, action, write), "%s: %s is %s",
		      reg->id, vsi_action_name(action), vsi_action_name(got));
		CHECK((got == VSI_KEEP) == (effect.kind == VSI_EFFECT_NONE), "%s", reg->id);
	}
}

static void profiles_have_effects(struct kunit *test)
{
	const struct test_table *t = test_table(VSI_ISA_A64);
	const struct test_reg *reg;

	for (reg = t->regs; reg < t->regs + t->nr_regs; reg++) {
		check_profiles(reg, false);
		check_profiles(reg, true);
	}
}

/* By the rows of a hypervisor's profile, and by no others. */
static void what_hypervisors_always_answer(struct kunit *test)
{
	static const u32 answered[] = {
		0xd5380400,	/* ID_AA64PFR0_EL1 */
		0xd53b0020,	/* CTR_EL0 */
		0xd5381020,	/* ACTLR_EL1 */
		0xd5181020,	/* msr ACTLR_EL1 */
		0xd5330100,	/* MDCCSR_EL0 */
		0xd5130500,	/* msr DBGDTRTX_EL0 */
		0xd5301000,	/* MDRAR_EL1 */
	};
	static const u32 asked[] = {
		0xd5380000,	/* MIDR_EL1 */
		0xd53800a0,	/* MPIDR_EL1 */
		0xd53b9c00,	/* PMCR_EL0 */
		0xd5301184,	/* OSLSR_EL1 */
		0xd5300240,	/* MDSCR_EL1 */
		0xd5390000,	/* CCSIDR_EL1 */
		0xd53be000,	/* CNTFRQ_EL0 */
		0xd4000003,	/* smc #0 */
	};
	struct vsi_insn insn;
	size_t i;

	for (i = 0; i < COUNT(answered); i++) {
		CHECK(vsi_decode(VSI_ISA_A64, answered[i], &insn), "%08x", answered[i]);
		CHECK(vsi_effect_answered(&insn, VSI_PROFILE_KVM), "%08x", answered[i]);
		CHECK(!vsi_effect_answered(&insn, VSI_PROFILE_AUTO), "%08x", answered[i]);
		CHECK(!vsi_effect_answered(&insn, VSI_PROFILE_DEPRIVILEGED), "%08x", answered[i]);
	}
	for (i = 0; i < COUNT(asked); i++)
		CHECK(vsi_decode(VSI_ISA_A64, asked[i], &insn) &&
		      !vsi_effect_answered(&insn, VSI_PROFILE_KVM), "%08x", asked[i]);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(every_access),
	KUNIT_CASE(every_register_operand),
	KUNIT_CASE(pairs_are_not_answered),
	KUNIT_CASE(every_row_that_is_no_access),
	KUNIT_CASE(per_cpu_registers_are_never_constant),
	KUNIT_CASE(what_hypervisors_always_answer),
	KUNIT_CASE(profiles_have_effects),
	{}
};

static struct kunit_suite suite = {
	.name = "vsi_a64_effect",
	.suite_init = check_decoder,
	.init = check_begin,
	.exit = check_end,
	.test_cases = cases,
};

kunit_test_suite(suite);
