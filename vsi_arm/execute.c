// SPDX-License-Identifier: GPL-2.0
/*
 * What a trap does for a site, on the registers of the interrupted code.
 *
 * Called with interrupts off, in any context.  Nothing here sleeps, locks or
 * allocates.
 */
#include <linux/kprobes.h>
#include <linux/ptrace.h>
#include "execute.h"
#include "psr.h"
#include "regs.h"
#include "served_isa.h"
#include "setway.h"
#include "thunk.h"
#include "../hypercall/vsi_state.h"
#include "../vsi_core/backend.h"

static void on_psr(const struct vsi_insn *insn, unsigned long *psr, struct pt_regs *regs)
{
#ifdef CONFIG_ARM64
	a64_psr_execute(insn, (u64 *)psr, regs->regs);
#else
	if (VSI_IS_T32)
		t32_psr_execute(insn->word, insn->row, (u32 *)psr, regs->uregs);
	else
		a32_psr_execute(insn->word, insn->row, (u32 *)psr, regs->uregs);
#endif
}
NOKPROBE_SYMBOL(on_psr);

static unsigned long *psr_of(struct pt_regs *regs)
{
#ifdef CONFIG_ARM64
	return (unsigned long *)&regs->pstate;
#else
	return (unsigned long *)&regs->ARM_cpsr;
#endif
}
NOKPROBE_SYMBOL(psr_of);

static bool execute_psr(const struct vsi_way *way, struct pt_regs *regs)
{
	on_psr(&way->insn, psr_of(regs), regs);
	return true;
}
NOKPROBE_SYMBOL(execute_psr);

/* What the block has of a PSR, as wide as it is there; T is always the CPU's own. */
#ifdef CONFIG_ARM64
#define BLOCK_BITS	0x3c0ul
#define BLOCK_PSR	VSI_STATE_A64_DAIF
typedef u16 block_psr_t;
#else
#define BLOCK_BITS	0x3dful
#define BLOCK_PSR	VSI_STATE_A32_CPSR
typedef u32 block_psr_t;
#endif

/* The exception has not brought it into the frame. */
static void execute_block_psr(const struct vsi_way *way, struct pt_regs *regs)
{
	block_psr_t *in_block = (block_psr_t *)(unsigned long)(way->arch.effect.block + BLOCK_PSR);
	unsigned long *in_frame = psr_of(regs);
	unsigned long psr = (*in_frame & ~BLOCK_BITS) | (*in_block & BLOCK_BITS);

	on_psr(&way->insn, &psr, regs);
	*in_block = psr & BLOCK_BITS;
	*in_frame = (*in_frame & BLOCK_BITS) | (psr & ~BLOCK_BITS);
}
NOKPROBE_SYMBOL(execute_block_psr);

static bool execute_state(const struct vsi_way *way, struct pt_regs *regs)
{
	const struct vsi_effect *effect = &way->arch.effect;
	unsigned long *at = (unsigned long *)(unsigned long)(effect->block + effect->offset);

	if (vsi_acts_on_psr(&way->insn))
		execute_block_psr(way, regs);
	else if (way->insn.write)
		*at = vsi_reg_get(regs, way->insn.rt);
	else
		vsi_reg_set(regs, way->insn.rt, *at);
	return true;
}
NOKPROBE_SYMBOL(execute_state);

#ifdef CONFIG_ARM
/* asm/uaccess-asm.h: the entry saved DACR and locked user space, the exit restores it. */
static bool execute_dacr(const struct vsi_way *way, struct pt_regs *regs)
{
	unsigned long *rt = &regs->uregs[way->insn.rt];
	u32 *dacr = &to_svc_pt_regs(regs)->dacr;

	if (way->insn.write)
		*dacr = *rt;
	else
		*rt = *dacr;
	return true;
}
NOKPROBE_SYMBOL(execute_dacr);
#endif

static bool execute_read(const struct vsi_way *way, struct pt_regs *regs)
{
	unsigned long a = 0, b = 0;

	if (!vsi_thunk_call(way->arch.thunk, &a, &b))
		return false;
	vsi_reg_set(regs, way->insn.rt, a);
	if (way->insn.form == VSI_FORM_CP64)
		vsi_reg_set(regs, way->insn.rt2, b);
	return true;
}
NOKPROBE_SYMBOL(execute_read);

static bool execute_write(const struct vsi_way *way, struct pt_regs *regs)
{
	unsigned long a = vsi_reg_get(regs, way->insn.rt);
	unsigned long b = vsi_reg_get(regs, way->insn.rt2);

	return vsi_thunk_call(way->arch.thunk, &a, &b);
}
NOKPROBE_SYMBOL(execute_write);

static void leave(const struct vsi_effect *effect, struct pt_regs *regs, u64 value)
{
	vsi_reg_set(regs, effect->rt, value);
	if (effect->rt2 != VSI_NO_REG)
		vsi_reg_set(regs, effect->rt2, value >> 32);
}
NOKPROBE_SYMBOL(leave);

static bool execute_value(const struct vsi_way *way, struct pt_regs *regs)
{
	leave(&way->arch.effect, regs, way->arch.effect.value);
	return true;
}
NOKPROBE_SYMBOL(execute_value);

static bool execute_nothing(const struct vsi_way *way, struct pt_regs *regs)
{
	return true;
}
NOKPROBE_SYMBOL(execute_nothing);

/* CNTVCT, ARM DDI 0406C, B8.1.5; the original orders nothing either. */
static bool execute_counter(const struct vsi_way *way, struct pt_regs *regs)
{
	u64 value;

#ifdef CONFIG_ARM64
	asm volatile("mrs %0, cntvct_el0" : "=r" (value));
#else
	asm volatile("mrrc p15, 1, %Q0, %R0, c14" : "=r" (value));
#endif
	leave(&way->arch.effect, regs, value);
	return true;
}
NOKPROBE_SYMBOL(execute_counter);

static bool execute_setway(const struct vsi_way *way, struct pt_regs *regs)
{
	vsi_setway(vsi_reg_get(regs, way->insn.rt));
	return true;
}
NOKPROBE_SYMBOL(execute_setway);

static struct vsi_call call_of(const struct vsi_insn *insn, struct pt_regs *regs)
{
	struct vsi_call call = {
		.word = insn->word,
		.class = insn->class,
		.isa = insn->isa,
		.write = insn->write,
	};

	if (insn->class == VSI_CLASS_CALL)
		call.args = vsi_gpr(regs);
	if (!insn->write || call.args)
		return call;
	call.value = vsi_reg_get(regs, insn->rt);
	if (insn->form == VSI_FORM_CP64)
		call.value |= (u64)vsi_reg_get(regs, insn->rt2) << 32;
	return call;
}
NOKPROBE_SYMBOL(call_of);

static bool execute_hypercall(const struct vsi_way *way, struct pt_regs *regs)
{
	const struct vsi_insn *insn = &way->insn;
	struct vsi_call call = call_of(insn, regs);

	if (vsi_backend_call(&call))
		return vsi_executes[way->arch.fallback](way, regs);
	if (insn->write || call.args)
		return true;
	vsi_reg_set(regs, insn->rt, call.value);
	if (insn->form == VSI_FORM_CP64)
		vsi_reg_set(regs, insn->rt2, call.value >> 32);
	return true;
}
NOKPROBE_SYMBOL(execute_hypercall);

/* Of enum vsi_arm_op. */
vsi_execute_fn *const vsi_executes[VSI_ARM_NR_OPS] = {
	[VSI_ARM_PSR] = execute_psr,
#ifdef CONFIG_ARM
	[VSI_ARM_DACR] = execute_dacr,
#endif
	[VSI_ARM_READ] = execute_read,
	[VSI_ARM_WRITE] = execute_write,
	[VSI_ARM_VALUE] = execute_value,
	[VSI_ARM_NOTHING] = execute_nothing,
	[VSI_ARM_COUNTER] = execute_counter,
	[VSI_ARM_SETWAY] = execute_setway,
	[VSI_ARM_HYPERCALL] = execute_hypercall,
	[VSI_ARM_STATE] = execute_state,
};
