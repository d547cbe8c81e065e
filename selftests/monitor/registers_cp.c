// SPDX-License-Identifier: GPL-2.0
/*
 * What this monitor serves of a guest of AArch32.  Registers: ARM DDI 0487, G8; DDI 0406,
 * B4 and B6.  cp_access.h, of each kind of monitor, has the functions.
 */
#include "monitor.h"
#include "cp_access.h"

#define ANY		0
#define MASK_ALL	0xfffff
#define MASK_OP2	(MASK_ALL & ~KEY_CP(0, 0, 0, 0, 7))
#define MASK_CRM_OP2	(MASK_ALL & ~KEY_CP(0, 0, 0, 15, 7))
#define MASK_CRM_HALF	(MASK_ALL & ~KEY_CP(0, 0, 0, 7, 7))
#define MASK_CRN_ON	(MASK_ALL & ~KEY_CP(0, 0, 15, 15, 7))
#define MASK_OP1_ON	(MASK_ALL & ~KEY_CP(0, 7, 0, 15, 7))

#define ROW(cp, opc1, CRn, CRm, opc2, mask, class, constant, read, write) \
	{ KEY_CP(cp, opc1, CRn, CRm, opc2), MASK_##mask, VSI_CLASS_##class, constant, read, write }
#define ROW64(cp, opc1, CRm, class, constant, read, write) \
	{ KEY_CP64(cp, opc1, CRm), MASK_ALL, VSI_CLASS_##class, constant, read, write }

const struct row rows_cp[] = {
	/* TID2: CCSIDR is of the cache that CSSELR selects. */
	ROW(15, 0, 0, 0, 1, ALL, CACHETYPE, ALL_CPUS, read_ctr, NULL),
	ROW(15, 1, 0, 0, 0, ALL, CACHETYPE, CHANGES, read_ccsidr, NULL),
	ROW(15, 1, 0, 0, 1, ALL, CACHETYPE, ALL_CPUS, read_clidr, NULL),
	ROW(15, 2, 0, 0, 0, ALL, CACHETYPE, CHANGES, read_csselr, write_csselr),
	/* TID1, TID3: the CPU's own values.  Those of all CPUs of this machine are alike. */
	ROW(15, 0, 0, 0, 0, ALL, IDREG, ALL_CPUS, read_midr, NULL),
	ROW(15, 0, 0, 0, 2, ALL, IDREG, ALL_CPUS, read_zero, NULL),	/* TCMTR: no TCM */
	ROW(15, 0, 0, 0, 3, ALL, IDREG, ALL_CPUS, read_tlbtr, NULL),
	ROW(15, 0, 0, 0, 5, ALL, IDREG, ONE_CPU, read_mpidr, NULL),
	ROW(15, 0, 0, 0, 6, ALL, IDREG, ALL_CPUS, read_revidr, NULL),
	ROW(15, 0, 0, 0, ANY, OP2, IDREG, ALL_CPUS, read_midr, NULL),
	ROW(15, 0, 0, ANY, ANY, CRM_HALF, IDREG, ALL_CPUS, read_id, NULL),
	ROW(15, 1, 0, 0, 7, ALL, IDREG, ALL_CPUS, read_aidr, NULL),
	/* TID0, TID3: FPSID, MVFR0, MVFR1, MVFR2 */
	ROW(10, 7, 0, 0, 0, ALL, VFPID, ALL_CPUS, read_fpsid, write_nothing),
	ROW(10, 7, 7, 0, 0, ALL, VFPID, ALL_CPUS, read_mvfr0, NULL),
	ROW(10, 7, 6, 0, 0, ALL, VFPID, ALL_CPUS, read_mvfr1, NULL),
	ROW(10, 7, 5, 0, 0, ALL, VFPID, ALL_CPUS, read_mvfr2, NULL),
	/* TACR, TCPAC */
	ROW(15, 0, 1, 0, 1, ALL, ACTLR, CHANGES, read_actlr, write_actlr),
	ROW(15, 0, 1, 0, 2, ALL, CPACR, CHANGES, read_cpacr, write_cpacr),
	/* TSW: DCISW, DCCSW, DCCISW */
	ROW(15, 0, 7, 6, 2, ALL, SETWAY, CHANGES, NULL, write_nothing),
	ROW(15, 0, 7, 10, 2, ALL, SETWAY, CHANGES, NULL, write_nothing),
	ROW(15, 0, 7, 14, 2, ALL, SETWAY, CHANGES, NULL, write_nothing),
	/* TVM: writes; reads do not trap */
	ROW(15, 0, 1, 0, 0, ALL, MMU, CHANGES, NULL, write_sctlr),
	ROW(15, 0, 2, 0, 0, ALL, MMU, CHANGES, NULL, write_ttbr0),
	ROW(15, 0, 2, 0, 1, ALL, MMU, CHANGES, NULL, write_ttbr1),
	ROW(15, 0, 2, 0, 2, ALL, MMU, CHANGES, NULL, write_ttbcr),
	ROW64(15, 0, 2, MMU, CHANGES, NULL, write_ttbr0_64),
	ROW64(15, 1, 2, MMU, CHANGES, NULL, write_ttbr1_64),
	ROW(15, 0, 3, 0, 0, ALL, DACR, CHANGES, NULL, write_dacr),
	ROW(15, 0, 5, 0, 0, ALL, FAULT, CHANGES, NULL, write_dfsr),
	ROW(15, 0, 5, 0, 1, ALL, FAULT, CHANGES, NULL, write_ifsr),
	ROW(15, 0, 5, 1, 0, ALL, FAULT, CHANGES, NULL, write_adfsr),
	ROW(15, 0, 5, 1, 1, ALL, FAULT, CHANGES, NULL, write_aifsr),
	ROW(15, 0, 6, 0, 0, ALL, FAULT, CHANGES, NULL, write_dfar),
	ROW(15, 0, 6, 0, 2, ALL, FAULT, CHANGES, NULL, write_ifar),
	ROW(15, 0, 10, 2, 0, ALL, MMU, CHANGES, NULL, write_mair0),
	ROW(15, 0, 10, 2, 1, ALL, MMU, CHANGES, NULL, write_mair1),
	ROW(15, 0, 10, 3, 0, ALL, MMU, CHANGES, NULL, write_amair0),
	ROW(15, 0, 10, 3, 1, ALL, MMU, CHANGES, NULL, write_amair1),
	ROW(15, 0, 13, 0, 1, ALL, MMU, CHANGES, NULL, write_contextidr),
	/* TPM: performance monitors that have no counters, and never will */
	ROW(15, 0, 9, 12, ANY, OP2, PMU, ALL_CPUS, read_zero, write_nothing),
	ROW(15, 0, 9, 13, ANY, OP2, PMU, ALL_CPUS, read_zero, write_nothing),
	ROW(15, 0, 9, 14, ANY, OP2, PMU, ALL_CPUS, read_zero, write_nothing),
	ROW(15, 0, 14, 8, ANY, CRM_HALF, PMU, ALL_CPUS, read_zero, write_nothing),
	ROW64(15, 0, 9, PMU, ALL_CPUS, read_zero, write_nothing),
	/* TDA, TDOSA, TDRA: nobody debugs; DBGDSCRext keeps what is written */
	ROW(14, 0, 0, 0, 0, ALL, DEBUG, ALL_CPUS, read_dbgdidr, NULL),
	ROW(14, 0, 0, 2, 2, ALL, DEBUG, CHANGES, read_mdscr, write_mdscr),
	ROW(14, 0, ANY, ANY, ANY, CRN_ON, DEBUG, ALL_CPUS, read_zero, write_nothing),
	ROW64(14, 0, 1, DEBUG, ALL_CPUS, read_zero, NULL),
	ROW64(14, 0, 2, DEBUG, ALL_CPUS, read_zero, NULL),
	/* TIDCP: the guest has none */
	ROW(15, 0, 9, 0, ANY, OP1_ON & ~KEY_CP(0, 0, 0, 8, 0), LOCKDOWN, CHANGES, NULL, NULL),
	ROW(15, 0, 10, 0, ANY, OP1_ON, LOCKDOWN, CHANGES, NULL, NULL),
	ROW(15, 0, 11, 0, ANY, OP1_ON, LOCKDOWN, CHANGES, NULL, NULL),
	ROW(15, 0, 15, 0, ANY, OP1_ON, IMPDEF, CHANGES, NULL, NULL),
};

const u32 nr_rows_cp = sizeof(rows_cp) / sizeof(rows_cp[0]);
