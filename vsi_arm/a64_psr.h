/* SPDX-License-Identifier: GPL-2.0 */
/*
 * MRS and MSR of PSTATE on a saved one.
 *
 * An exception handler cannot execute these out of line: the PSTATE they mean
 * is the interrupted one, which the exception return writes back.  Pure.
 */
#ifndef VSI_ARM_A64_PSR_H
#define VSI_ARM_A64_PSR_H

#include "insn.h"

bool a64_psr_is(const struct vsi_insn *insn);
void a64_psr_execute(const struct vsi_insn *insn, u64 *pstate, u64 *regs);

#endif
