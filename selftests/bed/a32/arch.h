/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the programs know of A32 and T32.
 */
#ifndef VSI_BED_ARCH_H
#define VSI_BED_ARCH_H

/* Which instruction set the programs are for, as vsi knows it. */
#ifdef BED_T32
#define BED_ISA		VSI_ISA_T32
#define BED_THUMB	1ul
#define BED_TABLE	"../../vsi_arm/t32.tbl"
#define BED_ROW(id)	T32_##id
#define BED_RETURN	0x4770bf00u	/* bx lr; nop */
#define BED_ROWS	"a32/rows_t32.tbl"
#define BED_KNOWN	"a32/known_t32.tbl"
#define BED_CARRIED	"a32/carried_t32.tbl"
#define BED_WORDED	"a32/worded_t32.tbl"
#else
#define BED_ISA		VSI_ISA_A32
#define BED_THUMB	0ul
#define BED_TABLE	"../../vsi_arm/a32.tbl"
#define BED_ROW(id)	A32_##id
#define BED_RETURN	0xe12fff1eu	/* bx lr */
#define BED_ROWS	"a32/rows_a32.tbl"
#define BED_KNOWN	"a32/known_a32.tbl"
#define BED_CARRIED	"a32/carried_a32.tbl"
#define BED_WORDED	"a32/worded_a32.tbl"
#endif

#define BED_REG_TABLE	"../../vsi_arm/cp.tbl"
#define BED_REGS	"cp"
#define BED_REG(id)	CP_##id

/* MRC of TPIDRURO into r0 */
#define KEY_TPIDRURO	0xee1d0f70u

/* MRRC of CNTVCT into r0 and r1: the monitor has a counter */
#define KEY_COUNTER	0xec510f1eu

/* Of CPSR: Z, I, and what chooses a page of the state block */
#define BED_PSR_Z	0x40000000ul
#define BED_PSR_I	0x80ul
#define BED_PSR_PAGES	0x40ul
#define BED_PSR_MODE	0x1ful

/* What a veneer may use of the stack */
#define BED_BELOW_SP	8

/* The state block's window */
#define BED_BLOCK	0x50000000ul

/* Of functions: registers that struct bed_state does not have, and what counts of CPSR */
#define FUNCTION_NR_REGISTERS	2
#define FUNCTION_PSR	0xfffffffful
/* read by user mode, too, and so not in memory */
#define FUNCTION_KEY	KEY_TPIDRURO

/* User mode lets pass what changes masks. */
#define BED_IS_SILENT	true

/* L of a coprocessor access */
#define BED_READ	0x00100000u

/* What of CPSR user mode has for its own: N, Z, C, V, Q, IT, GE, T */
#define BED_USER_BITS	(0xfe0ffc00u | 0x20)

/* ICIALLU: what was written is code now. */
#define BED_SYNC	"mcr p15, 0, r0, c7, c5, 0\n\tdsb\n\tisb"

/* Of the object: from one instruction to the next. */
#define BED_SLOT	16

#endif
