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
#define ESR_IL		(1ul << 25)
#define SCTLR_SPAN	(1ul << 23)
#define MMFR1_PAN	(15ul << 20)
#define SPSR_FLAGS	(15ul << 28)
/* G8.2.33 (CPSR), G1.12 (exceptions of AArch32) */
#define CPSR_UND	0x1b
#define CPSR_I		(1ul << 7)
#define CPSR_KEPT	(SPSR_FLAGS | 1ul << 27 | 15ul << 16 | 1ul << 8 | 1ul << 6 | SPSR_PAN)
#define CPSR_E		(1ul << 9)
#define SCTLR_V		(1ul << 13)
#define SCTLR_EE	(1ul << 25)
#define SCTLR_TE	(1ul << 30)
#define HIVECS		0xffff0000ul
#define VECTOR_UND	4
#define LR_UND		22
#define CPSR_SYS	0x1f
#define CPSR_MODE	0x1f
#define CPSR_AIF	0x1c0
#define SCTLR_M		1ul
/* ISS of AArch32 */
#define ISS_CV		(1ul << 24)
#define ISS_COND(esr)	((esr) >> 20 & 15)

/* Behind an instruction of four bytes. */
void skip(void)
{
	sysreg_write(elr_el2, sysreg_read(elr_el2) + 4);
	sysreg_write(spsr_el2, sysreg_read(spsr_el2) & ~SPSR_SS);
}

/* ITSTATE is in bits 15:10 and 26:25; in a block its lower five bits move on: F1.3.3 */
static u32 get_it(u64 spsr)
{
	return (spsr >> 8 & 0xfc) | (spsr >> 25 & 3);
}

static u64 put_it(u64 spsr, u32 it)
{
	spsr &= ~(0xfc00ul | 3ul << 25);
	return spsr | (it & 0xfcul) << 8 | (it & 3ul) << 25;
}

/* Behind an instruction of AArch32, of two bytes or four. */
void skip32(u64 esr)
{
	u64 spsr = sysreg_read(spsr_el2) & ~SPSR_SS;
	u32 it = get_it(spsr);

	if (it & 7)
		it = (it & 0xe0) | (it << 1 & 0x1f);
	else
		it = 0;
	sysreg_write(spsr_el2, put_it(spsr, it));
	sysreg_write(elr_el2, sysreg_read(elr_el2) + (esr & ESR_IL ? 4 : 2));
}

/* F1.3.1: conditions come in pairs, of which the second one is the first one's opposite. */
static bool passes(u32 condition, u64 spsr)
{
	bool n = spsr >> 31 & 1, z = spsr >> 30 & 1, c = spsr >> 29 & 1, v = spsr >> 28 & 1;
	const bool first[] = { z, c, n, v, c && !z, n == v, n == v && !z, true };

	return condition >= 14 || first[condition >> 1] != (condition & 1);
}

/**
 * condition_holds() - shall the instruction of AArch32 that has trapped do anything?
 * @esr: its syndrome; a CPU may trap one whose condition fails (G1.16.4)
 *
 * Return: true where it has no condition.
 */
bool condition_holds(u64 esr)
{
	u64 spsr = sysreg_read(spsr_el2);
	u32 it = get_it(spsr);

	if (esr & ISS_CV)
		return passes(ISS_COND(esr), spsr);
	return !(spsr & SPSR_T32) || !(it & 15) || passes(it >> 4, spsr);
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
	u64 spsr = sysreg_read(spsr_el2), sctlr = sysreg_read(sctlr_el1), cpsr;

	regs->r[LR_UND] = (u32)(sysreg_read(elr_el2) + (spsr & SPSR_T32 ? 2 : 4));
	sysreg_write(spsr_und, spsr);
	cpsr = (spsr & CPSR_KEPT) | CPSR_UND | CPSR_I;
	cpsr |= (sctlr & SCTLR_TE ? SPSR_T32 : 0) | (sctlr & SCTLR_EE ? CPSR_E : 0);
	go_by_undefined_mode(spsr & CPSR_MODE, cpsr,
			     (sctlr & SCTLR_V ? HIVECS : sysreg_read(vbar_el1)) + VECTOR_UND);
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
