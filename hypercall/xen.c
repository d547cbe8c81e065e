// SPDX-License-Identifier: GPL-2.0
/*
 * The backend for Xen.
 */
#include <linux/kprobes.h>
#include <linux/string.h>
#include "abi.h"
#include "backends.h"
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
	return !strcmp(vsi_hypervisor_name(), "xen") && vsi_abi_detect(&conduit);
}

static int xen_call(struct vsi_call *call)
{
	return vsi_abi_call(&conduit, call);
}
NOKPROBE_SYMBOL(xen_call);

static void xen_query(struct vsi_query *queries, unsigned int nr)
{
	vsi_abi_query(&conduit, queries, nr);
}

static void xen_direct(u16 class, u8 isa, struct vsi_direct *direct)
{
	vsi_abi_direct(&conduit, class, isa, direct);
}

static void xen_describe(char *text, size_t size)
{
	vsi_abi_describe(&conduit, text, size);
}

const struct vsi_backend vsi_backend_xen = {
	.name = "xen",
	.detect = xen_detect,
	.call = xen_call,
	.query = xen_query,
	.direct = xen_direct,
	.describe = xen_describe,
};
