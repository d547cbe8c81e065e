/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Where things are, in both programs.  Assembler, too.
 */
#ifndef VSI_BED_LAYOUT_H
#define VSI_BED_LAYOUT_H

/* Of the size of BED_SIZE, in reach of a branch from the programs, which lie below. */
#define BED_ARENA	0x48000000
#define BED_SIZE	0x00200000
/* what registers and pointers lead to */
#define BED_DATA	0x48100000
#define BED_DATA_SIZE	0x1000
/* outside of modules */
#define BED_VENEERS	0x48180000
#define BED_VENEERS_SIZE 0x40000
/* a branch to bed_landing, and one more before it */
#define BED_LANDING	0x481ff000
#define BED_BEFORE	8
/* The same in T32 where the code under test is A32, and the other way round */
#define BED_OTHER_LANDING 0x481ff080
/* of A64, a branch to the code under test */
#define BED_ENTER	0x481ff100

#endif
