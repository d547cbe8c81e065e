// SPDX-License-Identifier: GPL-2.0
/*
 * Which instructions access the state block, and where in it.
 *
 * Pure.  Called while a module is planned, and in the trap.
 */
#include "cp_reg.h"
#include "insn_rows.h"
#include "state.h"
#include "sys_reg.h"

struct reg_at {
	u32 reg;
	u32 offset;
};

static const struct reg_at cp_regs[] = {
#define STATE_REG(space, op1, crn, crm, op2, id) \
	{ VSI_CP_REG(space, op1, crn, crm, op2), VSI_STATE_A32_##id },
#include "state.tbl"
#undef STATE_REG
};

static const struct reg_at sys_regs[] = {
#define STATE_SYS(op0, op1, crn, crm, op2, id) \
	{ VSI_SYS_REG(op0, op1, crn, crm, op2), VSI_STATE_A64_##id },
#include "state.tbl"
#undef STATE_SYS
};

/* R at bit 5, above SYSm */
static const struct reg_at banked[] = {
#define STATE_BANK(r, sysm, id)	{ (r) << 5 | (sysm), VSI_STATE_A32_##id },
#include "state.tbl"
#undef STATE_BANK
};

static const bool by_a32[A32_NR_INSNS] = {
#define STATE_A32(id)	[A32_##id] = true,
#include "state.tbl"
#undef STATE_A32
};

static const bool by_t32[T32_NR_INSNS] = {
#define STATE_T32(id)	[T32_##id] = true,
#include "state.tbl"
#undef STATE_T32
};

static const bool by_a64[A64_NR_INSNS] = {
#define STATE_A64(id)	[A64_##id] = true,
#include "state.tbl"
#undef STATE_A64
};

static u32 find(const struct reg_at *regs, unsigned int nr, u32 reg)
{
	unsigned int i;

	for (i = 0; i < nr; i++)
		if (regs[i].reg == reg)
			return regs[i].offset;
	return 0;
}

#define FIND(regs, reg)	find(regs, sizeof(regs) / sizeof((regs)[0]), reg)

/* M:M1, ARM DDI 0406C, B9.3.9 and B9.3.10 */
static u32 a32_bank(const struct vsi_insn *insn)
{
	const u32 word = insn->word;

	if (insn->base == A32_MRS_SPSR)
		return VSI_STATE_A32_SPSR;
	if (insn->base != A32_MRS_BANK && insn->base != A32_MSR_BANK)
		return 0;
	return FIND(banked, (word >> 22 & 1) << 5 | (word >> 8 & 1) << 4 | (word >> 16 & 0xf));
}

static u32 t32_bank(const struct vsi_insn *insn)
{
	const u32 word = insn->word;
	const u32 m1 = insn->base == T32_MRS_BANK ? word >> 16 & 0xf : word >> 8 & 0xf;

	if (insn->base == T32_MRS_SPSR)
		return VSI_STATE_A32_SPSR;
	if (insn->base != T32_MRS_BANK && insn->base != T32_MSR_BANK)
		return 0;
	return FIND(banked, (word >> 20 & 1) << 5 | (word >> 4 & 1) << 4 | m1);
}

/**
 * vsi_state_offset() - where in the block a register is that an instruction moves
 * @insn: a decoded instruction
 *
 * Context: any, the trap too.
 * Return: its offset; 0 when there is none, or the instruction does more than move it.
 */
u32 vsi_state_offset(const struct vsi_insn *insn)
{
	switch (insn->form) {
	case VSI_FORM_CP32:
		return FIND(cp_regs, insn->word & VSI_CP_REG_MASK);
	case VSI_FORM_SYS:
		if (insn->base != A64_SYSREG)
			return 0;
		return FIND(sys_regs, insn->word & VSI_SYS_REG_MASK);
	}
	switch (insn->isa) {
	case VSI_ISA_A32:
		return a32_bank(insn);
	case VSI_ISA_T32:
		return t32_bank(insn);
	}
	return 0;
}

/**
 * vsi_state_has() - is what an instruction accesses in the block?
 * @insn: a decoded instruction
 *
 * Context: any.
 * Return: true when it is; there may be no code for the instruction all the same.
 */
bool vsi_state_has(const struct vsi_insn *insn)
{
	if (vsi_state_offset(insn))
		return true;
	/* the row says nothing of the register */
	if (insn->form != VSI_FORM_PSR && insn->form != VSI_FORM_OTHER)
		return false;
	switch (insn->isa) {
	case VSI_ISA_A32:
		return by_a32[insn->base];
	case VSI_ISA_T32:
		return by_t32[insn->base];
	}
	return by_a64[insn->base];
}
