/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Modules between the hook and their COMING notification.
 */
#ifndef VSI_CORE_MARK_H
#define VSI_CORE_MARK_H

#include "image.h"

void vsi_mark_seen(struct module *mod);
void vsi_mark_postponed(const struct vsi_image *image);
bool vsi_mark_take(struct module *mod, struct vsi_image *image);

#endif
