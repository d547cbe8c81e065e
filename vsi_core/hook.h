/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which hook is armed.
 */
#ifndef VSI_CORE_HOOK_H
#define VSI_CORE_HOOK_H

#include "arch.h"

int vsi_hook_arm(const struct vsi_loader_hook *calls);
enum vsi_hook vsi_hook(void);
const char *vsi_hook_name(void);

#endif
