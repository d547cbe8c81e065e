/* SPDX-License-Identifier: GPL-2.0 */
/*
 * HVC with the registers of a call, for hypercall/.  The kernel's own functions pass
 * fewer, and read back no more than four.
 */
#ifndef VSI_ARM_HVC_H
#define VSI_ARM_HVC_H

#include <linux/compiler.h>
#include <linux/types.h>

/*
 * VSI_HVC(imm, tag, regs): one call.
 * @imm:  a literal number
 * @tag:  for r12, or x16
 * @regs: VSI_ABI_REGS unsigned longs, in and out
 *
 * All values are copied before the first register is set: what a sanitizer makes of
 * reading them may call functions.
 */
#define VSI_HVC_IN(n, reg)	register unsigned long r##n asm(reg) = v##n

#ifdef CONFIG_ARM64
#define VSI_HVC(imm, tag, regs)							\
do {										\
	unsigned long *hvc_regs = (regs);					\
	unsigned long v0 = hvc_regs[0], v1 = hvc_regs[1], v2 = hvc_regs[2];	\
	unsigned long v3 = hvc_regs[3], v4 = hvc_regs[4], v5 = hvc_regs[5];	\
	unsigned long v6 = hvc_regs[6], v7 = hvc_regs[7], v8 = hvc_regs[8];	\
	unsigned long v9 = hvc_regs[9], v16 = (tag);				\
	VSI_HVC_IN(0, "x0"); VSI_HVC_IN(1, "x1"); VSI_HVC_IN(2, "x2");		\
	VSI_HVC_IN(3, "x3"); VSI_HVC_IN(4, "x4"); VSI_HVC_IN(5, "x5");		\
	VSI_HVC_IN(6, "x6"); VSI_HVC_IN(7, "x7"); VSI_HVC_IN(8, "x8");		\
	VSI_HVC_IN(9, "x9"); VSI_HVC_IN(16, "x16");				\
										\
	asm volatile("hvc	#" #imm						\
		     : "+r" (r0), "+r" (r1), "+r" (r2), "+r" (r3), "+r" (r4),	\
		       "+r" (r5), "+r" (r6), "+r" (r7), "+r" (r8), "+r" (r9),	\
		       "+r" (r16)						\
		     : : "memory");						\
	v0 = r0; v1 = r1; v2 = r2; v3 = r3; v4 = r4;				\
	hvc_regs[0] = v0; hvc_regs[1] = v1; hvc_regs[2] = v2;			\
	hvc_regs[3] = v3; hvc_regs[4] = v4;					\
} while (0)
#else
#include <asm/opcodes-virt.h>

#define VSI_HVC(imm, tag, regs)							\
do {										\
	unsigned long *hvc_regs = (regs);					\
	unsigned long v0 = hvc_regs[0], v1 = hvc_regs[1], v2 = hvc_regs[2];	\
	unsigned long v3 = hvc_regs[3], v4 = hvc_regs[4], v5 = hvc_regs[5];	\
	unsigned long v6 = hvc_regs[6], v7 = hvc_regs[7], v12 = (tag);		\
	VSI_HVC_IN(0, "r0"); VSI_HVC_IN(1, "r1"); VSI_HVC_IN(2, "r2");		\
	VSI_HVC_IN(3, "r3"); VSI_HVC_IN(4, "r4"); VSI_HVC_IN(5, "r5");		\
	VSI_HVC_IN(6, "r6"); VSI_HVC_IN(7, "r7"); VSI_HVC_IN(12, "r12");	\
										\
	asm volatile(__HVC(imm)							\
		     : "+r" (r0), "+r" (r1), "+r" (r2), "+r" (r3), "+r" (r4),	\
		       "+r" (r5), "+r" (r6), "+r" (r7), "+r" (r12)		\
		     : : "memory");						\
	v0 = r0; v1 = r1; v2 = r2; v3 = r3; v4 = r4;				\
	hvc_regs[0] = v0; hvc_regs[1] = v1; hvc_regs[2] = v2;			\
	hvc_regs[3] = v3; hvc_regs[4] = v4;					\
} while (0)
#endif

#endif
