/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Storing what was planned, and what the kernel itself rewrites.
 */
#ifndef VSI_CORE_STORE_H
#define VSI_CORE_STORE_H

#include "image.h"
#include "served.h"

void vsi_warn_rewritten(const struct vsi_image *image, unsigned long addr, u32 word,
			const char *has);
bool vsi_is_rewritten(const struct vsi_image *image, unsigned long addr);
void vsi_spare_rewritten(const struct vsi_image *image, struct vsi_served *served);
void vsi_store(const struct vsi_image *image, struct vsi_served *served);

#endif
