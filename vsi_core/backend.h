/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What vsi_core asks of a hypervisor.  Nothing else crosses.
 *
 * Other modules may include this file, for a backend of their own:
 * Documentation/backends.rst.
 */
#ifndef VSI_CORE_BACKEND_H
#define VSI_CORE_BACKEND_H

#include <linux/types.h>

/**
 * struct vsi_call - what a virtual machine monitor is told of an instruction
 * @word:  the original instruction
 * @class: enum vsi_class, the number in vsi_arm/class.tbl
 * @isa:   enum vsi_isa of vsi_arm/insn.h
 * @write: direction
 * @value: operand, in of a write and out of a read; the second half of a
 *         64-bit access in the upper 32 bits, which otherwise do not count
 * @args:  of a call (class "call"), r0 and the registers behind it, in and
 *         out; NULL otherwise
 */
struct vsi_call {
	u32 word;
	u16 class;
	u8 isa;
	bool write;
	u64 value;
	unsigned long *args;
};

/**
 * struct vsi_backend - a way to a hypervisor
 * @name:   what users see
 * @detect: is this hypervisor there, and does it know vsi?  Process context,
 *          once; never answers true on a guess
 * @call:   have one instruction served.  Called in the trap, interrupts off:
 *          any context, does not sleep, causes no trap of its own.  0 when it
 *          was: then @value or @args hold the result.  Any other answer, such
 *          as -EOPNOTSUPP, means that it was not, nor in part, and is done
 *          without.  NULL when there is nobody to call
 */
struct vsi_backend {
	const char *name;
	bool (*detect)(void);
	int (*call)(struct vsi_call *call);
};

/* For other modules. */
int vsi_backend_register(const struct vsi_backend *backend);
void vsi_backend_unregister(const struct vsi_backend *backend);

/* For vsi itself. */
#define VSI_BACKEND_NAME_MAX	32

int vsi_backend_init(void);
void vsi_backend_name(char name[VSI_BACKEND_NAME_MAX]);
bool vsi_backend_serves(void);
int vsi_backend_call(struct vsi_call *call);

/* Who runs this guest: hypercall/identify.c */
const char *vsi_hypervisor_name(void);
bool vsi_hypervisor_undefs(void);
bool vsi_smc_by_hvc(void);

#endif
