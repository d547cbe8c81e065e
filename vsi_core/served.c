// SPDX-License-Identifier: GPL-2.0
/*
 * The registry of served modules, and how a trap finds its site.
 *
 * A module enters in the loader's path (publish) and leaves when its memory
 * goes (gone).  A reference on vsi is held for each: vsi cannot be removed
 * while it serves one.
 */
#include <linux/mm.h>
#include <linux/percpu.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include <linux/kprobes.h>
#include <linux/workqueue.h>
#include "served.h"

/*
 * Protects the list, the writing side of the tree and the counters beside
 * them.  Taken with interrupts off: "gone" comes from a kprobe handler.
 * Traps take no lock: they search the latched tree inside RCU.
 */
static DEFINE_RAW_SPINLOCK(registry_lock);
static LIST_HEAD(registry);
static u32 loads;
static u32 refusals;
static unsigned long past_traps;	/* of modules that are gone */

static struct workqueue_struct *freeing;

static struct vsi_text *to_text(struct latch_tree_node *node)
{
	return container_of(node, struct vsi_text, node);
}
NOKPROBE_SYMBOL(to_text);

static bool text_less(struct latch_tree_node *a, struct latch_tree_node *b)
{
	return to_text(a)->start < to_text(b)->start;
}

static int text_compare(void *key, struct latch_tree_node *node)
{
	const struct vsi_text *text = to_text(node);
	unsigned long addr = (unsigned long)key;

	if (addr < text->start)
		return -1;
	return addr >= text->end;
}
NOKPROBE_SYMBOL(text_compare);

static const struct latch_tree_ops text_ops = {
	.less = text_less,
	.comp = text_compare,
};

static struct latch_tree_root texts;

/**
 * vsi_served_init() - prepare the registry
 *
 * Context: process.
 * Return: 0 or -ENOMEM.
 */
int vsi_served_init(void)
{
	freeing = alloc_workqueue("vsi", 0, 0);
	return freeing ? 0 : -ENOMEM;
}

/**
 * vsi_served_exit() - wait until the last record is freed
 *
 * Nothing is served, and no hook armed, any more.
 *
 * Context: process; sleeps.
 */
void vsi_served_exit(void)
{
	/* rcu_barrier() for works that wait for a grace period */
	rcu_barrier();
	destroy_workqueue(freeing);
}

/**
 * vsi_site_find() - the site at an address, and count a trap of it
 * @addr: of the instruction that trapped
 * @hint: from its word
 *
 * Context: the trap, interrupts off; RCU keeps the answer alive until they
 * are on again.
 * Return: the site, or NULL when no served module has one there.
 */
const struct vsi_site *vsi_site_find(unsigned long addr, unsigned int hint)
{
	struct latch_tree_node *node = latch_tree_find((void *)addr, &texts, &text_ops);
	const struct vsi_served *served;
	u32 i;

	if (!node)
		return NULL;
	served = to_text(node)->served;
	for (i = hint; i < served->nr_sites; i += VSI_ARCH_HINTS) {
		if (served->sites[i].addr != addr)
			continue;
		__this_cpu_inc(*served->hits);
		return &served->sites[i];
	}
	return NULL;
}
NOKPROBE_SYMBOL(vsi_site_find);

static void free_served(struct vsi_served *served)
{
	u32 i;

	for (i = 0; i < served->nr_sites; i++)
		vsi_arch_unplan(&served->sites[i]);
	kvfree(served->sites);
	free_percpu(served->hits);
	kfree(served);
}

/*
 * After a grace period.  A trap of an idle driver may have come where RCU does
 * not watch the CPU; but traps have interrupts off, so a CPU that answers has
 * none left.
 */
static void free_work(struct work_struct *work)
{
	kick_all_cpus_sync();
	free_served(container_of(to_rcu_work(work), struct vsi_served, free));
}

/**
 * vsi_served_alloc() - all the memory a module will need
 * @mod:       the module
 * @max_sites: most that can be substituted
 *
 * Context: process; sleeps.  The caller holds a reference on vsi.
 * Return: the module's record, or NULL.
 */
struct vsi_served *vsi_served_alloc(struct module *mod, u32 max_sites)
{
	struct vsi_served *served = kzalloc(sizeof(*served), GFP_KERNEL);

	if (!served)
		return NULL;
	served->mod = mod;
	served->core.served = served;
	served->init.served = served;
	INIT_RCU_WORK(&served->free, free_work);
	served->hits = alloc_percpu(unsigned long);
	served->sites = kvcalloc(max_sites ?: 1, sizeof(*served->sites), GFP_KERNEL);
	if (served->hits && served->sites)
		return served;
	free_served(served);
	return NULL;
}

/**
 * vsi_served_discard() - forget a module that was never published
 * @served: from vsi_served_alloc()
 *
 * Context: process.
 */
void vsi_served_discard(struct vsi_served *served)
{
	free_served(served);
}

static void link_text(struct vsi_text *text)
{
	if (!text->end)
		return;
	latch_tree_insert(&text->node, &texts, &text_ops);
	text->linked = true;
}

static void unlink_text(struct vsi_text *text)
{
	if (!text->linked)
		return;
	latch_tree_erase(&text->node, &texts, &text_ops);
	text->linked = false;
}

/* Under the registry's lock: out of the reach of traps and of everything else. */
static void detach(struct vsi_served *served, struct list_head *gone)
{
	unlink_text(&served->core);
	unlink_text(&served->init);
	past_traps += vsi_served_hits(served);
	list_move(&served->list, gone);
}

/* Without the lock: free what was detached. */
static void retire(struct list_head *gone)
{
	struct vsi_served *served, *next;

	list_for_each_entry_safe(served, next, gone, list) {
		queue_rcu_work(freeing, &served->free);
		module_put(THIS_MODULE);
	}
}

static bool overlap(const struct vsi_text *a, const struct vsi_text *b)
{
	return a->start < b->end && b->start < a->end;
}

static bool is_under(const struct vsi_text *text, const struct vsi_served *newcomer)
{
	return overlap(text, &newcomer->core) || overlap(text, &newcomer->init);
}

/*
 * A module stands where init text has been, or a whole module whose end nobody
 * told us of (all kprobes were switched off, say): they are gone.
 */
static void detach_overwritten(const struct vsi_served *newcomer, struct list_head *gone)
{
	struct vsi_served *served, *next;

	list_for_each_entry_safe(served, next, &registry, list) {
		if (served->init.dying && is_under(&served->init, newcomer))
			unlink_text(&served->init);
		if (served->mod == newcomer->mod || is_under(&served->core, newcomer))
			detach(served, gone);
	}
}

/**
 * vsi_served_publish() - from now on traps find the module's sites
 * @served: planned and stored
 *
 * Cannot fail.
 *
 * Context: process; takes the registry's lock.
 */
void vsi_served_publish(struct vsi_served *served)
{
	unsigned long flags;
	LIST_HEAD(gone);

	__module_get(THIS_MODULE);
	raw_spin_lock_irqsave(&registry_lock, flags);
	detach_overwritten(served, &gone);
	list_add_tail(&served->list, &registry);
	link_text(&served->core);
	link_text(&served->init);
	loads++;
	raw_spin_unlock_irqrestore(&registry_lock, flags);
	retire(&gone);
}

static struct vsi_served *find_locked(const struct module *mod)
{
	struct vsi_served *served;

	list_for_each_entry(served, &registry, list)
		if (served->mod == mod)
			return served;
	return NULL;
}

/**
 * vsi_served_find() - the record of a module
 * @mod: the module
 *
 * Context: the module notifier, which keeps @mod; takes the registry's lock.
 * Return: the record, or NULL when the module is not served.
 */
struct vsi_served *vsi_served_find(const struct module *mod)
{
	struct vsi_served *served;
	unsigned long flags;

	raw_spin_lock_irqsave(&registry_lock, flags);
	served = find_locked(mod);
	raw_spin_unlock_irqrestore(&registry_lock, flags);
	return served;
}

/**
 * vsi_served_init_done() - the module is live
 * @mod: the module
 *
 * What it started with async_schedule() may still run in its init text: the
 * kernel waits for that before it frees the text, but tells nobody when
 * (kernel/module/main.c, do_init_module()).  So the sites stay until the
 * module goes, or another takes their addresses.
 *
 * Context: process; takes the registry's lock.
 */
void vsi_served_init_done(struct module *mod)
{
	struct vsi_served *served;
	unsigned long flags;

	raw_spin_lock_irqsave(&registry_lock, flags);
	served = find_locked(mod);
	if (served)
		served->init.dying = true;
	raw_spin_unlock_irqrestore(&registry_lock, flags);
}

/**
 * vsi_served_gone() - the module's memory is about to be freed
 * @mod: any module
 *
 * Context: any, atomic; takes the registry's lock.
 */
void vsi_served_gone(struct module *mod)
{
	struct vsi_served *served;
	unsigned long flags;
	LIST_HEAD(gone);

	raw_spin_lock_irqsave(&registry_lock, flags);
	served = find_locked(mod);
	if (served)
		detach(served, &gone);
	raw_spin_unlock_irqrestore(&registry_lock, flags);
	retire(&gone);
}

/**
 * vsi_served_count_refusal() - a module was refused
 *
 * Context: process; takes the registry's lock.
 */
void vsi_served_count_refusal(void)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&registry_lock, flags);
	refusals++;
	raw_spin_unlock_irqrestore(&registry_lock, flags);
}

/**
 * vsi_served_hits() - traps a module has taken
 * @served: the module
 *
 * Context: any.
 * Return: the sum over all CPUs.
 */
unsigned long vsi_served_hits(const struct vsi_served *served)
{
	unsigned long sum = 0;
	int cpu;

	for_each_possible_cpu(cpu)
		sum += *per_cpu_ptr(served->hits, cpu);
	return sum;
}

static void add_counts(struct vsi_counts *sum, const struct vsi_counts *counts)
{
	sum->sites += counts->sites;
	sum->trap += counts->trap;
	sum->native += counts->native;
	sum->keep += counts->keep;
	sum->refused += counts->refused;
}

/**
 * vsi_served_totals() - sums over all modules
 * @totals: filled in
 *
 * Context: process; takes the registry's lock.
 */
void vsi_served_totals(struct vsi_totals *totals)
{
	struct vsi_served *served;
	unsigned long flags;

	memset(totals, 0, sizeof(*totals));
	raw_spin_lock_irqsave(&registry_lock, flags);
	totals->loads = loads;
	totals->refusals = refusals;
	totals->traps = past_traps;
	list_for_each_entry(served, &registry, list) {
		totals->modules++;
		totals->traps += vsi_served_hits(served);
		add_counts(&totals->counts, &served->counts);
	}
	raw_spin_unlock_irqrestore(&registry_lock, flags);
}
