// SPDX-License-Identifier: GPL-2.0
/*
 * Why the guest is out: the syndrome, what is done about it, and how the guest goes on.
 * ARM DDI 0487, D17.2.37 (ESR_EL2).
 */
#include "cpu.h"

#define EC_WFX		0x01
#define EC_HVC32	0x12
#define EC_HVC64	0x16
#define EC_SMC64	0x17
#define EC_SYS		0x18

#define ISS_RT(esr)	((esr) >> 5 & 31)
#define REG_ZERO	31

/* Op0, Op1, CRn, CRm, Op2 of MRS and MSR */
static u32 key_of(u64 esr)
{
	return KEY_SYS(esr >> 20 & 3, esr >> 14 & 7, esr >> 10 & 15, esr >> 1 & 15, esr >> 17 & 7);
}

static bool handle_sys(struct regs *regs, u64 esr)
{
	u32 rt = ISS_RT(esr);
	struct access access = { key_of(esr), esr & 1, rt == REG_ZERO ? 0 : regs->r[rt] };

	if (!handle_access(regs, &access))
		return false;
	if (access.read && rt != REG_ZERO)
		regs->r[rt] = access.value;
	return true;
}

/* Rt as AArch64 sees it; of AArch32 31 is APSR_nzcv. */
u32 get_reg(const struct regs *regs, u32 n)
{
	return n == REG_ZERO ? 0 : regs->r[n];
}

void set_reg(struct regs *regs, u32 n, u32 value)
{
	if (n != REG_ZERO)
		regs->r[n] = value;
}

static bool handle64(struct regs *regs, u64 esr)
{
	switch (esr >> 26) {
	case EC_WFX:
		return handle_wfx(regs);
	case EC_SYS:
		return handle_sys(regs, esr);
	case EC_SMC64:
		return handle_smc(regs);
	}
	unexpected_exception(esr, sysreg_read(elr_el2));
	return false;
}

/**
 * handle_exit() - do what the guest has left for
 * @regs: the guest's registers
 *
 * HVC returns behind itself; all else is taken at the instruction.
 */
void handle_exit(struct regs *regs)
{
	u64 esr = (u32)sysreg_read(esr_el2);

	switch (esr >> 26) {
	case EC_HVC32:
	case EC_HVC64:
		if (!guest.is32 || !in_undefined_mode())
			hvc_call(regs, esr & 0xffff);
		return;
	}
	if (sysreg_read(spsr_el2) & SPSR_32) {
		if (!condition_holds(esr, sysreg_read(spsr_el2)) || handle32(regs, esr))
			skip32(esr);
	} else if (handle64(regs, esr)) {
		skip();
	}
}

/**
 * unexpected_exception() - there is no way to go on
 * @esr: syndrome
 * @pc:  where
 */
void unexpected_exception(u64 esr, u64 pc)
{
	panic("an exception that is not expected, ESR, PC", esr << 32 | (u32)pc);
}
