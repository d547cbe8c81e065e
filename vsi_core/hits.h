/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Traps of substituted sites, as they happen: counted and traced.
 */
#ifndef VSI_CORE_HITS_H
#define VSI_CORE_HITS_H

#include <linux/jump_label.h>
#include "served.h"

/* On while traps are counted or traced: all that one asks otherwise. */
DECLARE_STATIC_KEY_FALSE(vsi_hits_wanted);

void vsi_hit(struct vsi_served *served, const struct vsi_site *site);
int vsi_hits_watch(void);
void vsi_hits_unwatch(void);
unsigned long vsi_hits_of_class(unsigned int class);

#endif
