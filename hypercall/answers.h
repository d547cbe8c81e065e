/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the hypervisor has promised about instructions.
 */
#ifndef VSI_HYPERCALL_ANSWERS_H
#define VSI_HYPERCALL_ANSWERS_H

#include "../vsi_core/backend.h"

bool vsi_answers_find(const struct vsi_backend *backend, struct vsi_query *query);
int vsi_answers_add(const struct vsi_backend *backend, const struct vsi_query *query);
void vsi_answers_forget(void);

#endif
