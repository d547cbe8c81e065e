/* SPDX-License-Identifier: ((GPL-2.0 WITH Linux-syscall-note) OR MIT) */
/*
 * The state block: what the kernel of a guest that runs in user mode sees of its
 * virtual CPU's privileged registers, in memory that it loads from and stores to
 * where it would otherwise take an exception.  Documentation/abi.rst, "The state
 * block", is the whole of it; this file has the numbers, for C and for assembly.
 *
 * Hypervisors may take a copy of this file.  It includes nothing.
 */
#ifndef VSI_STATE_H
#define VSI_STATE_H

/* Of the layout; the argument of VSI_ABI_FN_STATE. */
#define VSI_STATE_VERSION	1

/* What STATE answers in r2 */
#define VSI_STATE_EXCEPTIONS	0x1	/* exceptions of the guest save and restore it */

/* Both layouts begin so: 32 bits each. */
#define VSI_STATE_MAGIC		0x000
#define VSI_STATE_MAGIC_VALUE	0x56535354
#define VSI_STATE_LAYOUT	0x004	/* VSI_STATE_VERSION */

/*
 * A32 and T32.  The block is one page of memory, seen in a window of 256 pages at the
 * address that STATE answers, a multiple of the window's size.  Page 0 is always there;
 * of the others those two that VSI_STATE_A32_ALL() and VSI_STATE_A32_I() name for the
 * mode, and F, that the virtual CPU is in.
 */
#define VSI_STATE_A32_WINDOW	0x100000
#define VSI_STATE_A32_SHIFT	12
/* CPSR[6:0], with T zero, selects the page: 7 bits */
#define VSI_STATE_A32_SELECT	7
/* where a store to VSI_STATE_A32_CPSR writes I, F and the mode */
#define VSI_STATE_A32_ALL(psr)	(((psr) & 0x5f) << VSI_STATE_A32_SHIFT)
/* where it writes I, and the other bits are known to be what they are */
#define VSI_STATE_A32_I(psr)	(0x80000 | VSI_STATE_A32_ALL(psr))
/* where it writes the mode alone, or I and the mode: pages that are never there */
#define VSI_STATE_A32_MODE(psr)		(0xa0000 | ((psr) & 0x1f) << VSI_STATE_A32_SHIFT)
#define VSI_STATE_A32_I_MODE(psr)	(0xe0000 | ((psr) & 0x1f) << VSI_STATE_A32_SHIFT)

/* Offsets in the page, 32 bits each but for bytes of CPSR */
#define VSI_STATE_A32_CPSR	0x100	/* bits[9:0]: E, A, I, F, zero, mode; others zero */
#define VSI_STATE_A32_SPSR	0x104	/* of the mode that the virtual CPU is in */
#define VSI_STATE_A32_DACR	0x108
#define VSI_STATE_A32_TPIDRPRW	0x10c
#define VSI_STATE_A32_DFSR	0x110
#define VSI_STATE_A32_IFSR	0x114
#define VSI_STATE_A32_DFAR	0x118
#define VSI_STATE_A32_IFAR	0x11c
/* Banked registers, of modes that the virtual CPU is not in */
#define VSI_STATE_A32_SP_USR	0x140
#define VSI_STATE_A32_LR_USR	0x144
#define VSI_STATE_A32_SP_SVC	0x148
#define VSI_STATE_A32_LR_SVC	0x14c
#define VSI_STATE_A32_SPSR_SVC	0x150
#define VSI_STATE_A32_SP_ABT	0x154
#define VSI_STATE_A32_LR_ABT	0x158
#define VSI_STATE_A32_SPSR_ABT	0x15c
#define VSI_STATE_A32_SP_UND	0x160
#define VSI_STATE_A32_LR_UND	0x164
#define VSI_STATE_A32_SPSR_UND	0x168
#define VSI_STATE_A32_SP_IRQ	0x16c
#define VSI_STATE_A32_LR_IRQ	0x170
#define VSI_STATE_A32_SPSR_IRQ	0x174
#define VSI_STATE_A32_R8_FIQ	0x178
#define VSI_STATE_A32_R9_FIQ	0x17c
#define VSI_STATE_A32_R10_FIQ	0x180
#define VSI_STATE_A32_R11_FIQ	0x184
#define VSI_STATE_A32_R12_FIQ	0x188
#define VSI_STATE_A32_SP_FIQ	0x18c
#define VSI_STATE_A32_LR_FIQ	0x190
#define VSI_STATE_A32_SPSR_FIQ	0x194
/* while it is in FIQ mode */
#define VSI_STATE_A32_R8_USR	0x198
#define VSI_STATE_A32_R9_USR	0x19c
#define VSI_STATE_A32_R10_USR	0x1a0
#define VSI_STATE_A32_R11_USR	0x1a4
#define VSI_STATE_A32_R12_USR	0x1a8

/*
 * A64.  The block is one page of memory, seen twice: at the address that STATE answers, a
 * multiple of twice VSI_STATE_A64_MASK, and once more where DAIF is written.
 */
#define VSI_STATE_A64_MASK	0x10000

/* Offsets in the page, 64 bits each but for DAIF */
#define VSI_STATE_A64_DAIF	0x400	/* 16 bits: as the register has them; bits[9:6] count */
#define VSI_STATE_A64_SP_EL0	0x408
#define VSI_STATE_A64_TPIDR_EL1	0x410
#define VSI_STATE_A64_ELR_EL1	0x418
#define VSI_STATE_A64_SPSR_EL1	0x420
#define VSI_STATE_A64_ESR_EL1	0x428
#define VSI_STATE_A64_FAR_EL1	0x430

#endif
