// SPDX-License-Identifier: GPL-2.0
/*
 * hook=finalize: module_finalize() is redirected to a wrapper, which sleeps
 * when it likes.
 *
 * A kprobe does it: at offset 0 the arguments and the link register are still
 * the caller's.  On arm64 ftrace does, which nobody can switch off, and the
 * kprobe where ftrace cannot.  On arm it never can: its call site comes after
 * the prologue (arch/arm/kernel/entry-ftrace.S), so a redirection there would
 * leak the frame of the function it leaves.
 */
#include <linux/errno.h>
#include <linux/kprobes.h>
#include <linux/module.h>
#include <linux/rcupdate.h>
#include "arm64_redirect.h"
#include "loader_hook.h"
#include "regs.h"
#include "../vsi_core/ksyms.h"

/* Set before the kprobe is armed. */
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
	if (within_module(vsi_link_of(regs), THIS_MODULE) || !try_module_get(THIS_MODULE))
		return 0;
	instruction_pointer_set(regs, (unsigned long)vsi_insn_of(finalize_wrapper));
	return 1;
}
NOKPROBE_SYMBOL(finalize_enter);

/* With a post_handler the kernel never turns the kprobe into a jump, which cannot redirect. */
static void finalize_post(struct kprobe *kp, struct pt_regs *regs, unsigned long flags)
{
}
NOKPROBE_SYMBOL(finalize_post);

static struct kprobe finalize_probe = {
	.pre_handler = finalize_enter,
	.post_handler = finalize_post,
};

#ifdef CONFIG_ARM64
static bool finalize_take(void)
{
	return try_module_get(THIS_MODULE);
}
NOKPROBE_SYMBOL(finalize_take);

static struct vsi_redirect redirect = {
	.to = finalize_wrapper,
	.take = finalize_take,
};

static bool is_redirected;

static bool redirect_arm(void)
{
	int ret = vsi_redirect_arm(&redirect, vsi_ksyms.module_finalize);

	if (ret)
		pr_notice("module_finalize() cannot be redirected by ftrace (%d): taking a kprobe\n",
			  ret);
	is_redirected = !ret;
	return is_redirected;
}

static bool redirect_disarm(void)
{
	if (is_redirected)
		vsi_redirect_disarm(&redirect);
	return is_redirected;
}
#else
static bool redirect_arm(void)
{
	return false;
}

static bool redirect_disarm(void)
{
	return false;
}
#endif

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
 * vsi_finalize_arm() - modules come by module_finalize() from now on
 * @hook: what to call; lives as long as vsi
 *
 * Context: process.
 * Return: 0; -ENOENT when the kernel has no such function; or the error of
 * register_kprobe().
 */
int vsi_finalize_arm(const struct vsi_loader_hook *hook)
{
	if (!vsi_ksyms.module_finalize)
		return -ENOENT;
	loader = hook;
	if (redirect_arm())
		return 0;
	finalize_probe.addr = vsi_insn_of(vsi_ksyms.module_finalize);
	if (!vsi_can_probe(finalize_probe.addr, "module_finalize"))
		return -EOPNOTSUPP;
	return register_kprobe(&finalize_probe);
}

/**
 * vsi_finalize_disarm() - no more modules come this way
 *
 * On return no CPU is in the handler, nor in what is left of the wrapper
 * behind its module_put(): nothing there sleeps.
 *
 * Context: process; sleeps.
 */
void vsi_finalize_disarm(void)
{
	if (!redirect_disarm())
		unregister_kprobe(&finalize_probe);
	synchronize_rcu_tasks();
}
