/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Undefined instructions of kernel mode, of which the kernel would report an oops, are noted
 * and passed over: included by the one source of a test module.  Not while vsi is there.
 */
#ifndef VSI_SELFTESTS_UNDEFINED_H
#define VSI_SELFTESTS_UNDEFINED_H

#include <linux/atomic.h>
#include <linux/kprobes.h>
#include <linux/ptrace.h>
#include <asm/traps.h>

static bool was_undefined;
static atomic_t nr_undefined;

static void note_undefined(struct pt_regs *regs)
{
	was_undefined = true;
	atomic_inc(&nr_undefined);
	instruction_pointer_set(regs, instruction_pointer(regs) + 4);
}

#if defined(HAS_UNDEF_HOOKS) || defined(CONFIG_ARM)
/* The only user of undefined instructions in SVC mode, while there is no vsi. */
static int on_undefined(struct pt_regs *regs, u32 word)
{
	note_undefined(regs);
	return 0;
}

static struct undef_hook undef_hook = {
#ifdef CONFIG_ARM64
	.pstate_mask = PSR_MODE_MASK,
	.pstate_val = PSR_MODE_EL1h,
#else
	.cpsr_mask = MODE_MASK,
	.cpsr_val = SVC_MODE,
#endif
	.fn = on_undefined,
};

/* Of a function that the kernel does not export. */
static void *address_of(const char *name)
{
	struct kprobe kp = { .symbol_name = name };
	void *addr;

	if (register_kprobe(&kp))
		return NULL;
	addr = kp.addr;
	unregister_kprobe(&kp);
	return addr;
}

static int begin_noting(void)
{
	void (*add)(struct undef_hook *hook) = address_of("register_undef_hook");

	if (!add || !address_of("unregister_undef_hook"))
		return -ENOENT;
	add(&undef_hook);
	return 0;
}

static void end_noting(void)
{
	void (*del)(struct undef_hook *hook) = address_of("unregister_undef_hook");

	del(&undef_hook);
}
#else
/*
 * do_el1_undef(regs, esr) begins (arch/arm64/kernel/traps.c), which would report an oops:
 * go back to its caller instead, whose address is still in the link register.
 */
static int on_undefined(struct kprobe *kp, struct pt_regs *regs)
{
	note_undefined((struct pt_regs *)regs->regs[0]);
	instruction_pointer_set(regs, regs->regs[30]);
	return 1;
}

static struct kprobe undefined = {
	.symbol_name = "do_el1_undef",
	.pre_handler = on_undefined,
};

static int begin_noting(void)
{
	return register_kprobe(&undefined);
}

static void end_noting(void)
{
	unregister_kprobe(&undefined);
}
#endif

#endif
