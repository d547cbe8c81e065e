/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The functions of a backend whose hypervisor is called as Documentation/abi.rst says.
 */
#ifndef VSI_HYPERCALL_CONDUIT_H
#define VSI_HYPERCALL_CONDUIT_H

#include "abi.h"

bool vsi_conduit_detect(struct vsi_abi_conduit *candidate);
int vsi_conduit_call(struct vsi_call *call);
void vsi_conduit_query(struct vsi_query *queries, unsigned int nr);
void vsi_conduit_direct(u16 class, u8 isa, struct vsi_direct *direct);
void vsi_conduit_state(struct vsi_block *block);
void vsi_conduit_describe(char *text, size_t size);

#endif
