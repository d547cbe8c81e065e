// SPDX-License-Identifier: GPL-2.0
/*
 * Why the guest is out, and how it goes on: the part that depends on Hyp mode.
 */
#include "cpu.h"

#define EC_HVC		0x12
#define REG_SP		13
#define REG_LR		14
#define REG_PC		15

/* CPSR.M: G1.7.1 */
#define MODE_IRQ	0x12
#define MODE_SVC	0x13
#define MODE_ABT	0x17
#define MODE_UND	0x1b

/* r13 and r14 of the mode that has trapped; FIQ mode, which has more, is not expected to. */
static u32 get_banked(const struct regs *regs, bool sp)
{
	switch (read_spsr() & PSR_MODE) {
	case MODE_IRQ:
		return sp ? banked_read(sp_irq) : banked_read(lr_irq);
	case MODE_SVC:
		return sp ? banked_read(sp_svc) : banked_read(lr_svc);
	case MODE_ABT:
		return sp ? banked_read(sp_abt) : banked_read(lr_abt);
	case MODE_UND:
		return sp ? banked_read(sp_und) : banked_read(lr_und);
	default:
		return sp ? banked_read(sp_usr) : regs->r[REG_LR];
	}
}

static void set_sp(u32 value)
{
	switch (read_spsr() & PSR_MODE) {
	case MODE_IRQ:
		banked_write(sp_irq, value);
		break;
	case MODE_SVC:
		banked_write(sp_svc, value);
		break;
	case MODE_ABT:
		banked_write(sp_abt, value);
		break;
	case MODE_UND:
		banked_write(sp_und, value);
		break;
	default:
		banked_write(sp_usr, value);
	}
}

static void set_lr(struct regs *regs, u32 value)
{
	switch (read_spsr() & PSR_MODE) {
	case MODE_IRQ:
		banked_write(lr_irq, value);
		break;
	case MODE_SVC:
		banked_write(lr_svc, value);
		break;
	case MODE_ABT:
		banked_write(lr_abt, value);
		break;
	case MODE_UND:
		banked_write(lr_und, value);
		break;
	default:
		regs->r[REG_LR] = value;
	}
}

u32 get_reg(const struct regs *regs, u32 n)
{
	if (n < REG_SP)
		return regs->r[n];
	return n == REG_PC ? 0 : get_banked(regs, n == REG_SP);
}

/* r15 is APSR_nzcv, of which no register here has anything. */
void set_reg(struct regs *regs, u32 n, u32 value)
{
	if (n < REG_SP)
		regs->r[n] = value;
	else if (n == REG_SP)
		set_sp(value);
	else if (n == REG_LR)
		set_lr(regs, value);
}

static void skip(u32 hsr)
{
	write_spsr(psr_behind(read_spsr()));
	banked_write(elr_hyp, banked_read(elr_hyp) + (hsr & ESR_IL ? 4 : 2));
}

/**
 * undefined() - the instruction that has trapped is undefined
 * @regs: the guest's registers
 *
 * As the CPU enters Undefined mode: ARM DDI 0406, B1.9.2.
 */
void undefined(struct regs *regs)
{
	u32 psr = read_spsr(), pc = banked_read(elr_hyp), sctlr = cp15_read(0, c1, c0, 0);
	u32 guest_vectors = sctlr & SCTLR_V ? HIVECS : cp15_read(0, c12, c0, 0);

	(void)regs;
	count(MON_EXIT_INJECTED);
	banked_write(lr_und, pc + (psr & PSR_T32 ? 2 : 4));
	banked_write(spsr_und, psr);
	write_spsr(psr_undefined(psr, sctlr));
	banked_write(elr_hyp, guest_vectors + VECTOR_UND);
}

/**
 * handle_exit() - do what the guest has left for
 * @regs: the guest's registers
 *
 * HVC returns behind itself; all else is taken at the instruction.
 */
void handle_exit(struct regs *regs)
{
	u32 hsr = cp15_read(4, c5, c2, 0);

	if (hsr >> 26 == EC_HVC)
		hvc_call(regs, hsr & 0xffff);
	else if (!condition_holds(hsr, read_spsr()) || handle32(regs, hsr))
		skip(hsr);
}

/**
 * unexpected_exception() - there is no way to go on
 * @hsr: syndrome
 * @pc:  where
 */
void unexpected_exception(u32 hsr, u32 pc)
{
	panic("an exception that is not expected, HSR, PC", (u64)hsr << 32 | pc);
}
