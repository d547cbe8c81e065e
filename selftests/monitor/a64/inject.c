// SPDX-License-Identifier: GPL-2.0
/*
 * How the guest goes on: behind the instruction, or in its handler of undefined ones.
 */
#include "cpu.h"

/* ARM DDI 0487, D1.11.1 (vectors of EL1), D17.2.37 */
#define VECTOR_SP0	0x000
#define VECTOR_SPX	0x200
#define VECTOR_LOWER64	0x400
#define VECTOR_LOWER32	0x600
#define SCTLR_SPAN	(1ul << 23)
#define MMFR1_PAN	(15ul << 20)
#define SPSR_FLAGS	(15ul << 28)
#define LR_UND		22
#define CPSR_SYS	0x1f
#define CPSR_AIF	0x1c0
#define SCTLR_M		1ul

/* Behind an instruction of four bytes. */
void skip(void)
{
	sysreg_write(elr_el2, sysreg_read(elr_el2) + 4);
	sysreg_write(spsr_el2, sysreg_read(spsr_el2) & ~SPSR_SS);
}

/* Behind an instruction of AArch32, of two bytes or four. */
void skip32(u64 esr)
{
	sysreg_write(spsr_el2, psr_behind(sysreg_read(spsr_el2)) & ~SPSR_SS);
	sysreg_write(elr_el2, sysreg_read(elr_el2) + (esr & ESR_IL ? 4 : 2));
}

/* D1.13.4: what an exception to EL1 makes of PSTATE */
static void undefined64(void)
{
	u64 spsr = sysreg_read(spsr_el2), vector = VECTOR_LOWER64, pan = spsr & SPSR_PAN;

	if (spsr & SPSR_32)
		vector = VECTOR_LOWER32;
	else if ((spsr & 12) == 4)
		vector = spsr & 1 ? VECTOR_SPX : VECTOR_SP0;
	if (sysreg_read(id_aa64mmfr1_el1) & MMFR1_PAN && !(sysreg_read(sctlr_el1) & SCTLR_SPAN))
		pan = SPSR_PAN;
	sysreg_write(esr_el1, sysreg_read(esr_el2) & ESR_IL);
	sysreg_write(spsr_el1, spsr);
	sysreg_write(elr_el1, sysreg_read(elr_el2));
	sysreg_write(spsr_el2, (spsr & SPSR_FLAGS) | pan | SPSR_EL1H);
	sysreg_write(elr_el2, sysreg_read(vbar_el1) + vector);
}

/*
 * QEMU (7.2 at least) has one SPSR for the mode that AArch32 is in, and loads it when AArch32
 * itself changes the mode, but not when AArch64 returns to another mode: the guest would find
 * its former mode's in Undefined mode, and lose SPSR_und.  So the guest changes the mode,
 * by two instructions of the monitor, without its MMU, and calls.
 */
static void go_by_undefined_mode(u64 mode, u64 cpsr, u64 vector)
{
	struct cpu *cpu = this_cpu();

	cpu->undefined.vector = vector;
	cpu->undefined.cpsr = cpsr;
	cpu->undefined.sctlr = sysreg_read(sctlr_el1);
	sysreg_write(sctlr_el1, cpu->undefined.sctlr & ~SCTLR_M);
	/* CPS does nothing in User mode, whose registers are those of System mode. */
	sysreg_write(spsr_el2, CPSR_AIF | (mode == SPSR_32 ? CPSR_SYS : mode));
	sysreg_write(elr_el2, (unsigned long)enter_undefined_mode);
}

/**
 * in_undefined_mode() - the call of enter_undefined_mode
 *
 * Return: false if it is another one's.
 */
bool in_undefined_mode(void)
{
	struct cpu *cpu = this_cpu();
	u64 end = (unsigned long)&enter_undefined_mode[2];

	if (!cpu->undefined.vector || sysreg_read(elr_el2) != end)
		return false;
	sysreg_write(sctlr_el1, cpu->undefined.sctlr);
	sysreg_write(spsr_el2, cpu->undefined.cpsr);
	sysreg_write(elr_el2, cpu->undefined.vector);
	cpu->undefined.vector = 0;
	return true;
}

/* G1.12.12: as the CPU enters Undefined mode */
static void undefined32(struct regs *regs)
{
	u32 psr = sysreg_read(spsr_el2), sctlr = sysreg_read(sctlr_el1);
	u64 vectors = sctlr & SCTLR_V ? HIVECS : sysreg_read(vbar_el1);

	regs->r[LR_UND] = (u32)(sysreg_read(elr_el2) + (psr & PSR_T32 ? 2 : 4));
	sysreg_write(spsr_und, psr);
	go_by_undefined_mode(psr & PSR_MODE, psr_undefined(psr, sctlr), vectors + VECTOR_UND);
}

/**
 * undefined() - the instruction that has trapped is undefined
 * @regs: the guest's registers
 */
void undefined(struct regs *regs)
{
	count(MON_EXIT_INJECTED);
	if (guest.is32)
		undefined32(regs);
	else
		undefined64();
}
