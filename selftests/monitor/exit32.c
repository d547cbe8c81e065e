// SPDX-License-Identifier: GPL-2.0
/*
 * Exits of a guest of AArch32, for monitors of both kinds: HSR has the layout of ESR_EL2.
 * ARM DDI 0487, G8.2.73 (HSR), D17.2.37 (ESR_EL2).
 */
#include "monitor.h"
#include "exit32.h"

#define EC_WFX		0x01
#define EC_CP15		0x03
#define EC_CP15_64	0x04
#define EC_CP14		0x05
#define EC_VMRS		0x08
#define EC_CP14_64	0x0c
#define EC_SMC		0x13

#define ISS_CV		(1u << 24)
#define ISS_COND(esr)	((esr) >> 20 & 15)
#define ISS_RT(esr)	((esr) >> 5 & 31)
#define ISS_RT2(esr)	((esr) >> 10 & 31)

/* CPSR: G8.2.33 */
#define PSR_KEPT	(31u << 27 | 1u << 22 | 15u << 16 | 1u << 8 | 1u << 6)
#define PSR_E		(1u << 9)
#define PSR_I		(1u << 7)
#define PSR_UND		0x1b
#define SCTLR_EE	(1u << 25)
#define SCTLR_TE	(1u << 30)

static u32 key_cp(u32 esr, u32 cp)
{
	return KEY_CP(cp, esr >> 14 & 7, esr >> 10 & 15, esr >> 1 & 15, esr >> 17 & 7);
}

static u32 key_cp64(u32 esr, u32 cp)
{
	return KEY_CP64(cp, esr >> 16 & 15, esr >> 1 & 15);
}

static bool access_rt(struct regs *regs, u32 esr, u32 key)
{
	struct access access = { key, esr & 1, get_reg(regs, ISS_RT(esr)) };

	if (!handle_access(regs, &access))
		return false;
	if (access.read)
		set_reg(regs, ISS_RT(esr), access.value);
	return true;
}

static bool access_pair(struct regs *regs, u32 esr, u32 key)
{
	u32 low = get_reg(regs, ISS_RT(esr)), high = get_reg(regs, ISS_RT2(esr));
	struct access access = { key, esr & 1, low | (u64)high << 32 };

	if (!handle_access(regs, &access))
		return false;
	if (access.read) {
		set_reg(regs, ISS_RT(esr), access.value);
		set_reg(regs, ISS_RT2(esr), access.value >> 32);
	}
	return true;
}

/**
 * handle32() - an exit that is no call by HVC
 * @regs: the guest's registers
 * @esr:  syndrome
 *
 * Return: true when the guest goes on behind the instruction, false when it is in its
 * handler of undefined ones.
 */
bool handle32(struct regs *regs, u32 esr)
{
	switch (esr >> 26) {
	case EC_WFX:
		return handle_wfx(regs);
	case EC_CP15:
		return access_rt(regs, esr, key_cp(esr, 15));
	case EC_CP15_64:
		return access_pair(regs, esr, key_cp64(esr, 15));
	case EC_CP14:
		return access_rt(regs, esr, key_cp(esr, 14));
	case EC_CP14_64:
		return access_pair(regs, esr, key_cp64(esr, 14));
	case EC_VMRS:
		return access_rt(regs, esr, key_cp(esr, 10));
	case EC_SMC:
		return handle_smc(regs);
	}
	panic("an exception that is not expected, syndrome", esr);
}

/* ITSTATE is in bits 15:10 and 26:25; in a block its lower five bits move on: F1.3.3 */
static u32 get_it(u32 psr)
{
	return (psr >> 8 & 0xfc) | (psr >> 25 & 3);
}

/**
 * psr_behind() - PSR behind an instruction that was done for the guest
 * @psr: at the instruction
 */
u32 psr_behind(u32 psr)
{
	u32 it = get_it(psr);

	it = it & 7 ? (it & 0xe0) | (it << 1 & 0x1f) : 0;
	psr &= ~(0xfc00u | 3u << 25);
	return psr | (it & 0xfc) << 8 | (it & 3) << 25;
}

/* F1.3.1: conditions come in pairs, of which the second one is the first one's opposite. */
static bool passes(u32 condition, u32 psr)
{
	bool n = psr >> 31 & 1, z = psr >> 30 & 1, c = psr >> 29 & 1, v = psr >> 28 & 1;
	const bool first[] = { z, c, n, v, c && !z, n == v, n == v && !z, true };

	return condition >= 14 || first[condition >> 1] != (condition & 1);
}

/**
 * condition_holds() - shall the instruction that has trapped do anything?
 * @esr: its syndrome; a CPU may trap one whose condition fails (G1.16.4)
 * @psr: at the instruction
 *
 * Return: true where it has no condition.
 */
bool condition_holds(u32 esr, u32 psr)
{
	u32 it = get_it(psr);

	if (esr & ISS_CV)
		return passes(ISS_COND(esr), psr);
	return !(psr & PSR_T32) || !(it & 15) || passes(it >> 4, psr);
}

/**
 * psr_undefined() - CPSR as it is in the handler of undefined instructions: G1.12.12
 * @psr:   at the instruction
 * @sctlr: the guest's
 */
u32 psr_undefined(u32 psr, u32 sctlr)
{
	u32 cpsr = (psr & PSR_KEPT) | PSR_UND | PSR_I;

	return cpsr | (sctlr & SCTLR_TE ? PSR_T32 : 0) | (sctlr & SCTLR_EE ? PSR_E : 0);
}
