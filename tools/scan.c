// SPDX-License-Identifier: GPL-2.0
/*
 * Discrimination: every instruction of code that the decoder calls sensitive.
 * What is code, and of which instruction set, is what the mapping symbols say.
 */
#include "scan.h"
#include "report.h"
#include "search.h"

#include <stdlib.h>

/**
 * struct region - bytes of one kind
 * @section: index of their section
 * @bytes:   of the whole section
 * @first:   where they begin
 * @end:     where they end
 * @flags:   of all sites in them
 */
struct region {
	u32 section;
	const u8 *bytes;
	u32 first;
	u32 end;
	u32 flags;
};

/**
 * struct scan - a scan of a file
 * @f:      the file
 * @unsure: look at what may be data, too
 * @search: of the section that is scanned
 * @sites:  what was found
 */
struct scan {
	const struct elf_file *f;
	bool unsure;
	struct search *search;
	struct sites *sites;
};

static u32 insn_width(int isa, const u8 *bytes)
{
	u16 halfword;

	memcpy(&halfword, bytes, sizeof(halfword));
	return vsi_insn_width(isa, halfword);
}

/**
 * struct known - what was decoded before: a few words are most of what is found
 * @insn:      a word; its instruction set is 0 when there is none yet
 * @sensitive: it is, and the rest of @insn is known
 * @text:      what it is
 */
struct known {
	struct vsi_insn insn;
	bool sensitive;
	const char *text;
};

#define NR_KNOWN	1024

/* NULL when it is none that is sensitive. */
static const struct known *decode(unsigned int isa, u32 word)
{
	static __thread struct known all[NR_KNOWN];
	struct known *known = &all[(word * 0x9e3779b1u) >> 22];

	if (known->insn.word != word || known->insn.isa != isa) {
		known->sensitive = vsi_decode(isa, word, &known->insn);
		known->text = known->sensitive ? vsi_insn_text(&known->insn) : NULL;
		known->insn.word = word;
		known->insn.isa = isa;
	}
	return known->sensitive ? known : NULL;
}

static void add_word(const struct region *r, u32 at, const struct known *known, u32 flags,
		     struct sites *sites)
{
	const struct vsi_insn *insn = &known->insn;

	if (insn->isa == VSI_ISA_A32 && insn->cond < A32_COND_AL)
		flags |= SITE_BIT(SITE_COND);
	sites_add(sites, &(struct site){
		.section = r->section, .offset = at, .word = insn->word, .class = insn->class,
		.isa = insn->isa, .width = insn->width, .flags = r->flags | flags,
		.text = known->text,
	});
}

/* ARM DDI 0406C, A8.8.54: IT, and for how many instructions; 0 when it is none. */
static u32 it_length(u16 halfword)
{
	if ((halfword & 0xff00) != 0xbf00 || !(halfword & 0xf))
		return 0;
	return 4 - __builtin_ctz(halfword & 0xf);
}

/* Flags the sites in IT blocks; @i is the first site of the region. */
static void scan_it(const struct region *r, u32 at, struct sites *sites, size_t i)
{
	u32 width, left = 0;
	u16 halfword;

	for (; r->end - at >= 2 && i < sites->nr; at += width) {
		memcpy(&halfword, r->bytes + at, sizeof(halfword));
		width = vsi_insn_width(VSI_ISA_T32, halfword);
		if (sites->v[i].offset == at) {
			sites->v[i].flags |= left ? SITE_BIT(SITE_IT) : 0;
			i++;
		}
		left = left ? left - 1 : it_length(halfword);
		if (width > r->end - at)
			break;
	}
}

/* The search goes on from one region of a section to the next. */
static void scan_words(const struct region *r, struct search *search, struct sites *sites)
{
	const u32 end = r->end & ~3u;
	u32 at = (r->first + 3) & ~3u;
	const struct known *known;

	for (; at < end; at += 4) {
		at = search_next(search, at, end);
		if (at >= end)
			break;
		known = decode(search->isa, search_word(search, at));
		if (known)
			add_word(r, at, known, 0, sites);
	}
}

/*
 * Of T32, an instruction must begin at its first halfword: the bytes are looked
 * at in one go from where a mapping symbol says that code begins.
 */
static void scan_thumb(const struct region *r, struct sites *sites)
{
	const u32 begin = (r->first + 1) & ~1u;
	const size_t before = sites->nr;
	const struct known *known;
	u32 at = begin;
	u32 width;

	while (at < r->end) {
		at = vsi_scan_next(VSI_ISA_T32, r->bytes, r->end, at);
		if (at >= r->end)
			break;
		width = insn_width(VSI_ISA_T32, r->bytes + at);
		known = decode(VSI_ISA_T32, vsi_insn_read(VSI_ISA_T32, r->bytes + at, width));
		if (known)
			add_word(r, at, known, 0, sites);
		at += width;
	}
	if (sites->nr > before)
		scan_it(r, begin, sites, before);
}

/*
 * ARM ARM A5: what always goes elsewhere: B, BX, and whatever else writes the
 * PC, unconditionally.
 */
static bool a32_falls_through(u32 word)
{
	if (a32_cond(word) != A32_COND_AL)
		return true;
	if ((word & 0x0f000000) == 0x0a000000 || (word & 0x0ffffff0) == 0x012fff10)
		return false;
	if ((word & 0x0e108000) == 0x08108000)
		return false;
	return (word & 0x0c10f000) != 0x0410f000 && (word & 0x0fe0f000) != 0x01a0f000;
}

static bool is_plain_call(const struct vsi_insn *insn)
{
	return insn->cond == A32_COND_AL && (insn->row == A32_HVC || insn->row == A32_SMC) &&
	       insn->form == VSI_FORM_OTHER;
}

/*
 * Macros that must work with old assemblers write HVC and SMC as ".long", and
 * so does the kernel's __inst_arm(): a mapping symbol then says data.  Such
 * words are taken only where control falls into them from the code before.
 */
static void scan_data(const struct region *r, const struct search *search, struct sites *sites)
{
	const struct known *known;
	u64 at;

	if (r->first < 4 || r->first & 3 ||
	    !a32_falls_through(search_word(search, r->first - 4)))
		return;
	for (at = r->first; at + 4 <= r->end; at += 4) {
		known = decode(VSI_ISA_A32, search_word(search, at));
		if (!known || !is_plain_call(&known->insn))
			break;
		add_word(r, at, known, SITE_BIT(SITE_DATA), sites);
	}
}

static u32 section_flags(const char *name)
{
	if (!strncmp(name, ".init", 5))
		return SITE_BIT(SITE_INIT);
	return strncmp(name, ".exit", 5) ? 0 : SITE_BIT(SITE_EXIT);
}

static u32 region_end(const struct vsi_section *s, u32 map)
{
	if (map >= s->nr_maps || s->maps[map].offset > s->size)
		return s->size;
	return s->maps[map].offset;
}

static int machine_isa(const struct elf_file *f)
{
	return f->ehdr.e_machine == EM_AARCH64 ? VSI_ISA_A64 : VSI_ISA_A32;
}

static void scan_region(const struct scan *scan, const struct region *r, unsigned int isa)
{
	if (isa == VSI_ISA_T32) {
		scan_thumb(r, scan->sites);
		return;
	}
	if (scan->search->isa != isa)
		search_begin(scan->search, isa, &scan->search->from);
	scan_words(r, scan->search, scan->sites);
}

static void scan_kind(const struct scan *scan, struct region r, int isa, int before)
{
	if (isa == VSI_MAPPING_NONE) {
		r.flags |= SITE_BIT(SITE_NO_MAP);
		if (scan->unsure)
			scan_region(scan, &r, machine_isa(scan->f));
	} else if (isa != VSI_MAPPING_DATA) {
		scan_region(scan, &r, isa);
	} else if (scan->unsure && before == VSI_ISA_A32) {
		scan_data(&r, scan->search, scan->sites);
	}
}

/* Of several mapping symbols at one offset the last counts. */
static void scan_section(const struct scan *scan, u32 index)
{
	int isa = VSI_MAPPING_NONE, before = VSI_MAPPING_NONE;
	struct vsi_section s;
	struct region r;
	u32 i;

	elf_view(scan->f, index, &s);
	r = (struct region){
		.section = index, .bytes = s.bytes, .flags = section_flags(s.name),
	};
	search_begin(scan->search, machine_isa(scan->f), &(struct search_source){
		s.bytes, s.size, scan->f->fd, scan->f->sections[index].shdr.sh_offset,
	});
	for (i = 0; i <= s.nr_maps; i++) {
		if (i + 1 < s.nr_maps && s.maps[i + 1].offset == s.maps[i].offset)
			continue;
		if (i < s.nr_maps && s.maps[i].isa == isa)
			continue;
		r.end = region_end(&s, i);
		if (r.first < r.end) {
			scan_kind(scan, r, isa, before);
			before = isa;
		}
		r.first = r.end;
		if (i < s.nr_maps)
			isa = s.maps[i].isa;
	}
}

static void scan_code(const struct elf_file *f, bool unsure, struct sites *sites)
{
	struct search search;
	const struct scan scan = { .f = f, .unsure = unsure, .sites = sites, .search = &search };
	size_t i;

	search.buffer = NULL;
	for (i = 1; i < f->nr_sections; i++)
		if (elf_is_code(&f->sections[i].shdr))
			scan_section(&scan, i);
	search_end(&search);
}

/**
 * scan_file() - find the sites that a table can list
 * @f:     the file
 * @sites: zeroed; filled in
 *
 * These are the ones that mapping symbols call code.
 */
void scan_file(const struct elf_file *f, struct sites *sites)
{
	scan_code(f, false, sites);
}

/**
 * scan_all() - find all sites, with those that may be data, and their flags
 * @f:     the file
 * @sites: zeroed; filled in
 */
void scan_all(const struct elf_file *f, struct sites *sites)
{
	scan_code(f, true, sites);
	if (sites->nr)
		scan_flags(f, sites);
}

/**
 * scan_keep() - keep the sites that a profile acts on
 * @sites:   they
 * @profile: enum vsi_profile
 */
void scan_keep(struct sites *sites, unsigned int profile)
{
	struct vsi_insn insn;
	size_t i, to = 0;

	for (i = 0; i < sites->nr; i++)
		if (vsi_decode(sites->v[i].isa, sites->v[i].word, &insn) &&
		    vsi_insn_acts(&insn, profile))
			sites->v[to++] = sites->v[i];
	sites->nr = to;
}
