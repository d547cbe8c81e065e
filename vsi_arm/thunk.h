/* SPDX-License-Identifier: GPL-2.0 */
#ifndef VSI_ARM_THUNK_H
#define VSI_ARM_THUNK_H

#include <linux/compiler.h>
#include <linux/types.h>
#include "served_isa.h"

u32 *vsi_thunk_get(u32 word);
void vsi_thunk_put(u32 *thunk);
bool vsi_thunk_at(unsigned long pc);
bool vsi_thunk_read(u32 *thunk, u32 *value);

/* Without, the planner can be tested on any machine. */
#ifdef CONFIG_ARM
/**
 * vsi_thunk_call() - execute an access
 * @thunk: from vsi_thunk_get()
 * @r0:    operand, in and out
 * @r1:    second operand of a 64-bit access, in and out
 *
 * Context: the trap, interrupts off.
 * Return: false when the CPU has no such register: the access raised an
 * undefined-instruction exception of its own, whose handler sets r2.
 */
static __always_inline bool vsi_thunk_call(u32 *thunk, u32 *r0, u32 *r1)
{
	register u32 a0 asm("r0") = *r0;
	register u32 a1 asm("r1") = *r1;
	register u32 fault asm("r2") = 0;

	asm volatile("blx	%3"
		     : "+r" (a0), "+r" (a1), "+r" (fault)
		     : "r" ((unsigned long)thunk | VSI_FUNCTION_BIT)
		     : "lr", "cc", "memory");
	*r0 = a0;
	*r1 = a1;
	return !fault;
}
#endif

#endif
