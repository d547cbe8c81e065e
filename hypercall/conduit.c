// SPDX-License-Identifier: GPL-2.0
/*
 * What the backends for KVM and for Xen do alike: at most one of them has found somebody
 * who knows the ABI, and its conduit is the one that is called over.
 */
#include <linux/cache.h>
#include <linux/kprobes.h>
#include "conduit.h"

/* Written once, when vsi is loaded and before anything traps. */
static struct vsi_abi_conduit *conduit __ro_after_init;

/**
 * vsi_conduit_detect() - does this conduit lead to somebody who knows the ABI?
 * @candidate: one over which calls are known to be safe
 *
 * Context: process, while vsi is loaded; no more after it has answered true.
 * Return: true: it is what the others call over.
 */
bool vsi_conduit_detect(struct vsi_abi_conduit *candidate)
{
	if (!vsi_abi_detect(candidate))
		return false;
	conduit = candidate;
	return true;
}

/**
 * vsi_conduit_call() - as struct vsi_backend's call
 * @call: the instruction
 *
 * Context: the trap.
 * Return: as struct vsi_backend's call.
 */
int vsi_conduit_call(struct vsi_call *call)
{
	return vsi_abi_call(conduit, call);
}
NOKPROBE_SYMBOL(vsi_conduit_call);

/**
 * vsi_conduit_query() - as struct vsi_backend's query
 * @queries: about what; get the answers
 * @nr:      how many
 *
 * Context: process; sleeps.
 */
void vsi_conduit_query(struct vsi_query *queries, unsigned int nr)
{
	vsi_abi_query(conduit, queries, nr);
}

/**
 * vsi_conduit_direct() - as struct vsi_backend's direct
 * @class:  of the instruction
 * @isa:    its instruction set
 * @direct: filled in
 *
 * Context: any.
 */
void vsi_conduit_direct(u16 class, u8 isa, struct vsi_direct *direct)
{
	vsi_abi_direct(conduit, class, isa, direct);
}

/**
 * vsi_conduit_state() - as struct vsi_backend's state
 * @block: filled in
 *
 * Context: any.
 */
void vsi_conduit_state(struct vsi_block *block)
{
	*block = conduit->block;
}

/**
 * vsi_conduit_describe() - as struct vsi_backend's describe
 * @text: gets version and services
 * @size: of @text
 *
 * Context: any.
 */
void vsi_conduit_describe(char *text, size_t size)
{
	vsi_abi_describe(conduit, text, size);
}
