/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The state of a CPU, A32 and T32.  Assembler, too.
 */
#ifndef VSI_BED_STATE_H
#define VSI_BED_STATE_H

/* r0 to r14 are the first ones */
#define BED_SP		13
#define BED_LR		14
#define BED_PSR		15
#define BED_SPSR	16
#define BED_SP_USR	17
#define BED_LR_USR	18
#define BED_SP_IRQ	19
#define BED_LR_IRQ	20
#define BED_SPSR_IRQ	21
#define BED_R8_FIQ	22
#define BED_SP_FIQ	23
#define BED_LR_FIQ	24
#define BED_SPSR_FIQ	25
#define BED_SP_SVC	26
#define BED_LR_SVC	27
#define BED_HASH	28
#define BED_NR_STATE	29

#ifndef __ASSEMBLER__
void bed_memory_frames(unsigned long *memory, unsigned int input);
#endif

#endif
