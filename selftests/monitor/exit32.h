/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Exits of a guest of AArch32: what monitors of both kinds have in common.
 */
#ifndef VSI_MONITOR_EXIT32_H
#define VSI_MONITOR_EXIT32_H

#include "monitor.h"

#define PSR_T32		(1u << 5)
#define PSR_MODE	0x1f
/* SCTLR.V, and where the vectors are then: G1.12.3 */
#define SCTLR_V		(1u << 13)
#define HIVECS		0xffff0000u
#define VECTOR_UND	4
#define ESR_IL		(1u << 25)

/* exit32.c */
bool handle32(struct regs *regs, u32 esr);
u32 psr_behind(u32 psr);
bool condition_holds(u32 esr, u32 psr);
u32 psr_undefined(u32 psr, u32 sctlr);

/* serve.c */
bool handle_access(struct regs *regs, struct access *access);
bool handle_wfx(struct regs *regs);
bool handle_smc(struct regs *regs);

/* a64/, a32/: registers by the number that the syndrome has */
u32 get_reg(const struct regs *regs, u32 n);
void set_reg(struct regs *regs, u32 n, u32 value);
void undefined(struct regs *regs);

#endif
