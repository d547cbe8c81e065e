// SPDX-License-Identifier: GPL-2.0
/*
 * Vetoes the load of vsi_test_load when it is coming.
 */
#include <linux/module.h>
#include <linux/notifier.h>
#include <linux/string.h>

static int veto_notify(struct notifier_block *nb, unsigned long state, void *data)
{
	const struct module *mod = data;

	if (state != MODULE_STATE_COMING || strcmp(mod->name, "vsi_test_load"))
		return NOTIFY_DONE;
	return notifier_from_errno(-EACCES);
}

/* after vsi's, so that vsi has heard of the module when it is vetoed */
static struct notifier_block veto_nb = {
	.notifier_call = veto_notify,
	.priority = -1,
};

static int __init veto_init(void)
{
	return register_module_notifier(&veto_nb);
}

static void __exit veto_exit(void)
{
	unregister_module_notifier(&veto_nb);
}

module_init(veto_init);
module_exit(veto_exit);
MODULE_DESCRIPTION("vsi selftest: vetoes a load");
MODULE_LICENSE("GPL");
