/* SPDX-License-Identifier: GPL-2.0 */
/* Which instructions of a file are virtualization-sensitive. */
#ifndef TOOLS_SCAN_H
#define TOOLS_SCAN_H

#include "elf_file.h"
#include "report.h"

/* What else is to be known of an instruction; named in site_flags.c. */
enum site_flag {
	SITE_COND,		/* A32, executed on a condition */
	SITE_IT,		/* T32, in an IT block */
	SITE_INIT,		/* in code that is freed after initialization */
	SITE_EXIT,		/* in code that runs at removal */
	SITE_ALT_ORIG,		/* A64, the kernel may write an alternative over it */
	SITE_ALT_REPL,		/* A64, in an alternative */
	SITE_JUMP_LABEL,	/* a jump label's own place */
	SITE_JUMP_TARGET,	/* where a jump label leads */
	SITE_EXTABLE,		/* may fault, and is looked up by its address */
	SITE_FIXUP,		/* where a fault leads */
	SITE_SMP_ALT,		/* A32, written over on a machine of one CPU */
	SITE_BUG,		/* BUG(), WARN() */
	SITE_DATA,		/* written as data, but control falls into it */
	SITE_FTRACE,		/* ftrace's */
	SITE_NO_MAP,		/* no mapping symbol says that it is code */
	NR_SITE_FLAGS
};

#define SITE_BIT(flag)	(1u << (flag))

/**
 * struct site - one instruction
 * @section: index in the file
 * @offset:  in the section
 * @word:    the instruction
 * @class:   enum vsi_class
 * @isa:     enum vsi_isa
 * @width:   in bytes
 * @flags:   SITE_BIT() of enum site_flag
 * @applied: VSI_ENTRY_...: what stands for @word in the file
 * @text:    what it is, or NULL when nobody has asked yet
 */
struct site {
	u32 section;
	u32 offset;
	u32 word;
	u16 class;
	u8 isa;
	u8 width;
	u32 flags;
	u16 applied;
	const char *text;
};

/**
 * struct sites - the instructions of a file, sorted by section and offset
 * @v:     the instructions
 * @nr:    how many
 * @room:  how many fit into @v
 */
struct sites {
	struct site *v;
	size_t nr;
	size_t room;
};

void scan_file(const struct elf_file *f, struct sites *sites);
void scan_all(const struct elf_file *f, struct sites *sites);
void scan_keep(struct sites *sites, unsigned int profile);
void scan_flags(const struct elf_file *f, struct sites *sites);
const char *site_flag_name(unsigned int flag);
const char *scan_helper(const char *symbol);
const struct site *sites_find(const struct sites *sites, u32 section, u32 offset);
size_t sites_bound(const struct sites *sites, u32 section, u32 offset);
bool sites_check_names(const struct elf_file *f, const struct sites *sites);
void sites_free(struct sites *sites);
int site_compare(const void *a, const void *b);
const char *site_text(const struct site *site);

/**
 * sites_add() - append one
 * @sites: to these
 * @site:  copied
 */
static inline void sites_add(struct sites *sites, const struct site *site)
{
	if (sites->nr == sites->room)
		sites->v = xgrow(sites->v, sites->nr, &sites->room, sizeof(*site));
	sites->v[sites->nr++] = *site;
}

#endif
