/* SPDX-License-Identifier: GPL-2.0 */
#ifndef VSI_ARM_LOADER_HOOK_H
#define VSI_ARM_LOADER_HOOK_H

struct vsi_loader_hook;

int vsi_loader_hook_init(const struct vsi_loader_hook *hook);
void vsi_loader_hook_exit(void);

#endif
