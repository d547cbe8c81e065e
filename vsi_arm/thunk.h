/* SPDX-License-Identifier: GPL-2.0 */
#ifndef VSI_ARM_THUNK_H
#define VSI_ARM_THUNK_H

#include <linux/compiler.h>
#include <linux/types.h>
#include "served_isa.h"

u32 *vsi_thunk_get(u32 word);
void vsi_thunk_put(u32 *thunk);
bool vsi_thunk_at(unsigned long pc);
bool vsi_thunk_read(u32 *thunk, unsigned long *value);

/* The register in which an undefined access is told of. */
#define VSI_THUNK_FAULT	2

/* Without either, the planner can be tested on any machine, as for either. */
#ifdef CONFIG_ARM
#define THUNK_CALL	"blx	%3"
#define THUNK_REG(n)	"r" #n
#define THUNK_LINK	"lr"
#elif defined(__aarch64__)
#define THUNK_CALL	"blr	%3"
#define THUNK_REG(n)	"x" #n
#define THUNK_LINK	"x30"
#endif

#ifdef THUNK_CALL
/**
 * vsi_thunk_call() - execute an access
 * @thunk: from vsi_thunk_get()
 * @a:     operand, in and out
 * @b:     second operand of an access to two registers, in and out
 *
 * Context: the trap, interrupts off.
 * Return: false when the CPU has no such register: the access raised an
 * undefined-instruction exception of its own, whose handler says so.
 */
static __always_inline bool vsi_thunk_call(u32 *thunk, unsigned long *a, unsigned long *b)
{
	register unsigned long a0 asm(THUNK_REG(0)) = *a;
	register unsigned long a1 asm(THUNK_REG(1)) = *b;
	register unsigned long fault asm(THUNK_REG(2)) = 0;

	asm volatile(THUNK_CALL
		     : "+r" (a0), "+r" (a1), "+r" (fault)
		     : "r" ((unsigned long)thunk | VSI_FUNCTION_BIT)
		     : THUNK_LINK, "cc", "memory");
	*a = a0;
	*b = a1;
	return !fault;
}
#endif

#endif
