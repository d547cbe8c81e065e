/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What vsi_core asks of a hypervisor.  Nothing else crosses.
 */
#ifndef VSI_CORE_BACKEND_H
#define VSI_CORE_BACKEND_H

#include <linux/types.h>

/**
 * struct vsi_call - what a virtual machine monitor is told of an instruction
 * @word:  the original instruction
 * @class: enum vsi_class
 * @isa:   enum vsi_isa
 * @write: direction
 * @value: operand, in and out; the second half of a 64-bit access in the
 *         upper 32 bits
 */
struct vsi_call {
	u32 word;
	u16 class;
	u8 isa;
	bool write;
	u64 value;
};

/**
 * struct vsi_backend - a way to a hypervisor
 * @name:   what users see
 * @detect: is this hypervisor there, and does it know vsi?  Process context,
 *          once; never answers true on a guess
 * @call:   have one instruction served.  Any context, does not sleep.  0 and
 *          @value is the result; -EOPNOTSUPP when the hypervisor does not
 *          serve this one and the policy must do without.  NULL when there is
 *          nobody to call
 */
struct vsi_backend {
	const char *name;
	bool (*detect)(void);
	int (*call)(struct vsi_call *call);
};

int vsi_backend_init(void);
const struct vsi_backend *vsi_backend(void);
bool vsi_backend_serves(void);
int vsi_backend_call(struct vsi_call *call);

/* Who runs this guest: hypercall/identify.c */
const char *vsi_hypervisor_name(void);
bool vsi_hypervisor_undefs(void);
bool vsi_smc_by_hvc(void);

#endif
