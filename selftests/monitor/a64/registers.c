// SPDX-License-Identifier: GPL-2.0
/*
 * What this monitor serves of a guest of AArch64.  Registers: ARM DDI 0487, D17.
 */
#include "cpu.h"
#include "sysregs.h"

#define ANY		0
#define MASK_ALL	0xffff
#define MASK_OP2	(MASK_ALL & ~KEY_SYS(0, 0, 0, 0, 7))
#define MASK_CRM_OP2	(MASK_ALL & ~KEY_SYS(0, 0, 0, 15, 7))
#define MASK_CRM_HALF	(MASK_ALL & ~KEY_SYS(0, 0, 0, 7, 7))
#define MASK_OP0_OP1	(MASK_ALL & ~KEY_SYS(0, 0, 15, 15, 7))
#define MASK_OP1_ON	(MASK_ALL & ~KEY_SYS(0, 7, 0, 15, 7))

READS(midr_el1)
READS(mpidr_el1)
READS(revidr_el1)
READS(aidr_el1)
READS(clidr_el1)
READS(ccsidr_el1)
READS(csselr_el1)
WRITES(csselr_el1)
READS(ctr_el0)
READS(cpacr_el1)
WRITES(cpacr_el1)
WRITES(sctlr_el1)
WRITES(ttbr0_el1)
WRITES(ttbr1_el1)
WRITES(tcr_el1)
WRITES(esr_el1)
WRITES(far_el1)
WRITES(afsr0_el1)
WRITES(afsr1_el1)
WRITES(mair_el1)
WRITES(amair_el1)
WRITES(contextidr_el1)

#define ROW(op0, op1, CRn, CRm, op2, mask, class, constant, read, write) \
	{ KEY_SYS(op0, op1, CRn, CRm, op2), MASK_##mask, VSI_CLASS_##class, constant, read, write }

const struct row rows_a64[] = {
	/* TID3, TID1: the CPU's own values.  Those of all CPUs of this machine are alike. */
	ROW(3, 0, 0, 0, 0, ALL, IDREG, ALL_CPUS, read_midr_el1, NULL),
	ROW(3, 0, 0, 0, 5, ALL, IDREG, ONE_CPU, read_mpidr_el1, NULL),
	ROW(3, 0, 0, 0, 6, ALL, IDREG, ALL_CPUS, read_revidr_el1, NULL),
	ROW(3, 0, 0, 0, ANY, OP2, IDREG, CHANGES, NULL, NULL),
	ROW(3, 0, 0, ANY, ANY, CRM_HALF, IDREG, ALL_CPUS, read_id, NULL),
	ROW(3, 1, 0, 0, 7, ALL, IDREG, ALL_CPUS, read_aidr_el1, NULL),
	/* TID2: CCSIDR is of the cache that CSSELR selects. */
	ROW(3, 1, 0, 0, 0, ALL, CACHETYPE, CHANGES, read_ccsidr_el1, NULL),
	ROW(3, 1, 0, 0, 1, ALL, CACHETYPE, ALL_CPUS, read_clidr_el1, NULL),
	ROW(3, 2, 0, 0, 0, ALL, CACHETYPE, CHANGES, read_csselr_el1, write_csselr_el1),
	ROW(3, 3, 0, 0, 1, ALL, CACHETYPE, ALL_CPUS, read_ctr_el0, NULL),
	/* TACR, TCPAC */
	ROW(3, 0, 1, 0, 1, ALL, ACTLR, CHANGES, read_actlr, write_actlr),
	ROW(3, 0, 1, 0, 2, ALL, CPACR, CHANGES, read_cpacr_el1, write_cpacr_el1),
	/* TSW: DC ISW, DC CSW, DC CISW */
	ROW(1, 0, 7, 6, 2, ALL, SETWAY, CHANGES, NULL, write_nothing),
	ROW(1, 0, 7, 10, 2, ALL, SETWAY, CHANGES, NULL, write_nothing),
	ROW(1, 0, 7, 14, 2, ALL, SETWAY, CHANGES, NULL, write_nothing),
	/* TVM: writes; reads do not trap */
	ROW(3, 0, 1, 0, 0, ALL, MMU, CHANGES, NULL, write_sctlr_el1),
	ROW(3, 0, 2, 0, 0, ALL, MMU, CHANGES, NULL, write_ttbr0_el1),
	ROW(3, 0, 2, 0, 1, ALL, MMU, CHANGES, NULL, write_ttbr1_el1),
	ROW(3, 0, 2, 0, 2, ALL, MMU, CHANGES, NULL, write_tcr_el1),
	ROW(3, 0, 5, 1, 0, ALL, FAULT, CHANGES, NULL, write_afsr0_el1),
	ROW(3, 0, 5, 1, 1, ALL, FAULT, CHANGES, NULL, write_afsr1_el1),
	ROW(3, 0, 5, 2, 0, ALL, FAULT, CHANGES, NULL, write_esr_el1),
	ROW(3, 0, 6, 0, 0, ALL, FAULT, CHANGES, NULL, write_far_el1),
	ROW(3, 0, 10, 2, 0, ALL, MMU, CHANGES, NULL, write_mair_el1),
	ROW(3, 0, 10, 3, 0, ALL, MMU, CHANGES, NULL, write_amair_el1),
	ROW(3, 0, 13, 0, 1, ALL, MMU, CHANGES, NULL, write_contextidr_el1),
	/* TPM: performance monitors that have no counters, and never will */
	ROW(3, 3, 9, 12, ANY, OP2, PMU, ALL_CPUS, read_zero, write_nothing),
	ROW(3, 3, 9, 13, ANY, OP2, PMU, ALL_CPUS, read_zero, write_nothing),
	ROW(3, 3, 9, 14, ANY, OP2, PMU, ALL_CPUS, read_zero, write_nothing),
	ROW(3, 0, 9, 14, ANY, OP2, PMU, ALL_CPUS, read_zero, write_nothing),
	ROW(3, 3, 14, 8, ANY, CRM_HALF, PMU, ALL_CPUS, read_zero, write_nothing),
	/* TDA, TDOSA, TDRA: nobody debugs; MDSCR keeps what is written */
	ROW(2, 0, 0, 2, 2, ALL, DEBUG, CHANGES, read_mdscr, write_mdscr),
	ROW(2, 0, ANY, ANY, ANY, OP0_OP1, DEBUG, ALL_CPUS, read_zero, write_nothing),
	ROW(2, 3, 0, ANY, ANY, CRM_OP2, DEBUG, ALL_CPUS, read_zero, write_nothing),
	/* TIDCP: the guest has none */
	ROW(3, 0, 11, ANY, ANY, OP1_ON, IMPDEF, CHANGES, NULL, NULL),
	ROW(3, 0, 15, ANY, ANY, OP1_ON, IMPDEF, CHANGES, NULL, NULL),
	ROW(1, 0, 11, ANY, ANY, OP1_ON, IMPDEF, CHANGES, NULL, NULL),
	ROW(1, 0, 15, ANY, ANY, OP1_ON, IMPDEF, CHANGES, NULL, NULL),
};

const u32 nr_rows_a64 = sizeof(rows_a64) / sizeof(rows_a64[0]);
