// SPDX-License-Identifier: GPL-2.0
/*
 * Which backend serves: the first one that is there, or the one asked for.
 */
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/kprobes.h>
#include <linux/module.h>
#include <linux/string.h>
#include "backends.h"

/* In the order in which they are tried; native is last and never refuses. */
static const struct vsi_backend *const backends[] = {
	&vsi_backend_native,
};

static char *backend = "auto";
module_param(backend, charp, 0444);
MODULE_PARM_DESC(backend, "auto: the hypervisor that is there (default), or one by name: native");

/* Written once in vsi_backend_init(), before anything traps. */
static const struct vsi_backend *chosen __ro_after_init;

static bool is_candidate(const struct vsi_backend *candidate)
{
	return !strcmp(backend, "auto") || !strcmp(backend, candidate->name);
}

/**
 * vsi_backend_init() - find out who runs this guest, and choose the backend
 *
 * Context: process, once.
 * Return: 0, or -ENODEV with a message when the one asked for is not there.
 */
int __init vsi_backend_init(void)
{
	unsigned int i;

	vsi_identify();
	for (i = 0; i < ARRAY_SIZE(backends); i++) {
		if (!is_candidate(backends[i]) || !backends[i]->detect())
			continue;
		chosen = backends[i];
		return 0;
	}
	pr_err("backend '%s' is unknown or not there\n", backend);
	return -ENODEV;
}

/**
 * vsi_backend() - the backend that serves
 *
 * Context: any, after vsi_backend_init().
 * Return: the backend.
 */
const struct vsi_backend *vsi_backend(void)
{
	return chosen;
}

/**
 * vsi_backend_serves() - is there a hypervisor that may be called?
 *
 * Context: any, after vsi_backend_init().
 * Return: false when vsi_backend_call() need not be tried.
 */
bool vsi_backend_serves(void)
{
	return chosen->call;
}

/**
 * vsi_backend_call() - have an instruction served by the hypervisor
 * @call: the instruction, and its operand in and out
 *
 * Context: any, the trap too.
 * Return: as struct vsi_backend's call.
 */
int vsi_backend_call(struct vsi_call *call)
{
	return chosen->call ? chosen->call(call) : -EOPNOTSUPP;
}
NOKPROBE_SYMBOL(vsi_backend_call);
