// SPDX-License-Identifier: GPL-2.0
/*
 * Locations from a file beside the module: vsi/<release>/<module>.vsi in the
 * firmware directories.
 *
 * The firmware loader may report each file that it does not find (Debian's
 * does, whatever it is asked), so it is asked for files that are there only.
 *
 * Called in the loader's path; sleeps.
 */
#include <linux/cred.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/file.h>
#include <linux/firmware.h>
#include <linux/fs.h>
#include <linux/fs_struct.h>
#include <linux/init_task.h>
#include <linux/limits.h>
#include <linux/moduleparam.h>
#include <linux/printk.h>
#include <linux/sched/task.h>
#include <linux/security.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/utsname.h>
#include <generated/utsrelease.h>
#include "compat.h"
#include "plan.h"

static bool external = true;
module_param(external, bool, 0644);
MODULE_PARM_DESC(external, "look for tables vsi/<release>/<module>.vsi in the firmware directories (default: yes)");

/* drivers/base/firmware_loader/main.c, fw_path[]; the first is asked for. */
#define CUSTOM_DIR	"/sys/module/firmware_class/parameters/path"
#define CUSTOM_MAX	256
static const char *const dirs[] = {
	"/lib/firmware/updates/" UTS_RELEASE,
	"/lib/firmware/updates",
	"/lib/firmware/" UTS_RELEASE,
	"/lib/firmware",
};

/* The same file, _request_firmware(). */
static const char *const suffixes[] = {
	"",
#ifdef CONFIG_FW_LOADER_COMPRESS_ZSTD
	".zst",
#endif
#ifdef CONFIG_FW_LOADER_COMPRESS_XZ
	".xz",
#endif
};

/**
 * struct search - for a file in the firmware directories
 * @root: of init, where the firmware loader looks
 * @name: of the file
 * @path: PATH_MAX bytes, for the path that is tried
 */
struct search {
	struct path root;
	const char *name;
	char *path;
};

/* O_PATH: what has the name is not opened, be it a FIFO or a device. */
static bool is_file(const struct search *s)
{
	struct file *file = file_open_root(&s->root, s->path, O_PATH, 0);
	bool regular;

	if (IS_ERR(file))
		return false;
	regular = S_ISREG(file_inode(file)->i_mode);
	fput(file);
	return regular;
}

static bool is_in(const struct search *s, const char *dir)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(suffixes); i++)
		if (snprintf(s->path, PATH_MAX, "%s/%s%s", dir, s->name, suffixes[i]) < PATH_MAX &&
		    is_file(s))
			return true;
	return false;
}

/* What the loader keeps to itself but shows: without sysfs, it counts as not set. */
static void read_custom_dir(const struct search *s, char *dir)
{
	struct file *file = file_open_root(&s->root, CUSTOM_DIR, O_RDONLY, 0);
	ssize_t size;
	loff_t pos = 0;

	*dir = '\0';
	if (IS_ERR(file))
		return;
	size = kernel_read(file, dir, CUSTOM_MAX, &pos);
	fput(file);
	/* a newline ends what sysfs shows */
	dir[size > 0 ? size - 1 : 0] = '\0';
	if (VSI_FIRMWARE_PATH_IS_LINE)
		dir[strcspn(dir, "\n")] = '\0';
}

static bool is_anywhere(const struct search *s)
{
	char custom[CUSTOM_MAX];
	unsigned int i;

	read_custom_dir(s, custom);
	if (*custom && is_in(s, custom))
		return true;
	for (i = 0; i < ARRAY_SIZE(dirs); i++)
		if (is_in(s, dirs[i]))
			return true;
	return false;
}

/* As the firmware loader does: from the root of init, and as the kernel. */
static int search(const char *name)
{
	struct search s = { .name = name };
	struct cred *kernel = prepare_kernel_cred(&init_task);
	const struct cred *caller;
	int found = -ENOMEM;

	s.path = kmalloc(PATH_MAX, GFP_KERNEL);
	if (kernel && s.path) {
		task_lock(&init_task);
		get_fs_root(init_task.fs, &s.root);
		task_unlock(&init_task);
		caller = override_creds(kernel);
		found = is_anywhere(&s);
		revert_creds(caller);
		path_put(&s.root);
	}
	kfree(s.path);
	if (kernel)
		put_cred(kernel);
	return found;
}

/**
 * vsi_files_wanted() - may there be tables beside modules?
 *
 * Context: any.
 * Return: false when none shall be looked for.
 */
bool vsi_files_wanted(void)
{
	return READ_ONCE(external);
}

/**
 * vsi_file_exists() - is there a table beside the module?
 * @p: the plan
 *
 * A table changes code behind the back of the module's signature, so a kernel
 * that is locked down uses none.
 *
 * Context: the loader's path; sleeps.
 * Return: 1 when vsi_plan_file() shall be tried, 0 when not, or -ENOMEM.
 */
int vsi_file_exists(struct vsi_plan *p)
{
	int found;

	/* a name is no path: one with a slash has no file */
	if (!external || strchr(p->image.mod->name, '/'))
		return 0;
	if (!p->file)
		p->file = kasprintf(p->gfp, "vsi/%s/%s.vsi", init_utsname()->release,
				    p->image.mod->name);
	if (!p->file)
		return -ENOMEM;
	found = search(p->file);
	if (found <= 0 || !security_locked_down(LOCKDOWN_MODULE_SIGNATURE))
		return found;
	pr_notice_once("the kernel is locked down: no tables from files\n");
	return 0;
}

static void free_device(struct device *dev)
{
	kfree(dev);
}

/*
 * The loader's messages name a device.  Ours is never added to the system, so
 * nothing is kept of it, and no file read again when the machine resumes.
 */
static int request(struct vsi_plan *p)
{
	struct device *dev = kzalloc(sizeof(*dev), p->gfp);
	int ret;

	if (!dev)
		return -ENOMEM;
	dev->release = free_device;
	device_initialize(dev);
	ret = dev_set_name(dev, "vsi");
	if (!ret)
		ret = request_firmware_direct(&p->firmware, p->file, dev);
	put_device(dev);
	return ret;
}

static void forget_table(struct vsi_plan *p)
{
	release_firmware(p->firmware);
	p->firmware = NULL;
}

/**
 * vsi_plan_file() - verify the table beside the module and plan what it lists
 * @p: the plan, of which vsi_file_exists() is true
 *
 * When it fails, the fault may name a section by a word of the table, which stays
 * until vsi_file_release().
 *
 * Context: the loader's path; sleeps.
 * Return: 0, or an error of vsi_plan().
 */
int vsi_plan_file(struct vsi_plan *p)
{
	int ret = request(p);

	p->from_file = true;
	if (ret == -ENOMEM)
		return ret;
	if (ret)
		return vsi_plan_refuse(p, p->file, 0, "table cannot be read");
	/* whole pages, so the table is aligned */
	ret = vsi_plan_table(p, p->file, p->firmware->data, p->firmware->size);
	if (!ret)
		forget_table(p);
	return ret;
}

/**
 * vsi_file_release() - nothing of a table beside the module is needed any more
 * @p: the plan, of which there need not have been one
 *
 * Context: as vsi_plan().
 */
void vsi_file_release(struct vsi_plan *p)
{
	forget_table(p);
	kfree(p->file);
	p->file = NULL;
}
