/* SPDX-License-Identifier: GPL-2.0 */
#ifndef VSI_CORE_DEBUGFS_H
#define VSI_CORE_DEBUGFS_H

struct vsi_served;

void vsi_debugfs_init(void);
void vsi_debugfs_exit(void);
void vsi_debugfs_add(struct vsi_served *served);
void vsi_debugfs_remove(struct vsi_served *served);

#endif
