// SPDX-License-Identifier: GPL-2.0
/*
 * Exceptions of 64-bit ARM: SIGILL is the monitor's exception of an undefined
 * instruction, and of a trapped one.
 *
 * It does the access that a deprivileged kernel may not do itself; all else it hands to
 * the guest's kernel, whose hook is vsi's.  The handlers run in the signal handler, and
 * the thunks that they execute raise one inside.
 */
#include <ucontext.h>
#include "../words.h"
#include "../block.h"
#include "monitor.h"
#include "../../../vsi_arm/thunk.h"
#include "../../../vsi_core/ksyms.h"

static struct undef_hook *hook;

static void register_hook(struct undef_hook *to)
{
	hook = to;
}

static void unregister_hook(struct undef_hook *from)
{
	if (hook == from)
		hook = NULL;
}

struct vsi_ksyms vsi_ksyms = {
	.register_undef_hook = register_hook,
	.unregister_undef_hook = unregister_hook,
};

/* arch/arm64/kernel/traps.c, call_undef_hook() */
static bool reflect(u32 word, struct pt_regs *regs)
{
	block_except(regs->pc, regs->pstate);
	if (!hook || (regs->pstate & hook->pstate_mask) != hook->pstate_val ||
	    hook->fn(regs, word))
		return false;
	block_return(regs->pc, regs->pstate);
	guest.served++;
	return true;
}

/* An access to a register of the virtual CPU. */
static bool access_register(u32 word, struct pt_regs *regs)
{
	struct vsi_insn insn;
	u64 value;

	if (!vsi_decode(BED_ISA, word, &insn) || !bed_key(&insn))
		return false;
	value = pt_regs_read_reg(regs, insn.rt);
	if (!guest_access(&insn, &value))
		return false;
	if (!insn.write)
		pt_regs_write_reg(regs, insn.rt, value);
	return true;
}

/* The monitor: what traps, and is no undefined instruction. */
static bool emulate(u32 word, struct pt_regs *regs)
{
	struct pt_regs next = *regs;

	next.pc += sizeof(u32);
	if (!access_register(word, &next) && !monitor_execute(word, &next))
		return false;
	*regs = next;
	guest.emulated++;
	return true;
}

static bool serve(u32 word, struct pt_regs *regs)
{
	const struct word *known = words_find(word);

	if (known) {
		guest.worded++;
		return word_execute(known, regs);
	}
	guest.exceptions += !vsi_thunk_at(regs->pc);
	return !guest.bare && (emulate(word, regs) || reflect(word, regs));
}

/**
 * guest_undefined() - an exception, to the monitor first
 * @signal:  SIGILL
 * @info:    unused
 * @context: of the CPU beneath; changed to what the handlers leave, or to bed_landing
 */
void guest_undefined(int signal, siginfo_t *info, void *context)
{
	mcontext_t *mc = &((ucontext_t *)context)->uc_mcontext;
	struct pt_regs regs;

	(void)signal;
	(void)info;
	memcpy(regs.regs, mc->regs, sizeof(regs.regs));
	regs.sp = mc->sp;
	regs.pc = mc->pc;
	block_take();
	regs.pstate = (mc->pstate & BED_USER_BITS) | (guest.state.reg[BED_PSR] & ~BED_USER_BITS);
	if (!serve(vsi_arch_read_text(regs.pc), &regs)) {
		guest.outcome = BED_FAULT;
		regs.pc = (unsigned long)bed_landing;
	}
	memcpy(mc->regs, regs.regs, sizeof(regs.regs));
	mc->sp = regs.sp;
	mc->pc = regs.pc;
	mc->pstate = (mc->pstate & ~BED_USER_BITS) | (regs.pstate & BED_USER_BITS);
	guest.state.reg[BED_PSR] = regs.pstate & ~BED_USER_BITS;
	block_give();
}

/**
 * guest_aborted() - what else a case may end with
 * @signal:  any
 * @info:    with the address
 * @context: of the CPU beneath; goes on at bed_landing
 */
void guest_aborted(int signal, siginfo_t *info, void *context)
{
	mcontext_t *mc = &((ucontext_t *)context)->uc_mcontext;

	(void)signal;
	if (block_abort((unsigned long)info->si_addr, mc))
		return;
	guest.outcome = BED_FAULT;
	mc->pc = (unsigned long)bed_landing;
}

/**
 * guest_begin() - the virtual CPU gets what the CPU beneath does not have
 * @in: the state in which a case begins
 */
void guest_begin(const struct bed_state *in)
{
	guest_reset(in);
	block_begin();
}

/**
 * guest_end() - the state that a case has left behind
 * @out: holds the registers of the CPU beneath; the rest is filled in
 */
void guest_end(struct bed_state *out)
{
	unsigned int i;

	block_end(out);
	out->reg[BED_PSR] = guest_psr(out->reg[BED_PSR]);
	for (i = BED_SPSR; i < BED_HASH; i++)
		out->reg[i] = guest.state.reg[i];
	if (!(out->reg[BED_PSR] & BED_PSR_SPSEL))
		out->reg[BED_SP_EL0] = out->reg[BED_SP];
	out->reg[BED_HASH] = bed_memory_hash();
}
