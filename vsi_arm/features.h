/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the guest has and lacks, for the planning of modules.
 */
#ifndef VSI_ARM_FEATURES_H
#define VSI_ARM_FEATURES_H

#include "feature_rules.h"

int vsi_features_init(void);
void vsi_features_exit(void);
enum vsi_presence vsi_feature_presence(enum vsi_feature feature);
enum vsi_presence vsi_feature_of(const struct vsi_insn *insn);

#endif
