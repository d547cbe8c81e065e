/* SPDX-License-Identifier: GPL-2.0 */
#ifndef VSI_CORE_LOADER_H
#define VSI_CORE_LOADER_H

int vsi_loader_init(void);
void vsi_loader_exit(void);

#endif
