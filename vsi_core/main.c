// SPDX-License-Identifier: GPL-2.0
/*
 * vsi: substitution of virtualization-sensitive instructions in the modules
 * that are loaded after it.
 */
#include <linux/init.h>
#include <linux/module.h>
#include "arch.h"
#include "backend.h"
#include "debugfs.h"
#include "ksyms.h"
#include "life.h"
#include "policy.h"
#include "sysfs.h"

static int __init vsi_init(void)
{
	char backend[VSI_BACKEND_NAME_MAX];
	int ret;

	ret = vsi_ksyms_init();
	if (ret)
		return ret;
	ret = vsi_backend_init();
	if (ret)
		return ret;
	ret = vsi_arch_second_init();
	if (ret)
		goto err_second;
	ret = vsi_sysfs_init();
	if (ret)
		goto err_sysfs;
	vsi_debugfs_init();
	ret = vsi_life_init();
	if (ret)
		goto err_life;
	vsi_backend_name(backend);
	pr_info("on the path of the module loader, policy %s, backend %s\n", vsi_policy_name(),
		backend);
	return 0;

err_life:
	pr_err("cannot hook the module loader (%d)\n", ret);
	vsi_debugfs_exit();
	vsi_sysfs_exit();
err_sysfs:
	vsi_arch_second_exit();
err_second:
	vsi_backend_exit();
	return ret;
}

static void __exit vsi_exit(void)
{
	vsi_life_exit();
	vsi_debugfs_exit();
	vsi_sysfs_exit();
	vsi_arch_second_exit();
	vsi_backend_exit();
}

module_init(vsi_init);
module_exit(vsi_exit);
MODULE_DESCRIPTION("Substitutes virtualization-sensitive instructions in loadable modules");
MODULE_LICENSE("GPL");
MODULE_VERSION(VSI_VERSION);
