// SPDX-License-Identifier: GPL-2.0
/*
 * /sys/kernel/vsi, as Documentation/ABI/testing/sysfs-kernel-vsi describes it:
 *
 *   version, abi, backend, hypercalls, hypervisor, hook, second, policy, carrier,
 *   attach, detach
 *   features/  a file for each feature
 *   hits/      a file for each class
 *   totals/    modules sites carrier_<carrier> action_<action> refused
 *              disagreements loads refusals traps guard_faults
 *   <module>/  source policy build_id sites carrier_<carrier> action_<action>
 *              refused disagreements hits guard_faults
 *
 * A module's directory exists from its COMING to its GOING notification.
 * kobject_del() waits for readers, so what they read outlives the directory.
 */
#include <linux/kobject.h>
#include <linux/module.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include <linux/sysfs.h>
#include "backend.h"
#include "features.h"
#include "hits.h"
#include "hook.h"
#include "life.h"
#include "policy.h"
#include "served.h"
#include "sysfs.h"
#include "table.h"

static struct kobject *root;

#define VSI_ATTR(name) \
	static struct kobj_attribute name##_attr = __ATTR(name, 0444, name##_show, NULL)

static ssize_t version_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%s\n", THIS_MODULE->version);
}
VSI_ATTR(version);

static ssize_t abi_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%d\n", VSI_TABLE_VERSION);
}
VSI_ATTR(abi);

static ssize_t backend_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	char name[VSI_BACKEND_NAME_MAX];

	vsi_backend_name(name);
	return sysfs_emit(buf, "%s\n", name);
}
VSI_ATTR(backend);

static ssize_t hypercalls_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	char text[64];

	vsi_backend_describe(text, sizeof(text));
	return sysfs_emit(buf, "%s\n", text);
}
VSI_ATTR(hypercalls);

static ssize_t hypervisor_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%s\n", vsi_hypervisor_name());
}
VSI_ATTR(hypervisor);

static ssize_t hook_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%s\n", vsi_hook_name());
}
VSI_ATTR(hook);

static ssize_t second_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%s\n", vsi_arch_second_name());
}
VSI_ATTR(second);

static ssize_t policy_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	return vsi_policy_show(buf);
}

static ssize_t policy_store(struct kobject *kobj, struct kobj_attribute *attr, const char *buf,
			    size_t count)
{
	return vsi_policy_store(buf, count);
}

static struct kobj_attribute policy_attr = __ATTR_RW(policy);

static ssize_t carrier_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	return vsi_policy_carrier_show(buf);
}

static ssize_t carrier_store(struct kobject *kobj, struct kobj_attribute *attr, const char *buf,
			     size_t count)
{
	return vsi_policy_carrier_store(buf, count);
}

static struct kobj_attribute carrier_attr = __ATTR_RW(carrier);

static ssize_t apply(int (*what)(const char *name), const char *buf, size_t count)
{
	char name[MODULE_NAME_LEN + 1];		/* and a newline */
	char *stripped;

	if (strscpy(name, buf, sizeof(name)) < 0)
		return -ENAMETOOLONG;
	stripped = strim(name);
	strreplace(stripped, '-', '_');
	return what(stripped) ?: count;
}

static ssize_t attach_store(struct kobject *kobj, struct kobj_attribute *attr, const char *buf,
			    size_t count)
{
	return apply(vsi_life_attach, buf, count);
}

static struct kobj_attribute attach_attr = __ATTR(attach, 0200, NULL, attach_store);

static ssize_t detach_store(struct kobject *kobj, struct kobj_attribute *attr, const char *buf,
			    size_t count)
{
	return apply(vsi_life_detach, buf, count);
}

static struct kobj_attribute detach_attr = __ATTR(detach, 0200, NULL, detach_store);

static struct attribute *root_attrs[] = {
	&version_attr.attr,
	&abi_attr.attr,
	&backend_attr.attr,
	&hypercalls_attr.attr,
	&hypervisor_attr.attr,
	&hook_attr.attr,
	&second_attr.attr,
	&policy_attr.attr,
	&carrier_attr.attr,
	&attach_attr.attr,
	&detach_attr.attr,
	NULL
};

static const struct attribute_group root_group = {
	.attrs = root_attrs,
};

/*
 * A number of the totals: TOTAL(name, member) shows one of struct vsi_totals.
 */
#define TOTAL(name, member)						\
static ssize_t total_##name##_show(struct kobject *kobj,		\
				   struct kobj_attribute *attr, char *buf) \
{									\
	struct vsi_totals totals;					\
									\
	vsi_served_totals(&totals);					\
	return sysfs_emit(buf, "%lu\n", (unsigned long)totals.member);	\
}									\
static struct kobj_attribute total_##name##_attr =			\
	__ATTR(name, 0444, total_##name##_show, NULL)

TOTAL(modules, modules);
TOTAL(sites, counts.sites);
TOTAL(carrier_inline, counts.carriers[VSI_CARRIER_INLINE]);
TOTAL(carrier_branch, counts.carriers[VSI_CARRIER_BRANCH]);
TOTAL(carrier_trap, counts.carriers[VSI_CARRIER_TRAP]);
TOTAL(action_keep, counts.actions[VSI_KEEP]);
TOTAL(action_guard, counts.actions[VSI_GUARD]);
TOTAL(action_native, counts.actions[VSI_NATIVE]);
TOTAL(action_const, counts.actions[VSI_CONST]);
TOTAL(action_zero, counts.actions[VSI_ZERO]);
TOTAL(action_ignore, counts.actions[VSI_IGNORE]);
TOTAL(action_emulate, counts.actions[VSI_EMULATE]);
TOTAL(action_hypercall, counts.actions[VSI_HYPERCALL]);
TOTAL(action_state, counts.actions[VSI_STATE]);
TOTAL(refused, counts.refused);
TOTAL(disagreements, counts.disagreements);
TOTAL(loads, loads);
TOTAL(refusals, refusals);
TOTAL(traps, hits.traps);
TOTAL(guard_faults, hits.guards);

static struct attribute *total_attrs[] = {
	&total_modules_attr.attr,
	&total_sites_attr.attr,
	&total_carrier_inline_attr.attr,
	&total_carrier_branch_attr.attr,
	&total_carrier_trap_attr.attr,
	&total_action_keep_attr.attr,
	&total_action_guard_attr.attr,
	&total_action_native_attr.attr,
	&total_action_const_attr.attr,
	&total_action_zero_attr.attr,
	&total_action_ignore_attr.attr,
	&total_action_emulate_attr.attr,
	&total_action_hypercall_attr.attr,
	&total_action_state_attr.attr,
	&total_refused_attr.attr,
	&total_disagreements_attr.attr,
	&total_loads_attr.attr,
	&total_refusals_attr.attr,
	&total_traps_attr.attr,
	&total_guard_faults_attr.attr,
	NULL
};

static const struct attribute_group total_group = {
	.name = "totals",
	.attrs = total_attrs,
};

static const struct attribute_group *root_groups[] = {
	&root_group,
	&total_group,
	NULL
};

/**
 * struct listed_attr - a file of a directory that is made from a table
 * @attr:  its attribute
 * @index: in the table
 */
struct listed_attr {
	struct kobj_attribute attr;
	unsigned int index;
};

/**
 * struct listing - a directory whose files are made from a table
 * @group: the directory
 * @name:  of the file for an index, or NULL when it has none
 * @show:  reads the file
 * @files: one for each index
 * @list:  those that have a name, and NULL
 *
 * Filled in once by vsi_sysfs_init().
 */
struct listing {
	struct attribute_group group;
	const char *(*name)(unsigned int index);
	ssize_t (*show)(struct kobject *kobj, struct kobj_attribute *attr, char *buf);
	struct listed_attr *files;
	struct attribute **list;
};

static unsigned int index_of(struct kobj_attribute *attr)
{
	return container_of(attr, struct listed_attr, attr)->index;
}

static ssize_t feature_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	return vsi_feature_show(index_of(attr), buf);
}

static ssize_t class_hits_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%lu\n", vsi_hits_of_class(index_of(attr)));
}

static struct listing features = {
	.group.name = "features",
	.name = vsi_feature_name,
	.show = feature_show,
};

static struct listing class_hits = {
	.group.name = "hits",
	.name = vsi_class_name,
	.show = class_hits_show,
};

static void free_listing(struct listing *listing)
{
	kfree(listing->files);
	kfree(listing->list);
}

static bool add_file(struct listing *listing, unsigned int i)
{
	struct listed_attr *file = &listing->files[i];

	sysfs_attr_init(&file->attr.attr);
	file->attr.attr.name = listing->name(i);
	file->attr.attr.mode = 0444;
	file->attr.show = listing->show;
	file->index = i;
	return file->attr.attr.name;
}

static int add_listing(struct listing *listing, unsigned int nr)
{
	unsigned int i, n = 0;
	int ret = -ENOMEM;

	listing->files = kcalloc(nr, sizeof(*listing->files), GFP_KERNEL);
	listing->list = kcalloc(nr + 1, sizeof(*listing->list), GFP_KERNEL);
	if (listing->files && listing->list) {
		for (i = 0; i < nr; i++)
			if (add_file(listing, i))
				listing->list[n++] = &listing->files[i].attr.attr;
		listing->group.attrs = listing->list;
		ret = sysfs_create_group(root, &listing->group);
	}
	if (ret)
		free_listing(listing);
	return ret;
}

static void remove_listing(struct listing *listing)
{
	sysfs_remove_group(root, &listing->group);
	free_listing(listing);
}

static int add_listings(void)
{
	int ret = add_listing(&features, vsi_features_count());

	if (ret)
		return ret;
	ret = add_listing(&class_hits, VSI_NR_CLASSES);
	if (ret)
		remove_listing(&features);
	return ret;
}

static void remove_listings(void)
{
	remove_listing(&class_hits);
	remove_listing(&features);
}

/**
 * struct module_dir - the directory of a served module
 * @kobj:   in the root
 * @served: whose it is; alive until the directory is gone
 */
struct module_dir {
	struct kobject kobj;
	struct vsi_served *served;
};

static const struct vsi_served *served_of(struct kobject *kobj)
{
	return container_of(kobj, struct module_dir, kobj)->served;
}

static ssize_t source_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%s\n", vsi_source_name(served_of(kobj)->source));
}
VSI_ATTR(source);

static ssize_t module_policy_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%s\n", vsi_profile_name(served_of(kobj)->policy.profile));
}

static struct kobj_attribute module_policy_attr = __ATTR(policy, 0444, module_policy_show, NULL);

static ssize_t build_id_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	const struct vsi_served *served = served_of(kobj);

	return sysfs_emit(buf, "%*phN\n", served->build_id_size, served->build_id);
}
VSI_ATTR(build_id);

static ssize_t hits_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%lu\n", vsi_served_hits(served_of(kobj)).traps);
}
VSI_ATTR(hits);

static ssize_t guard_faults_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%lu\n", vsi_served_hits(served_of(kobj)).guards);
}
VSI_ATTR(guard_faults);

#define COUNT(name, member)						\
static ssize_t name##_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf) \
{									\
	return sysfs_emit(buf, "%u\n", served_of(kobj)->counts.member);	\
}									\
VSI_ATTR(name)

COUNT(sites, sites);
COUNT(carrier_inline, carriers[VSI_CARRIER_INLINE]);
COUNT(carrier_branch, carriers[VSI_CARRIER_BRANCH]);
COUNT(carrier_trap, carriers[VSI_CARRIER_TRAP]);
COUNT(action_keep, actions[VSI_KEEP]);
COUNT(action_guard, actions[VSI_GUARD]);
COUNT(action_native, actions[VSI_NATIVE]);
COUNT(action_const, actions[VSI_CONST]);
COUNT(action_zero, actions[VSI_ZERO]);
COUNT(action_ignore, actions[VSI_IGNORE]);
COUNT(action_emulate, actions[VSI_EMULATE]);
COUNT(action_hypercall, actions[VSI_HYPERCALL]);
COUNT(action_state, actions[VSI_STATE]);
COUNT(refused, refused);
COUNT(disagreements, disagreements);

static struct attribute *module_attrs[] = {
	&source_attr.attr,
	&module_policy_attr.attr,
	&build_id_attr.attr,
	&sites_attr.attr,
	&carrier_inline_attr.attr,
	&carrier_branch_attr.attr,
	&carrier_trap_attr.attr,
	&action_keep_attr.attr,
	&action_guard_attr.attr,
	&action_native_attr.attr,
	&action_const_attr.attr,
	&action_zero_attr.attr,
	&action_ignore_attr.attr,
	&action_emulate_attr.attr,
	&action_hypercall_attr.attr,
	&action_state_attr.attr,
	&refused_attr.attr,
	&disagreements_attr.attr,
	&hits_attr.attr,
	&guard_faults_attr.attr,
	NULL
};
ATTRIBUTE_GROUPS(module);

static void module_dir_release(struct kobject *kobj)
{
	kfree(container_of(kobj, struct module_dir, kobj));
}

static struct kobj_type module_dir_type = {
	.release = module_dir_release,
	.sysfs_ops = &kobj_sysfs_ops,
	.default_groups = module_groups,
};

/* A module may be called as one of our own files is: its directory is then NAME.ko. */
static bool name_is_taken(const char *name)
{
	struct kernfs_node *node = kernfs_find_and_get(root->sd, name);

	kernfs_put(node);
	return node;
}

/**
 * vsi_sysfs_add() - make the directory of a module
 * @served: the module
 *
 * A module whose directory cannot be made is served without one.
 *
 * Context: the module notifier; sleeps.
 */
void vsi_sysfs_add(struct vsi_served *served)
{
	struct module_dir *dir = kzalloc(sizeof(*dir), GFP_KERNEL);
	int ret = -ENOMEM;

	if (dir) {
		dir->served = served;
		ret = kobject_init_and_add(&dir->kobj, &module_dir_type, root, "%s%s",
					   served->mod->name,
					   name_is_taken(served->mod->name) ? ".ko" : "");
		if (!ret) {
			served->dir = &dir->kobj;
			return;
		}
		kobject_put(&dir->kobj);
	}
	pr_warn("%s: no directory in sysfs (%d)\n", served->mod->name, ret);
}

/**
 * vsi_sysfs_remove() - remove the directory of a module
 * @served: the module
 *
 * On return nobody reads the record through it.
 *
 * Context: the module notifier; sleeps.
 */
void vsi_sysfs_remove(struct vsi_served *served)
{
	if (!served->dir)
		return;
	kobject_del(served->dir);
	kobject_put(served->dir);
	served->dir = NULL;
}

/**
 * vsi_sysfs_init() - make /sys/kernel/vsi
 *
 * Context: process.
 * Return: 0 or a negative errno.
 */
int vsi_sysfs_init(void)
{
	int ret;

	root = kobject_create_and_add("vsi", kernel_kobj);
	if (!root)
		return -ENOMEM;
	ret = sysfs_create_groups(root, root_groups);
	if (!ret) {
		ret = add_listings();
		if (ret)
			sysfs_remove_groups(root, root_groups);
	}
	if (ret)
		kobject_put(root);
	return ret;
}

/**
 * vsi_sysfs_exit() - remove /sys/kernel/vsi
 *
 * Context: process; sleeps.
 */
void vsi_sysfs_exit(void)
{
	remove_listings();
	sysfs_remove_groups(root, root_groups);
	kobject_put(root);
}
