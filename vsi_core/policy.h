/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What becomes of a virtualization-sensitive instruction.
 */
#ifndef VSI_CORE_POLICY_H
#define VSI_CORE_POLICY_H

#include <linux/types.h>
#include "../vsi_arm/insn.h"

const char *vsi_policy_name(void);
bool vsi_policy_serves(void);
enum vsi_action vsi_policy_action(unsigned int class);

#endif
