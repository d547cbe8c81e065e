// SPDX-License-Identifier: GPL-2.0
/*
 * The life of a module as vsi sees it.
 *
 *   module_finalize()       plan, the kernel's own function, store, publish
 *   notifier COMING         directory in sysfs
 *   notifier LIVE           init text may go any time now
 *   notifier GOING          directory goes
 *   module_arch_cleanup()   the record goes, on every way a finalized module
 *                           can end: failed load, failed init, rmmod
 */
#include <linux/module.h>
#include <linux/notifier.h>
#include "arch.h"
#include "loader.h"
#include "plan.h"
#include "served.h"
#include "sysfs.h"

static int loader_finalize(const Elf_Ehdr *hdr, const Elf_Shdr *sechdrs, struct module *mod)
{
	struct vsi_served *served;
	int ret;

	ret = vsi_plan(hdr, sechdrs, mod, &served);
	if (ret)
		return ret;
	ret = vsi_arch_finalize(hdr, sechdrs, mod);
	if (!served)
		return ret;
	if (ret) {
		vsi_served_discard(served);
		return ret;
	}
	vsi_store(hdr, sechdrs, served);
	vsi_served_publish(served);
	return 0;
}

static const struct vsi_loader_hook loader_hook = {
	.finalize = loader_finalize,
	.cleanup = vsi_served_gone,
};

static int loader_notify(struct notifier_block *nb, unsigned long state, void *data)
{
	struct vsi_served *served = vsi_served_find(data);

	if (!served)
		return NOTIFY_DONE;
	switch (state) {
	case MODULE_STATE_COMING:
		vsi_sysfs_add(served);
		break;
	case MODULE_STATE_LIVE:
		vsi_served_init_done(data);
		break;
	case MODULE_STATE_GOING:
		vsi_sysfs_remove(served);
		break;
	}
	return NOTIFY_DONE;
}

static struct notifier_block loader_nb = {
	.notifier_call = loader_notify,
};

/**
 * vsi_loader_init() - begin to serve modules
 *
 * The notifier comes before the hooks: a module that is served has its events
 * seen.
 *
 * Context: process.
 * Return: 0 or a negative errno, and then nothing is armed.
 */
int vsi_loader_init(void)
{
	int ret = vsi_served_init();

	if (ret)
		return ret;
	ret = register_module_notifier(&loader_nb);
	if (ret)
		goto err_notifier;
	ret = vsi_arch_init(&loader_hook);
	if (ret)
		goto err_arch;
	return 0;

err_arch:
	unregister_module_notifier(&loader_nb);
err_notifier:
	vsi_served_exit();
	return ret;
}

/**
 * vsi_loader_exit() - stop; no module is served any more
 *
 * Context: process; sleeps.
 */
void vsi_loader_exit(void)
{
	vsi_arch_exit();
	unregister_module_notifier(&loader_nb);
	/* the kernel calls an undef hook outside its lock */
	synchronize_rcu();
	vsi_served_exit();
}
