// SPDX-License-Identifier: GPL-2.0
/*
 * What the place of a site forbids, on 32-bit ARM: the code around it is read.
 *
 * Called while a module is planned.
 */
#include "../vsi_core/arch.h"

/* Where the code begins that holds an instruction: a mapping symbol says so. */
static u32 code_of(struct vsi_arch_cursor *cursor, const struct vsi_section *section, u32 offset)
{
	while (cursor->map < section->nr_maps && section->maps[cursor->map].offset <= offset)
		cursor->map++;
	return cursor->map ? section->maps[cursor->map - 1].offset : 0;
}

/**
 * vsi_arch_may_except() - may an exception be taken at a site?
 * @cursor:  all zero for the first site of a section
 * @section: the section it stands in
 * @offset:  of the site, in bytes
 *
 * Context: any; reads the section.
 * Return: false between a load-exclusive and its store-exclusive.
 */
bool vsi_arch_may_except(struct vsi_arch_cursor *cursor, const struct vsi_section *section,
			 u32 offset)
{
	if (VSI_IS_T32)
		return !t32_exclusive_at(&cursor->walk, section->bytes,
					 code_of(cursor, section, offset), section->size, offset);
	return !a32_exclusive_at(&cursor->exclusive, section->bytes, section->size & ~3u, offset);
}

/**
 * vsi_arch_fits_condition() - can a site be carried as others of its way are?
 * @way:     one that minds
 * @cursor:  as of vsi_arch_may_except()
 * @section: the section the site stands in
 * @offset:  of the site, in bytes
 *
 * The condition of T32 comes from an IT instruction before the site.
 *
 * Context: any; reads the section.
 * Return: false when the IT block does not let the carrier's instruction be there.
 */
bool vsi_arch_fits_condition(const struct vsi_way *way, struct vsi_arch_cursor *cursor,
			     const struct vsi_section *section, u32 offset)
{
	const enum t32_place place = t32_place_at(&cursor->walk, section->bytes,
						  code_of(cursor, section, offset), offset);

	if (place == T32_LAST_IN_IT)
		return way->carrier == VSI_CARRIER_BRANCH;
	return place == T32_OUTSIDE_IT;
}
