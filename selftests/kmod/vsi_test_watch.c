// SPDX-License-Identifier: GPL-2.0
/*
 * How many of vsi's undefined instructions stand in a module when its COMING
 * notification begins: before it all of them, or none.
 */
#include <linux/limits.h>
#include <linux/module.h>
#include <linux/notifier.h>
#include "../../vsi_core/compat.h"
#include "isa.h"

static uint early;
module_param(early, uint, 0444);
MODULE_PARM_DESC(early, "in the module that was loaded last");

static bool is_ours(const u32 *insn)
{
	return (isa_word(insn) & UDF_MASK) == UDF_VALUE;
}

static uint count(struct vsi_module_text text)
{
	const u32 *word = text.base, *end = word + text.size / sizeof(*word);
	uint n = 0;

	for (; word < end; word++)
		n += is_ours(word);
	return n;
}

static int watch_notify(struct notifier_block *nb, unsigned long state, void *data)
{
	const struct module *mod = data;

	if (state == MODULE_STATE_COMING)
		early = count(vsi_module_core_text(mod)) + count(vsi_module_init_text(mod));
	return NOTIFY_DONE;
}

static struct notifier_block watch_nb = {
	.notifier_call = watch_notify,
	.priority = INT_MAX,
};

static int __init watch_init(void)
{
	return register_module_notifier(&watch_nb);
}

static void __exit watch_exit(void)
{
	unregister_module_notifier(&watch_nb);
}

module_init(watch_init);
module_exit(watch_exit);
MODULE_DESCRIPTION("vsi selftest: when modules are served");
MODULE_LICENSE("GPL");
