/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Registers of AArch32 as EL2 of AArch64 has them: ARM DDI 0487, D1.20.2.
 */
#ifndef VSI_MONITOR_A64_CP_ACCESS_H
#define VSI_MONITOR_A64_CP_ACCESS_H

#include "sysregs.h"

READS_HALF(ctr, ctr_el0, 0)
READS_HALF(ccsidr, ccsidr_el1, 0)
READS_HALF(clidr, clidr_el1, 0)
READS_HALF(csselr, csselr_el1, 0)
WRITES_HALF(csselr, csselr_el1, 0)
READS_HALF(midr, midr_el1, 0)
READS_HALF(mpidr, mpidr_el1, 0)
READS_HALF(revidr, revidr_el1, 0)
READS_HALF(aidr, aidr_el1, 0)
READS_HALF(mvfr0, mvfr0_el1, 0)
READS_HALF(mvfr1, mvfr1_el1, 0)
READS_HALF(mvfr2, mvfr2_el1, 0)
READS_HALF(cpacr, cpacr_el1, 0)
WRITES_HALF(cpacr, cpacr_el1, 0)
WRITES_HALF(sctlr, sctlr_el1, 0)
WRITES_HALF(ttbr0, ttbr0_el1, 0)
WRITES_HALF(ttbr1, ttbr1_el1, 0)
WRITES_HALF(ttbcr, tcr_el1, 0)
WRITES_HALF(dacr, dacr32_el2, 0)
WRITES_HALF(dfsr, esr_el1, 0)
WRITES_HALF(ifsr, ifsr32_el2, 0)
WRITES_HALF(adfsr, afsr0_el1, 0)
WRITES_HALF(aifsr, afsr1_el1, 0)
WRITES_HALF(dfar, far_el1, 0)
WRITES_HALF(ifar, far_el1, 32)
WRITES_HALF(mair0, mair_el1, 0)
WRITES_HALF(mair1, mair_el1, 32)
WRITES_HALF(amair0, amair_el1, 0)
WRITES_HALF(amair1, amair_el1, 32)
WRITES_HALF(contextidr, contextidr_el1, 0)

static void write_ttbr0_64(u32 key, u64 value)
{
	(void)key;
	sysreg_write(ttbr0_el1, value);
}

static void write_ttbr1_64(u32 key, u64 value)
{
	(void)key;
	sysreg_write(ttbr1_el1, value);
}

/* Implementer, and the subarchitecture in which all is done by the CPU: G8.2.55 */
static u64 read_fpsid(u32 key)
{
	return (read_midr(key) & 0xff000000) | 3 << 16;
}

/* One unified TLB without lockdown. */
static u64 read_tlbtr(u32 key)
{
	(void)key;
	return 0;
}

/* Breakpoints and watchpoints as ID_AA64DFR0_EL1 says, debug architecture of v8: G8.3.10 */
static u64 read_dbgdidr(u32 key)
{
	u64 dfr = sysreg_read(id_aa64dfr0_el1);

	(void)key;
	return (dfr >> 20 & 15) << 28 | (dfr >> 12 & 15) << 24 | (dfr >> 28 & 15) << 20 | 6 << 16 |
	       1 << 15;
}

#endif
