/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Registers that all CPUs read alike and that never change.
 */
#ifndef VSI_ARM_CONSTANTS_H
#define VSI_ARM_CONSTANTS_H

#include "insn.h"

void vsi_constants_check(unsigned int cpu);
void vsi_constants_exit(void);
bool vsi_constant_is_known(const struct vsi_insn *insn);
bool vsi_constant(const struct vsi_insn *insn, bool may_sleep, u64 *value);
bool vsi_constant_is_midr(const struct vsi_insn *insn, bool may_sleep, u64 value);

#endif
