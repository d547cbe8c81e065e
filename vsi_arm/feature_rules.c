// SPDX-License-Identifier: GPL-2.0
/*
 * Features that a guest may lack: features.tbl, and what it means.
 *
 * Pure.
 */
#include "cp_reg.h"
#include "feature_rules.h"
#include "insn_rows.h"

enum rule {
	RULE_NONE,
	RULE_FIELD,
	RULE_CLAIM,
	RULE_BEYOND,
	RULE_PERFMON,
	RULE_PMUV3,
	RULE_NEVER,
};

struct feature {
	const char *name;
	u8 idreg;
	u8 lsb;
	u8 rule;
};

static const struct feature features[VSI_NR_FEATURES] = {
#define FEATURE(id, name, idreg, lsb, rule) { name, VSI_IDREG_##idreg, lsb, RULE_##rule },
#include "features.tbl"
#undef FEATURE
};

const struct vsi_probe vsi_probes[] = {
#define PROBE(feature, space, op1, crn, crm, op2) \
	{ VSI_CP_READ(VSI_CP_REG(space, op1, crn, crm, op2)), VSI_FEATURE_##feature },
#include "features.tbl"
#undef PROBE
};

const unsigned int vsi_nr_probes = sizeof(vsi_probes) / sizeof(vsi_probes[0]);

struct need {
	u32 reg;
	u8 feature;
};

static const struct need needs_by_reg[] = {
#define NEEDS_REG(space, op1, crn, crm, op2, feature) \
	{ VSI_CP_REG(space, op1, crn, crm, op2), VSI_FEATURE_##feature },
#include "features.tbl"
#undef NEEDS_REG
};

/* One more than the feature, 0 for none. */
static const u8 needs_by_row[CP_NR_REGS] = {
#define NEEDS_ROW(id, feature)	[CP_##id] = VSI_FEATURE_##feature + 1,
#include "features.tbl"
#undef NEEDS_ROW
};

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
 * Return: true when its registers are undefined at PL1.
 */
bool vsi_feature_is_never(enum vsi_feature feature)
{
	return features[feature].rule == RULE_NEVER;
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

/**
 * vsi_feature_identify() - what the identification registers of a CPU say
 * @feature: of a feature
 * @idregs:  by enum vsi_idreg
 *
 * Context: any.
 * Return: ABSENT, PRESENT or UNKNOWN.
 */
enum vsi_presence vsi_feature_identify(enum vsi_feature feature, const u32 *idregs)
{
	const struct feature *f = &features[feature];
	const u32 idreg = idregs[f->idreg], field = idreg >> f->lsb & 0xf;

	switch ((enum rule)f->rule) {
	case RULE_FIELD:
		return field ? VSI_PRESENT : VSI_ABSENT;
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
	unsigned int i;

	if (insn->form != VSI_FORM_CP32 && insn->form != VSI_FORM_CP64)
		return VSI_NO_FEATURE;
	for (i = 0; i < sizeof(needs_by_reg) / sizeof(needs_by_reg[0]); i++)
		if (vsi_insn_reaches(insn, needs_by_reg[i].reg))
			return needs_by_reg[i].feature;
	return needs_by_row[insn->row] - 1;
}
