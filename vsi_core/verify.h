/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Is an entry of a table true of the module?  Pure: the same answer in the
 * load path and in "vsi table verify".
 */
#ifndef VSI_CORE_VERIFY_H
#define VSI_CORE_VERIFY_H

#include "table.h"
#include "../vsi_arm/insn.h"

/**
 * struct vsi_mapping - a mapping symbol
 * @section: index of the section it lies in
 * @offset:  in that section; its meaning lasts to the next one's
 * @symbol:  its index in the symbol table; of two at one offset the later counts
 * @isa:     enum vsi_isa, or VSI_MAPPING_DATA
 */
struct vsi_mapping {
	u32 section;
	u32 offset;
	u32 symbol;
	s8 isa;
};

/**
 * struct vsi_section - a section of the module, as verification sees it
 * @name:    of the section
 * @bytes:   its contents; NULL when the module has no such section
 * @size:    in bytes
 * @exec:    it holds code
 * @maps:    its mapping symbols, sorted by offset
 * @nr_maps: how many
 */
struct vsi_section {
	const char *name;
	const u8 *bytes;
	u32 size;
	bool exec;
	const struct vsi_mapping *maps;
	u32 nr_maps;
};

const char *vsi_verify_place(const struct vsi_table_entry *entry,
			     const struct vsi_section *section, u32 *cursor);
const char *vsi_verify_insn(const struct vsi_table_entry *entry, const struct vsi_insn *insn);
const char *vsi_verify_entry(const struct vsi_table_entry *entry,
			     const struct vsi_section *section, u32 *cursor,
			     struct vsi_insn *insn);
int vsi_mapping_compare(const void *a, const void *b);

#endif
