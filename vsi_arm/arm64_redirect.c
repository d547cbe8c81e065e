// SPDX-License-Identifier: GPL-2.0
/*
 * Entering one function instead of another: ftrace, whose call site comes
 * before the prologue on arm64 (arch/arm64/kernel/entry-ftrace.S), so that
 * arguments, stack and link register are still the caller's.
 */
#include <linux/ftrace.h>
#include <linux/kprobes.h>
#include <linux/module.h>
#include <linux/rcupdate.h>
#include "arm64_redirect.h"
#include "../vsi_core/compat.h"

#ifdef VSI_CAN_REDIRECT
#ifdef CONFIG_DYNAMIC_FTRACE_WITH_REGS
#define SAVE_REGS	FTRACE_OPS_FL_SAVE_REGS

static __always_inline void set_ip(struct ftrace_regs *fregs, void *to)
{
	instruction_pointer_set(ftrace_get_regs(fregs), (unsigned long)to);
}
#else
#define SAVE_REGS	0

static __always_inline void set_ip(struct ftrace_regs *fregs, void *to)
{
	ftrace_regs_set_instruction_pointer(fregs, (unsigned long)to);
}
#endif

/* Not within_module(), which looks at each kind of memory: some 180 instructions of each trap. */
static __always_inline bool is_own_text(unsigned long ip)
{
	const struct vsi_module_text text = vsi_module_core_text(THIS_MODULE);

	return ip - (unsigned long)text.base < text.size;
}

/* Without ftrace's guard against recursion, which would lose a trap in a tracer's callback. */
static void redirect_enter(unsigned long ip, unsigned long parent_ip, struct ftrace_ops *ops,
			   struct ftrace_regs *fregs)
{
	struct vsi_redirect *redirect = container_of(ops, struct vsi_redirect, ops);

	if (is_own_text(parent_ip) || (redirect->take && !redirect->take()))
		return;
	set_ip(fregs, redirect->to);
}
NOKPROBE_SYMBOL(redirect_enter);

/**
 * vsi_redirect_arm() - enter another function from now on
 * @redirect: lives until vsi_redirect_disarm() has returned
 * @from:     the function that is left
 *
 * PERMANENT: sysctl kernel.ftrace_enabled does not switch it off unseen.
 *
 * Context: process; sleeps.
 * Return: 0; -EBUSY when somebody else redirects the function; or another error
 * of ftrace, when the function cannot be traced.
 */
int vsi_redirect_arm(struct vsi_redirect *redirect, void *from)
{
	int ret;

	redirect->ops = (struct ftrace_ops){
		.func = redirect_enter,
		.flags = FTRACE_OPS_FL_IPMODIFY | FTRACE_OPS_FL_PERMANENT | SAVE_REGS,
	};
	ret = ftrace_set_filter_ip(&redirect->ops, (unsigned long)from, 0, 0);
	if (ret)
		return ret;
	ret = register_ftrace_function(&redirect->ops);
	if (ret)
		ftrace_free_filter(&redirect->ops);
	return ret;
}

/**
 * vsi_redirect_disarm() - no longer
 * @redirect: armed
 *
 * On return no CPU is in the handler; the function it has led to is the
 * caller's to wait for.
 *
 * Context: process; sleeps.
 */
void vsi_redirect_disarm(struct vsi_redirect *redirect)
{
	unregister_ftrace_function(&redirect->ops);
	ftrace_free_filter(&redirect->ops);
}
#endif
