// SPDX-License-Identifier: GPL-2.0
/*
 * What actions mean, for every access and every row, against a statement of
 * the rules in the architecture's terms: which registers a guest at PL1 has,
 * what an access to the others comes out at.
 */
#include "check.h"
#include "effects.h"
#include "rows.h"

struct access {
	unsigned int cp, op1, crn, crm, op2;
	bool wide;
	bool write;
};

/* cp15 registers that a guest at PL1 of a CPU with VMSA has; not those of Hyp mode. */
static bool is_there32(const struct access *a)
{
	if (a->op1 == 4)
		return false;
	switch (a->crn) {
	case 0:
		return !a->op1 || (a->op1 == 1 && !a->crm && (a->op2 < 3 || a->op2 == 7)) ||
		       (a->op1 == 2 && !a->crm && !a->op2);
	case 1:
		return !a->op1 && !a->crm && a->op2 < 4;
	case 2:
	case 6:
		return !a->op1 && !a->crm;
	case 3:
		return !a->op1 && !a->crm && !a->op2;
	case 4:
		return !a->op1 && a->crm == 6 && !a->op2;
	case 5:
		return !a->op1 && a->crm < 2;
	case 7:
	case 8:
		return true;
	case 10:
		return !a->op1 && (a->crm == 2 || a->crm == 3);
	case 12:
		return (a->op1 == 6 && a->crm == 12) ||
		       (!a->op1 && (((a->crm == 0 || a->crm == 1) && !a->op2) ||
				    (a->crm >= 8 && a->crm <= 12)));
	case 13:
		return !a->op1 && !a->crm && a->op2 < 5;
	case 14:
		return !a->op1 && (((a->crm == 0 || a->crm == 1) && !a->op2) ||
				   a->crm == 2 || a->crm == 3);
	}
	return false;
}

static bool is_there64(const struct access *a)
{
	switch (a->crm) {
	case 2:
		return a->op1 < 2;
	case 7:
		return !a->op1;
	case 12:
		return a->op1 < 3;
	case 14:
		return a->op1 < 4;
	}
	return false;
}

static bool is_there(const struct access *a)
{
	return a->cp == 15 && (a->wide ? is_there64(a) : is_there32(a));
}

static bool is(const struct access *a, unsigned int op1, unsigned int crn, unsigned int crm,
	       unsigned int op2)
{
	return a->cp == 15 && !a->wide && a->op1 == op1 && a->crn == crn && a->crm == crm &&
	       a->op2 == op2;
}

static bool is_setway(const struct access *a)
{
	return is(a, 0, 7, 6, 2) || is(a, 0, 7, 10, 2) || is(a, 0, 7, 14, 2);
}

static bool is_cntpct(const struct access *a)
{
	return a->cp == 15 && a->wide && !a->op1 && a->crm == 14;
}

static bool is_tcmtr_or_tlbtr(const struct access *a)
{
	return is(a, 0, 0, 0, 2) || is(a, 0, 0, 0, 3);
}

static enum want emulation_of(const struct access *a)
{
	const bool pmccntr = is(a, 0, 9, 13, 0) || (a->cp == 15 && a->wide && !a->op1 &&
						    a->crm == 9);

	if (!a->write && (pmccntr || is_cntpct(a)))
		return WANT_COUNTER;
	if (!a->write && is(a, 1, 9, 0, 2))
		return WANT_CPUS;
	if (is_setway(a))
		return a->write ? WANT_SETWAY : WANT_NONE;
	if (is(a, 0, 3, 0, 0))
		return WANT_NATIVE;
	if ((is_tcmtr_or_tlbtr(a) && !a->write) || (is(a, 0, 14, 0, 0) && a->write))
		return WANT_RAZ_WI;
	return is_there(a) ? WANT_NONE : WANT_RAZ_WI;
}

/* Features, and what hypervisors are known to leave out. */
static bool may_be_undefined(const struct access *a)
{
	const bool gic = a->cp == 15 && !a->wide &&
			 ((a->op1 == 0 && a->crn == 12 && a->crm >= 8 && a->crm <= 12) ||
			  (a->op1 == 6 && a->crn == 12 && a->crm == 12));

	if (!is_there(a))
		return true;
	return gic || is(a, 0, 4, 6, 0) || is_setway(a) || is_cntpct(a) || is_tcmtr_or_tlbtr(a) ||
	       is(a, 0, 0, 0, 6) || is(a, 1, 0, 0, 7) ||	/* REVIDR, AIDR */
	       is(a, 0, 1, 0, 1) || is(a, 0, 1, 0, 3) ||	/* ACTLR, ACTLR2 */
	       (is(a, 0, 14, 0, 0) && a->write);
}

/* MIDR and its kin, ID_*; CLIDR, AIDR, CNTFRQ; DBGDIDR.  Not MPIDR. */
static bool is_identity(const struct access *a)
{
	if (a->write || a->wide)
		return false;
	if (a->cp == 14)
		return !a->op1 && !a->crn && !a->crm && !a->op2;
	if (!a->crn && !a->op1)
		return a->crm || a->op2 != 5;
	return is(a, 1, 0, 0, 1) || is(a, 1, 0, 0, 7) || is(a, 0, 14, 0, 0);
}

static bool is_unpredictable(const struct access *a, unsigned int isa, unsigned int rt,
			     unsigned int rt2)
{
	if (isa == VSI_ISA_T32 && (rt == 13 || (a->wide && rt2 == 13)))
		return true;
	if (!a->wide)
		return a->write && rt == 15;
	return rt == 15 || rt2 == 15 || (!a->write && rt == rt2);
}

static void expect_access(const struct access *a, unsigned int isa, unsigned int rt,
			  unsigned int rt2, struct expected *want)
{
	*want = (struct expected){ WANT_NONE, .rt = VSI_NO_REG, .rt2 = VSI_NO_REG };
	want->unpredictable = is_unpredictable(a, isa, rt, rt2);
	want->left_out = !want->unpredictable;
	want->constant = is_identity(a);
	want->undefined = may_be_undefined(a);
	if (want->left_out)
		want->emulated = emulation_of(a);
	if (!a->write) {
		want->rt = rt;
		want->rt2 = a->wide ? rt2 : VSI_NO_REG;
	}
}

static u32 word_of(const struct access *a, unsigned int rt, unsigned int rt2)
{
	if (a->wide)
		return 0xec400000 | !a->write << 20 | rt2 << 16 | rt << 12 | a->cp << 8 |
		       a->op1 << 4 | a->crm;
	return 0xee000010 | a->op1 << 21 | !a->write << 20 | a->crn << 16 | rt << 12 |
	       a->cp << 8 | a->op2 << 5 | a->crm;
}

static void check_access(const struct access *a, unsigned int isa, unsigned int rt,
			 unsigned int rt2)
{
	struct expected want;

	expect_access(a, isa, rt, rt2, &want);
	effects_check(isa, word_of(a, rt, rt2), &want);
}

static void every_access_of_32_bits(struct kunit *test)
{
	struct access a = { 0 };
	u32 n;

	for (n = 0; n < 1u << 16; n += CHECK_STEP) {
		a.cp = 14 + (n & 1);
		a.write = n >> 1 & 1;
		a.op1 = n >> 2 & 7;
		a.op2 = n >> 5 & 7;
		a.crn = n >> 8 & 15;
		a.crm = n >> 12 & 15;
		check_access(&a, VSI_ISA_A32 + (n >> 12 & 1), (a.crn + a.op1 + a.op2) & 15, 0);
	}
}

static void every_register_operand(struct kunit *test)
{
	static const struct access some[] = {
		{ 15, 0, 0, 0, 0, false, false }, { 15, 0, 9, 12, 0, false, false },
		{ 15, 0, 9, 13, 0, false, false }, { 15, 0, 9, 12, 0, false, true },
		{ 15, 1, 9, 0, 2, false, false }, { 15, 0, 7, 14, 2, false, true },
		{ 15, 0, 3, 0, 0, false, true }, { 14, 0, 0, 1, 0, false, false },
	};
	unsigned int i, rt;

	for (i = 0; i < COUNT(some); i++)
		for (rt = 0; rt < 16; rt++) {
			check_access(&some[i], VSI_ISA_A32, rt, 0);
			check_access(&some[i], VSI_ISA_T32, rt, 0);
		}
}

static void every_access_of_64_bits(struct kunit *test)
{
	struct access a = { .wide = true };
	u32 n;

	for (n = 0; n < 1u << 18; n += CHECK_STEP) {
		a.cp = 14 + (n & 1);
		a.write = n >> 1 & 1;
		a.op1 = n >> 2 & 15;
		a.crm = n >> 6 & 15;
		if (a.op1 + a.crm > 20 && n >> 10 & 0x37)
			continue;
		check_access(&a, VSI_ISA_A32 + (n & 1), n >> 10 & 15, n >> 14 & 15);
	}
}

static bool among(const char *id, const char *const *list)
{
	for (; *list; list++)
		if (!strcmp(id, *list))
			return true;
	return false;
}

/* By the names of their rows, in a32.tbl and t32.tbl alike. */
static void expect_row(const struct test_table *t, const struct test_row *row, u32 word,
		       struct expected *want)
{
	static const char *const status[] = {
		"MRS_SPSR", "MRS_CPSR", "MSR_SPSR", "MSR_CPSR", "MSRI_SPSR", "MSRI_CPSR",
		"CPS", "CPS_W", "CPS_MODE", "CPS_UNPRED", "SETPAN", NULL
	};
	static const char *const others[] = {
		"SMC", "WFI", "WFE", "WFI_W", "WFE_W", "VMRS", "VMSR", "LDC_DBG", "DCPS", NULL
	};
	static const char *const may_lack[] = { "SMC", "LDC_DBG", "DCPS", "HLT", "HVC", NULL };
	static const char *const debug[] = { "LDC_DBG", "DCPS", NULL };
	const bool is_mrs = !strncmp(row->id, "MRS_", 4), is_vmrs = !strcmp(row->id, "VMRS");
	/* T32 has Rd of MRS, and only that, in bits[11:8] */
	const unsigned int rd_at = is_mrs && t->isa == VSI_ISA_T32 ? 8 : 12;
	const unsigned int rd = word >> rd_at & 15;

	*want = (struct expected){ WANT_NONE, .rt = VSI_NO_REG, .rt2 = VSI_NO_REG };
	want->left_out = among(row->id, status) || among(row->id, others);
	want->undefined = among(row->id, may_lack);
	if (among(row->id, status))
		want->emulated = WANT_NATIVE;
	if (among(row->id, debug))
		want->emulated = WANT_RAZ_WI;
	if (!strcmp(row->id, "LDC_DBG") && word >> 21 & 1) {
		want->left_out = false;
		want->emulated = WANT_NONE;
	}
	if (is_mrs || is_vmrs) {
		want->rt = rd;
		want->unpredictable = rd == 15 || (rd == 13 && t->isa == VSI_ISA_T32);
		want->left_out &= !want->unpredictable;
	}
	if (is_vmrs)	/* FPSID, MVFR1, MVFR0 */
		want->constant = (word >> 16 & 15) == 0 || (word >> 16 & 15) == 6 ||
				 (word >> 16 & 15) == 7;
	if (!strcmp(row->id, "SMC")) {
		want->emulated = WANT_REFUSED;
		want->refusal = 0xffffffff;
		want->smc_by_hvc = !(t->isa == VSI_ISA_A32 ? word & 15 : word >> 16 & 15);
	}
}

/* Each operand bit alone, and all of them. */
static u32 variant(const struct test_table *t, const struct test_row *row, unsigned int n)
{
	const u32 open = ~row->mask & (test_is_narrow(t, row) ? 0xffff : 0x0fffffff);

	return test_sample(t, row) ^ (n < 32 ? open & 1u << n : open);
}

static void check_row(const struct test_table *t, const struct test_row *row)
{
	struct expected want;
	unsigned int n;
	u32 word;

	for (n = 0; n <= 32; n++) {
		word = variant(t, row, n);
		if (test_find(t, word) != row)
			continue;
		expect_row(t, row, word, &want);
		effects_check(t->isa, word, &want);
	}
}

static void every_row_that_is_no_access(struct kunit *test)
{
	static const unsigned int isas[] = { VSI_ISA_A32, VSI_ISA_T32 };
	const struct test_table *t;
	const struct test_row *row;
	unsigned int i;

	for (i = 0; i < COUNT(isas); i++) {
		t = test_table(isas[i]);
		for (row = t->rows; row < t->rows + t->nr_rows; row++)
			if (row->class != VSI_CLASS_NONE)
				check_row(t, row);
	}
}

static void per_cpu_registers_are_never_constant(struct kunit *test)
{
	static const u32 words[] = {
		0xee100fb0,	/* MPIDR */
		0xee300f10,	/* CCSIDR */
		0xee300f50,	/* CCSIDR2 */
		0xee500f10,	/* CSSELR */
		0xee1d0f50,	/* TPIDRURW */
		0xee1d0f70,	/* TPIDRURO */
		0xee1d0f90,	/* TPIDRPRW */
		0xee1d0f30,	/* CONTEXTIDR */
		0xee110f10,	/* SCTLR */
		0xee110f30,	/* ACTLR */
		0xee110f50,	/* CPACR */
		0xee130f10,	/* DACR */
		0xee120f10,	/* TTBR0 */
		0xee150f10,	/* DFSR */
		0xee190f1c,	/* PMCR */
		0xee190f1d,	/* PMCCNTR */
		0xee390f50,	/* L2CTLR */
		0xee1e0f32,	/* CNTP_CTL */
		0xec510f1e,	/* CNTVCT */
		0xec510f0e,	/* CNTPCT */
		0xeef80a10,	/* FPEXC */
		0xe10f0000,	/* CPSR */
		0xee100e11,	/* DBGDSCRint */
	};
	struct vsi_insn insn;
	unsigned int i;

	for (i = 0; i < COUNT(words); i++)
		CHECK(vsi_decode(VSI_ISA_A32, words[i], &insn) && !vsi_effect_constable(&insn),
		      "%08x", words[i]);
}

/* By the rows of a hypervisor's profile, and by no others. */
static void what_hypervisors_always_answer(struct kunit *test)
{
	static const u32 answered[] = {
		0xee100f11,	/* ID_PFR0 */
		0xee100f30,	/* CTR */
		0xee110f30,	/* ACTLR */
		0xee010f30,	/* mcr ACTLR */
		0xee100e10,	/* DBGDIDR */
		0xee100e11,	/* DBGDSCRint */
		0xee100e15,	/* DBGDTRRXint */
		0xee000e15,	/* mcr DBGDTRTXint */
		0xee110e10,	/* DBGDRAR */
		0xee120e10,	/* DBGDSAR */
		0xee170ef2,	/* DBGDEVID */
		0xee070ed8,	/* mcr DBGCLAIMSET */
		0xee170ede,	/* DBGAUTHSTATUS */
	};
	static const u32 asked[] = {
		0xee100f10,	/* MIDR */
		0xee100fb0,	/* MPIDR */
		0xee190f1c,	/* PMCR */
		0xee000e10,	/* mcr DBGDIDR */
		0xee070ede,	/* mcr DBGAUTHSTATUS */
		0xee100e90,	/* DBGBVR0 */
		0xee111e91,	/* DBGOSLSR */
		0xee390f50,	/* L2CTLR */
		0xee1e0f10,	/* CNTFRQ */
		0xee500f10,	/* CSSELR */
	};
	struct vsi_insn insn;
	size_t i;

	for (i = 0; i < COUNT(answered); i++) {
		CHECK(vsi_decode(VSI_ISA_A32, answered[i], &insn), "%08x", answered[i]);
		CHECK(vsi_effect_answered(&insn, VSI_PROFILE_KVM), "%08x", answered[i]);
		CHECK(!vsi_effect_answered(&insn, VSI_PROFILE_AUTO), "%08x", answered[i]);
		CHECK(!vsi_effect_answered(&insn, VSI_PROFILE_DEPRIVILEGED), "%08x", answered[i]);
	}
	for (i = 0; i < COUNT(asked); i++)
		CHECK(vsi_decode(VSI_ISA_A32, asked[i], &insn) &&
		      !vsi_effect_answered(&insn, VSI_PROFILE_KVM), "%08x", asked[i]);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(every_access_of_32_bits),
	KUNIT_CASE(every_register_operand),
	KUNIT_CASE(every_access_of_64_bits),
	KUNIT_CASE(every_row_that_is_no_access),
	KUNIT_CASE(per_cpu_registers_are_never_constant),
	KUNIT_CASE(what_hypervisors_always_answer),
	{}
};

static struct kunit_suite suite = {
	.name = "vsi_effect",
	.suite_init = check_decoder,
	.init = check_begin,
	.exit = check_end,
	.test_cases = cases,
};

kunit_test_suite(suite);
