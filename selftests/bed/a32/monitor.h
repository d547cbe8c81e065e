/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the bed's monitor does for a guest's kernel in user mode, A32 and T32: instructions,
 * on the virtual CPU.
 */
#ifndef VSI_BED_MONITOR_H
#define VSI_BED_MONITOR_H

#include "../guest.h"

bool monitor_cps(struct pt_regs *regs, u32 imod, bool m, u32 aif, u32 mode);
bool monitor_mrs(struct pt_regs *regs, bool r, u32 rd);
bool monitor_msr(struct pt_regs *regs, bool r, u32 mask, u32 value);
bool monitor_mrs_bank(struct pt_regs *regs, bool r, u32 sysm, u32 rd);
bool monitor_msr_bank(struct pt_regs *regs, bool r, u32 sysm, u32 rn);
bool monitor_rfe(struct pt_regs *regs, bool p, bool u, bool w, u32 rn);
bool monitor_srs(struct pt_regs *regs, bool p, bool u, bool w, u32 mode);
bool monitor_ldm(struct pt_regs *regs, u32 puw, u32 rn, u32 registers);
bool monitor_stm(struct pt_regs *regs, u32 pu, u32 rn, u32 registers);
bool monitor_return(struct pt_regs *regs, u32 opcode, u32 rn, u32 b);
u32 monitor_register(const struct pt_regs *regs, u32 reg);
u32 monitor_shifted(const struct pt_regs *regs, u32 rm, u32 type, u32 imm5);
u32 monitor_immediate(u32 imm12);

#endif
