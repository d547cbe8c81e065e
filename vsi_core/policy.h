/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What becomes of a virtualization-sensitive instruction.
 */
#ifndef VSI_CORE_POLICY_H
#define VSI_CORE_POLICY_H

#include <linux/types.h>

/**
 * enum vsi_action - what an instruction means from now on
 * @VSI_KEEP:   what it meant; the word stays
 * @VSI_NATIVE: what it meant; executed out of line
 */
enum vsi_action {
	VSI_KEEP,
	VSI_NATIVE,
};

const char *vsi_policy_name(void);
bool vsi_policy_serves(void);
enum vsi_action vsi_policy_action(unsigned int class);

#endif
