// SPDX-License-Identifier: GPL-2.0
/*
 * The registry of served modules, and how a trap finds its site.
 *
 * A module enters in the loader's path or when it is attached (publish) and
 * leaves when its memory goes or its originals are back (gone).
 */
#include <linux/llist.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include <linux/stop_machine.h>
#include <linux/kprobes.h>
#include <linux/rcupdate.h>
#include <linux/string.h>
#include <linux/workqueue.h>
#include "hits.h"
#include "ksyms.h"
#include "served.h"
#include "trace.h"

/*
 * Protects the list, the writing side of the tree and the counters beside
 * them.  Taken with interrupts off: "gone" comes from a kprobe handler.
 * Traps take no lock: they search the latched tree inside RCU.
 */
static DEFINE_RAW_SPINLOCK(registry_lock);
static LIST_HEAD(registry);
static u32 loads;
static u32 refusals;
static u32 nr_dying;			/* texts that may be freed any time */
static struct vsi_hits past_hits;	/* of modules that are gone */

/*
 * Records that nobody finds any more.  All that are there when the work begins wait
 * for the same grace periods, however many modules go at once.
 */
static LLIST_HEAD(retired);
static void free_work(struct work_struct *work);
static DECLARE_WORK(freeing_work, free_work);
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

/*
 * The text that has sites in a page, by the page's number: a trap looks here
 * first.  Where two texts fall on one slot, which on 32-bit ARM only modules
 * outside the module area do, the second is found in the tree.  Written under
 * the registry's lock, read by traps inside RCU.
 */
#define NR_PAGES	4096
static struct vsi_text *pages[NR_PAGES];

static __always_inline struct vsi_text **page_slot(unsigned long addr)
{
	return &pages[(addr >> PAGE_SHIFT) % NR_PAGES];
}

static void set_pages(struct vsi_text *text, struct vsi_text *from, struct vsi_text *to)
{
	unsigned long addr;

	for (addr = text->start & PAGE_MASK; addr < text->end; addr += PAGE_SIZE)
		if (*page_slot(addr) == from)
			/* pairs with the address dependency in text_at() */
			smp_store_release(page_slot(addr), to);
}

/**
 * vsi_source_name() - the name of a source of locations
 * @source: the source
 *
 * Context: any.
 * Return: its name.
 */
const char *vsi_source_name(enum vsi_source source)
{
	static const char *const names[] = {
		[VSI_SOURCE_EMBEDDED] = "embedded",
		[VSI_SOURCE_EXTERNAL] = "external",
		[VSI_SOURCE_DISCOVERED] = "discovered",
	};

	return names[source];
}

/**
 * vsi_served_init() - prepare the registry
 *
 * Context: process.
 * Return: 0 or -ENOMEM.
 */
int vsi_served_init(void)
{
	freeing = alloc_workqueue("vsi", WQ_UNBOUND, 0);
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
	destroy_workqueue(freeing);
}

static noinline const struct vsi_text *search_text(unsigned long addr)
{
	struct latch_tree_node *node = latch_tree_find((void *)addr, &texts, &text_ops);

	return node ? to_text(node) : NULL;
}
NOKPROBE_SYMBOL(search_text);

static __always_inline const struct vsi_text *text_at(unsigned long addr)
{
	const struct vsi_text *text = READ_ONCE(*page_slot(addr));

	if (likely(text && addr >= text->start && addr < text->end))
		return text;
	return search_text(addr);
}

/* A function of its own, called last: the trap needs no frame for what is rare. */
static noinline const struct vsi_site *count_hit(const struct vsi_text *text,
						 const struct vsi_site *site)
{
	vsi_hit(text->served, site);
	return site;
}
NOKPROBE_SYMBOL(count_hit);

static __always_inline const struct vsi_site *find_in(const struct vsi_text *text,
						      unsigned long addr, unsigned int hint)
{
	const struct vsi_site *site;
	u32 i;

	for (i = hint; i < text->nr_sites; i += VSI_ARCH_HINTS) {
		site = &text->sites[i];
		if (site->addr == addr)
			return static_branch_unlikely(&vsi_hits_wanted) ? count_hit(text, site)
									 : site;
	}
	return NULL;
}

/**
 * vsi_site_copied() - the site of which a copy has trapped elsewhere
 * @word:    that has trapped
 * @is_copy: is it a copy of this site?
 * @addr:    where it stands
 *
 * All sites of all modules are looked at.
 *
 * Context: the trap, interrupts off; RCU keeps the answer alive until they
 * are on again.
 * Return: the site, or NULL.
 */
const struct vsi_site *vsi_site_copied(u32 word, vsi_is_copy_fn *is_copy, unsigned long addr)
{
	const struct vsi_text *text, *last = NULL;
	const struct vsi_site *site;
	unsigned int i;

	for (i = 0; i < NR_PAGES; i++) {
		text = READ_ONCE(pages[i]);
		if (!text || text == last)
			continue;
		for (site = text->sites; site < text->sites + text->nr_sites; site++)
			if (site->word == word && is_copy(site, addr))
				return site;
		last = text;
	}
	return NULL;
}
NOKPROBE_SYMBOL(vsi_site_copied);

static noinline const struct vsi_site *find_slowly(unsigned long addr, unsigned int hint)
{
	const struct vsi_text *text = search_text(addr);

	return text ? find_in(text, addr, hint) : NULL;
}
NOKPROBE_SYMBOL(find_slowly);

/**
 * vsi_site_find() - the site at an address, whose trap is counted or traced
 * @addr: of the instruction that trapped
 * @hint: from its word
 *
 * Context: the trap, interrupts off; RCU keeps the answer alive until they
 * are on again.
 * Return: the site, or NULL when no served module has one there.
 */
const struct vsi_site *vsi_site_find(unsigned long addr, unsigned int hint)
{
	const struct vsi_text *text = READ_ONCE(*page_slot(addr));

	if (likely(text && addr >= text->start && addr < text->end))
		return find_in(text, addr, hint);
	return find_slowly(addr, hint);
}
NOKPROBE_SYMBOL(vsi_site_find);

/**
 * vsi_text_site() - the site of a text at an address
 * @text: whose sites are sorted by address
 * @addr: of an instruction
 *
 * Context: any, the trap too.
 * Return: the site, or NULL.
 */
struct vsi_site *vsi_text_site(const struct vsi_text *text, unsigned long addr)
{
	u32 low = 0, high = text->nr_sites, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (text->sites[mid].addr < addr)
			low = mid + 1;
		else
			high = mid;
	}
	return low < text->nr_sites && text->sites[low].addr == addr ? &text->sites[low] : NULL;
}
NOKPROBE_SYMBOL(vsi_text_site);

/**
 * vsi_site_search() - as vsi_site_find(), of a trap that has no hint
 * @addr: of the instruction that trapped
 *
 * Context: the trap, interrupts off; RCU keeps the answer alive until they
 * are on again.
 * Return: the site, or NULL when no served module has one there.
 */
const struct vsi_site *vsi_site_search(unsigned long addr)
{
	const struct vsi_text *text = text_at(addr);
	const struct vsi_site *site = text ? vsi_text_site(text, addr) : NULL;

	if (site && static_branch_unlikely(&vsi_hits_wanted))
		vsi_hit(text->served, site);
	return site;
}
NOKPROBE_SYMBOL(vsi_site_search);

/**
 * vsi_guard_find() - the guarded site at an address, whose fault is counted and traced
 * @addr: of the original instruction that turned out to be undefined
 *
 * Context: the trap, interrupts off; RCU keeps the answer alive until they
 * are on again.
 * Return: the site, or NULL when no served module guards one there.
 */
const struct vsi_site *vsi_guard_find(unsigned long addr)
{
	const struct vsi_text *text = text_at(addr);
	const struct vsi_site *site = text ? vsi_text_site(text, addr) : NULL;

	if (!site || site->way->action != VSI_GUARD)
		return NULL;
	atomic_long_inc(&text->served->guards);
	if (trace_vsi_guard_enabled() && rcu_is_watching())
		trace_vsi_guard(site);
	return site;
}
NOKPROBE_SYMBOL(vsi_guard_find);

static void free_text(struct vsi_text *text)
{
	if (text->room)
		vsi_arch_room_put(text->room, text->room_words);
	kvfree(text->sites);
}

static void free_served(struct vsi_served *served)
{
	struct vsi_way *way, *next;

	free_text(&served->core);
	free_text(&served->init);
	for (way = served->ways; way; way = next) {
		next = way->next;
		vsi_arch_way_exit(way);
		kfree(way);
	}
	kfree(served);
}

#ifdef CONFIG_TASKS_RUDE_RCU
static void wait_for_idle_tasks(void)
{
	synchronize_rcu_tasks_rude();
}
#else
static int do_nothing(void *unused)
{
	return 0;
}

/* Each CPU leaves its idle task to stop. */
static void wait_for_idle_tasks(void)
{
	stop_machine(do_nothing, NULL, NULL);
}
#endif

/*
 * A trap of an idle driver may have come where RCU does not watch the CPU; but
 * traps have interrupts off, so a CPU that answers has none left.
 */
static void wait_for_traps(void)
{
	synchronize_rcu();
	kick_all_cpus_sync();
	/* of a module that lives on: a task may stand in a veneer, an idle one too */
	synchronize_rcu_tasks();
	wait_for_idle_tasks();
}

static void free_work(struct work_struct *work)
{
	struct llist_node *all = llist_del_all(&retired);
	struct vsi_served *served, *next;

	wait_for_traps();
	llist_for_each_entry_safe(served, next, all, retired)
		free_served(served);
}

/**
 * vsi_served_alloc() - the record of a module that is being planned
 * @mod: the module
 * @gfp: GFP_KERNEL, or GFP_ATOMIC in atomic context
 *
 * Context: any that @gfp allows.  The caller holds a reference on vsi.
 * Return: the record, without sites, or NULL.
 */
struct vsi_served *vsi_served_alloc(struct module *mod, gfp_t gfp)
{
	struct vsi_served *served = kzalloc(sizeof(*served), gfp);

	if (!served)
		return NULL;
	served->mod = mod;
	strscpy(served->name, mod->name, sizeof(served->name));
	served->core.served = served;
	served->init.served = served;
	return served;
}

/**
 * vsi_served_discard() - forget a module that was never published
 * @served: from vsi_served_alloc()
 *
 * Context: any but the trap, as when it was planned.
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
	set_pages(text, NULL, text);
	text->linked = true;
}

static void unlink_text(struct vsi_text *text)
{
	if (!text->linked)
		return;
	latch_tree_erase(&text->node, &texts, &text_ops);
	set_pages(text, text, NULL);
	text->linked = false;
	nr_dying -= text->dying;
	text->dying = false;
}

static void add_hits(struct vsi_hits *sum, struct vsi_hits hits)
{
	sum->traps += hits.traps;
	sum->guards += hits.guards;
}

/* Under the registry's lock: out of the reach of traps and of everything else. */
static void detach(struct vsi_served *served, struct list_head *gone)
{
	unlink_text(&served->core);
	unlink_text(&served->init);
	nr_dying -= served->going;
	add_hits(&past_hits, vsi_served_hits(served));
	list_move(&served->list, gone);
}

/* Without the lock: free what was detached. */
static void retire(struct list_head *gone)
{
	struct vsi_served *served, *next;

	list_for_each_entry_safe(served, next, gone, list)
		if (llist_add(&served->retired, &retired))
			queue_work(freeing, &freeing_work);
}

static bool is_under(const struct vsi_text *text, const struct module *newcomer)
{
	unsigned long addr;

	for (addr = text->start; addr < text->end; addr = (addr & PAGE_MASK) + PAGE_SIZE)
		if (within_module(addr, newcomer))
			return true;
	return false;
}

/*
 * A module stands where init text has been, or a whole module whose end nobody
 * told us of (all kprobes were switched off, say): they are gone.
 */
static void detach_overwritten(const struct module *newcomer, struct list_head *gone)
{
	struct vsi_served *served, *next;

	list_for_each_entry_safe(served, next, &registry, list) {
		if (served->init.dying && is_under(&served->init, newcomer))
			unlink_text(&served->init);
		if (served->mod == newcomer || is_under(&served->core, newcomer))
			detach(served, gone);
	}
}

/**
 * vsi_served_overwritten() - a module that is not served takes its addresses
 * @mod: the module
 *
 * Where init text of a served module has been, other code stands now.
 *
 * Context: any but the trap; takes the registry's lock.
 */
void vsi_served_overwritten(const struct module *mod)
{
	unsigned long flags;
	LIST_HEAD(gone);

	if (!READ_ONCE(nr_dying))
		return;
	raw_spin_lock_irqsave(&registry_lock, flags);
	detach_overwritten(mod, &gone);
	raw_spin_unlock_irqrestore(&registry_lock, flags);
	retire(&gone);
}

/**
 * vsi_served_publish() - from now on traps find the module's sites
 * @served: planned and stored
 *
 * Cannot fail.
 *
 * Context: any but the trap; takes the registry's lock.
 */
void vsi_served_publish(struct vsi_served *served)
{
	unsigned long flags;
	LIST_HEAD(gone);

	raw_spin_lock_irqsave(&registry_lock, flags);
	detach_overwritten(served->mod, &gone);
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
 * vsi_served_by_name() - the record of a module between its COMING and its GOING
 * @name: of the module
 *
 * Context: process, under the lock of life.c; takes the registry's lock.
 * Return: the record, or NULL.  It stays while that lock is held.
 */
struct vsi_served *vsi_served_by_name(const char *name)
{
	struct vsi_served *served, *found = NULL;
	unsigned long flags;

	raw_spin_lock_irqsave(&registry_lock, flags);
	list_for_each_entry(served, &registry, list)
		if (served->formed && !strcmp(served->name, name))
			found = served;
	raw_spin_unlock_irqrestore(&registry_lock, flags);
	return found;
}

/**
 * vsi_served_formed() - any module between its COMING and its GOING
 * @restored: one whose originals are back, or one whose are not
 *
 * Context: process, under the lock of life.c; takes the registry's lock.
 * Return: its record, or NULL.
 */
struct vsi_served *vsi_served_formed(bool restored)
{
	struct vsi_served *served, *found = NULL;
	unsigned long flags;

	raw_spin_lock_irqsave(&registry_lock, flags);
	list_for_each_entry(served, &registry, list)
		if (served->formed && served->restored == restored)
			found = served;
	raw_spin_unlock_irqrestore(&registry_lock, flags);
	return found;
}

/**
 * vsi_served_none() - is no module served?
 *
 * Context: any.
 * Return: true when none is.
 */
bool vsi_served_none(void)
{
	return list_empty(&registry);
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
	if (served && served->init.linked) {
		served->init.dying = true;
		nr_dying++;
	}
	raw_spin_unlock_irqrestore(&registry_lock, flags);
}

/**
 * vsi_served_going() - the module is about to go
 * @served: the module
 *
 * From now on it goes at any time, and its memory with it.
 *
 * Context: process; takes the registry's lock.
 */
void vsi_served_going(struct vsi_served *served)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&registry_lock, flags);
	served->going = true;
	nr_dying++;
	raw_spin_unlock_irqrestore(&registry_lock, flags);
}

/* Not in the kernel's list, or a new one in the place of the old one. */
static bool is_lost(const struct vsi_served *served, const struct module *newcomer)
{
	return served->mod == newcomer || vsi_ksyms.find_module(served->name) != served->mod;
}

/**
 * vsi_served_sweep() - forget modules that went unseen
 * @newcomer: a module that is coming, or NULL
 *
 * While kprobes are switched off nobody tells us of a module's end.
 *
 * Context: process; takes the registry's lock.
 */
void vsi_served_sweep(const struct module *newcomer)
{
	struct vsi_served *served, *next;
	unsigned long flags;
	LIST_HEAD(gone);

	if (!READ_ONCE(nr_dying))
		return;
	raw_spin_lock_irqsave(&registry_lock, flags);
	list_for_each_entry_safe(served, next, &registry, list)
		if (served->going && is_lost(served, newcomer))
			detach(served, &gone);
	raw_spin_unlock_irqrestore(&registry_lock, flags);
	retire(&gone);
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
 * Context: any but the trap; takes the registry's lock.
 */
void vsi_served_count_refusal(void)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&registry_lock, flags);
	refusals++;
	raw_spin_unlock_irqrestore(&registry_lock, flags);
}

/**
 * vsi_served_word() - what stands at a site
 * @text: of a module between its COMING and its GOING
 * @addr: of the site, in @text
 * @word: set on success
 *
 * Context: process; takes the registry's lock, under which init text is told
 * to go.
 * Return: false when the text may be freed already.
 */
bool vsi_served_word(const struct vsi_text *text, unsigned long addr, u32 *word)
{
	unsigned long flags;
	bool there;

	raw_spin_lock_irqsave(&registry_lock, flags);
	there = text->linked && !text->dying;
	if (there)
		*word = vsi_arch_read_text(addr);
	raw_spin_unlock_irqrestore(&registry_lock, flags);
	return there;
}

/**
 * vsi_served_hits() - events of a module
 * @served: the module
 *
 * Context: any.
 * Return: so far.
 */
struct vsi_hits vsi_served_hits(const struct vsi_served *served)
{
	return (struct vsi_hits){
		.traps = atomic_long_read(&served->traps),
		.guards = atomic_long_read(&served->guards),
	};
}

static void add_counts(struct vsi_counts *sum, const struct vsi_counts *counts)
{
	unsigned int i;

	sum->sites += counts->sites;
	sum->refused += counts->refused;
	sum->disagreements += counts->disagreements;
	for (i = 0; i < VSI_NR_CARRIERS; i++)
		sum->carriers[i] += counts->carriers[i];
	for (i = 0; i < VSI_NR_ACTIONS; i++)
		sum->actions[i] += counts->actions[i];
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
	totals->hits = past_hits;
	list_for_each_entry(served, &registry, list) {
		totals->modules++;
		add_hits(&totals->hits, vsi_served_hits(served));
		add_counts(&totals->counts, &served->counts);
	}
	raw_spin_unlock_irqrestore(&registry_lock, flags);
}
