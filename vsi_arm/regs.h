/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The registers of interrupted code, by their numbers in instructions.
 */
#ifndef VSI_ARM_REGS_H
#define VSI_ARM_REGS_H

#include <linux/ptrace.h>
#include <linux/types.h>

#ifdef CONFIG_ARM64
static __always_inline unsigned long *vsi_gpr(struct pt_regs *regs)
{
	return (unsigned long *)regs->regs;
}

/* 31 is XZR in all that is served: ARM DDI 0487, C1.2.5. */
static __always_inline unsigned long vsi_reg_get(const struct pt_regs *regs, unsigned int reg)
{
	return pt_regs_read_reg(regs, reg);
}

static __always_inline void vsi_reg_set(struct pt_regs *regs, unsigned int reg,
					unsigned long value)
{
	pt_regs_write_reg(regs, reg, value);
}

static __always_inline unsigned long vsi_link_of(const struct pt_regs *regs)
{
	return regs->regs[30];
}

static __always_inline void vsi_return_value_set(struct pt_regs *regs, unsigned long value)
{
	regs->regs[0] = value;
}

/* Of a function that has just been entered, AAPCS64, 6.8.2: @n below 8. */
static __always_inline unsigned long vsi_argument(const struct pt_regs *regs, unsigned int n)
{
	return regs->regs[n];
}
#else
static __always_inline unsigned long *vsi_gpr(struct pt_regs *regs)
{
	return regs->uregs;
}

static __always_inline unsigned long vsi_reg_get(const struct pt_regs *regs, unsigned int reg)
{
	return regs->uregs[reg];
}

/* MRC to the PC sets the flags and no register, ARM DDI 0406C, A8.8.107. */
static __always_inline void vsi_reg_set(struct pt_regs *regs, unsigned int reg,
					unsigned long value)
{
	const u32 nzcv = 0xf0000000;

	if (reg == 15)
		regs->ARM_cpsr = (regs->ARM_cpsr & ~nzcv) | (value & nzcv);
	else
		regs->uregs[reg] = value;
}

static __always_inline unsigned long vsi_link_of(const struct pt_regs *regs)
{
	return regs->ARM_lr;
}

static __always_inline void vsi_return_value_set(struct pt_regs *regs, unsigned long value)
{
	regs->ARM_r0 = value;
}

/* Of a function that has just been entered, AAPCS32, 6.4: from the fifth on the stack. */
static __always_inline unsigned long vsi_argument(const struct pt_regs *regs, unsigned int n)
{
	return n < 4 ? regs->uregs[n] : ((unsigned long *)regs->ARM_sp)[n - 4];
}
#endif

#endif
