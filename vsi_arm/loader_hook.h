/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The two places where modules come by.
 */
#ifndef VSI_ARM_LOADER_HOOK_H
#define VSI_ARM_LOADER_HOOK_H

#include "../vsi_core/arch.h"

int vsi_finalize_arm(const struct vsi_loader_hook *hook);
void vsi_finalize_disarm(void);
int vsi_relocate_arm(const struct vsi_loader_hook *hook);
void vsi_relocate_disarm(void);

#endif
