/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The two places where modules come by.
 */
#ifndef VSI_ARM_LOADER_HOOK_H
#define VSI_ARM_LOADER_HOOK_H

#include <linux/kprobes.h>
#include "served_isa.h"
#include "../vsi_core/arch.h"

/* Where a function begins, for probes and for the PC. */
#define vsi_insn_of(function) \
	((kprobe_opcode_t *)((unsigned long)(function) & ~VSI_FUNCTION_BIT))

bool vsi_can_probe(const kprobe_opcode_t *addr, const char *name);
int vsi_finalize_arm(const struct vsi_loader_hook *hook);
void vsi_finalize_disarm(void);
int vsi_relocate_arm(const struct vsi_loader_hook *hook);
void vsi_relocate_disarm(void);

#endif
