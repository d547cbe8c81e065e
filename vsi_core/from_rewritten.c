// SPDX-License-Identifier: GPL-2.0
/*
 * Locations that module_finalize() has made: a table tells of the module's file, where
 * the kernel may since have put a sensitive instruction in the place of another one.
 *
 * Called in the loader's path.
 */
#include <linux/mm.h>
#include <linux/sort.h>
#include <linux/string.h>
#include "../vsi_arm/served_isa.h"
#include "plan.h"
#include "table.h"
#include "verify.h"

/**
 * struct rewritten - words that are sensitive now and that the table does not list
 * @p:     the plan
 * @table: found true of the module
 * @addrs: of the words, NULL while they are counted
 * @nr:    of them
 */
struct rewritten {
	struct vsi_plan *p;
	const struct vsi_table *table;
	unsigned long *addrs;
	u32 nr;
};

static bool comes_before(const struct vsi_table_entry *e, u32 section, u32 offset)
{
	return e->section < section || (e->section == section && e->offset < offset);
}

/* Entries are sorted, as planning them has found. */
static bool has_entry(const struct vsi_table *table, u32 section, u32 offset)
{
	const struct vsi_table_entry *e = table->entries;
	u32 low = 0, high = table->header->count, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (comes_before(&e[middle], section, offset))
			low = middle + 1;
		else
			high = middle;
	}
	return low < table->header->count && e[low].section == section && e[low].offset == offset;
}

static bool lists(const struct vsi_table *table, const char *section, u32 offset)
{
	u32 i;

	for (i = 0; i < table->header->nr_sections; i++)
		if (!strcmp(vsi_table_section(table, i), section))
			return has_entry(table, i, offset);
	return false;
}

static void take(void *arg, unsigned long addr)
{
	struct rewritten *r = arg;
	struct vsi_insn insn;
	const char *section;
	u32 offset;

	if (!vsi_decode(VSI_SERVED_ISA, vsi_arch_read_text(addr), &insn))
		return;
	section = vsi_image_locate(&r->p->image, addr, &offset);
	if (lists(r->table, section, offset))
		return;
	if (r->addrs)
		r->addrs[r->nr] = addr;
	r->nr++;
}

static int compare_addrs(const void *a, const void *b)
{
	const unsigned long l = *(const unsigned long *)a, r = *(const unsigned long *)b;

	return l < r ? -1 : l > r;
}

/* One that is not code of this module for certain is left alone. */
static int plan_word(struct vsi_plan *p, unsigned long addr)
{
	const u32 word = vsi_arch_read_text(addr);
	struct vsi_table_entry there = {
		.word = word,
		.isa = VSI_SERVED_ISA,
		.width = vsi_insn_width(VSI_SERVED_ISA, word >> 16),
	};
	const char *section = vsi_image_locate(&p->image, addr, &there.offset);
	const int shndx = vsi_image_find(&p->image, section);
	struct vsi_spot spot;
	u32 map = 0;

	if (shndx <= 0)
		return 0;
	vsi_plan_enter(p, &spot, shndx);
	if (vsi_verify_place(&there, &spot.section, &map))
		return 0;
	return vsi_plan_code(p, &spot, there.isa, there.offset, there.offset + there.width);
}

/* Of two alternatives for one place both are named. */
static int plan_words(struct rewritten *r)
{
	int ret = vsi_image_map(&r->p->image, r->p->gfp);
	u32 i;

	sort(r->addrs, r->nr, sizeof(*r->addrs), compare_addrs, NULL);
	for (i = 0; i < r->nr && !ret; i++)
		if (!i || r->addrs[i] != r->addrs[i - 1])
			ret = plan_word(r->p, r->addrs[i]);
	return ret;
}

/**
 * vsi_plan_rewritten() - plan what the kernel has made of a module that has a table
 * @p:     the plan, with all that the table lists
 * @table: found true of the module
 *
 * Where module_finalize() is still ahead there is nothing: vsi keeps its hands off what
 * will be rewritten.
 *
 * Context: the loader's path; sleeps if the plan may.
 * Return: 0, or an error of vsi_plan().
 */
int vsi_plan_rewritten(struct vsi_plan *p, const struct vsi_table *table)
{
	struct rewritten r = { .p = p, .table = table };
	int ret;

	if (!p->finalized)
		return 0;
	vsi_arch_rewritten(&p->image, take, &r);
	if (!r.nr)
		return 0;
	r.addrs = kvcalloc(r.nr, sizeof(*r.addrs), p->gfp);
	if (!r.addrs)
		return -ENOMEM;
	r.nr = 0;
	vsi_arch_rewritten(&p->image, take, &r);
	ret = plan_words(&r);
	kvfree(r.addrs);
	return ret;
}
