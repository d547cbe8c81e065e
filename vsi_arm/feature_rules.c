// SPDX-License-Identifier: GPL-2.0
/*
 * Features that a guest may lack: features.tbl, and what it means.
 *
 * Pure.
 */
#include "cp_reg.h"
#include "feature_rules.h"
#include "sys_reg.h"

enum rule {
	RULE_NONE,
	RULE_FIELD,
	RULE_CLAIM,
	RULE_BEYOND,
	RULE_PERFMON,
	RULE_PMUV3,
	RULE_NEVER,
	RULE_PMUVER,
	RULE_FROM2,
	RULE_MPAM,
	RULE_CSV2,
	RULE_LEVEL2,
};

struct feature {
	const char *name;
	u8 idreg;
	u8 lsb;
	u8 rule;
};

static const struct feature features[VSI_NR_FEATURES] = {
#ifdef VSI_HAS_ARM
#define FEATURE(id, name, idreg, lsb, rule) { name, VSI_IDREG_##idreg, lsb, RULE_##rule },
#include "features.tbl"
#undef FEATURE
#endif
#ifdef VSI_HAS_ARM64
#define FEATURE_A64(id, name, idreg, lsb, rule) { name, VSI_IDREG_##idreg, lsb, RULE_##rule },
#include "features.tbl"
#undef FEATURE_A64
#endif
};

const struct vsi_probe vsi_probes[] = {
#ifdef VSI_HAS_ARM
#define PROBE(feature, space, op1, crn, crm, op2) \
	{ VSI_CP_READ(VSI_CP_REG(space, op1, crn, crm, op2)), VSI_FEATURE_##feature },
#include "features.tbl"
#undef PROBE
#endif
#ifdef VSI_HAS_ARM64
#define PROBE_SYS(feature, op0, op1, crn, crm, op2) \
	{ VSI_SYS_READ(VSI_SYS_REG(op0, op1, crn, crm, op2)), VSI_FEATURE_A64_##feature },
#include "features.tbl"
#undef PROBE_SYS
#endif
};

const unsigned int vsi_nr_probes = sizeof(vsi_probes) / sizeof(vsi_probes[0]);

struct need {
	u32 reg;
	int feature;
};

/* By row: one more than the feature, 0 for none. */
#ifdef VSI_HAS_ARM
static const struct need needs_by_reg[] = {
#define NEEDS_REG(space, op1, crn, crm, op2, feature) \
	{ VSI_CP_REG(space, op1, crn, crm, op2), VSI_FEATURE_##feature },
#include "features.tbl"
#undef NEEDS_REG
};

static const u8 needs_by_row[CP_NR_REGS] = {
#define NEEDS_ROW(id, feature)	[CP_##id] = VSI_FEATURE_##feature + 1,
#include "features.tbl"
#undef NEEDS_ROW
};

static int cp_need(const struct vsi_insn *insn)
{
	unsigned int i;

	for (i = 0; i < sizeof(needs_by_reg) / sizeof(needs_by_reg[0]); i++)
		if (vsi_insn_reaches(insn, needs_by_reg[i].reg))
			return needs_by_reg[i].feature;
	return needs_by_row[insn->row] - 1;
}
#else
static int cp_need(const struct vsi_insn *insn)
{
	return VSI_NO_FEATURE;
}
#endif

#ifdef VSI_HAS_ARM64
#define VSI_FEATURE_A64_NONE	VSI_NO_FEATURE

static const struct need needs_by_sys_reg[] = {
#define NEEDS_SYS_REG(op0, op1, crn, crm, op2, feature) \
	{ VSI_SYS_REG(op0, op1, crn, crm, op2), VSI_FEATURE_A64_##feature },
#include "features.tbl"
#undef NEEDS_SYS_REG
};

static const u8 needs_by_sys_row[SYSREG_NR] = {
#define NEEDS_SYS_ROW(id, feature)	[SYSREG_##id] = VSI_FEATURE_A64_##feature + 1,
#include "features.tbl"
#undef NEEDS_SYS_ROW
};

static const u8 needs_by_a64[A64_NR_INSNS] = {
#define NEEDS_A64(id, feature)	[A64_##id] = VSI_FEATURE_A64_##feature + 1,
#include "features.tbl"
#undef NEEDS_A64
};

static int a64_need(const struct vsi_insn *insn)
{
	unsigned int i;

	if (insn->form != VSI_FORM_SYS)
		return needs_by_a64[insn->base] - 1;
	for (i = 0; i < sizeof(needs_by_sys_reg) / sizeof(needs_by_sys_reg[0]); i++)
		if (vsi_insn_reaches_sys(insn, needs_by_sys_reg[i].reg))
			return needs_by_sys_reg[i].feature;
	return needs_by_sys_row[insn->row] - 1;
}
#else
static int a64_need(const struct vsi_insn *insn)
{
	return VSI_NO_FEATURE;
}
#endif

/**
 * vsi_feature_text() - the name of a feature
 * @feature: the feature
 *
 * Context: any.
 * Return: the name users see.
 */
const char *vsi_feature_text(enum vsi_feature feature)
{
	return features[feature].name;
}

/**
 * vsi_feature_is_never() - is a feature out of reach whatever the CPU has?
 * @feature: the feature
 *
 * Context: any.
 * Return: true when its registers are undefined at PL1, or at EL1 and EL2.
 */
bool vsi_feature_is_never(enum vsi_feature feature)
{
	return features[feature].rule == RULE_NEVER;
}

/**
 * vsi_feature_is_pmu() - is a feature the one that a PMU in a device tree hints at?
 * @feature: the feature
 *
 * Context: any.
 * Return: true for pmu, of either architecture.
 */
bool vsi_feature_is_pmu(enum vsi_feature feature)
{
#ifdef VSI_HAS_ARM
	if (feature == VSI_FEATURE_PMU)
		return true;
#endif
#ifdef VSI_HAS_ARM64
	if (feature == VSI_FEATURE_A64_PMU)
		return true;
#endif
	return false;
}

/*
 * 0b0000 means absent since v7.1 Debug, and earlier that it is no PMUv2: a
 * Cortex-A9 has PMUv1 and 0 (ARM DDI 0406C, B4.1.82).  0b1111: none, or one of
 * the implementation's own.
 */
static enum vsi_presence identify_perfmon(u32 dfr0)
{
	const u32 perfmon = dfr0 >> 24 & 0xf, cop_dbg = dfr0 & 0xf, v7_1_debug = 5;

	if (perfmon == 0xf || (!perfmon && cop_dbg >= v7_1_debug))
		return VSI_ABSENT;
	return perfmon ? VSI_PRESENT : VSI_UNKNOWN;
}

static enum vsi_presence identify_pmuv3(u32 dfr0)
{
	const u32 pmuv3 = 3;

	if (identify_perfmon(dfr0) == VSI_ABSENT)
		return VSI_ABSENT;
	return (dfr0 >> 24 & 0xf) >= pmuv3 ? VSI_PRESENT : VSI_UNKNOWN;
}

static enum vsi_presence present_if(bool there)
{
	return there ? VSI_PRESENT : VSI_ABSENT;
}

/* FEAT_MPAM: ARM DDI 0487, ID_AA64PFR0_EL1.MPAM and ID_AA64PFR1_EL1.MPAM_frac. */
static bool has_mpam(const u64 *idregs)
{
	return (idregs[VSI_IDREG_A64_PFR0] >> 40 & 0xf) || (idregs[VSI_IDREG_A64_PFR1] >> 16 & 0xf);
}

/* FEAT_CSV2_2, FEAT_CSV2_1p2: ID_AA64PFR0_EL1.CSV2 and ID_AA64PFR1_EL1.CSV2_frac. */
static bool has_scxtnum(const u64 *idregs)
{
	const u32 csv2 = idregs[VSI_IDREG_A64_PFR0] >> 56 & 0xf;
	const u32 frac = idregs[VSI_IDREG_A64_PFR1] >> 32 & 0xf;

	return csv2 >= 2 || (csv2 == 1 && frac >= 2);
}

/* CurrentEL.EL */
static bool is_at_el2(const u64 *idregs)
{
	return (idregs[VSI_IDREG_A64_CURRENTEL] >> 2 & 3) == 2;
}

/**
 * vsi_feature_identify() - what the identification registers of a CPU say
 * @feature: of a feature
 * @idregs:  by enum vsi_idreg
 *
 * Context: any.
 * Return: ABSENT, PRESENT or UNKNOWN.
 */
enum vsi_presence vsi_feature_identify(enum vsi_feature feature, const u64 *idregs)
{
	const struct feature *f = &features[feature];
	const u64 idreg = idregs[f->idreg];
	const u32 field = idreg >> f->lsb & 0xf;

	switch ((enum rule)f->rule) {
	case RULE_FIELD:
		return present_if(field);
	case RULE_FROM2:
		return present_if(field >= 2);
	case RULE_PMUVER:
		return present_if(field && field != 0xf);
	case RULE_MPAM:
		return present_if(has_mpam(idregs));
	case RULE_CSV2:
		return present_if(has_scxtnum(idregs));
	case RULE_LEVEL2:
		return present_if(is_at_el2(idregs));
	case RULE_CLAIM:
		return field ? VSI_UNKNOWN : VSI_ABSENT;
	case RULE_BEYOND:
		return field ? VSI_PRESENT : VSI_UNKNOWN;
	case RULE_PERFMON:
		return identify_perfmon(idreg);
	case RULE_PMUV3:
		return identify_pmuv3(idreg);
	case RULE_NEVER:
		return VSI_ABSENT;
	case RULE_NONE:
		break;
	}
	return VSI_UNKNOWN;
}

/**
 * vsi_feature_conclude() - what a CPU says after registers were tried
 * @identified: before
 * @nr_read:    registers that could be read
 * @nr_undef:   registers that were undefined
 *
 * What was tried counts more than what is claimed.
 *
 * Context: any.
 * Return: the presence on this CPU.
 */
enum vsi_presence vsi_feature_conclude(enum vsi_presence identified, unsigned int nr_read,
				       unsigned int nr_undef)
{
	if (nr_read && nr_undef)
		return VSI_PARTIAL;
	if (nr_read)
		return VSI_PRESENT;
	return nr_undef ? VSI_ABSENT : identified;
}

/**
 * vsi_feature_needed() - which feature an instruction needs
 * @insn: a decoded instruction
 *
 * Context: any.
 * Return: enum vsi_feature, or VSI_NO_FEATURE.
 */
int vsi_feature_needed(const struct vsi_insn *insn)
{
	if (insn->isa == VSI_ISA_A64)
		return a64_need(insn);
	if (insn->form != VSI_FORM_CP32 && insn->form != VSI_FORM_CP64)
		return VSI_NO_FEATURE;
	return cp_need(insn);
}
