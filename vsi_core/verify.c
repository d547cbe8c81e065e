// SPDX-License-Identifier: GPL-2.0
/*
 * Verification: no word is rewritten unless the table, the module's bytes,
 * its mapping symbols and our own decoder agree on it.
 *
 * Pure.
 */
#include "../vsi_arm/a32_svc.h"
#include "verify.h"

/* The instruction set at an offset; *cursor only ever moves forward. */
static int mapping_at(const struct vsi_section *s, u32 offset, u32 *cursor)
{
	while (*cursor < s->nr_maps && s->maps[*cursor].offset <= offset)
		++*cursor;
	return *cursor ? s->maps[*cursor - 1].isa : VSI_MAPPING_NONE;
}

static const char *place_problem(const struct vsi_table_entry *e, const struct vsi_section *s)
{
	if (!s->bytes)
		return "module has no such section";
	if (!s->exec)
		return "section is not executable";
	if (e->width != 2 && e->width != 4)
		return "bad instruction width";
	if (e->offset & (e->isa == VSI_ISA_T32 ? 1 : 3))
		return "offset is not aligned";
	if (e->offset >= s->size || e->width > s->size - e->offset)
		return "offset lies outside the section";
	return NULL;
}

/* What the module holds: the instruction, or what has been put in its place. */
static bool word_in_place(const struct vsi_table_entry *e, u32 *word)
{
	struct vsi_insn insn;

	*word = e->word;
	if (!(e->flags & VSI_ENTRY_SVC))
		return true;
	return vsi_decode(e->isa, e->word, &insn) && a32_svc_encode(&insn, word);
}

/**
 * vsi_verify_place() - does the entry's instruction stand where it says?
 * @entry:   of an open table
 * @section: the module's section that the entry names
 * @cursor:  0 for the first entry of a section, then left alone: entries
 *           come sorted, so the mapping symbols are walked once
 *
 * Context: any; reads the module's bytes.
 * Return: NULL when it does, otherwise the reason why not.
 */
const char *vsi_verify_place(const struct vsi_table_entry *entry,
			     const struct vsi_section *section, u32 *cursor)
{
	const char *problem = place_problem(entry, section);
	u32 word;
	int isa;

	if (problem)
		return problem;
	isa = mapping_at(section, entry->offset, cursor);
	if (isa == VSI_MAPPING_DATA)
		return "data instead of code";
	if (isa == VSI_MAPPING_NONE)
		return "no mapping symbol says that this is code";
	if (isa != entry->isa)
		return "instruction set differs from the module's";
	if (!word_in_place(entry, &word))
		return "instruction has no word of a hypervisor's";
	if (vsi_insn_read(isa, section->bytes + entry->offset, entry->width) != word)
		return "word differs from the module's";
	return NULL;
}

/**
 * vsi_verify_insn() - is the entry's word what the entry says?
 * @entry: of an open table
 * @insn:  its word, decoded; of class VSI_CLASS_NONE when it is not sensitive
 *
 * Context: any.
 * Return: NULL when it is, otherwise the reason why not.
 */
const char *vsi_verify_insn(const struct vsi_table_entry *entry, const struct vsi_insn *insn)
{
	if (insn->class == VSI_CLASS_NONE || insn->width != entry->width)
		return "not a virtualization-sensitive instruction";
	if (insn->class != entry->class)
		return "class differs from the decoder's";
	return NULL;
}

/**
 * vsi_verify_entry() - check one entry against the module
 * @entry:   of an open table
 * @section: the module's section that the entry names
 * @cursor:  as of vsi_verify_place()
 * @insn:    filled in when the entry is true
 *
 * Context: any; reads the module's bytes.
 * Return: NULL when the entry is true, otherwise the reason why it is not.
 */
const char *vsi_verify_entry(const struct vsi_table_entry *entry,
			     const struct vsi_section *section, u32 *cursor,
			     struct vsi_insn *insn)
{
	const char *problem = vsi_verify_place(entry, section, cursor);

	if (problem)
		return problem;
	if (!vsi_decode(entry->isa, entry->word, insn))
		insn->class = VSI_CLASS_NONE;
	return vsi_verify_insn(entry, insn);
}

/**
 * vsi_mapping_compare() - order of mapping symbols, for sort() and qsort()
 * @a: struct vsi_mapping
 * @b: another
 *
 * Context: any.
 * Return: below, at or above 0 as @a comes before, with or after @b.
 */
int vsi_mapping_compare(const void *a, const void *b)
{
	const struct vsi_mapping *l = a, *r = b;

	if (l->section != r->section)
		return l->section < r->section ? -1 : 1;
	if (l->offset != r->offset)
		return l->offset < r->offset ? -1 : 1;
	if (l->symbol != r->symbol)
		return l->symbol < r->symbol ? -1 : 1;
	return 0;
}
