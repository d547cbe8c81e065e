// SPDX-License-Identifier: GPL-2.0
/*
 * The trap: undefined-instruction exceptions of substituted sites.
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
#include "psr.h"
#include "thunk.h"
#include "undef.h"
#include "../vsi_core/arch.h"
#include "../vsi_core/ksyms.h"

#define UNDEF_HANDLED	0
#define UNDEF_NOT_OURS	1

static void execute_psr(const struct vsi_site *site, struct pt_regs *regs)
{
	u32 cpsr = regs->ARM_cpsr;

	a32_psr_execute(site->orig, site->arch.row, &cpsr, regs->uregs);
	regs->ARM_cpsr = cpsr;
}
NOKPROBE_SYMBOL(execute_psr);

/* asm/uaccess-asm.h: the entry saved DACR and locked user space, the exit restores it. */
static void execute_dacr(const struct vsi_site *site, struct pt_regs *regs)
{
	unsigned long *rt = &regs->uregs[site->arch.rt];
	u32 *dacr = &to_svc_pt_regs(regs)->dacr;

	if (site->arch.write)
		*dacr = *rt;
	else
		*rt = *dacr;
}
NOKPROBE_SYMBOL(execute_dacr);

/* MRC to the PC sets the flags and no register, ARM DDI 0406C, A8.8.107. */
static void write_back(struct pt_regs *regs, unsigned int rt, u32 value)
{
	const u32 nzcv = 0xf0000000;

	if (rt == 15)
		regs->ARM_cpsr = (regs->ARM_cpsr & ~nzcv) | (value & nzcv);
	else
		regs->uregs[rt] = value;
}
NOKPROBE_SYMBOL(write_back);

static bool execute_read(const struct vsi_site *site, struct pt_regs *regs)
{
	u32 r0 = 0, r1 = 0;

	if (!vsi_thunk_call(site->arch.thunk, &r0, &r1))
		return false;
	write_back(regs, site->arch.rt, r0);
	if (site->arch.rt2 != 15)
		regs->uregs[site->arch.rt2] = r1;
	return true;
}
NOKPROBE_SYMBOL(execute_read);

static bool execute_write(const struct vsi_site *site, struct pt_regs *regs)
{
	u32 r0 = regs->uregs[site->arch.rt];
	u32 r1 = regs->uregs[site->arch.rt2];

	return vsi_thunk_call(site->arch.thunk, &r0, &r1);
}
NOKPROBE_SYMBOL(execute_write);

static bool execute(const struct vsi_site *site, struct pt_regs *regs)
{
	switch (site->arch.op) {
	case VSI_ARM_PSR:
		execute_psr(site, regs);
		return true;
	case VSI_ARM_DACR:
		execute_dacr(site, regs);
		return true;
	case VSI_ARM_READ:
		return execute_read(site, regs);
	case VSI_ARM_WRITE:
		return execute_write(site, regs);
	}
	return false;
}
NOKPROBE_SYMBOL(execute);

/* Whether a failed condition traps is up to the CPU, ARM DDI 0406C, A5.1.2. */
static bool condition_failed(u32 word, struct pt_regs *regs)
{
	return a32_cond(word) != A32_COND_AL &&
	       arm_check_condition(word, regs->ARM_cpsr) == ARM_OPCODE_CONDTEST_FAIL;
}
NOKPROBE_SYMBOL(condition_failed);

static int site_undef(struct pt_regs *regs, unsigned int word)
{
	const struct vsi_site *site;

	site = vsi_site_find(instruction_pointer(regs), a32_udf_hint(word));
	if (!site || site->word != word)
		return UNDEF_NOT_OURS;
	/* a register the CPU lacks: the kernel reports the module's own fault */
	if (!condition_failed(word, regs) && !execute(site, regs))
		return UNDEF_NOT_OURS;
	instruction_pointer_set(regs, instruction_pointer(regs) + 4);
	return UNDEF_HANDLED;
}
NOKPROBE_SYMBOL(site_undef);

static int thunk_undef(struct pt_regs *regs, unsigned int word)
{
	if (!vsi_thunk_at(instruction_pointer(regs)))
		return UNDEF_NOT_OURS;
	regs->ARM_r2 = 1;
	instruction_pointer_set(regs, instruction_pointer(regs) + 4);
	return UNDEF_HANDLED;
}
NOKPROBE_SYMBOL(thunk_undef);

#define IN_SVC	.cpsr_mask = MODE_MASK, .cpsr_val = SVC_MODE

/*
 * Of several hooks that match a word the kernel calls the one registered
 * first, so these match no more than they must.
 */
static struct undef_hook hooks[] = {
	{ .instr_mask = A32_UDF_MASK, .instr_val = A32_UDF_VALUE, IN_SVC, .fn = site_undef },
	/* MRC and MCR, then MRRC and MCRR, of cp14 and cp15 */
	{ .instr_mask = 0xff000e10, .instr_val = 0xee000e10, IN_SVC, .fn = thunk_undef },
	{ .instr_mask = 0xffe00e00, .instr_val = 0xec400e00, IN_SVC, .fn = thunk_undef },
};

/**
 * vsi_undef_init() - begin to receive traps
 *
 * Context: process.
 */
void vsi_undef_init(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(hooks); i++)
		vsi_ksyms.register_undef_hook(&hooks[i]);
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
}
