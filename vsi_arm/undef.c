// SPDX-License-Identifier: GPL-2.0
/*
 * The trap of 32-bit ARM: undefined-instruction exceptions of substituted sites.
 *
 * The kernel calls the hooks on the CPU that took the exception, with
 * interrupts off (arch/arm/kernel/entry-armv.S, __und_svc; traps.c,
 * do_undefinstr()).  Nothing here sleeps, locks or allocates.  What does not
 * stand at the address of a site goes back to the kernel untouched.
 */
#include <linux/kprobes.h>
#include <linux/ptrace.h>
#include <asm/opcodes.h>
#include <asm/traps.h>
#include "execute.h"
#include "regs.h"
#include "served_isa.h"
#include "thunk.h"
#include "undef.h"
#include "../vsi_core/ksyms.h"

#define UNDEF_HANDLED	0
#define UNDEF_NOT_OURS	1

/* ITSTATE in the PSR, ARM DDI 0406C, A2.5.2 and B1.3.3: all zero outside of an IT block. */
#define PSR_IT_LOW	0x06000000u
#define PSR_IT_HIGH	0xfc00u
#define PSR_IT_COND	0xf000u

/* The condition where A32 has it; the kernel looks at nothing else. */
static __always_inline u32 it_condition(const struct pt_regs *regs)
{
	if (!(regs->ARM_cpsr & (PSR_IT_LOW | PSR_IT_HIGH)))
		return A32_COND_AL << A32_COND_SHIFT;
	return (regs->ARM_cpsr & PSR_IT_COND) << 16;
}

/* Whether a failed condition traps is up to the CPU, ARM DDI 0406C, A5.1.2. */
static __always_inline bool condition_failed(u32 word, struct pt_regs *regs)
{
	if (VSI_IS_T32)
		word = it_condition(regs);
	return a32_cond(word) < A32_COND_AL &&
	       arm_check_condition(word, regs->ARM_cpsr) == ARM_OPCODE_CONDTEST_FAIL;
}

static __always_inline int execute(const struct vsi_way *way, u32 word, struct pt_regs *regs)
{
	unsigned int width;

	/* a register the CPU lacks: the kernel reports the module's own fault */
	if (!condition_failed(word, regs) && !vsi_execute(way, regs))
		return UNDEF_NOT_OURS;
	width = VSI_IS_T32 ? way->insn.width : sizeof(u32);
	if (VSI_IS_T32)
		regs->ARM_cpsr = it_advance(regs->ARM_cpsr);
	instruction_pointer_set(regs, instruction_pointer(regs) + width);
	return UNDEF_HANDLED;
}

static int site_undef(struct pt_regs *regs, unsigned int word)
{
	const struct vsi_site *site;

	site = vsi_site_find(instruction_pointer(regs), vsi_udf_hint(word));
	if (!site || site->word != word)
		return UNDEF_NOT_OURS;
	return execute(site->way, word, regs);
}
NOKPROBE_SYMBOL(site_undef);

#if VSI_IS_T32
static int short_undef(struct pt_regs *regs, unsigned int word)
{
	const struct vsi_site *site = vsi_site_search(instruction_pointer(regs));

	if (!site || site->word != word)
		return UNDEF_NOT_OURS;
	return execute(site->way, word, regs);
}
NOKPROBE_SYMBOL(short_undef);
#endif

/* An original that the CPU does not know: of a guarded site, or in a thunk. */
static int original_undef(struct pt_regs *regs, unsigned int word)
{
	const struct vsi_site *site;

	if (vsi_thunk_at(instruction_pointer(regs))) {
		vsi_reg_set(regs, VSI_THUNK_FAULT, 1);
		instruction_pointer_set(regs, instruction_pointer(regs) + 4);
		return UNDEF_HANDLED;
	}
	site = vsi_guard_find(instruction_pointer(regs));
	if (!site || site->word != word)
		return UNDEF_NOT_OURS;
	return execute(site->way, word, regs);
}
NOKPROBE_SYMBOL(original_undef);

#define IN_SVC	.cpsr_mask = MODE_MASK, .cpsr_val = SVC_MODE

/*
 * Of several hooks that match a word the kernel calls the one registered
 * first, and it looks at each hook for each trap: these are few and match no
 * more than they must.
 */
static struct undef_hook hooks[] = {
	{ .instr_mask = VSI_UDF_MASK, .instr_val = VSI_UDF_VALUE, IN_SVC, .fn = site_undef },
	/* the coprocessors' space, of A32 and of T32 */
	{ .instr_mask = 0x0c000000, .instr_val = 0x0c000000, IN_SVC, .fn = original_undef },
#if VSI_IS_T32
	{ .instr_mask = 0xffffffff, .instr_val = T16_UDF, IN_SVC, .fn = short_undef },
#endif
};

/* Registered when the first SMC is guarded: most guests never do. */
static struct undef_hook smc_hook = {
	.instr_mask = VSI_IS_T32 ? 0xfff0ffff : 0x0ffffff0,
	.instr_val = VSI_IS_T32 ? 0xf7f08000 : 0x01600070,
	IN_SVC, .fn = original_undef,
};

/*
 * Protects sees_smc: whoever finds it set may rely on the hook.  A raw lock: planning may be
 * atomic on PREEMPT_RT, too.
 */
static DEFINE_RAW_SPINLOCK(smc_lock);
static bool sees_smc;

static void see_smc(void)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&smc_lock, flags);
	if (!sees_smc)
		vsi_ksyms.register_undef_hook(&smc_hook);
	sees_smc = true;
	raw_spin_unlock_irqrestore(&smc_lock, flags);
}

/**
 * vsi_undef_sees() - will the trap see it when a word turns out to be undefined?
 * @word: an instruction that is to be guarded
 *
 * Context: any but the trap.
 * Return: true when it will.
 */
bool vsi_undef_sees(u32 word)
{
	if ((word & hooks[1].instr_mask) == hooks[1].instr_val)
		return true;
	if ((word & smc_hook.instr_mask) != smc_hook.instr_val)
		return false;
	see_smc();
	return true;
}

/**
 * vsi_undef_init() - begin to receive traps
 *
 * Context: process; sleeps.
 * Return: 0 or a negative errno, and then there are none.
 */
int vsi_undef_init(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(hooks); i++)
		vsi_ksyms.register_undef_hook(&hooks[i]);
	return 0;
}

/**
 * vsi_undef_exit() - receive no more traps
 *
 * The kernel calls a hook outside its lock; the caller waits for an RCU grace
 * period before the hooks' text goes away.
 *
 * Context: process.
 */
void vsi_undef_exit(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(hooks); i++)
		vsi_ksyms.unregister_undef_hook(&hooks[i]);
	/* nothing is planned any more */
	if (sees_smc)
		vsi_ksyms.unregister_undef_hook(&smc_hook);
	sees_smc = false;
}
