// SPDX-License-Identifier: GPL-2.0
/*
 * What a hypervisor may have answered.  It is taken for anything: an answer that
 * Documentation/abi.rst does not list is a refusal, and decides nothing but what was
 * asked.
 *
 * Touches nothing but its arguments; the unit tests have it, too.
 */
#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/kprobes.h>
#include "abi.h"

#define CONSTANTS	(VSI_ABI_CONST_CPU | VSI_ABI_CONST_ALL)

/**
 * vsi_abi_is_version() - has VERSION been answered by who knows this ABI?
 * @regs:  r0 to r3 of the answer
 * @nonce: that was sent
 *
 * Context: any.
 * Return: true when it has, in a version that is understood.
 */
bool vsi_abi_is_version(const unsigned long *regs, u32 nonce)
{
	return (u32)regs[0] >> 16 == VSI_ABI_MAJOR && (u32)regs[1] == VSI_ABI_RESPONSE(nonce);
}

/**
 * vsi_abi_is_done() - does a status say that the instruction was done?
 * @r0: the status
 *
 * Context: the trap, too.
 * Return: false for what no hypervisor answers who has done it.
 */
bool vsi_abi_is_done(unsigned long r0)
{
	return !((u32)r0 & ~CONSTANTS);
}
NOKPROBE_SYMBOL(vsi_abi_is_done);

/**
 * vsi_abi_promises() - what QUERY has answered
 * @r0:    the answer
 * @write: of the instruction that was asked about
 *
 * Context: any.
 * Return: a mask of VSI_PROMISE_...; -EOPNOTSUPP for a refusal, which all answers are
 * that make no sense.
 */
int vsi_abi_promises(unsigned long r0, bool write)
{
	const u32 sense = VSI_ABI_ALWAYS | (write ? 0 : CONSTANTS);

	return (u32)r0 & ~sense ? -EOPNOTSUPP : (int)r0;
}

/**
 * vsi_abi_take_block() - what STATE has answered
 * @regs:  r0 to r2 of the answer
 * @block: filled in on success
 *
 * Context: any.
 * Return: false for a refusal, and for an address where no block can be.
 */
bool vsi_abi_take_block(const unsigned long *regs, struct vsi_block *block)
{
	const unsigned long size = sizeof(long) == sizeof(u64) ? 2 * VSI_STATE_A64_MASK :
								 VSI_STATE_A32_WINDOW;

	if ((u32)regs[0] != VSI_ABI_DONE || !regs[1] || regs[1] & (size - 1))
		return false;
	block->address = regs[1];
	block->framed = regs[2] & VSI_STATE_EXCEPTIONS;
	return true;
}

/**
 * vsi_abi_put_batch() - queries as a batch
 * @entries: filled in
 * @queries: what to ask
 * @nr:      how many, of both
 *
 * vsi serves little-endian kernels, so numbers need not be converted.
 *
 * Context: any.
 */
void vsi_abi_put_batch(struct vsi_abi_entry *entries, const struct vsi_query *queries,
		       unsigned int nr)
{
	unsigned int i;

	for (i = 0; i < nr; i++)
		entries[i] = (struct vsi_abi_entry){
			.function = VSI_ABI_FN_QUERY +
				    VSI_ABI_KIND(queries[i].class, queries[i].isa),
			.word = queries[i].word,
			.status = VSI_ABI_NOT_MINE,
		};
}

/**
 * vsi_abi_take_batch() - what has been answered about the queries of a batch
 * @entries: that vsi_abi_put_batch() has filled in; the hypervisor may still write
 * @queries: get the answers
 * @nr:      how many were asked
 * @r0:      the answer of BATCH
 *
 * Context: any.
 * Return: how many have been answered, from the first on; 0 when the hypervisor says
 * that it has looked at more than there are.
 */
unsigned int vsi_abi_take_batch(const struct vsi_abi_entry *entries, struct vsi_query *queries,
				unsigned int nr, unsigned long r0)
{
	const u32 looked = r0;	/* what is negative is more, too */
	unsigned int i;

	if (looked > nr)
		return 0;
	for (i = 0; i < looked; i++) {
		queries[i].answer = vsi_abi_promises(READ_ONCE(entries[i].status),
						     queries[i].write);
		queries[i].value = READ_ONCE(entries[i].value);
	}
	return looked;
}
