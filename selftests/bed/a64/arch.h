/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the programs know of A64.
 */
#ifndef VSI_BED_ARCH_H
#define VSI_BED_ARCH_H

#define BED_ISA		VSI_ISA_A64
#define BED_THUMB	0ul
#define BED_TABLE	"../../vsi_arm/a64.tbl"
#define BED_ROW(id)	A64_##id
#define BED_RETURN	0xd65f03c0u	/* ret */
#define BED_ROWS	"a64/rows.tbl"
#define BED_KNOWN	"a64/known.tbl"
#define BED_CARRIED	"a64/carried.tbl"
#define BED_WORDED	"a64/worded.tbl"
#define BED_REG_TABLE	"../../vsi_arm/sysreg.tbl"
#define BED_REGS	"sys"
#define BED_REG(id)	SYSREG_##id

/* The counter programs may read */
#define KEY_COUNTER	0

/* Of PSTATE: Z, I; nothing chooses a page of the state block */
#define BED_PSR_Z	0x40000000ul
#define BED_PSR_I	0x80ul
#define BED_PSR_PAGES	0ul
#define BED_PSR_MODE	0ul
/* and which of two registers SP is */
#define BED_PSR_SPSEL	0x1ul

/* What a veneer may use of the stack */
#define BED_BELOW_SP	16

/* The state block, so that 32 bits are not enough */
#define BED_BLOCK	0x5a50000000ul

/* Of functions: registers that struct bed_state does not have, and what counts of PSTATE */
#define FUNCTION_NR_REGISTERS	1
#define FUNCTION_PSR	0xf00003c0ul
#define FUNCTION_KEY	0

/* All that is sensitive traps at EL0. */
#define BED_IS_SILENT	false

/* L of MRS and SYSL */
#define BED_READ	0x00200000u

/* What of PSTATE EL0 has for its own: N, Z, C, V */
#define BED_USER_BITS	0xf0000000ul

/* What was written is code now. */
#define BED_SYNC	"ic iallu\n\tdsb sy\n\tisb"

/* Of the object: from one instruction to the next. */
#define BED_SLOT	8

#endif
