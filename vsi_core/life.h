/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The life of a module as vsi sees it.
 */
#ifndef VSI_CORE_LIFE_H
#define VSI_CORE_LIFE_H

int vsi_life_init(void);
void vsi_life_exit(void);
int vsi_life_attach(const char *name);
int vsi_life_detach(const char *name);

#endif
