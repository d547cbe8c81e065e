/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Storing what was planned.
 */
#ifndef VSI_CORE_STORE_H
#define VSI_CORE_STORE_H

#include "image.h"
#include "served.h"

void vsi_store(const struct vsi_image *image, struct vsi_served *served);

#endif
