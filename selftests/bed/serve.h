/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A module in the arena, and its service.
 */
#ifndef VSI_BED_SERVE_H
#define VSI_BED_SERVE_H

#include "load.h"
#include "../../vsi_core/served.h"

void bed_map_arena(void);
struct vsi_served *bed_substitute(struct bed_object *object, const char *name);

#endif
