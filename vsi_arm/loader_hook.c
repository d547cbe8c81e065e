// SPDX-License-Identifier: GPL-2.0
/*
 * On the loader's path: one of two hooks where modules come by, and a kprobe
 * that observes their end.
 */
#include <linux/errno.h>
#include <linux/kprobes.h>
#include <linux/module.h>
#include "loader_hook.h"
#include "../vsi_core/ksyms.h"

static const struct vsi_loader_hook *loader;
static enum vsi_hook armed;

/*
 * module_arch_freeing_init() comes for a module that lives on too, whose init
 * text goes: kernel/module/main.c, do_init_module().
 */
static int cleanup_enter(struct kprobe *kp, struct pt_regs *regs)
{
	struct module *mod = (struct module *)regs->ARM_r0;

	if (mod->state != MODULE_STATE_LIVE)
		loader->cleanup(mod);
	return 0;
}
NOKPROBE_SYMBOL(cleanup_enter);

static struct kprobe cleanup_probe;

/*
 * Whoever has come by the hook must be seen when its memory goes.
 * module_arch_cleanup() is called once module_finalize() has succeeded, and
 * not when that fails, which a module that is relocated has still ahead.
 */
static kprobe_opcode_t *end_of(enum vsi_hook hook)
{
	return (kprobe_opcode_t *)(hook == VSI_HOOK_FINALIZE ? vsi_ksyms.module_arch_cleanup :
				   vsi_ksyms.module_arch_freeing_init);
}

static int arm(enum vsi_hook hook)
{
	return hook == VSI_HOOK_FINALIZE ? vsi_finalize_arm(loader) : vsi_relocate_arm(loader);
}

/**
 * vsi_arch_hook() - arm the hooks
 * @hook:  where modules shall come by
 * @calls: what to call; lives as long as vsi
 *
 * Context: process.
 * Return: 0; -ENOENT when the kernel lacks a function; or the error of
 * register_kprobe().  Then nothing is armed.
 */
int vsi_arch_hook(enum vsi_hook hook, const struct vsi_loader_hook *calls)
{
	int ret;

	loader = calls;
	armed = hook;
	/* all of it: one that was unregistered stays disabled */
	cleanup_probe = (struct kprobe){
		.addr = end_of(hook),
		.pre_handler = cleanup_enter,
	};
	if (!cleanup_probe.addr)
		return -ENOENT;
	ret = register_kprobe(&cleanup_probe);
	if (ret)
		return ret;
	ret = arm(hook);
	if (ret)
		unregister_kprobe(&cleanup_probe);
	return ret;
}

/**
 * vsi_arch_unhook_loads() - no more modules come by
 *
 * On return no CPU is in a handler or wrapper.
 *
 * Context: process; sleeps.
 */
void vsi_arch_unhook_loads(void)
{
	if (armed == VSI_HOOK_FINALIZE)
		vsi_finalize_disarm();
	else
		vsi_relocate_disarm();
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
