// SPDX-License-Identifier: GPL-2.0
/*
 * Storing, the half of serving a module that cannot fail.
 *
 * module_finalize() patches text of its own.  Where storing comes after it,
 * every word is looked at again, and left alone when it is no longer the
 * original.  Where storing comes before it, what it is going to rewrite is
 * left alone beforehand.
 *
 * Called in the loader's path only, for any number of modules at once; works
 * on nothing that is shared.
 */
#include <linux/printk.h>
#include "events.h"
#include "store.h"

/* Neither carried nor guarded: traps and restoring pass the site by. */
static const struct vsi_way left_alone = { .action = VSI_KEEP };

/**
 * vsi_warn_rewritten() - tell that an instruction is the kernel's, and not served
 * @image: the module
 * @addr:  of the instruction
 * @word:  that the instruction was
 * @has:   what the kernel does or did to it
 *
 * Context: any.
 */
void vsi_warn_rewritten(const struct vsi_image *image, unsigned long addr, u32 word,
			const char *has)
{
	u32 offset;
	const char *section = vsi_image_locate(image, addr, &offset);

	pr_warn("%s: %s+0x%x: the kernel %s 0x%08x, left alone\n", image->mod->name, section,
		offset, has, word);
	vsi_event_kept(image->mod->name, section, offset, VSI_KEPT_CHANGED);
}

static void refuse_site(const struct vsi_image *image, struct vsi_served *served,
			struct vsi_site *site, const char *has)
{
	const struct vsi_way *way = site->way;

	vsi_warn_rewritten(image, site->addr, way->insn.word, has);
	served->counts.carriers[way->carrier]--;
	served->counts.actions[way->action]--;
	served->counts.refused++;
	vsi_way_keep((struct vsi_way *)way, VSI_KEPT_CHANGED);
	site->way = &left_alone;
}

struct sparing {
	const struct vsi_image *image;
	struct vsi_served *served;
	const char *what;
};

static void spare(void *arg, unsigned long addr)
{
	const struct sparing *s = arg;
	struct vsi_site *site;

	site = vsi_text_site(&s->served->core, addr) ?: vsi_text_site(&s->served->init, addr);
	if (site && site->way != &left_alone)
		refuse_site(s->image, s->served, site, s->what);
}

/**
 * vsi_spare_rewritten() - leave alone what module_finalize() is going to rewrite
 * @image:  the module, relocated
 * @served: planned, not stored
 *
 * And what it is going to copy, which would be ours at an address that is not a site's.
 *
 * Context: the loader's path before module_finalize(); does not sleep.
 */
void vsi_spare_rewritten(const struct vsi_image *image, struct vsi_served *served)
{
	struct sparing sparing = { image, served, "is about to change" };

	vsi_arch_rewritten(image, spare, &sparing);
	sparing.what = "is about to copy";
	vsi_arch_copied(image, spare, &sparing);
}

struct search {
	unsigned long addr;
	bool found;
};

static void compare(void *arg, unsigned long addr)
{
	struct search *search = arg;

	search->found |= addr == search->addr;
}

/**
 * vsi_is_rewritten() - is an instruction one that module_finalize() rewrites?
 * @image: the module, relocated
 * @addr:  of the instruction
 *
 * Context: any; does not sleep.
 * Return: true when it is.
 */
bool vsi_is_rewritten(const struct vsi_image *image, unsigned long addr)
{
	struct search search = { .addr = addr };

	vsi_arch_rewritten(image, compare, &search);
	return search.found;
}

static void store_text(const struct vsi_image *image, struct vsi_served *served,
		       struct vsi_text *text)
{
	struct vsi_site *site;

	for (site = text->sites; site < text->sites + text->nr_sites; site++) {
		if (site->way == &left_alone)
			continue;
		if (vsi_arch_read_text(site->addr) == site->way->insn.word)
			vsi_arch_write_text(site->addr, site->word);
		else
			refuse_site(image, served, site, "has changed");
	}
}

/**
 * vsi_store() - substitute what was planned
 * @image:  of the module that is being loaded
 * @served: from vsi_plan()
 *
 * Cannot fail.
 *
 * Context: the loader's path, text still writable; after module_finalize(), or
 * after vsi_spare_rewritten().
 */
void vsi_store(const struct vsi_image *image, struct vsi_served *served)
{
	store_text(image, served, &served->core);
	store_text(image, served, &served->init);
}
