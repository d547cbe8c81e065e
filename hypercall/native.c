// SPDX-License-Identifier: GPL-2.0
/*
 * The backend without a hypervisor: always there, serves nothing, so that
 * every instruction is handled inside the guest.
 */
#include "backends.h"

static bool native_detect(void)
{
	return true;
}

const struct vsi_backend vsi_backend_native = {
	.name = "native",
	.detect = native_detect,
};
