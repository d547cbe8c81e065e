/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Served modules: what vsi knows of a module from the moment it was planned
 * until its memory is gone.
 */
#ifndef VSI_CORE_SERVED_H
#define VSI_CORE_SERVED_H

#include <linux/kobject.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/rbtree_latch.h>
#include <linux/workqueue.h>
#include "arch.h"

struct vsi_served;

/**
 * struct vsi_text - a range of a served module's text that has sites
 * @node:   in the tree that traps search; writers hold the registry's lock
 * @start:  address of the first site
 * @end:    first address behind the last one
 * @served: whose it is
 * @linked: @node is in the tree; under the registry's lock
 * @dying:  the kernel frees it when it likes; under the registry's lock
 *
 * Two per module: init text goes earlier than the rest.
 */
struct vsi_text {
	struct latch_tree_node node;
	unsigned long start;
	unsigned long end;
	struct vsi_served *served;
	bool linked;
	bool dying;
};

/**
 * struct vsi_counts - what became of the instructions of a module's table
 * @sites:   instructions in the table
 * @trap:    substituted by an undefined instruction
 * @native:  executed out of line as what they were
 * @keep:    left as they were: by policy, or because no carrier is exact there
 * @refused: left as they were because the kernel had changed them meanwhile
 */
struct vsi_counts {
	u32 sites;
	u32 trap;
	u32 native;
	u32 keep;
	u32 refused;
};

/**
 * struct vsi_served - a served module
 * @mod:      the module; not to be followed once it is unlinked
 * @list:     in the registry; under its lock
 * @free:     frees it after the last trap that may know it
 * @core:     text that lives as long as the module
 * @init:     text that is freed when the module is live
 * @sites:    substituted instructions; index modulo VSI_ARCH_HINTS is the hint
 * @nr_sites: how many
 * @counts:   fixed once the module is published
 * @hits:     traps taken, per CPU
 * @dir:      its directory in sysfs; only the module notifier touches it,
 *            which the loader calls for one module at a time
 * @build_id_size: in bytes
 * @build_id: of the module
 */
struct vsi_served {
	struct module *mod;
	struct list_head list;
	struct rcu_work free;
	struct vsi_text core;
	struct vsi_text init;
	struct vsi_site *sites;
	u32 nr_sites;
	struct vsi_counts counts;
	unsigned long __percpu *hits;
	struct kobject *dir;
	u8 build_id_size;
	u8 build_id[VSI_BUILD_ID_MAX];
};

/**
 * struct vsi_totals - sums over the modules served now, and since vsi came
 * @modules:  served now
 * @counts:   of these
 * @loads:    tables accepted since vsi was loaded
 * @refusals: modules refused since then
 * @traps:    taken since then
 */
struct vsi_totals {
	u32 modules;
	struct vsi_counts counts;
	u32 loads;
	u32 refusals;
	unsigned long traps;
};

int vsi_served_init(void);
void vsi_served_exit(void);
struct vsi_served *vsi_served_alloc(struct module *mod, u32 max_sites);
void vsi_served_discard(struct vsi_served *served);
void vsi_served_publish(struct vsi_served *served);
struct vsi_served *vsi_served_find(const struct module *mod);
void vsi_served_init_done(struct module *mod);
void vsi_served_gone(struct module *mod);
void vsi_served_count_refusal(void);
unsigned long vsi_served_hits(const struct vsi_served *served);
void vsi_served_totals(struct vsi_totals *totals);

#endif
