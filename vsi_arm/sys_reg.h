/* SPDX-License-Identifier: GPL-2.0 */
/*
 * One system register or operation of A64 as a number, for tables that name
 * them more exactly than the rows of sysreg.tbl do.  Pure.
 */
#ifndef VSI_ARM_SYS_REG_H
#define VSI_ARM_SYS_REG_H

#include "insn.h"

/* The operand fields of MRS, MSR, SYS and SYSL, ARM DDI 0487, C4.1, in their places. */
#define VSI_SYS_REG(op0, op1, crn, crm, op2) \
	((op0) << 19 | (op1) << 16 | (crn) << 12 | (crm) << 8 | (op2) << 5)
#define VSI_SYS_REG_MASK	VSI_SYS_REG(3, 7, 15, 15, 7)

/* MRS of such a register into x0. */
#define VSI_SYS_READ(reg)	(0xd5200000u | (reg))

/**
 * vsi_insn_reaches_sys() - does an instruction access one register?
 * @insn: a decoded instruction
 * @reg:  from VSI_SYS_REG()
 *
 * Return: true for MRS, MSR, SYS and SYSL of it, and their variants of 128 bits.
 */
static inline bool vsi_insn_reaches_sys(const struct vsi_insn *insn, u32 reg)
{
	return insn->form == VSI_FORM_SYS && (insn->word & VSI_SYS_REG_MASK) == reg;
}

#endif
