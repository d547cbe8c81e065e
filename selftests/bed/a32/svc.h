/* SPDX-License-Identifier: GPL-2.0 */
/*
 * SVC #imm24 as the monitor takes it.
 */
#ifndef VSI_BED_SVC_H
#define VSI_BED_SVC_H

#include "../guest.h"

bool svc_execute(u32 imm24, struct pt_regs *regs);

#endif
