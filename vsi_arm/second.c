// SPDX-License-Identifier: GPL-2.0
/*
 * The second decoder, when its module is there: vsi_capstone.ko.
 *
 * It is found when vsi is loaded and held until vsi goes.  What it says is
 * asked for while a module is planned, once for each distinct word that is to
 * be substituted or guarded.
 */
#include <linux/errno.h>
#include <linux/module.h>
#include <linux/printk.h>
#include <linux/string.h>
#include "second.h"
#include "../vsi_core/arch.h"

static char *second = "auto";
module_param(second, charp, 0444);
MODULE_PARM_DESC(second, "second decoder, vsi_capstone: auto (when it is loaded; default), off, require");

/* For what looks no further than a module's dependencies, as makers of initramfs do. */
MODULE_SOFTDEP("pre: vsi_capstone");

/* Written in vsi_arch_second_init() and vsi_arch_second_exit(), when no module is planned. */
static const struct vsi_second_decoder *decoder;

/* Loaded or not: busybox's modprobe and insmod know no soft dependencies. */
static int find_decoder(void)
{
	decoder = symbol_request(vsi_second_decoder);
	if (!decoder)
		return 0;
	if (decoder->abi != VSI_SECOND_ABI) {
		pr_err("second: vsi_capstone is of another version of vsi\n");
		vsi_arch_second_exit();
		return -EINVAL;
	}
	return 0;
}

/**
 * vsi_arch_second_init() - look for the second decoder, as the parameter says
 *
 * Context: process.
 * Return: 0; -EINVAL when the parameter is wrong or the decoder of another
 * version, -ENODEV when it is required and not there, with a message.
 */
int vsi_arch_second_init(void)
{
	const bool require = !strcmp(second, "require");
	int ret;

	if (!strcmp(second, "off"))
		return 0;
	if (!require && strcmp(second, "auto")) {
		pr_err("second: '%s' is none of auto, off, require\n", second);
		return -EINVAL;
	}
	ret = find_decoder();
	if (!ret && require && !decoder) {
		pr_err("second: vsi_capstone is required and not loaded\n");
		ret = -ENODEV;
	}
	return ret;
}

/**
 * vsi_arch_second_exit() - let the second decoder go
 *
 * Context: process; no module is planned any more.
 */
void vsi_arch_second_exit(void)
{
	if (decoder)
		symbol_put(vsi_second_decoder);
	decoder = NULL;
}

/**
 * vsi_arch_second_name() - which second decoder there is
 *
 * Context: any, between vsi_arch_second_init() and vsi_arch_second_exit().
 * Return: its name, or "none".
 */
const char *vsi_arch_second_name(void)
{
	return decoder ? decoder->name : "none";
}

/**
 * vsi_second_differs() - ask the second decoder about an instruction
 * @insn: that is to be substituted or guarded
 *
 * Context: any.
 * Return: NULL when it agrees, does not know such instructions, or is not
 * there; otherwise the name of what it understands differently.
 */
const char *vsi_second_differs(const struct vsi_insn *insn)
{
	if (!decoder || vsi_second_is_alone(insn->isa, insn->word))
		return NULL;
	return decoder->ask(insn, vsi_second_compare);
}
