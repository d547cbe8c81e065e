// SPDX-License-Identifier: GPL-2.0
/*
 * What identification registers of known CPUs and guests mean, which accesses
 * need which feature, and what is tried.
 */
#include "../../vsi_arm/feature_rules.h"
#include "check.h"
#include "rows.h"

struct known {
	const char *name;
	u32 dfr0, pfr0, pfr1;
	enum vsi_presence pmu, pmuv3, debug, trace, jazelle, thumbee, secure, gentimer, gic;
};

#define U VSI_UNKNOWN
#define A VSI_ABSENT
#define P VSI_PRESENT

static const struct known knowns[] = {
	/* from the manuals of the CPUs */
	{ "Cortex-A15", 0x02010555, 0x00001131, 0x00011011, P, U, P, A, P, P, U, P, A },
	{ "Cortex-A7", 0x02010555, 0x00001131, 0x00011011, P, U, P, A, P, P, U, P, A },
	{ "Cortex-A8", 0x00000400, 0x00001131, 0x00000011, U, U, U, A, P, P, U, A, A },
	{ "Cortex-A9", 0x00010444, 0x00001231, 0x00000011, U, U, P, A, P, P, U, A, A },
	{ "Cortex-A5", 0x02010444, 0x00001231, 0x00000011, P, U, P, A, P, P, U, A, A },
	/* as guests of KVM without a PMU see it, on hosts of two kinds */
	{ "KVM, v8.0", 0x00010006, 0x00000131, 0x10010001, A, A, P, A, P, A, A, P, P },
	{ "KVM, v8.4", 0x00010009, 0x01020131, 0x00010001, A, A, P, A, P, A, A, P, A },
	{ "a host's PMUv3", 0x03010006, 0x00000131, 0x00010001, P, P, P, A, P, A, A, P, A },
	{ "PMU of its own", 0x0f010555, 0x00001131, 0x00011011, A, A, P, A, P, P, U, P, A },
	{ "all zero", 0, 0, 0, U, U, U, A, A, A, A, A, A },
	{ "all ones", ~0u, ~0u, ~0u, A, A, P, P, P, P, U, P, P },
};

static void check_known(const struct known *k, const char *what, enum vsi_feature feature,
			enum vsi_presence want)
{
	const u64 idregs[VSI_NR_IDREGS] = {
		[VSI_IDREG_DFR0] = k->dfr0, [VSI_IDREG_PFR0] = k->pfr0, [VSI_IDREG_PFR1] = k->pfr1,
	};

	CHECK(vsi_feature_identify(feature, idregs) == want, "%s: %s is %u, not %u", k->name, what,
	      vsi_feature_identify(feature, idregs), want);
}

static void identification_of_known_cpus(struct kunit *test)
{
	const struct known *k;

	for (k = knowns; k < knowns + COUNT(knowns); k++) {
		check_known(k, "pmu", VSI_FEATURE_PMU, k->pmu);
		check_known(k, "pmuv3", VSI_FEATURE_PMUV3, k->pmuv3);
		check_known(k, "debug", VSI_FEATURE_DEBUG, k->debug);
		check_known(k, "trace", VSI_FEATURE_TRACE, k->trace);
		check_known(k, "jazelle", VSI_FEATURE_JAZELLE, k->jazelle);
		check_known(k, "thumbee", VSI_FEATURE_THUMBEE, k->thumbee);
		check_known(k, "secure", VSI_FEATURE_SECURE, k->secure);
		check_known(k, "gentimer", VSI_FEATURE_GENTIMER, k->gentimer);
		check_known(k, "gic", VSI_FEATURE_GIC, k->gic);
		check_known(k, "hyp", VSI_FEATURE_HYP, A);
		/* no register tells */
		check_known(k, "l2ctlr", VSI_FEATURE_L2CTLR, U);
		check_known(k, "cbar", VSI_FEATURE_CBAR, U);
	}
}

/* What an arm64 kernel reads, and the features that it then has. */
static const struct {
	const char *name;
	u64 dfr0, pfr0, pfr1, mmfr1, current_el;
	u32 absent;	/* bit n: VSI_FEATURE_A64_PMU + n; all others are present or unknown */
} knowns64[] = {
#define F64(id)	(1u << (VSI_FEATURE_A64_##id - VSI_FEATURE_A64_PMU))
#define NO_PMU	(F64(PMU) | F64(PMEV))
	/* as a guest of KVM without a PMU sees it: a GICv3, SVE; MTE of EL0 only */
	{ "KVM", 0x0000000010305009, 0x1101001021110222, 0x0000000000000121, 0x0000010211212122, 4,
	  NO_PMU | F64(AMU) | F64(TRACE) | F64(TRF) | F64(BRBE) | F64(SPE) | F64(TRBE) |
	  F64(SVE) | F64(SME) | F64(MTE) | F64(MPAM) | F64(SCXTNUM) | F64(HYP) | F64(SECURE) },
	{ "Cortex-A72", 0x10305106, 0x2222, 0, 0, 4,
	  F64(AMU) | F64(TRACE) | F64(TRF) | F64(BRBE) | F64(SPE) | F64(TRBE) | F64(RAS) |
	  F64(GIC) | F64(SVE) | F64(SME) | F64(MTE) | F64(MPAM) | F64(LOR) | F64(SCXTNUM) |
	  F64(HYP) | F64(SECURE) },
	{ "all zero", 0, 0, 0, 0, 0,
	  NO_PMU | F64(AMU) | F64(TRACE) | F64(TRF) | F64(BRBE) | F64(SPE) | F64(TRBE) |
	  F64(RAS) | F64(GIC) | F64(SVE) | F64(SME) | F64(MTE) | F64(MPAM) | F64(LOR) |
	  F64(SCXTNUM) | F64(HYP) | F64(SECURE) },
	{ "all ones, a PMU of its own", ~0ull, ~0ull, ~0ull, ~0ull, 8, NO_PMU | F64(SECURE) },
	{ "EL2, tags", 0x100010305416, 0x1201111123111112, 0x321, 0x10000, 8, F64(SECURE) |
	  F64(BRBE) | F64(TRF) | F64(SPE) | F64(SME) },
	{ "fractions", 0x600, 0x0100000000000000, 0x0000000200010100, 0, 4,
	  F64(AMU) | F64(TRACE) | F64(TRF) | F64(BRBE) | F64(SPE) | F64(TRBE) | F64(RAS) |
	  F64(GIC) | F64(SVE) | F64(SME) | F64(MTE) | F64(LOR) | F64(HYP) | F64(SECURE) },
	{ "most of what there is", 0x00f011f101305616, 0x0201111121110222, 0x0000000001000200,
	  0x10000, 4, F64(HYP) | F64(SECURE) },
};

static void check_known64(unsigned int n)
{
	const u64 idregs[VSI_NR_IDREGS] = {
		[VSI_IDREG_A64_DFR0] = knowns64[n].dfr0, [VSI_IDREG_A64_PFR0] = knowns64[n].pfr0,
		[VSI_IDREG_A64_PFR1] = knowns64[n].pfr1, [VSI_IDREG_A64_MMFR1] = knowns64[n].mmfr1,
		[VSI_IDREG_A64_CURRENTEL] = knowns64[n].current_el,
	};
	const bool no_debug = !(knowns64[n].dfr0 & 0xf);
	enum vsi_presence want;
	unsigned int feature;

	for (feature = VSI_FEATURE_A64_PMU; feature < VSI_NR_FEATURES; feature++) {
		want = knowns64[n].absent >> (feature - VSI_FEATURE_A64_PMU) & 1 ? A : P;
		if (feature == VSI_FEATURE_A64_L2CTLR || feature == VSI_FEATURE_A64_L2ECTLR ||
		    (feature == VSI_FEATURE_A64_DEBUG && no_debug))
			want = U;
		CHECK(vsi_feature_identify(feature, idregs) == want, "%s: %s is %u, not %u",
		      knowns64[n].name, vsi_feature_text(feature),
		      vsi_feature_identify(feature, idregs), want);
	}
}

static void identification_of_known_cpus_of_64_bits(struct kunit *test)
{
	unsigned int n;

	for (n = 0; n < COUNT(knowns64); n++)
		check_known64(n);
}

static void what_was_tried_counts_more(struct kunit *test)
{
	unsigned int identified;

	for (identified = U; identified <= VSI_PARTIAL; identified++) {
		CHECK(vsi_feature_conclude(identified, 0, 0) == identified, "%u", identified);
		CHECK(vsi_feature_conclude(identified, 2, 0) == P, "%u", identified);
		CHECK(vsi_feature_conclude(identified, 0, 2) == A, "%u", identified);
		CHECK(vsi_feature_conclude(identified, 1, 1) == VSI_PARTIAL, "%u", identified);
	}
}

/* One word, the feature that it needs. */
static const struct {
	u32 word;
	int feature;
} accesses[] = {
	{ 0xee190f1c, VSI_FEATURE_PMU },	/* mrc PMCR */
	{ 0xee090f1d, VSI_FEATURE_PMU },	/* mcr PMCCNTR */
	{ 0xee1e0f18, VSI_FEATURE_PMUV3 },	/* PMEVCNTR0 */
	{ 0xec510f09, VSI_FEATURE_PMUV3 },	/* mrrc PMCCNTR */
	{ 0xee1d0f12, VSI_FEATURE_AMU },	/* AMCR */
	{ 0xee100e10, VSI_FEATURE_DEBUG },	/* DBGDIDR */
	{ 0xee000e15, VSI_FEATURE_DEBUG },	/* mcr DBGDTRTXint */
	{ 0xec510e01, VSI_FEATURE_DEBUG },	/* mrrc DBGDRAR */
	{ 0xee300e10, VSI_FEATURE_TRACE },	/* ETMCR */
	{ 0xeef00e10, VSI_FEATURE_JAZELLE },	/* JIDR */
	{ 0xeed00e10, VSI_FEATURE_THUMBEE },	/* TEECR */
	{ 0xee110f11, VSI_FEATURE_SECURE },	/* SCR */
	{ 0xee110f31, VSI_FEATURE_SECURE },	/* SDER */
	{ 0xee1c0f30, VSI_FEATURE_SECURE },	/* MVBAR */
	{ 0xee110f51, VSI_NO_FEATURE },		/* NSACR: can be read */
	{ 0xee1c0f50, VSI_NO_FEATURE },		/* RMR: is of the highest level */
	{ 0xee910f11, VSI_FEATURE_HYP },	/* HCR */
	{ 0xec510f6e, VSI_FEATURE_HYP },	/* mrrc CNTHP_CVAL */
	{ 0xec510f1e, VSI_FEATURE_GENTIMER },	/* mrrc CNTVCT */
	{ 0xee0e0f10, VSI_FEATURE_GENTIMER },	/* mcr CNTFRQ */
	{ 0xee1c0fbc, VSI_FEATURE_GIC },	/* ICC_SRE */
	{ 0xee150f13, VSI_FEATURE_RAS },	/* ERRIDR */
	{ 0xee390f50, VSI_FEATURE_L2CTLR },	/* L2CTLR */
	{ 0xee390f70, VSI_FEATURE_L2ECTLR },	/* L2ECTLR */
	{ 0xee9f0f10, VSI_FEATURE_CBAR },	/* CBAR */
	{ 0xee1f0f10, VSI_NO_FEATURE },		/* c15: nothing is known */
	{ 0xee390f10, VSI_NO_FEATURE },		/* c9: lockdown */
	{ 0xee100f10, VSI_NO_FEATURE },		/* MIDR */
	{ 0xee110f10, VSI_NO_FEATURE },		/* SCTLR */
	{ 0xee070f5e, VSI_NO_FEATURE },		/* DCCISW */
	{ 0xe1600070, VSI_NO_FEATURE },		/* smc #0 */
	{ 0xe10f0000, VSI_NO_FEATURE },		/* mrs CPSR */
};

static const struct {
	u32 word;
	int feature;
} accesses64[] = {
	{ 0xd53b9c00, VSI_FEATURE_A64_PMU },		/* mrs PMCR_EL0 */
	{ 0xd5189e20, VSI_FEATURE_A64_PMU },		/* msr PMINTENSET_EL1 */
	{ 0xd53be800, VSI_FEATURE_A64_PMEV },		/* PMEVCNTR0_EL0 */
	{ 0xd53bd220, VSI_FEATURE_A64_AMU },		/* AMCFGR_EL0 */
	{ 0xd5101080, VSI_FEATURE_A64_DEBUG },		/* msr OSLAR_EL1 */
	{ 0xd5130500, VSI_FEATURE_A64_DEBUG },		/* msr DBGDTRTX_EL0 */
	{ 0xd5310100, VSI_FEATURE_A64_TRACE },		/* TRCPRGCTLR */
	{ 0xd5381220, VSI_FEATURE_A64_TRF },		/* TRFCR_EL1 */
	{ 0xd5319000, VSI_FEATURE_A64_BRBE },		/* BRBCR_EL1 */
	{ 0xd5097280, VSI_FEATURE_A64_BRBE },		/* brb iall */
	{ 0xd53899e0, VSI_FEATURE_A64_SPE },		/* PMSIDR_EL1 */
	{ 0xd5389b00, VSI_FEATURE_A64_TRBE },		/* TRBLIMITR_EL1 */
	{ 0xd5385300, VSI_FEATURE_A64_RAS },		/* ERRIDR_EL1 */
	{ 0xd538c120, VSI_FEATURE_A64_RAS },		/* DISR_EL1 */
	{ 0xd5184600, VSI_FEATURE_A64_GIC },		/* msr ICC_PMR_EL1 */
	{ 0xd538cc00, VSI_FEATURE_A64_GIC },		/* ICC_IAR1_EL1 */
	{ 0xd5381200, VSI_FEATURE_A64_SVE },		/* ZCR_EL1 */
	{ 0xd53812c0, VSI_FEATURE_A64_SME },		/* SMCR_EL1 */
	{ 0xd53810c0, VSI_FEATURE_A64_MTE },		/* GCR_EL1 */
	{ 0xd50876c0, VSI_FEATURE_A64_MTE },		/* dc igdsw */
	{ 0xd9a00020, VSI_FEATURE_A64_MTE },		/* stgm */
	{ 0xd538a480, VSI_FEATURE_A64_MPAM },		/* MPAMIDR_EL1 */
	{ 0xd538a4e0, VSI_FEATURE_A64_LOR },		/* LORID_EL1 */
	{ 0xd538d0e0, VSI_FEATURE_A64_SCXTNUM },	/* SCXTNUM_EL1 */
	{ 0xd53c1100, VSI_FEATURE_A64_HYP },		/* HCR_EL2 */
	{ 0xd50c8780, VSI_FEATURE_A64_HYP },		/* tlbi alle1 */
	{ 0xd53e1100, VSI_FEATURE_A64_SECURE },		/* SCR_EL3 */
	{ 0xd53fe220, VSI_NO_FEATURE },			/* CNTPS_CTL_EL1: Secure EL1 */
	{ 0xd539b040, VSI_FEATURE_A64_L2CTLR },		/* L2CTLR_EL1 */
	{ 0xd539b060, VSI_FEATURE_A64_L2ECTLR },	/* L2ECTLR_EL1 */
	{ 0xd539b080, VSI_NO_FEATURE },			/* its neighbor */
	{ 0xd5380000, VSI_NO_FEATURE },			/* MIDR_EL1 */
	{ 0xd53be040, VSI_NO_FEATURE },			/* CNTVCT_EL0 */
	{ 0xd5087e40, VSI_NO_FEATURE },			/* dc cisw */
	{ 0xd4000003, VSI_NO_FEATURE },			/* smc #0 */
	{ 0xd50342df, VSI_NO_FEATURE },			/* msr DAIFSet, #2 */
};

static void accesses_of_64_bits_need_features(struct kunit *test)
{
	struct vsi_insn insn;
	size_t i;

	for (i = 0; i < COUNT(accesses64); i++) {
		if (!CHECK(vsi_decode(VSI_ISA_A64, accesses64[i].word, &insn), "%08x",
			   accesses64[i].word))
			continue;
		CHECK(vsi_feature_needed(&insn) == accesses64[i].feature, "%08x needs %d",
		      accesses64[i].word, vsi_feature_needed(&insn));
	}
}

static void accesses_need_features(struct kunit *test)
{
	struct vsi_insn insn;
	unsigned int i;

	for (i = 0; i < COUNT(accesses); i++) {
		if (!CHECK(vsi_decode(VSI_ISA_A32, accesses[i].word, &insn), "%08x",
			   accesses[i].word))
			continue;
		CHECK(vsi_feature_needed(&insn) == accesses[i].feature, "%08x needs %d",
		      accesses[i].word, vsi_feature_needed(&insn));
	}
}

/* Reading these takes something away, or may: data, an interrupt, a lock; or it traps. */
static bool has_side_effect(u32 word)
{
	static const u32 words[] = {
		0xee100e15,	/* DBGDTRRXint */
		0xee100e50,	/* DBGDTRRXext */
		0xee1c0f1c,	/* ICC_IAR1 */
		0xee1c0f18,	/* ICC_IAR0 */
		0xd5330500,	/* DBGDTRRX_EL0 */
		0xd5330400,	/* DBGDTR_EL0 */
		0xd5300040,	/* OSDTRRX_EL1 */
		0xd538cc00,	/* ICC_IAR1_EL1 */
		0xd538c800,	/* ICC_IAR0_EL1 */
		0xd538c960,	/* ICC_NMIAR1_EL1 */
		0xd5381200,	/* ZCR_EL1 */
		0xd53812c0,	/* SMCR_EL1 */
	};
	unsigned int i;

	for (i = 0; i < COUNT(words); i++)
		if (words[i] == word)
			return true;
	return false;
}

static bool is_of_a64(unsigned int feature)
{
	return feature >= VSI_FEATURE_A64_PMU;
}

/* Features that only identification tells. */
static bool is_not_tried(unsigned int feature)
{
	return vsi_feature_is_never(feature) || feature == VSI_FEATURE_A64_SVE ||
	       feature == VSI_FEATURE_A64_SME || feature == VSI_FEATURE_A64_HYP;
}

static void probes_are_reads_of_their_feature(struct kunit *test)
{
	unsigned int i, of[VSI_NR_FEATURES] = { 0 };
	const struct vsi_probe *p;
	struct vsi_insn insn;
	bool a64;

	for (p = vsi_probes; p < vsi_probes + vsi_nr_probes; p++) {
		a64 = is_of_a64(p->feature);
		if (!CHECK(vsi_decode(a64 ? VSI_ISA_A64 : VSI_ISA_A32, p->word, &insn), "%08x",
			   p->word))
			continue;
		CHECK(insn.form == (a64 ? VSI_FORM_SYS : VSI_FORM_CP32) && !insn.write &&
		      !insn.rt && insn.cond == 0xe, "%08x", p->word);
		CHECK(!a64 || insn.base == A64_SYSREG, "%08x", p->word);
		CHECK(vsi_feature_needed(&insn) == p->feature, "%08x", p->word);
		CHECK(!has_side_effect(p->word), "%08x", p->word);
		of[p->feature]++;
	}
	for (i = 0; i < VSI_NR_FEATURES; i++)
		CHECK(!of[i] == is_not_tried(i), "%s has %u", vsi_feature_text(i), of[i]);
}

/* Of one architecture each name is once, and one is that of the PMU. */
static void names_are_distinct(struct kunit *test)
{
	unsigned int i, j, pmus = 0;

	for (i = 0; i < VSI_NR_FEATURES; i++) {
		for (j = 0; j < i; j++)
			CHECK(is_of_a64(i) != is_of_a64(j) ||
			      strcmp(vsi_feature_text(i), vsi_feature_text(j)), "%u and %u", i, j);
		CHECK(vsi_feature_is_pmu(i) == !strcmp(vsi_feature_text(i), "pmu"), "%u", i);
		pmus += vsi_feature_is_pmu(i);
	}
	CHECK(pmus == 2, "%u", pmus);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(identification_of_known_cpus),
	KUNIT_CASE(identification_of_known_cpus_of_64_bits),
	KUNIT_CASE(what_was_tried_counts_more),
	KUNIT_CASE(accesses_need_features),
	KUNIT_CASE(accesses_of_64_bits_need_features),
	KUNIT_CASE(probes_are_reads_of_their_feature),
	KUNIT_CASE(names_are_distinct),
	{}
};

static struct kunit_suite suite = {
	.name = "vsi_features",
	.suite_init = check_decoder,
	.init = check_begin,
	.exit = check_end,
	.test_cases = cases,
};

kunit_test_suite(suite);
