// SPDX-License-Identifier: GPL-2.0
/*
 * What the place of a site forbids, on arm64: the code around it is read.
 *
 * Called while a module is planned.
 */
#include "../vsi_core/arch.h"

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
	return !a64_exclusive_at(&cursor->exclusive, section->bytes, section->size & ~3u, offset);
}

/**
 * vsi_arch_fits_condition() - can a site be carried as others of its way are?
 * @way:     one that minds
 * @cursor:  as of vsi_arch_may_except()
 * @section: the section the site stands in
 * @offset:  of the site, in bytes
 *
 * Context: any.
 * Return: true: no instruction that is served is executed conditionally.
 */
bool vsi_arch_fits_condition(const struct vsi_way *way, struct vsi_arch_cursor *cursor,
			     const struct vsi_section *section, u32 offset)
{
	return true;
}
