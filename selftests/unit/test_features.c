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
	const u32 idregs[VSI_NR_IDREGS] = {
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

/* Reading these takes something away, or may: data, an interrupt, a lock. */
static bool has_side_effect(u32 word)
{
	static const u32 words[] = {
		0xee100e15,	/* DBGDTRRXint */
		0xee100e50,	/* DBGDTRRXext */
		0xee1c0f1c,	/* ICC_IAR1 */
		0xee1c0f18,	/* ICC_IAR0 */
	};
	unsigned int i;

	for (i = 0; i < COUNT(words); i++)
		if (words[i] == word)
			return true;
	return false;
}

static void probes_are_reads_of_their_feature(struct kunit *test)
{
	unsigned int i, of[VSI_NR_FEATURES] = { 0 };
	struct vsi_insn insn;
	u32 word;

	for (i = 0; i < vsi_nr_probes; i++) {
		word = vsi_probes[i].word;
		if (!CHECK(vsi_decode(VSI_ISA_A32, word, &insn), "%08x", word))
			continue;
		CHECK(insn.form == VSI_FORM_CP32 && !insn.write && !insn.rt && insn.cond == 0xe,
		      "%08x", word);
		CHECK(vsi_feature_needed(&insn) == vsi_probes[i].feature, "%08x", word);
		CHECK(!has_side_effect(word), "%08x", word);
		of[vsi_probes[i].feature]++;
	}
	for (i = 0; i < VSI_NR_FEATURES; i++)
		CHECK(!of[i] == vsi_feature_is_never(i), "%s has %u", vsi_feature_text(i), of[i]);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(identification_of_known_cpus),
	KUNIT_CASE(what_was_tried_counts_more),
	KUNIT_CASE(accesses_need_features),
	KUNIT_CASE(probes_are_reads_of_their_feature),
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
