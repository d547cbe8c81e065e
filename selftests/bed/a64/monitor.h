/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the bed's monitor does for a guest's kernel at EL0: instructions that are no access to
 * a register by its number.
 */
#ifndef VSI_BED_MONITOR_H
#define VSI_BED_MONITOR_H

#include "../guest.h"

bool monitor_knows(u32 word);
bool monitor_execute(u32 word, struct pt_regs *regs);

#endif
