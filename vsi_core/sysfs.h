/* SPDX-License-Identifier: GPL-2.0 */
#ifndef VSI_CORE_SYSFS_H
#define VSI_CORE_SYSFS_H

struct vsi_served;

int vsi_sysfs_init(void);
void vsi_sysfs_exit(void);
void vsi_sysfs_add(struct vsi_served *served);
void vsi_sysfs_remove(struct vsi_served *served);

#endif
