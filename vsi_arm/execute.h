/* SPDX-License-Identifier: GPL-2.0 */
#ifndef VSI_ARM_EXECUTE_H
#define VSI_ARM_EXECUTE_H

#include <linux/ptrace.h>
#include "../vsi_core/arch.h"

typedef bool vsi_execute_fn(const struct vsi_way *way, struct pt_regs *regs);

/* Of enum vsi_arm_op.  Called in the trap, interrupts off. */
extern vsi_execute_fn *const vsi_executes[VSI_ARM_NR_OPS];

/**
 * vsi_execute() - do what a site stands for
 * @way:  of the site
 * @regs: of the interrupted code; its PC stays
 *
 * Context: the trap, interrupts off.
 * Return: false when the CPU has no such register, and then nothing changed.
 */
static __always_inline bool vsi_execute(const struct vsi_way *way, struct pt_regs *regs)
{
	return vsi_executes[way->arch.op](way, regs);
}

#endif
