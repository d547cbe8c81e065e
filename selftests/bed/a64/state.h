/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The state of a CPU, A64.  Assembler, too.
 */
#ifndef VSI_BED_STATE_H
#define VSI_BED_STATE_H

/* x0 to x30 are the first ones */
#define BED_LR		30
#define BED_SP		31
#define BED_PSR		32
#define BED_SPSR	33
#define BED_ELR		34
#define BED_SP_EL0	35
#define BED_HASH	36
#define BED_NR_STATE	37

#ifndef __ASSEMBLER__
void bed_memory_frames(unsigned long *memory, unsigned int input);
#endif

#endif
