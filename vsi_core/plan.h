/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Planning, the half of serving a module that can fail.
 */
#ifndef VSI_CORE_PLAN_H
#define VSI_CORE_PLAN_H

#include <linux/elf.h>
#include "image.h"
#include "served.h"

#define VSI_PLAN_BUCKETS	64

/**
 * struct vsi_plan - what the steps of planning one module hand on
 * @image:     the module; without a file when it is loaded already
 * @policy:    in force for it
 * @carrier:   asked for
 * @gfp:       how to allocate
 * @may_sleep: not in atomic context
 * @sealed:    the module is coming: its text is read-only
 * @finalized: module_finalize() is behind it
 * @no_literal: there is no room in reach of a load
 * @no_branch: there is no room for veneers in reach
 * @served:    the record that is being filled
 * @ways:      of @served, by hash of their words
 * @last_way:  where the next one is linked
 * @nr_words:  of veneers, core and init
 * @capacity:  of the arrays of sites, core and init
 * @nr_unasked: ways about which the hypervisor has not been asked
 * @asked:     it has been
 * @unsorted:  sites were not met in the order of their addresses
 * @innocuous: ways of words that the search took for sensitive ones
 * @file:      name of the table beside the module
 * @firmware:  that table, of which @fault may hold a word
 * @from_file: it is what is planned
 * @fault:     why the module is refused
 *
 * Of one load, on which nobody else works.
 */
struct vsi_plan {
	struct vsi_image image;
	struct vsi_policy policy;
	enum vsi_carrier carrier;
	gfp_t gfp;
	bool may_sleep;
	bool sealed;
	bool finalized;
	bool no_literal;
	bool no_branch;
	struct vsi_served *served;
	struct vsi_way *ways[VSI_PLAN_BUCKETS];
	struct vsi_way **last_way;
	u32 nr_words[2];
	u32 capacity[2];
	u32 nr_unasked;
	bool asked;
	bool unsorted;
	struct vsi_way *innocuous;
	char *file;
	const struct firmware *firmware;
	bool from_file;
	struct vsi_fault fault;
};

int vsi_plan(const Elf_Ehdr *hdr, const Elf_Shdr *sechdrs, struct module *mod, bool may_sleep,
	     struct vsi_served **served);
int vsi_plan_coming(const Elf_Ehdr *hdr, const Elf_Shdr *sechdrs, struct module *mod,
		    struct vsi_served **served);
int vsi_plan_live(struct module *mod, struct vsi_served **served);

/**
 * struct vsi_spot - the section whose instructions are being planned
 * @section: the section
 * @text:    the half of the module that it lies in
 * @half:    0 core, 1 init
 * @first:   the text's sites of this section begin here
 * @calm:    no exception may be taken in this section
 * @cursor:  the architecture's
 */
struct vsi_spot {
	struct vsi_section section;
	struct vsi_text *text;
	unsigned int half;
	u32 first;
	bool calm;
	struct vsi_arch_cursor cursor;
};

/* For the sources of locations. */
int vsi_plan_refuse(struct vsi_plan *p, const char *section, u32 offset, const char *reason);
struct vsi_way *vsi_plan_new_way(struct vsi_plan *p, unsigned int isa, u32 word);
int vsi_plan_way_error(struct vsi_plan *p, const struct vsi_way *way, const char *section,
		       u32 offset);
void vsi_plan_enter(struct vsi_plan *p, struct vsi_spot *spot, unsigned int shndx);
int vsi_plan_site(struct vsi_plan *p, struct vsi_way *way, struct vsi_spot *spot, u32 offset);

static inline struct vsi_way **vsi_plan_bucket(struct vsi_plan *p, u32 word)
{
	return &p->ways[(word ^ word >> 12 ^ word >> 17) % VSI_PLAN_BUCKETS];
}

/* What vsi_plan_way() has answered for a word before, of any instruction set, or NULL. */
static inline struct vsi_way *vsi_plan_known(struct vsi_plan *p, u32 word)
{
	struct vsi_way *way = *vsi_plan_bucket(p, word);

	while (way && way->insn.word != word)
		way = way->chain;
	return way;
}

/**
 * vsi_plan_way() - how the module's instructions that hold a word are treated
 * @p:    the plan
 * @isa:  enum vsi_isa
 * @word: the instruction
 *
 * Return: the way; of class VSI_CLASS_NONE when the word is innocuous; an
 * ERR_PTR when there is no memory or no thunk, or the module is denied.
 */
static inline struct vsi_way *vsi_plan_way(struct vsi_plan *p, unsigned int isa, u32 word)
{
	struct vsi_way *way = *vsi_plan_bucket(p, word);

	for (; way; way = way->chain)
		if (way->insn.word == word && way->insn.isa == isa)
			return way;
	return vsi_plan_new_way(p, isa, word);
}

int vsi_plan_grow(struct vsi_plan *p, struct vsi_text *text, unsigned int half);

/* A site whose place does not matter, or fits; the spot's text is entered. */
static inline int vsi_plan_push(struct vsi_plan *p, const struct vsi_way *way,
				struct vsi_spot *spot, u32 offset)
{
	struct vsi_text *text = spot->text;
	struct vsi_site *site;

	if (text->nr_sites == p->capacity[spot->half] && vsi_plan_grow(p, text, spot->half))
		return -ENOMEM;
	site = &text->sites[text->nr_sites++];
	site->addr = (unsigned long)spot->section.bytes + offset;
	site->way = way;
	p->nr_words[spot->half] += way->nr_words;
	return 0;
}

/* The sources: from_table.c, from_rewritten.c, from_file.c, from_text.c, from_live.c. */
int vsi_plan_table(struct vsi_plan *p, const char *origin, const void *data, size_t size);
int vsi_plan_rewritten(struct vsi_plan *p, const struct vsi_table *table);
bool vsi_files_wanted(void);
int vsi_file_exists(struct vsi_plan *p);
int vsi_plan_file(struct vsi_plan *p);
void vsi_file_release(struct vsi_plan *p);
int vsi_plan_text(struct vsi_plan *p);
int vsi_plan_memory(struct vsi_plan *p);
int vsi_plan_code(struct vsi_plan *p, struct vsi_spot *spot, unsigned int isa, u32 from,
		  u32 to);

#endif
