// SPDX-License-Identifier: GPL-2.0
/*
 * Who shall serve a call: the ABI, by its two conduits, the tests' own calls, PSCI.
 */
#include "monitor.h"

/* SMCCC: ARM DEN 0028, 2.5 (function identifiers) and 7 */
#define SMC64_BIT		0x40000000
#define SMCCC_VERSION		0x80000000
#define SMCCC_ARCH_FEATURES	0x80000001
#define SMCCC_1_1		0x10001
/* PSCI: ARM DEN 0022, 5.1 */
#define PSCI_VERSION		0x84000000
#define PSCI_CPU_ON		0x84000003
#define PSCI_CPU_ON_64		0xc4000003
#define PSCI_FEATURES		0x8400000a
#define PSCI_1_0		0x10000
#define PSCI_SUCCESS		0
#define PSCI_INVALID_PARAMETERS	(-2)

/* What Xen answers to the number of a hypercall that it does not have. */
#define XEN_ENOSYS		(-38)

#define REG_XEN			(guest.is32 ? 12 : 16)

/**
 * count() - count an exit
 * @kind: a class, or MON_EXIT_...
 */
void count(u32 kind)
{
	struct cpu *cpu = this_cpu();

	cpu->count[kind]++;
	if (kind != MON_EXIT_CONTROL && kind != MON_EXIT_ENTRIES && kind != MON_EXIT_INJECTED)
		cpu->count[MON_EXIT_ALL]++;
}

/* All of the firmware's, and its errors, but for the entry: CPUs come here first. */
static int cpu_on(struct regs *regs)
{
	unsigned long call[4];
	u32 target = regs->r[1] & 0xff;
	u64 entry = regs->r[2];

	if (regs->r[1] & ~0x800000fful || target >= MON_MAX_CPUS)
		return PSCI_INVALID_PARAMETERS;
	cpus[target].entry = entry;
	cpus[target].context = regs->r[3];
	call[0] = sizeof(long) == 8 ? PSCI_CPU_ON_64 : PSCI_CPU_ON;
	call[1] = regs->r[1];
	call[2] = (unsigned long)monitor_entry;
	call[3] = 0;
	firmware_call(call);
	return call[0];
}

/* PSCI, and the part of SMCCC by which a guest learns that it may use HVC for it. */
static void psci(struct regs *regs)
{
	u32 function = regs->r[0];
	unsigned long answer;

	if (function == PSCI_VERSION) {
		answer = PSCI_1_0;
	} else if (function == SMCCC_VERSION) {
		answer = SMCCC_1_1;
	} else if (function == SMCCC_ARCH_FEATURES) {
		answer = (unsigned long)NOT_SUPPORTED;
	} else if (function == PSCI_FEATURES && (u32)regs->r[1] == SMCCC_VERSION) {
		answer = PSCI_SUCCESS;
	} else if (function == PSCI_CPU_ON || (function == PSCI_CPU_ON_64 && !guest.is32)) {
		answer = cpu_on(regs);
	} else {
		firmware_call(regs->r);
		return;
	}
	regs->r[0] = answer;
}

static bool in_window(u32 number, u32 first, u32 size)
{
	return number >= first && number < first + size;
}

/**
 * smccc_call() - a call by HVC #0 or SMC #0
 * @regs:   the guest's
 * @by_hvc: not by SMC, by which there is PSCI only
 */
void smccc_call(struct regs *regs, bool by_hvc)
{
	u32 function = regs->r[0], range = function & 0xffff0000;
	bool wide = function & SMC64_BIT;

	if (by_hvc && (range == VSI_ABI_SMC32 || (range == VSI_ABI_SMC64 && !guest.is32))) {
		if (in_window(function & 0xffff, VSI_ABI_FN_FIRST, VSI_ABI_FN_COUNT)) {
			abi_call(regs, function & 0xffff, wide);
			return;
		}
		if (!wide && in_window(function & 0xffff, MON_FN_FIRST, MON_FN_COUNT)) {
			count(MON_EXIT_CONTROL);
			control_call(regs);
			return;
		}
	}
	if (by_hvc)
		count(MON_EXIT_SMCCC);
	psci(regs);
}

/* HVC #0xEA1: as Xen's guests call */
static void xen_call(struct regs *regs)
{
	if ((u32)regs->r[REG_XEN] != VSI_ABI_XEN_NR) {
		count(MON_EXIT_SMCCC);
		regs->r[0] = (unsigned long)XEN_ENOSYS;
		return;
	}
	abi_call(regs, regs->r[0], !guest.is32);
}

/**
 * hvc_call() - the guest has executed HVC
 * @regs:      the guest's
 * @immediate: of the instruction; KVM does not look at it either, Xen does
 */
void hvc_call(struct regs *regs, u32 immediate)
{
	if (immediate == VSI_ABI_XEN_TAG)
		xen_call(regs);
	else
		smccc_call(regs, true);
}
