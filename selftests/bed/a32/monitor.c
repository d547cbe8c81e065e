// SPDX-License-Identifier: GPL-2.0
/*
 * What the bed's monitor does for a guest's kernel in user mode, A32 and T32.
 *
 * From ARM DDI 0406C, and not from what vsi knows of these instructions: the reference says
 * whether both are right.  The operands are named as there.
 *
 * @regs is the virtual CPU with the PC of the next instruction.  A function is false when it
 * cannot do that.
 */
#include "modes.h"
#include "monitor.h"

#define PSR_T		0x20u
#define PSR_C		0x20000000u

static unsigned int mode_of(const struct pt_regs *regs)
{
	return regs->ARM_cpsr & MODE;
}

static u32 get_in(const struct pt_regs *regs, unsigned int mode, unsigned int reg)
{
	return mode_get(regs->uregs, mode_of(regs), mode, reg);
}

static void set_in(struct pt_regs *regs, unsigned int mode, unsigned int reg, u32 value)
{
	mode_set(regs->uregs, mode_of(regs), mode, reg, value);
}

/* What stands in memory that the guest has; NULL for what would abort. */
static u32 *memory_at(u32 address)
{
	if (address - BED_ARENA >= BED_SIZE || address % sizeof(u32))
		return NULL;
	return (u32 *)(unsigned long)address;
}

/* CPSRWriteByInstr(), B1.3.3: IT, J and T by exception returns only. */
static bool write_cpsr(struct pt_regs *regs, u32 value, u32 mask, bool returns)
{
	u32 bits = 0, psr;

	if (mask & 8)
		bits |= returns ? 0xff000000 : 0xf8000000;
	if (mask & 4)
		bits |= 0x000f0000;
	if (mask & 2)
		bits |= returns ? 0xff00 : 0x0300;
	if (mask & 1)
		bits |= returns ? 0xff : 0xdf;
	psr = (regs->ARM_cpsr & ~bits) | (value & bits);
	if (!mode_exists(psr & MODE))
		return false;
	mode_change(regs->uregs, mode_of(regs), psr & MODE);
	regs->ARM_cpsr = psr;
	return true;
}

/* B1.3.3, SPSRWriteByInstr() */
static void write_spsr(struct pt_regs *regs, u32 value, u32 mask)
{
	const u32 bits = (mask & 8 ? 0xff000000 : 0) | (mask & 4 ? 0x00ff0000 : 0) |
			 (mask & 2 ? 0x0000ff00 : 0) | (mask & 1 ? 0x000000ff : 0);
	const u32 spsr = get_in(regs, mode_of(regs), MODE_REG_SPSR);

	set_in(regs, mode_of(regs), MODE_REG_SPSR, (spsr & ~bits) | (value & bits));
}

static bool return_to(struct pt_regs *regs, u32 pc, u32 psr)
{
	if (!write_cpsr(regs, psr, 0xf, true))
		return false;
	regs->ARM_pc = pc & (psr & PSR_T ? ~1u : ~3u);
	return true;
}

static bool return_by_spsr(struct pt_regs *regs, u32 pc)
{
	if (!mode_has_spsr(mode_of(regs)))
		return false;
	return return_to(regs, pc, get_in(regs, mode_of(regs), MODE_REG_SPSR));
}

/**
 * monitor_cps() - change masks and mode, B9.3.2
 * @regs: the virtual CPU
 * @imod: 2 enables, 3 disables, 0 neither
 * @m:    the mode changes
 * @aif:  which masks
 * @mode: the mode
 *
 * Return: false when there is no such mode.
 */
bool monitor_cps(struct pt_regs *regs, u32 imod, bool m, u32 aif, u32 mode)
{
	u32 psr = regs->ARM_cpsr;

	if (imod == 2)
		psr &= ~(aif << 6);
	if (imod == 3)
		psr |= aif << 6;
	if (m)
		psr = (psr & ~MODE) | mode;
	return write_cpsr(regs, psr, 3, false);
}

/**
 * monitor_mrs() - read CPSR or SPSR, B9.3.8
 * @regs: the virtual CPU
 * @r:    SPSR
 * @rd:   into which register
 *
 * IT, J and T of CPSR read as zero.
 *
 * Return: false when the mode has no SPSR.
 */
bool monitor_mrs(struct pt_regs *regs, bool r, u32 rd)
{
	if (r && !mode_has_spsr(mode_of(regs)))
		return false;
	regs->uregs[rd] = r ? get_in(regs, mode_of(regs), MODE_REG_SPSR) :
			      regs->ARM_cpsr & 0xf8ff03df;
	return true;
}

/**
 * monitor_msr() - write CPSR or SPSR, B9.3.11, B9.3.12
 * @regs:  the virtual CPU
 * @r:     SPSR
 * @mask:  f, s, x and c
 * @value: what is written
 *
 * Return: false when the mode has no SPSR, or there is no such mode.
 */
bool monitor_msr(struct pt_regs *regs, bool r, u32 mask, u32 value)
{
	if (!r)
		return write_cpsr(regs, value, mask, false);
	if (!mode_has_spsr(mode_of(regs)))
		return false;
	write_spsr(regs, value, mask);
	return true;
}

/* B9.2.3: bits[2:0] say which register where bits[4:3] do not say which mode. */
static bool find_banked(bool r, u32 sysm, unsigned int *mode, unsigned int *reg)
{
	static const u8 modes[] = { MODE_IRQ, MODE_SVC, MODE_ABT, MODE_UND };

	if (sysm >= 0x18)
		return false;
	if (sysm >= 0x10) {
		*mode = modes[(sysm - 0x10) / 2];
		*reg = sysm & 1 ? 13 : 14;
	} else {
		*mode = sysm & 8 ? MODE_FIQ : MODE_USR;
		*reg = 8 + (sysm & 7);
	}
	if (!r)
		return *reg < 15;
	*reg = MODE_REG_SPSR;
	return sysm == 0xe || (sysm >= 0x10 && !(sysm & 1));
}

/**
 * monitor_mrs_bank() - read a banked register, B9.3.9
 * @regs: the virtual CPU
 * @r:    SPSR of a mode
 * @sysm: which
 * @rd:   into which register
 *
 * Return: false when there is none.
 */
bool monitor_mrs_bank(struct pt_regs *regs, bool r, u32 sysm, u32 rd)
{
	unsigned int mode, reg;

	if (!find_banked(r, sysm, &mode, &reg))
		return false;
	regs->uregs[rd] = get_in(regs, mode, reg);
	return true;
}

/**
 * monitor_msr_bank() - write a banked register, B9.3.10
 * @regs: the virtual CPU
 * @r:    SPSR of a mode
 * @sysm: which
 * @rn:   from which register
 *
 * Return: false when there is none.
 */
bool monitor_msr_bank(struct pt_regs *regs, bool r, u32 sysm, u32 rn)
{
	unsigned int mode, reg;

	if (!find_banked(r, sysm, &mode, &reg))
		return false;
	set_in(regs, mode, reg, regs->uregs[rn]);
	return true;
}

/* The lowest of @size bytes, of all that load or store more than one register. */
static u32 lowest(u32 base, bool p, bool u, u32 size)
{
	return (u ? base : base - size) + (p == u ? sizeof(u32) : 0);
}

/**
 * monitor_rfe() - return from an exception by what is in memory, B9.3.13
 * @regs: the virtual CPU
 * @p:    before, not after
 * @u:    upwards
 * @w:    with write-back
 * @rn:   the base
 *
 * Return: false for what would abort, and when there is no such mode.
 */
bool monitor_rfe(struct pt_regs *regs, bool p, bool u, bool w, u32 rn)
{
	const u32 base = regs->uregs[rn];
	const u32 *pc = memory_at(lowest(base, p, u, 8));
	const u32 *psr = memory_at(lowest(base, p, u, 8) + 4);

	if (!pc || !psr)
		return false;
	if (w)
		regs->uregs[rn] = u ? base + 8 : base - 8;
	return return_to(regs, *pc, *psr);
}

/**
 * monitor_srs() - store LR and SPSR, B9.3.16
 * @regs: the virtual CPU
 * @p:    before, not after
 * @u:    upwards
 * @w:    with write-back
 * @mode: whose SP is the base
 *
 * Return: false for what would abort, and when there is no such mode.
 */
bool monitor_srs(struct pt_regs *regs, bool p, bool u, bool w, u32 mode)
{
	u32 base, *lr, *spsr;

	if (!mode_exists(mode) || !mode_has_spsr(mode_of(regs)))
		return false;
	base = get_in(regs, mode, 13);
	lr = memory_at(lowest(base, p, u, 8));
	spsr = memory_at(lowest(base, p, u, 8) + 4);
	if (!lr || !spsr)
		return false;
	*lr = regs->ARM_lr;
	*spsr = get_in(regs, mode_of(regs), MODE_REG_SPSR);
	if (w)
		set_in(regs, mode, 13, u ? base + 8 : base - 8);
	return true;
}

static u32 size_of(u32 registers)
{
	return sizeof(u32) * __builtin_popcount(registers);
}

/* Loads or stores, each from where the one before has ended. */
static bool transfer(struct pt_regs *regs, unsigned int mode, u32 at, u32 registers, bool loads)
{
	unsigned int reg;
	u32 *word;

	for (reg = 0; reg < 15; reg++) {
		if (!(registers >> reg & 1))
			continue;
		word = memory_at(at);
		if (!word)
			return false;
		if (loads)
			set_in(regs, mode, reg, *word);
		else
			*word = get_in(regs, mode, reg);
		at += sizeof(u32);
	}
	return true;
}

/**
 * monitor_ldm() - load registers of User mode, or return from an exception, B9.3.6, B9.3.5
 * @regs:      the virtual CPU
 * @puw:       before, upwards, with write-back: 4, 2, 1
 * @rn:        the base
 * @registers: with the PC it is the return, and the others are those of the mode
 *
 * Return: false for what would abort, and where there is no SPSR.
 */
bool monitor_ldm(struct pt_regs *regs, u32 puw, u32 rn, u32 registers)
{
	const bool p = puw & 4, u = puw & 2, returns = registers >> 15 & 1;
	const u32 base = regs->uregs[rn], size = size_of(registers), at = lowest(base, p, u, size);
	const u32 *pc = memory_at(at + size - 4);

	if (!pc || !transfer(regs, returns ? mode_of(regs) : MODE_USR, at, registers, true))
		return false;
	if (puw & 1)
		regs->uregs[rn] = u ? base + size : base - size;
	return !returns || return_by_spsr(regs, *pc);
}

/**
 * monitor_stm() - store registers of User mode, B9.3.17
 * @regs:      the virtual CPU
 * @pu:        before, upwards: 2, 1
 * @rn:        the base
 * @registers: without the PC
 *
 * Return: false for what would abort.
 */
bool monitor_stm(struct pt_regs *regs, u32 pu, u32 rn, u32 registers)
{
	const u32 at = lowest(regs->uregs[rn], pu & 2, pu & 1, size_of(registers));

	return transfer(regs, MODE_USR, at, registers, false);
}

/**
 * monitor_register() - an operand
 * @regs: of the virtual CPU
 * @reg:  its number
 *
 * Return: what it holds; of the PC, two instructions ahead.
 */
u32 monitor_register(const struct pt_regs *regs, u32 reg)
{
	return reg == 15 ? regs->ARM_pc + 4 : regs->uregs[reg];
}

/**
 * monitor_shifted() - the second operand, A8.4.3
 * @regs: of the virtual CPU
 * @rm:   the register
 * @type: LSL, LSR, ASR, ROR
 * @imm5: by how much; 0 is 32, and RRX in the place of ROR
 *
 * Return: it.
 */
u32 monitor_shifted(const struct pt_regs *regs, u32 rm, u32 type, u32 imm5)
{
	const u32 value = monitor_register(regs, rm), carry = !!(regs->ARM_cpsr & PSR_C);
	const unsigned int by = imm5 ?: 32;

	switch (type) {
	case 0:
		return value << imm5;
	case 1:
		return (u64)value >> by;
	case 2:
		return (s64)(s32)value >> by;
	}
	return imm5 ? value >> imm5 | value << (32 - imm5) : carry << 31 | value >> 1;
}

/**
 * monitor_immediate() - a modified immediate, A5.2.4
 * @imm12: of the instruction
 *
 * Return: its value.
 */
u32 monitor_immediate(u32 imm12)
{
	const u32 value = imm12 & 0xff, by = imm12 >> 8 << 1;

	return by ? value >> by | value << (32 - by) : value;
}

/**
 * monitor_return() - return from an exception to what an operation yields, B9.3.20
 * @regs:   the virtual CPU
 * @opcode: of data processing
 * @rn:     the first operand's register
 * @b:      the second operand
 *
 * The flags are those of SPSR afterwards.
 *
 * Return: false when the mode has no SPSR.
 */
bool monitor_return(struct pt_regs *regs, u32 opcode, u32 rn, u32 b)
{
	const u32 a = monitor_register(regs, rn), carry = !!(regs->ARM_cpsr & PSR_C);
	const u32 results[16] = {
		[0] = a & b, [1] = a ^ b, [2] = a - b, [3] = b - a,
		[4] = a + b, [5] = a + b + carry, [6] = a - b - !carry, [7] = b - a - !carry,
		[12] = a | b, [13] = b, [14] = a & ~b, [15] = ~b,
	};

	return return_by_spsr(regs, results[opcode]);
}
