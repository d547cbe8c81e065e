// SPDX-License-Identifier: GPL-2.0
/*
 * Storing, the half of serving a module that cannot fail.
 *
 * module_finalize() patches text of its own: every word is looked at again, and
 * left alone when it is no longer the original.
 *
 * Called in the loader's path only, for any number of modules at once; works
 * on nothing that is shared.
 */
#include <linux/printk.h>
#include "store.h"

/* Neither carried nor guarded: traps and restoring pass the site by. */
static const struct vsi_way left_alone = { .action = VSI_KEEP };

static void refuse_site(const struct vsi_image *image, struct vsi_served *served,
			struct vsi_site *site)
{
	const struct vsi_way *way = site->way;
	u32 offset;
	const char *section = vsi_image_locate(image, site->addr, &offset);

	pr_warn("%s: %s+0x%x: the kernel has changed 0x%08x meanwhile, left alone\n",
		served->mod->name, section, offset, way->insn.word);
	served->counts.carriers[way->carrier]--;
	served->counts.actions[way->action]--;
	served->counts.refused++;
	vsi_way_keep((struct vsi_way *)way, VSI_KEPT_CHANGED);
	site->way = &left_alone;
}

static void store_text(const struct vsi_image *image, struct vsi_served *served,
		       struct vsi_text *text)
{
	struct vsi_site *site;

	for (site = text->sites; site < text->sites + text->nr_sites; site++) {
		if (vsi_arch_read_text(site->addr) == site->way->insn.word)
			vsi_arch_write_text(site->addr, site->word);
		else
			refuse_site(image, served, site);
	}
}

/**
 * vsi_store() - substitute what was planned
 * @image:  of the module that is being loaded
 * @served: from vsi_plan()
 *
 * Cannot fail.
 *
 * Context: the loader's path after module_finalize(), text still writable.
 */
void vsi_store(const struct vsi_image *image, struct vsi_served *served)
{
	store_text(image, served, &served->core);
	store_text(image, served, &served->init);
}
