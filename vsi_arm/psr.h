/* SPDX-License-Identifier: GPL-2.0 */
/*
 * CPS, MRS and MSR on a saved CPSR.
 *
 * An exception handler cannot execute these out of line: the PSR they mean is
 * the interrupted one, which the exception return writes back.  Pure.
 */
#ifndef VSI_ARM_PSR_H
#define VSI_ARM_PSR_H

#include "insn.h"

u32 a32_mrs_cpsr(u32 cpsr);
u32 a32_msr_cpsr(u32 cpsr, u32 value, unsigned int fields);
u32 a32_cps(u32 cpsr, u32 word);
void a32_psr_execute(u32 word, unsigned int row, u32 *cpsr, unsigned long *gpr);
void t32_psr_execute(u32 word, unsigned int row, u32 *cpsr, unsigned long *gpr);

#endif
