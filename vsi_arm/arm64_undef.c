// SPDX-License-Identifier: GPL-2.0
/*
 * The trap of arm64: undefined-instruction exceptions of substituted sites.
 *
 * The exception has the interrupts of the code it interrupts
 * (arch/arm64/kernel/entry-common.c, el1_undef()); they are masked here for as
 * long as a site is looked at, which is what keeps its record alive.  Nothing
 * here sleeps, locks or allocates.  What does not stand at the address of a site
 * goes back to the kernel untouched.
 */
#include <linux/irqflags.h>
#include <linux/kprobes.h>
#include <linux/ptrace.h>
#include <linux/uaccess.h>
#include "arm64_redirect.h"
#include "execute.h"
#include "regs.h"
#include "served_isa.h"
#include "text.h"
#include "thunk.h"
#include "undef.h"
#include "../vsi_core/ksyms.h"

/* PSTATE.BTYPE is cleared by whatever is no branch, ARM DDI 0487, D8.4.7. */
static __always_inline void step_over(struct pt_regs *regs)
{
	regs->pstate &= ~PSR_BTYPE_MASK;
	instruction_pointer_set(regs, instruction_pointer(regs) + sizeof(u32));
}

/* A register the CPU lacks: the kernel reports the module's own fault. */
static __always_inline bool serve(const struct vsi_site *site, struct pt_regs *regs)
{
	if (!vsi_execute(site->way, regs))
		return false;
	step_over(regs);
	return true;
}

/*
 * A site where the original stands: put back after it had trapped and before it was looked
 * for, or not replaced yet, and not known to the CPU.  It is served, since in the latter case
 * it would come here again without end, and keep others from replacing it.
 */
static bool is_original(const struct vsi_site *site, u32 word)
{
	return word == site->way->insn.word && site->way->carrier == VSI_CARRIER_TRAP;
}

/* BRK #6: behind an instruction that a kprobe executes out of line. */
#define BRK_KPROBES_STEP	0xd42000c0u

/* struct arch_specific_insn has changed; among its pointers is that to the copy. */
static bool is_copy_of(const struct vsi_site *site, unsigned long addr)
{
	const struct kprobe *kp = vsi_ksyms.get_kprobe((void *)site->addr);
	const unsigned long *pointer = kp ? (const void *)&kp->ainsn : NULL;
	unsigned int i;

	for (i = 0; kp && i < sizeof(kp->ainsn) / sizeof(*pointer); i++)
		if (pointer[i] == addr)
			return true;
	return false;
}
NOKPROBE_SYMBOL(is_copy_of);

/*
 * A site with a kprobe is executed somewhere else, PSTATE changed for that
 * (arch/arm64/kernel/probes/kprobes.c, setup_singlestep()): the kernel refuses
 * kprobes on instructions that mean PSTATE, but does not know which one a UDF
 * stands for.
 */
static bool copy_undef(struct pt_regs *regs, u32 word)
{
	const unsigned long pc = instruction_pointer(regs);
	const struct vsi_site *site;
	__le32 next;

	if (get_kernel_nofault(next, (__le32 *)pc + 1) || le32_to_cpu(next) != BRK_KPROBES_STEP)
		return false;
	site = vsi_site_copied(word, is_copy_of, pc);
	return site && site->way->arch.op != VSI_ARM_PSR && serve(site, regs);
}
NOKPROBE_SYMBOL(copy_undef);

/* An original that the CPU does not know: of a guarded site, or in a thunk. */
static bool original_undef(struct pt_regs *regs, u32 word)
{
	const unsigned long pc = instruction_pointer(regs);
	const struct vsi_site *site;

	if (vsi_thunk_at(pc)) {
		vsi_reg_set(regs, VSI_THUNK_FAULT, 1);
		step_over(regs);
		return true;
	}
	site = vsi_guard_find(pc);
	if (site)
		return site->word == word && serve(site, regs);
	site = vsi_site_search(pc);
	if (!site)
		return copy_undef(regs, word);
	return is_original(site, word) && serve(site, regs);
}
NOKPROBE_SYMBOL(original_undef);

static __always_inline bool site_undef(struct pt_regs *regs, u32 word)
{
	const struct vsi_site *site;

	if ((word & VSI_UDF_MASK) != VSI_UDF_VALUE)
		return original_undef(regs, word);
	site = vsi_site_find(instruction_pointer(regs), vsi_udf_hint(word));
	if (unlikely(!site))
		return copy_undef(regs, word);
	return site->word == word && serve(site, regs);
}

static __always_inline bool handle(struct pt_regs *regs, u32 word)
{
	unsigned long flags;
	bool handled;

	local_irq_save(flags);
	handled = site_undef(regs, word);
	local_irq_restore(flags);
	return handled;
}

#ifdef VSI_ARM64_HAS_UNDEF_HOOKS
#include <asm/traps.h>

static int undef_called(struct pt_regs *regs, u32 word)
{
	return !handle(regs, word);
}
NOKPROBE_SYMBOL(undef_called);

/* Of several hooks that match, the kernel calls the one registered first: its own. */
static struct undef_hook hook = {
	.instr_mask = 0,
	.instr_val = 0,
	.pstate_mask = PSR_MODE_MASK,
	.pstate_val = PSR_MODE_EL1h,
	.fn = undef_called,
};

/* Without VHE, and in a host of KVM with it. */
static int arm_undef(void)
{
	hook.pstate_val = read_sysreg(CurrentEL) == CurrentEL_EL2 ? PSR_MODE_EL2h : PSR_MODE_EL1h;
	vsi_ksyms.register_undef_hook(&hook);
	return 0;
}

static void disarm_undef(void)
{
	vsi_ksyms.unregister_undef_hook(&hook);
}
#else
/* The word was executed here, so it can be read. */
static void el1_undef(struct pt_regs *regs, unsigned long esr)
{
	if (!handle(regs, vsi_arch_read_text(instruction_pointer(regs))))
		vsi_ksyms.do_el1_undef(regs, esr);
}
NOKPROBE_SYMBOL(el1_undef);

static struct vsi_redirect redirect = { .to = el1_undef };

static int arm_undef(void)
{
	return vsi_redirect_arm(&redirect, vsi_ksyms.do_el1_undef);
}

static void disarm_undef(void)
{
	vsi_redirect_disarm(&redirect);
}
#endif

/**
 * vsi_undef_sees() - will the trap see it when a word turns out to be undefined?
 * @word: an instruction that is to be guarded
 *
 * Context: any but the trap.
 * Return: true.
 */
bool vsi_undef_sees(u32 word)
{
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
	int ret = arm_undef();

	if (ret)
		pr_err("undefined instructions cannot be seen (%d)\n", ret);
	return ret;
}

/**
 * vsi_undef_exit() - receive no more traps
 *
 * A trap may be on its way out of here: the caller waits before this text goes
 * away.
 *
 * Context: process; sleeps.
 */
void vsi_undef_exit(void)
{
	disarm_undef();
}
