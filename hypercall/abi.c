// SPDX-License-Identifier: GPL-2.0
/*
 * The calls of the hypercall ABI, Documentation/abi.rst, by any conduit.
 *
 * Called by the backends; their conduit says how.
 */
#include <linux/build_bug.h>
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/kprobes.h>
#include <linux/minmax.h>
#include <linux/random.h>
#include <linux/string.h>
#include "abi.h"

#define IS_WIDE		(sizeof(long) == sizeof(u64))
#define BATCH_MAX	(PAGE_SIZE / sizeof(struct vsi_abi_entry))
/* of the caller's, with CALL */
#define CALL_ARGS	(IS_WIDE ? 8 : 6)
#define CALL_RESULTS	4

static_assert(sizeof(struct vsi_abi_entry) == 24);
static_assert(VSI_PROMISE_ALWAYS == VSI_ABI_ALWAYS);
static_assert(VSI_PROMISE_CONST_CPU == VSI_ABI_CONST_CPU);
static_assert(VSI_PROMISE_CONST_ALL == VSI_ABI_CONST_ALL);

/* Operands are as wide as a register, or in two. */
static u32 wide(const struct vsi_abi_conduit *conduit, u32 function)
{
	return (IS_WIDE ? conduit->wide : conduit->narrow) + function;
}
NOKPROBE_SYMBOL(wide);

static void put_value(unsigned long *regs, u64 value)
{
	regs[0] = value;
	if (!IS_WIDE)
		regs[1] = value >> 32;
}
NOKPROBE_SYMBOL(put_value);

static u64 get_value(const unsigned long *regs)
{
	return IS_WIDE ? regs[0] : (u32)regs[0] | (u64)regs[1] << 32;
}
NOKPROBE_SYMBOL(get_value);

static bool ask_version(const struct vsi_abi_conduit *conduit, unsigned long *regs)
{
	const u32 nonce = get_random_u32();

	memset(regs, 0, VSI_ABI_REGS * sizeof(*regs));
	regs[0] = conduit->narrow + VSI_ABI_FN_VERSION;
	regs[1] = nonce;
	conduit->hvc(regs);
	return vsi_abi_is_version(regs, nonce);
}

/* Who knows this is told apart from who answers anything. */
static bool answers_never(const struct vsi_abi_conduit *conduit)
{
	unsigned long regs[VSI_ABI_REGS] = { conduit->narrow + VSI_ABI_FN_NEVER };

	conduit->hvc(regs);
	return (s32)regs[0] < 0;
}

/* A guest kernel at PL1 or EL1 has none. */
static void ask_block(struct vsi_abi_conduit *conduit)
{
	unsigned long regs[VSI_ABI_REGS] = {
		wide(conduit, VSI_ABI_FN_STATE), VSI_STATE_VERSION
	};

	if (!(conduit->services & VSI_ABI_HAS_STATE))
		return;
	conduit->hvc(regs);
	if (!vsi_abi_take_block(regs, &conduit->block))
		conduit->block.address = 0;
}

/**
 * vsi_abi_detect() - does somebody know this ABI?
 * @conduit: one over which calls are known to be safe; its last fields are filled in
 *
 * Context: process.
 * Return: true when it was understood without a doubt.
 */
bool vsi_abi_detect(struct vsi_abi_conduit *conduit)
{
	unsigned long first[VSI_ABI_REGS], second[VSI_ABI_REGS];

	if (!ask_version(conduit, first) || !ask_version(conduit, second))
		return false;
	if ((u32)first[0] != (u32)second[0] || (u32)first[2] != (u32)second[2] ||
	    (u32)first[3] != (u32)second[3] || !answers_never(conduit))
		return false;
	conduit->version = first[0];
	conduit->services = first[2];
	conduit->limit = first[3];
	ask_block(conduit);
	return true;
}

/* Of an SMC: the caller's registers in and out. */
static int call_args(const struct vsi_abi_conduit *conduit, struct vsi_call *call)
{
	unsigned long regs[VSI_ABI_REGS] = { wide(conduit, VSI_ABI_FN_CALL), call->word };
	unsigned int i;

	if (!(conduit->services & VSI_ABI_HAS_CALL))
		return -EOPNOTSUPP;
	for (i = 0; i < CALL_ARGS; i++)
		regs[2 + i] = call->args[i];
	conduit->hvc(regs);
	if ((u32)regs[0] != VSI_ABI_DONE)
		return -EOPNOTSUPP;
	for (i = 0; i < CALL_RESULTS; i++)
		call->args[i] = regs[1 + i];
	return 0;
}
NOKPROBE_SYMBOL(call_args);

/**
 * vsi_abi_call() - have an instruction done
 * @conduit: of a hypervisor that was detected
 * @call:    the instruction
 *
 * Context: the trap.
 * Return: as struct vsi_backend's call.
 */
int vsi_abi_call(const struct vsi_abi_conduit *conduit, struct vsi_call *call)
{
	const u32 function = VSI_ABI_FN_ACCESS + VSI_ABI_KIND(call->class, call->isa);
	unsigned long regs[VSI_ABI_REGS] = { wide(conduit, function), call->word };

	if (call->args)
		return call_args(conduit, call);
	if (!(conduit->services & VSI_ABI_HAS_ACCESS))
		return -EOPNOTSUPP;
	if (call->write)
		put_value(&regs[2], call->value);
	conduit->hvc(regs);
	if (!vsi_abi_is_done(regs[0]))
		return -EOPNOTSUPP;
	if (!call->write)
		call->value = get_value(&regs[1]);
	return 0;
}
NOKPROBE_SYMBOL(vsi_abi_call);

static void query_one(const struct vsi_abi_conduit *conduit, struct vsi_query *query)
{
	const u32 function = VSI_ABI_FN_QUERY + VSI_ABI_KIND(query->class, query->isa);
	unsigned long regs[VSI_ABI_REGS] = { wide(conduit, function), query->word };

	conduit->hvc(regs);
	query->answer = vsi_abi_promises(regs[0], query->write);
	query->value = get_value(&regs[1]);
}

static unsigned int query_batch(const struct vsi_abi_conduit *conduit,
				struct vsi_abi_entry *entries, struct vsi_query *queries,
				unsigned int nr)
{
	unsigned long regs[VSI_ABI_REGS] = { wide(conduit, VSI_ABI_FN_BATCH) };

	vsi_abi_put_batch(entries, queries, nr);
	put_value(&regs[1], virt_to_phys(entries));
	regs[IS_WIDE ? 2 : 3] = nr;
	conduit->hvc(regs);
	return vsi_abi_take_batch(entries, queries, nr, regs[0]);
}

/* How many were answered before the hypervisor answered nothing that makes sense. */
static unsigned int query_batches(const struct vsi_abi_conduit *conduit,
				  struct vsi_query *queries, unsigned int nr)
{
	const unsigned int most = min_t(unsigned int, conduit->limit, BATCH_MAX);
	struct vsi_abi_entry *entries;
	unsigned int done = 0, n;

	if (!(conduit->services & VSI_ABI_HAS_BATCH) || !most)
		return 0;
	entries = (struct vsi_abi_entry *)__get_free_page(GFP_KERNEL);
	if (!entries)
		return 0;
	do {
		n = query_batch(conduit, entries, &queries[done], min(nr - done, most));
		done += n;
	} while (n && done < nr);
	free_page((unsigned long)entries);
	return done;
}

/**
 * vsi_abi_query() - ask about instructions beforehand
 * @conduit: of a hypervisor that was detected
 * @queries: about what; get the answers
 * @nr:      how many
 *
 * Without QUERY any of them may be served.  What a batch leaves over is asked one by one.
 *
 * Context: process; sleeps.
 */
void vsi_abi_query(const struct vsi_abi_conduit *conduit, struct vsi_query *queries,
		   unsigned int nr)
{
	unsigned int i;

	if (!(conduit->services & VSI_ABI_HAS_QUERY)) {
		for (i = 0; i < nr; i++)
			queries[i].answer = 0;
		return;
	}
	for (i = query_batches(conduit, queries, nr); i < nr; i++)
		query_one(conduit, &queries[i]);
}

/**
 * vsi_abi_direct() - how a veneer calls
 * @conduit: of a hypervisor that was detected
 * @class:   of the instruction
 * @isa:     its instruction set
 * @direct:  filled in
 *
 * Context: any.
 */
void vsi_abi_direct(const struct vsi_abi_conduit *conduit, u16 class, u8 isa,
		    struct vsi_direct *direct)
{
	if (!(conduit->services & VSI_ABI_HAS_ACCESS))
		return;
	direct->function = wide(conduit, VSI_ABI_FN_ACCESS + VSI_ABI_KIND(class, isa));
	direct->imm = conduit->imm;
	direct->tag = conduit->tag;
}

/**
 * vsi_abi_describe() - version and services
 * @conduit: of a hypervisor that was detected
 * @text:    gets them
 * @size:    of @text
 *
 * Context: any.
 */
void vsi_abi_describe(const struct vsi_abi_conduit *conduit, char *text, size_t size)
{
	const u32 services = conduit->services;

	scnprintf(text, size, "%u.%u%s%s%s%s%s", conduit->version >> 16, conduit->version & 0xffff,
		  services & VSI_ABI_HAS_ACCESS ? " access" : "",
		  services & VSI_ABI_HAS_QUERY ? " query" : "",
		  services & VSI_ABI_HAS_BATCH ? " batch" : "",
		  services & VSI_ABI_HAS_CALL ? " call" : "",
		  conduit->block.address ? " state" : "");
}
