// SPDX-License-Identifier: GPL-2.0
/*
 * On the loader's path: module_finalize() is redirected to a wrapper, and
 * module_arch_cleanup() observed.
 *
 * A kprobe does both.  ftrace cannot redirect on arm: its call site comes
 * after the prologue (arch/arm/kernel/entry-ftrace.S), so a redirection there
 * would leak the frame of the function it leaves.  At offset 0 the arguments
 * and the link register are still the caller's.
 */
#include <linux/kprobes.h>
#include <linux/module.h>
#include <linux/rcupdate.h>
#include "../vsi_core/arch.h"
#include "../vsi_core/ksyms.h"

static const struct vsi_loader_hook *loader;

/*
 * Runs in the loader's context, sleepable.  finalize_enter() took a reference
 * on vsi for us: vsi cannot go while a module is on its way through here.
 */
static int finalize_wrapper(const Elf_Ehdr *hdr, const Elf_Shdr *sechdrs, struct module *mod)
{
	int ret = loader->finalize(hdr, sechdrs, mod);

	module_put(THIS_MODULE);
	return ret;
}

/* The wrapper's own call of the original passes; so does all when vsi is going. */
static int finalize_enter(struct kprobe *kp, struct pt_regs *regs)
{
	if (within_module(regs->ARM_lr, THIS_MODULE) || !try_module_get(THIS_MODULE))
		return 0;
	instruction_pointer_set(regs, (unsigned long)finalize_wrapper);
	return 1;
}
NOKPROBE_SYMBOL(finalize_enter);

/* With a post_handler the kernel never turns the kprobe into a jump, which cannot redirect. */
static void finalize_post(struct kprobe *kp, struct pt_regs *regs, unsigned long flags)
{
}
NOKPROBE_SYMBOL(finalize_post);

static int cleanup_enter(struct kprobe *kp, struct pt_regs *regs)
{
	loader->cleanup((struct module *)regs->ARM_r0);
	return 0;
}
NOKPROBE_SYMBOL(cleanup_enter);

static struct kprobe finalize_probe = {
	.pre_handler = finalize_enter,
	.post_handler = finalize_post,
};

static struct kprobe cleanup_probe = {
	.pre_handler = cleanup_enter,
};


/**
 * vsi_arch_finalize() - the kernel's own module_finalize()
 * @hdr:     of the module that is being loaded
 * @sechdrs: its section headers
 * @mod:     the module
 *
 * Context: the wrapper.
 * Return: what the kernel's function returns.
 */
int vsi_arch_finalize(const Elf_Ehdr *hdr, const Elf_Shdr *sechdrs, struct module *mod)
{
	return vsi_ksyms.module_finalize(hdr, sechdrs, mod);
}

/**
 * vsi_arch_hook() - arm the hooks
 * @hook: what to call; lives as long as vsi
 *
 * Context: process.
 * Return: 0, or the error of register_kprobe().
 */
int vsi_arch_hook(const struct vsi_loader_hook *hook)
{
	int ret;

	loader = hook;
	finalize_probe.addr = (kprobe_opcode_t *)vsi_ksyms.module_finalize;
	cleanup_probe.addr = (kprobe_opcode_t *)vsi_ksyms.module_arch_cleanup;
	ret = register_kprobe(&cleanup_probe);
	if (ret)
		return ret;
	ret = register_kprobe(&finalize_probe);
	if (ret)
		unregister_kprobe(&cleanup_probe);
	return ret;
}

/**
 * vsi_arch_unhook_finalize() - no more modules come this way
 *
 * On return no CPU is in the handler, nor in what is left of the wrapper
 * behind its module_put(): nothing there sleeps.
 *
 * Context: process; sleeps.
 */
void vsi_arch_unhook_finalize(void)
{
	unregister_kprobe(&finalize_probe);
	synchronize_rcu_tasks();
}

/**
 * vsi_arch_unhook() - no module's end is of interest any more
 *
 * Context: process; sleeps.
 */
void vsi_arch_unhook(void)
{
	unregister_kprobe(&cleanup_probe);
}
