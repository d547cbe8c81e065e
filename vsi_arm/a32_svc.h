/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The words of hypervisors that take SVC for the instructions of a guest kernel in user
 * mode: a32_svc.tbl.  Pure.
 */
#ifndef VSI_ARM_A32_SVC_H
#define VSI_ARM_A32_SVC_H

#include "insn.h"

bool a32_svc_encode(const struct vsi_insn *insn, u32 *word);

/* SVC, ARM DDI 0406C, A8.8.228. */
static inline bool a32_is_svc(u32 word)
{
	return a32_cond(word) != A32_COND_UNCOND && (word & 0x0f000000) == 0x0f000000;
}

/* CPSR.M, ARM DDI 0406C, B1.3.1; bit 4 is set in each mode of AArch32. */
#define A32_CPSR_MODE		0x1fu
#define A32_MODE_USER		0x10u

/**
 * a32_is_deprivileged() - does the kernel run in user mode?
 * @cpsr: what MRS reads in the kernel
 *
 * MRS has no exception in user mode (ARM DDI 0406C, B9.3.8), so no hypervisor can say
 * anything else.
 *
 * Return: true when there is somebody below it.
 */
static inline bool a32_is_deprivileged(u32 cpsr)
{
	return (cpsr & A32_CPSR_MODE) == A32_MODE_USER;
}

#endif
