// SPDX-License-Identifier: GPL-2.0
/*
 * Why the guest is out: the syndrome, what is done about it, and how the guest goes on.
 * ARM DDI 0487, D17.2.37 (ESR_EL2).
 */
#include "cpu.h"

#define EC_WFX		0x01
#define EC_CP15		0x03
#define EC_CP15_64	0x04
#define EC_CP14		0x05
#define EC_VMRS		0x08
#define EC_CP14_64	0x0c
#define EC_HVC32	0x12
#define EC_SMC32	0x13
#define EC_HVC64	0x16
#define EC_SMC64	0x17
#define EC_SYS		0x18

#define ISS_RT(esr)	((esr) >> 5 & 31)
#define ISS_RT2(esr)	((esr) >> 10 & 31)
#define REG_ZERO	31

/* Op0, Op2, Op1, CRn, CRm of MRS and MSR; coprocessors have the same without Op0. */
static u32 key_of(u64 esr)
{
	return KEY_SYS(esr >> 20 & 3, esr >> 14 & 7, esr >> 10 & 15, esr >> 1 & 15, esr >> 17 & 7);
}

static u32 key_cp(u64 esr, u32 cp)
{
	return KEY_CP(cp, esr >> 14 & 7, esr >> 10 & 15, esr >> 1 & 15, esr >> 17 & 7);
}

static u32 key_cp64(u64 esr, u32 cp)
{
	return KEY_CP64(cp, esr >> 16 & 15, esr >> 1 & 15);
}

/* Whatever the guest does not have is undefined, as it would be without the trap. */
static bool handle_access(struct regs *regs, struct access *access)
{
	const struct row *row = find_row(access->key);

	count(row ? row->class : MON_EXIT_OTHER);
	if (serve(row, access) >= 0)
		return true;
	undefined(regs);
	return false;
}

/* Rt as AArch64 sees it, of AArch32, too; 31 is XZR, of AArch32 APSR_nzcv. */
static bool handle_access_rt(struct regs *regs, u64 esr, u32 key)
{
	u32 rt = ISS_RT(esr);
	struct access access = { key, esr & 1, rt == REG_ZERO ? 0 : regs->r[rt] };

	if (!handle_access(regs, &access))
		return false;
	if (access.read && rt != REG_ZERO)
		regs->r[rt] = guest.is32 ? (u32)access.value : access.value;
	return true;
}

static bool handle_access_pair(struct regs *regs, u64 esr, u32 key)
{
	u32 rt = ISS_RT(esr), rt2 = ISS_RT2(esr);
	struct access access = { key, esr & 1, (u32)regs->r[rt] | regs->r[rt2] << 32 };

	if (!handle_access(regs, &access))
		return false;
	if (access.read) {
		regs->r[rt] = (u32)access.value;
		regs->r[rt2] = access.value >> 32;
	}
	return true;
}

static bool handle_wfx(struct regs *regs)
{
	count(VSI_CLASS_EVENT);
	if (!(injected_classes >> VSI_CLASS_EVENT & 1))
		return true;	/* waiting is never obligatory */
	undefined(regs);
	return false;
}

static bool handle_smc(struct regs *regs)
{
	if (!(injected_classes >> VSI_CLASS_CALL & 1)) {
		smc_call(regs);
		return true;
	}
	count(VSI_CLASS_CALL);
	undefined(regs);
	return false;
}

/* Of AArch32, which has conditions: true when the guest goes on behind the instruction. */
static bool handle32(struct regs *regs, u64 esr)
{
	switch (esr >> 26) {
	case EC_WFX:
		return handle_wfx(regs);
	case EC_CP15:
		return handle_access_rt(regs, esr, key_cp(esr, 15));
	case EC_CP15_64:
		return handle_access_pair(regs, esr, key_cp64(esr, 15));
	case EC_CP14:
		return handle_access_rt(regs, esr, key_cp(esr, 14));
	case EC_CP14_64:
		return handle_access_pair(regs, esr, key_cp64(esr, 14));
	case EC_VMRS:
		return handle_access_rt(regs, esr, key_cp(esr, 10));
	case EC_SMC32:
		return handle_smc(regs);
	}
	unexpected_exception(esr, sysreg_read(elr_el2));
	return false;
}

static bool handle64(struct regs *regs, u64 esr)
{
	switch (esr >> 26) {
	case EC_WFX:
		return handle_wfx(regs);
	case EC_SYS:
		return handle_access_rt(regs, esr, key_of(esr));
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
		if (!condition_holds(esr) || handle32(regs, esr))
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
