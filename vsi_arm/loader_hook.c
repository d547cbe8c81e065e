// SPDX-License-Identifier: GPL-2.0
/*
 * On the loader's path: one of two hooks where modules come by, and a kprobe
 * that observes their end.
 */
#include <linux/errno.h>
#include <linux/kprobes.h>
#include <linux/module.h>
#include "loader_hook.h"
#include "regs.h"
#include "../vsi_core/ksyms.h"

static const struct vsi_loader_hook *loader;
static enum vsi_hook armed;

/*
 * module_arch_freeing_init() comes for a module that lives on too, whose init
 * text goes: kernel/module/main.c, do_init_module().
 */
static int cleanup_enter(struct kprobe *kp, struct pt_regs *regs)
{
	struct module *mod = (struct module *)vsi_argument(regs, 0);

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
	return vsi_insn_of(hook == VSI_HOOK_FINALIZE ? vsi_ksyms.module_arch_cleanup :
			   vsi_ksyms.module_arch_freeing_init);
}

/**
 * vsi_can_probe() - is it safe to have a kprobe at the beginning of a function?
 * @addr: where it begins
 * @name: of the function
 *
 * In T32, arch/arm/probes/kprobes/actions-thumb.c emulates PUSH and POP of 16
 * bits with r7 overwritten, where compilers keep the address that is called next.
 *
 * Context: process.
 * Return: false after a message.
 */
bool vsi_can_probe(const kprobe_opcode_t *addr, const char *name)
{
	const u32 push_or_pop = 0xb400, mask = 0xf600;

	if (!VSI_IS_T32 ||
	    (vsi_arch_read_text((unsigned long)addr) & (0xffff0000 | mask)) != push_or_pop)
		return true;
	pr_err("%s() begins with an instruction that kprobes do not emulate\n", name);
	return false;
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
 * Return: 0; -ENOENT when the kernel lacks a function; -EOPNOTSUPP when it
 * cannot be probed; or the error of register_kprobe().  Then nothing is armed.
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
	if (!vsi_can_probe(cleanup_probe.addr, hook == VSI_HOOK_FINALIZE ?
			   "module_arch_cleanup" : "module_arch_freeing_init"))
		return -EOPNOTSUPP;
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
