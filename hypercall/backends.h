/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The backends there are, one file each.
 */
#ifndef VSI_HYPERCALL_BACKENDS_H
#define VSI_HYPERCALL_BACKENDS_H

#include "../vsi_core/backend.h"

extern const struct vsi_backend vsi_backend_kvm, vsi_backend_xen, vsi_backend_svc,
				vsi_backend_native;

void vsi_identify(void);

#endif
