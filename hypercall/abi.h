/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The guest's side of the hypercall ABI, Documentation/abi.rst, whatever the conduit.
 */
#ifndef VSI_HYPERCALL_ABI_H
#define VSI_HYPERCALL_ABI_H

#include <linux/types.h>
#include "vsi_abi.h"
#include "vsi_state.h"
#include "../vsi_core/backend.h"

/* r0 to r7, and of AArch64 to x9: the most that a call takes. */
#define VSI_ABI_REGS	10

/**
 * struct vsi_abi_conduit - how calls get to a hypervisor
 * @hvc:      make a call with these registers, and read them back.  In the trap, too
 * @imm:      of HVC
 * @tag:      as in struct vsi_direct
 * @narrow:   added to a function number whose operands are of 32 bits
 * @wide:     added to one whose operands are of 64 bits
 * @services: VSI_ABI_HAS_...
 * @version:  VSI_ABI_VERSION()
 * @limit:    entries of a batch
 * @block:    the state block
 *
 * The last four are written once, in vsi_abi_detect().
 */
struct vsi_abi_conduit {
	void (*hvc)(unsigned long *regs);
	u16 imm;
	u16 tag;
	u32 narrow;
	u32 wide;
	u32 services;
	u32 version;
	u32 limit;
	struct vsi_block block;
};

bool vsi_abi_detect(struct vsi_abi_conduit *conduit);
int vsi_abi_call(const struct vsi_abi_conduit *conduit, struct vsi_call *call);
void vsi_abi_query(const struct vsi_abi_conduit *conduit, struct vsi_query *queries,
		   unsigned int nr);
void vsi_abi_direct(const struct vsi_abi_conduit *conduit, u16 class, u8 isa,
		    struct vsi_direct *direct);
void vsi_abi_describe(const struct vsi_abi_conduit *conduit, char *text, size_t size);

/* What a hypervisor may have answered: abi_answer.c */
bool vsi_abi_is_version(const unsigned long *regs, u32 nonce);
bool vsi_abi_is_done(unsigned long r0);
int vsi_abi_promises(unsigned long r0, bool write);
void vsi_abi_put_batch(struct vsi_abi_entry *entries, const struct vsi_query *queries,
		       unsigned int nr);
bool vsi_abi_take_block(const unsigned long *regs, struct vsi_block *block);
unsigned int vsi_abi_take_batch(const struct vsi_abi_entry *entries, struct vsi_query *queries,
				unsigned int nr, unsigned long r0);

#endif
