// SPDX-License-Identifier: GPL-2.0
/*
 * The backend for Xen.
 */
#include <linux/kprobes.h>
#include <linux/string.h>
#include "backends.h"
#include "conduit.h"
#include "../vsi_arm/hvc.h"

/* xen/include/public/arch-arm.h: 0xEA1 tells a hypercall from others' HVC. */
static void xen_hvc(unsigned long *regs)
{
	VSI_HVC(0xea1, VSI_ABI_XEN_NR, regs);
}
NOKPROBE_SYMBOL(xen_hvc);

static struct vsi_abi_conduit conduit __ro_after_init = {
	.hvc = xen_hvc,
	.imm = VSI_ABI_XEN_TAG,
	.tag = VSI_ABI_XEN_NR,
};

/* Xen answers a hypercall that it does not have by -ENOSYS. */
static bool xen_detect(void)
{
	return !strcmp(vsi_hypervisor_name(), "xen") && vsi_conduit_detect(&conduit);
}

const struct vsi_backend vsi_backend_xen = {
	.name = "xen",
	.detect = xen_detect,
	.call = vsi_conduit_call,
	.query = vsi_conduit_query,
	.direct = vsi_conduit_direct,
	.state = vsi_conduit_state,
	.describe = vsi_conduit_describe,
};
