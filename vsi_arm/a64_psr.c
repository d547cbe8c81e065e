// SPDX-License-Identifier: GPL-2.0
/*
 * MRS and MSR of PSTATE on the one that an exception has saved.
 *
 * Pure.  Called in the undefined-instruction handler: no locks, no loops
 * over anything that grows.
 */
#include "a64_psr.h"
#include "sys_reg.h"

/*
 * SPSR_EL1, ARM DDI 0487, C5.2.19.  The registers DAIF, PAN, UAO, SPSel and
 * CurrentEL have their bits at the same places, C5.2.
 */
#define PSTATE_TCO	0x02000000u
#define PSTATE_DIT	0x01000000u
#define PSTATE_UAO	0x00800000u
#define PSTATE_PAN	0x00400000u
#define PSTATE_SSBS	0x00001000u
#define PSTATE_DAIF	0x000003c0u
#define PSTATE_EL	0x0000000cu
#define PSTATE_SP	0x00000001u

#define PAN_REG		VSI_SYS_REG(3, 0, 4, 2, 3)

#define XZR		31

static u32 crm(u32 word)
{
	return word >> 8 & 0xf;
}

/* The bits that a register has; none when a trap is not exact for the access. */
static inline u32 bits_of_reg(const struct vsi_insn *insn)
{
	/* most are */
	if (insn->row == SYSREG_DAIF)
		return PSTATE_DAIF;
	switch (insn->row) {
	case SYSREG_PAN:
		return vsi_insn_reaches_sys(insn, PAN_REG) ? PSTATE_PAN : PSTATE_UAO;
	case SYSREG_SPSEL:
		return PSTATE_SP;
	case SYSREG_CURRENTEL:
		return PSTATE_EL;
	}
	return 0;
}

/* The bits that MSR (immediate) writes. */
static inline u32 bits_of_immediate(const struct vsi_insn *insn)
{
	if (insn->row == A64_MSRI_DAIF)
		return crm(insn->word) << 6;
	switch (insn->row) {
	case A64_MSRI_UAO:
		return PSTATE_UAO;
	case A64_MSRI_PAN:
		return PSTATE_PAN;
	case A64_MSRI_SSBS:
		return PSTATE_SSBS;
	case A64_MSRI_DIT:
		return PSTATE_DIT;
	case A64_MSRI_TCO:
		return PSTATE_TCO;
	}
	return 0;
}

/* DAIFSet is op2 0b110, DAIFClr 0b111; the others write bit 0 of CRm. */
static bool sets(const struct vsi_insn *insn)
{
	return insn->row == A64_MSRI_DAIF ? !(insn->word >> 5 & 1) : crm(insn->word) & 1;
}

/**
 * a64_psr_is() - is an instruction executed on the interrupted PSTATE?
 * @insn: a decoded instruction
 *
 * The kernel keeps SPSR_EL1 in its frame from entry to exit, so all that an
 * exception changes in PSTATE (PAN, UAO, TCO, DAIF) comes back from there.  Not
 * so SPSel: with another stack pointer the kernel would not survive the next
 * trap.
 *
 * Context: any.
 * Return: true for MSR (immediate) of DAIFSet, DAIFClr, UAO, PAN, SSBS, DIT, TCO,
 * for MRS and MSR of DAIF, PAN, UAO, and for MRS of SPSel and CurrentEL.
 */
bool a64_psr_is(const struct vsi_insn *insn)
{
	return insn->isa == VSI_ISA_A64 && insn->trap && insn->class == VSI_CLASS_PSR;
}

static void execute_reg(const struct vsi_insn *insn, u64 *pstate, u64 *regs)
{
	const u64 bits = bits_of_reg(insn);
	const u64 value = insn->rt == XZR ? 0 : regs[insn->rt];

	if (insn->write)
		*pstate = (*pstate & ~bits) | (value & bits);
	else if (insn->rt != XZR)
		regs[insn->rt] = *pstate & bits;
}

/**
 * a64_psr_execute() - execute one instruction on the interrupted PSTATE
 * @insn:   the instruction, one that a64_psr_is() is true for
 * @pstate: PSTATE of the interrupted code, as SPSR_EL1 has it
 * @regs:   its general-purpose registers x0 to x30
 *
 * ARM DDI 0487, C5.2.2, C5.2.5, C6.2 (MSR (immediate)).
 *
 * Context: any.
 */
void a64_psr_execute(const struct vsi_insn *insn, u64 *pstate, u64 *regs)
{
	u32 bits;

	if (insn->form == VSI_FORM_SYS) {
		execute_reg(insn, pstate, regs);
		return;
	}
	bits = bits_of_immediate(insn);
	if (sets(insn))
		*pstate |= bits;
	else
		*pstate &= ~(u64)bits;
}
