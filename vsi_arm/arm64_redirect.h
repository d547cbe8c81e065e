/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Entering one function instead of another, as live patches do.
 */
#ifndef VSI_ARM_ARM64_REDIRECT_H
#define VSI_ARM_ARM64_REDIRECT_H

#include <linux/errno.h>
#include <linux/ftrace.h>

/* How a kernel lets a function's entry be changed: of the two one, or neither. */
#if defined(CONFIG_DYNAMIC_FTRACE_WITH_REGS) || defined(CONFIG_DYNAMIC_FTRACE_WITH_ARGS)
#define VSI_CAN_REDIRECT
#endif

/**
 * struct vsi_redirect - from one function to another
 * @ops:  for arm64_redirect.c
 * @to:   the function entered instead
 * @take: asked on entry, in atomic context: false lets the call pass; or NULL
 *
 * Calls out of vsi's own text pass.
 */
struct vsi_redirect {
#ifdef VSI_CAN_REDIRECT
	struct ftrace_ops ops;
#endif
	void *to;
	bool (*take)(void);
};

#ifdef VSI_CAN_REDIRECT
int vsi_redirect_arm(struct vsi_redirect *redirect, void *from);
void vsi_redirect_disarm(struct vsi_redirect *redirect);
#else
static inline int vsi_redirect_arm(struct vsi_redirect *redirect, void *from)
{
	return -EOPNOTSUPP;
}

static inline void vsi_redirect_disarm(struct vsi_redirect *redirect)
{
}
#endif

#endif
