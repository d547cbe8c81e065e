/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Registers of the guest, which Hyp mode has as the guest has them.
 */
#ifndef VSI_MONITOR_A32_CP_ACCESS_H
#define VSI_MONITOR_A32_CP_ACCESS_H

#include "cpu.h"

#define READS(name, opc1, CRn, CRm, opc2)				\
static u64 read_##name(u32 key)						\
{									\
	(void)key;							\
	return cp15_read(opc1, CRn, CRm, opc2);				\
}
#define WRITES(name, opc1, CRn, CRm, opc2)				\
static void write_##name(u32 key, u64 value)				\
{									\
	(void)key;							\
	cp15_write(opc1, CRn, CRm, opc2, value);			\
}
#define READS_VFP(name)							\
static u64 read_##name(u32 key)						\
{									\
	u32 value;							\
									\
	(void)key;							\
	__asm__ volatile(".fpu neon\n\tvmrs %0, " #name : "=r"(value));	\
	return value;							\
}

READS(ctr, 0, c0, c0, 1)
READS(ccsidr, 1, c0, c0, 0)
READS(clidr, 1, c0, c0, 1)
READS(csselr, 2, c0, c0, 0)
WRITES(csselr, 2, c0, c0, 0)
READS(midr, 0, c0, c0, 0)
READS(tlbtr, 0, c0, c0, 3)
READS(mpidr, 0, c0, c0, 5)
READS(revidr, 0, c0, c0, 6)
READS(aidr, 1, c0, c0, 7)
READS_VFP(fpsid)
READS_VFP(mvfr0)
READS_VFP(mvfr1)
READS(cpacr, 0, c1, c0, 2)
WRITES(cpacr, 0, c1, c0, 2)
WRITES(sctlr, 0, c1, c0, 0)
WRITES(ttbr0, 0, c2, c0, 0)
WRITES(ttbr1, 0, c2, c0, 1)
WRITES(ttbcr, 0, c2, c0, 2)
WRITES(dacr, 0, c3, c0, 0)
WRITES(dfsr, 0, c5, c0, 0)
WRITES(ifsr, 0, c5, c0, 1)
WRITES(adfsr, 0, c5, c1, 0)
WRITES(aifsr, 0, c5, c1, 1)
WRITES(dfar, 0, c6, c0, 0)
WRITES(ifar, 0, c6, c0, 2)
WRITES(mair0, 0, c10, c2, 0)
WRITES(mair1, 0, c10, c2, 1)
WRITES(amair0, 0, c10, c3, 0)
WRITES(amair1, 0, c10, c3, 1)
WRITES(contextidr, 0, c13, c0, 1)

static void write_ttbr0_64(u32 key, u64 value)
{
	(void)key;
	cp15_write64(0, c2, value);
}

static void write_ttbr1_64(u32 key, u64 value)
{
	(void)key;
	cp15_write64(1, c2, value);
}

/* ARMv7 has none */
static u64 read_mvfr2(u32 key)
{
	(void)key;
	return 0;
}

static u64 read_dbgdidr(u32 key)
{
	u32 value;

	(void)key;
	__asm__ volatile("mrc p14, 0, %0, c0, c0, 0" : "=r"(value));
	return value;
}

#endif
