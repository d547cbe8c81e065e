// SPDX-License-Identifier: GPL-2.0
/*
 * CPS, MRS and MSR on a saved CPSR, as PL1 executes them.
 *
 * Pure.  Called in the undefined-instruction handler: no locks, no loops
 * over anything that grows.
 */
#include "psr.h"

/* ARM DDI 0406C, B1.3.3; ARM DDI 0487, G8.2.33 for PAN, DIT and SSBS */
#define PSR_FLAGS	0xf8000000u	/* N, Z, C, V, Q */
#define PSR_STATUS	0x00ef0000u	/* SSBS, PAN, DIT, GE */
#define PSR_EXTENSION	0x00000300u	/* E, A */
#define PSR_CONTROL	0x000000dfu	/* I, F, M; T belongs to branches */

/* Execution state reads as zero: IT, J and T. */
#define PSR_READABLE	0xf8ff03dfu

/**
 * a32_mrs_cpsr() - what MRS Rd, CPSR reads at PL1
 * @cpsr: the PSR of the interrupted code
 *
 * ARM DDI 0406C, B9.3.8.
 *
 * Context: any.
 * Return: the value of Rd.
 */
u32 a32_mrs_cpsr(u32 cpsr)
{
	return cpsr & PSR_READABLE;
}

/**
 * a32_msr_cpsr() - what MSR CPSR_<fields> leaves at PL1
 * @cpsr:   the PSR of the interrupted code
 * @value:  the operand
 * @fields: the instruction's mask: f is 8, s is 4, x is 2, c is 1
 *
 * CPSRWriteByInstr() with is_excpt_return FALSE, ARM DDI 0406C, B1.3.3.
 * What the security state forbids to write is held back by the exception
 * return, which calls the same pseudocode.
 *
 * Context: any.
 * Return: the new PSR.
 */
u32 a32_msr_cpsr(u32 cpsr, u32 value, unsigned int fields)
{
	u32 mask = 0;

	if (fields & 8)
		mask |= PSR_FLAGS;
	if (fields & 4)
		mask |= PSR_STATUS;
	if (fields & 2)
		mask |= PSR_EXTENSION;
	if (fields & 1)
		mask |= PSR_CONTROL;
	return (cpsr & ~mask) | (value & mask);
}

/**
 * a32_cps() - what CPSIE or CPSID leaves at PL1
 * @cpsr: the PSR of the interrupted code
 * @word: the instruction, without a mode
 *
 * ARM DDI 0406C, B9.3.2.
 *
 * Context: any.
 * Return: the new PSR.
 */
u32 a32_cps(u32 cpsr, u32 word)
{
	const u32 aif = word & 0x1c0;	/* at the place they have in the PSR */
	const u32 disable = 1u << 18;

	return word & disable ? cpsr | aif : cpsr & ~aif;
}

/**
 * a32_psr_execute() - execute one status register instruction
 * @word: the instruction; its condition has passed
 * @row:  its row, one that the trap carrier is exact for
 * @cpsr: the PSR of the interrupted code
 * @gpr:  its general-purpose registers r0 to r14
 *
 * Context: any.
 */
void a32_psr_execute(u32 word, unsigned int row, u32 *cpsr, unsigned long *gpr)
{
	unsigned int fields = (word >> 16) & 0xf;

	switch (row) {
	case A32_MRS_CPSR:
		gpr[(word >> 12) & 0xf] = a32_mrs_cpsr(*cpsr);
		break;
	case A32_MSR_CPSR:
		*cpsr = a32_msr_cpsr(*cpsr, gpr[word & 0xf], fields);
		break;
	case A32_MSRI_CPSR:
		*cpsr = a32_msr_cpsr(*cpsr, a32_expand_imm(word), fields);
		break;
	case A32_CPS:
		*cpsr = a32_cps(*cpsr, word);
		break;
	}
}

/* A, I and F of CPS as A32 has them, and whether it disables. */
static u32 cps_of(u32 aif, u32 disable)
{
	return aif << 6 | (disable ? 1u << 18 : 0);
}

/**
 * t32_psr_execute() - execute one status register instruction of T32
 * @word: the instruction; its condition has passed
 * @row:  its row, one that the trap carrier is exact for
 * @cpsr: the PSR of the interrupted code
 * @gpr:  its general-purpose registers r0 to r14
 *
 * ARM DDI 0406C, B9.3.2, B9.3.8, B9.3.12: they do what those of A32 do.
 *
 * Context: any.
 */
void t32_psr_execute(u32 word, unsigned int row, u32 *cpsr, unsigned long *gpr)
{
	switch (row) {
	case T32_MRS_CPSR:
		gpr[word >> 8 & 0xf] = a32_mrs_cpsr(*cpsr);
		break;
	case T32_MSR_CPSR:
		*cpsr = a32_msr_cpsr(*cpsr, gpr[word >> 16 & 0xf], word >> 8 & 0xf);
		break;
	case T32_CPS:
		*cpsr = a32_cps(*cpsr, cps_of(word & 7, word & 1u << 4));
		break;
	case T32_CPS_W:
		*cpsr = a32_cps(*cpsr, cps_of(word >> 5 & 7, word & 1u << 9));
		break;
	}
}
