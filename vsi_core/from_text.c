// SPDX-License-Identifier: GPL-2.0
/*
 * Locations discovered: vsi decodes the module's text, with the mapping
 * symbols that are still in the image at load time.
 *
 * Called in the loader's path.
 */
#include <linux/err.h>
#include <linux/sched.h>
#include <linux/string.h>
#include "plan.h"
#include "table.h"

static int plan_found(struct vsi_plan *p, struct vsi_spot *spot, unsigned int isa, u32 offset,
		      unsigned int *width)
{
	const u8 *bytes = spot->section.bytes + offset;
	struct vsi_way *way;

	*width = vsi_insn_width(isa, vsi_insn_read(isa, bytes, 2));
	way = vsi_plan_way(p, isa, vsi_insn_read(isa, bytes, *width));
	if (IS_ERR(way))
		return vsi_plan_way_error(p, way, spot->section.name, offset);
	return way->insn.class == VSI_CLASS_NONE ? 0 : vsi_plan_site(p, way, spot, offset);
}

/**
 * vsi_plan_code() - plan what code of one instruction set holds
 * @p:     the plan
 * @spot:  the section
 * @isa:   enum vsi_isa
 * @from:  where an instruction begins
 * @to:    behind the code, at most the section's size
 *
 * Context: as vsi_plan().
 * Return: 0, or an error of vsi_plan().
 */
int vsi_plan_code(struct vsi_plan *p, struct vsi_spot *spot, unsigned int isa, u32 from,
		  u32 to)
{
	const u8 *bytes = spot->section.bytes;
	unsigned int width;
	int ret = 0;

	for (;;) {
		from = vsi_scan_next(isa, bytes, to, from);
		if (from >= to || ret)
			return ret;
		ret = plan_found(p, spot, isa, from, &width);
		from += width;
	}
}

static int plan_section(struct vsi_plan *p, unsigned int shndx)
{
	const struct vsi_mapping *map;
	struct vsi_spot spot;
	int ret = 0;
	u32 i, to;

	vsi_plan_enter(p, &spot, shndx);
	for (i = 0; i < spot.section.nr_maps && !ret; i++) {
		map = &spot.section.maps[i];
		to = i + 1 < spot.section.nr_maps ? map[1].offset : spot.section.size;
		to = min(to, spot.section.size);
		if (map->isa != VSI_MAPPING_DATA && map->offset < to)
			ret = vsi_plan_code(p, &spot, map->isa, map->offset, to);
		if (p->may_sleep)
			cond_resched();
	}
	return ret;
}

/* Veneers are written by vsi, and hold nothing yet. */
static bool is_reserve(const struct vsi_plan *p, unsigned int shndx)
{
	const char *name = vsi_image_name(&p->image, shndx);

	return !strcmp(name, VSI_VENEER_SECTION) || !strcmp(name, VSI_VENEER_INIT_SECTION);
}

/**
 * vsi_plan_text() - plan what the module's own text holds
 * @p: the plan
 *
 * Context: the loader's path; sleeps if the plan may.
 * Return: 0, or an error of vsi_plan().
 */
int vsi_plan_text(struct vsi_plan *p)
{
	unsigned int i;
	int ret;

	ret = vsi_image_map(&p->image, p->gfp);
	for (i = 1; i < p->image.hdr->e_shnum && !ret; i++)
		if (vsi_image_is_code(&p->image, i) && !is_reserve(p, i))
			ret = plan_section(p, i);
	return ret;
}
