// SPDX-License-Identifier: GPL-2.0
/*
 * Locations from a file beside the module: vsi/<release>/<module>.vsi in the
 * firmware directories.
 *
 * Called in the loader's path; sleeps.
 */
#include <linux/firmware.h>
#include <linux/moduleparam.h>
#include <linux/printk.h>
#include <linux/security.h>
#include <linux/slab.h>
#include <linux/utsname.h>
#include "plan.h"

static bool external = true;
module_param(external, bool, 0644);
MODULE_PARM_DESC(external, "look for tables vsi/<release>/<module>.vsi in the firmware directories (default: yes)");

static int plan_firmware(struct vsi_plan *p, const struct firmware *fw)
{
	if (!IS_ALIGNED((unsigned long)fw->data, sizeof(u32)))
		return vsi_plan_refuse(p, p->file, 0, "table is not aligned in memory");
	return vsi_plan_table(p, p->file, fw->data, fw->size);
}

/**
 * vsi_file_exists() - is there a table beside the module?
 * @p: the plan
 *
 * A table changes code behind the back of the module's signature, so a kernel
 * that is locked down uses none.
 *
 * Context: the loader's path; sleeps.
 * Return: true when vsi_plan_file() shall be tried; it then holds the file.
 */
bool vsi_file_exists(struct vsi_plan *p)
{
	if (!external)
		return false;
	if (!p->file)
		p->file = kasprintf(p->gfp, "vsi/%s/%s.vsi", init_utsname()->release,
				    p->image.mod->name);
	if (!p->file || firmware_request_nowarn(&p->firmware, p->file, NULL))
		return false;
	if (!security_locked_down(LOCKDOWN_MODULE_SIGNATURE))
		return true;
	pr_notice_once("the kernel is locked down: no tables from files\n");
	release_firmware(p->firmware);
	return false;
}

/**
 * vsi_plan_file() - verify the table beside the module and plan what it lists
 * @p: the plan, of which vsi_file_exists() is true
 *
 * Context: the loader's path; sleeps.
 * Return: 0, or an error of vsi_plan().
 */
int vsi_plan_file(struct vsi_plan *p)
{
	int ret = plan_firmware(p, p->firmware);

	release_firmware(p->firmware);
	return ret;
}
