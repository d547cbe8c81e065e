/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Features that a guest may lack: what identification registers and tries say,
 * and which accesses need which.  Pure.
 */
#ifndef VSI_ARM_FEATURE_RULES_H
#define VSI_ARM_FEATURE_RULES_H

#include "insn_rows.h"

/* A kernel has those of its own architecture only, and so no gaps; its unit tests have all. */
enum vsi_feature {
#ifdef VSI_HAS_ARM
#define FEATURE(id, ...)	VSI_FEATURE_##id,
#include "features.tbl"
#undef FEATURE
#endif
#ifdef VSI_HAS_ARM64
#define FEATURE_A64(id, ...)	VSI_FEATURE_A64_##id,
#include "features.tbl"
#undef FEATURE_A64
#endif
	VSI_NR_FEATURES
};

enum vsi_presence {
	VSI_UNKNOWN,
	VSI_ABSENT,	/* on every CPU, and all of it */
	VSI_PRESENT,	/* the same */
	VSI_PARTIAL,	/* on some CPUs, or some registers of it */
};

/* What vsi_feature_identify() reads: what a kernel cannot read is 0. */
enum vsi_idreg {
	VSI_IDREG_NONE,
	/* a kernel of 32 bits */
	VSI_IDREG_DFR0,
	VSI_IDREG_PFR0,
	VSI_IDREG_PFR1,
	/* one of 64 bits: ID_AA64DFR0_EL1 and so on, all 64 bits; CurrentEL */
	VSI_IDREG_A64_DFR0,
	VSI_IDREG_A64_PFR0,
	VSI_IDREG_A64_PFR1,
	VSI_IDREG_A64_MMFR1,
	VSI_IDREG_A64_CURRENTEL,
	VSI_NR_IDREGS
};

/**
 * struct vsi_probe - a register that stands for a feature
 * @word:    MRC of it into r0, or MRS into x0
 * @feature: enum vsi_feature
 */
struct vsi_probe {
	u32 word;
	u8 feature;
};

extern const struct vsi_probe vsi_probes[];
extern const unsigned int vsi_nr_probes;

#define VSI_NO_FEATURE	(-1)

const char *vsi_feature_text(enum vsi_feature feature);
bool vsi_feature_is_never(enum vsi_feature feature);
bool vsi_feature_is_pmu(enum vsi_feature feature);
enum vsi_presence vsi_feature_identify(enum vsi_feature feature, const u64 *idregs);
enum vsi_presence vsi_feature_conclude(enum vsi_presence identified, unsigned int nr_read,
				       unsigned int nr_undef);
int vsi_feature_needed(const struct vsi_insn *insn);

#endif
