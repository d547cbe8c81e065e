/* SPDX-License-Identifier: GPL-2.0 */
/*
 * One register of cp14 or cp15 as a number, for tables that name registers
 * more exactly than the rows of cp.tbl do.  Pure.
 */
#ifndef VSI_ARM_CP_REG_H
#define VSI_ARM_CP_REG_H

#include "insn.h"

/*
 * The operand fields of MRC and MCR, ARM DDI 0406C, A8.8.98, in their places;
 * space is CP14 or CP15 of insn_rows.h.
 */
#define VSI_CP_REG(space, op1, crn, crm, op2) \
	((op1) << 21 | (crn) << 16 | (14 + (space)) << 8 | (op2) << 5 | (crm))
#define VSI_CP_REG_MASK		VSI_CP_REG(1, 7, 15, 15, 7)

/* MRC of such a register into r0. */
#define VSI_CP_READ(reg)	(0xee100010u | (reg))

/**
 * vsi_insn_reaches() - does an instruction access one register?
 * @insn: a decoded instruction
 * @reg:  from VSI_CP_REG()
 *
 * Return: true for MRC and MCR of it, of A32 and T32.
 */
static inline bool vsi_insn_reaches(const struct vsi_insn *insn, u32 reg)
{
	return insn->form == VSI_FORM_CP32 && (insn->word & VSI_CP_REG_MASK) == reg;
}

#endif
