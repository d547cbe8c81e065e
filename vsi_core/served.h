/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Served modules: what vsi knows of a module from the moment it was planned
 * until its memory is gone.
 */
#ifndef VSI_CORE_SERVED_H
#define VSI_CORE_SERVED_H

#include <linux/kobject.h>
#include <linux/list.h>
#include <linux/llist.h>
#include <linux/module.h>
#include <linux/rbtree_latch.h>
#include <linux/workqueue.h>
#include "arch.h"

struct dentry;
struct vsi_served;

/**
 * struct vsi_text - a range of a served module's text that has sites
 * @node:     in the tree that traps search; writers hold the registry's lock
 * @start:    address of the first site
 * @end:      first address behind the last one
 * @served:   whose it is
 * @sites:    sorted by address; index modulo VSI_ARCH_HINTS is the hint
 * @nr_sites: how many
 * @room:     veneers outside the module, or NULL
 * @room_words: size of @room
 * @linked:   @node is in the tree; under the registry's lock
 * @dying:    the kernel frees it when it likes; under the registry's lock
 *
 * Two per module: init text goes earlier than the rest.
 */
struct vsi_text {
	struct latch_tree_node node;
	unsigned long start;
	unsigned long end;
	struct vsi_served *served;
	struct vsi_site *sites;
	u32 nr_sites;
	u32 room_words;
	void *room;
	bool linked;
	bool dying;
};

/**
 * struct vsi_counts - what became of a module's instructions
 * @sites:    instructions found
 * @refused:  left as they were because the kernel had changed them meanwhile
 * @disagreements: kept because the second decoder understands them differently
 * @carriers: by enum vsi_carrier
 * @actions:  by enum vsi_action
 */
struct vsi_counts {
	u32 sites;
	u32 refused;
	u32 disagreements;
	u32 carriers[VSI_NR_CARRIERS];
	u32 actions[VSI_NR_ACTIONS];
};

/**
 * struct vsi_hits - events of a module
 * @traps:  exceptions of substituted sites
 * @guards: exceptions of guarded sites
 */
struct vsi_hits {
	unsigned long traps;
	unsigned long guards;
};

/* Where the locations of a module's instructions came from. */
enum vsi_source {
	VSI_SOURCE_EMBEDDED,
	VSI_SOURCE_EXTERNAL,
	VSI_SOURCE_DISCOVERED,
};

const char *vsi_source_name(enum vsi_source source);

/**
 * struct vsi_served - a served module
 * @mod:      the module; not to be followed once it is unlinked
 * @list:     in the registry; under its lock
 * @retired:  among those that are freed after the last trap that may know them
 * @core:     text that lives as long as the module
 * @init:     text that is freed when the module is live
 * @ways:     how its instructions are treated
 * @counts:   fixed once the module is published
 * @policy:   that was in force when it was planned
 * @source:   enum vsi_source
 * @name:     of the module, also when that is gone
 * @formed:   past its COMING and before its GOING; under the lock of life.c
 * @restored: its originals are back, and traps may still be on their way; under the
 *            lock of life.c
 * @going:    past its GOING; under the registry's lock
 * @traps:    exceptions of substituted sites, while they are counted
 * @guards:   exceptions of guarded sites
 * @dir:      its directory in sysfs; under the lock of life.c
 * @debug:    its directory in debugfs, may be an ERR_PTR; under the same lock
 * @build_id_size: in bytes
 * @build_id: of the module
 */
struct vsi_served {
	struct module *mod;
	struct list_head list;
	struct llist_node retired;
	struct vsi_text core;
	struct vsi_text init;
	struct vsi_way *ways;
	struct vsi_counts counts;
	struct vsi_policy policy;
	u8 source;
	char name[MODULE_NAME_LEN];
	bool formed;
	bool restored;
	bool going;
	atomic_long_t traps;
	atomic_long_t guards;
	struct kobject *dir;
	struct dentry *debug;
	u8 build_id_size;
	u8 build_id[VSI_BUILD_ID_MAX];
};

/**
 * struct vsi_totals - sums over the modules served now, and since vsi came
 * @modules:  served now
 * @counts:   of these
 * @loads:    modules served since vsi was loaded
 * @refusals: modules refused since then
 * @hits:     since then
 */
struct vsi_totals {
	u32 modules;
	struct vsi_counts counts;
	u32 loads;
	u32 refusals;
	struct vsi_hits hits;
};

int vsi_served_init(void);
void vsi_served_exit(void);
struct vsi_served *vsi_served_alloc(struct module *mod, gfp_t gfp);
void vsi_served_discard(struct vsi_served *served);
void vsi_served_publish(struct vsi_served *served);
struct vsi_served *vsi_served_find(const struct module *mod);
struct vsi_served *vsi_served_by_name(const char *name);
struct vsi_served *vsi_served_formed(bool restored);
bool vsi_served_none(void);
void vsi_served_init_done(struct module *mod);
void vsi_served_going(struct vsi_served *served);
void vsi_served_gone(struct module *mod);
void vsi_served_sweep(const struct module *newcomer);
void vsi_served_overwritten(const struct module *mod);
void vsi_served_count_refusal(void);
bool vsi_served_word(const struct vsi_text *text, unsigned long addr, u32 *word);
struct vsi_hits vsi_served_hits(const struct vsi_served *served);
struct vsi_site *vsi_text_site(const struct vsi_text *text, unsigned long addr);
void vsi_served_totals(struct vsi_totals *totals);

#endif
