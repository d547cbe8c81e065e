// SPDX-License-Identifier: GPL-2.0
/*
 * Locations from a table, embedded or beside the module: each entry is
 * verified against the module before anything is planned for it.
 *
 * Called in the loader's path.
 */
#include <linux/bitmap.h>
#include <linux/err.h>
#include <linux/sched.h>
#include <linux/string.h>
#include "backend.h"
#include "events.h"
#include "plan.h"
#include "store.h"
#include "table.h"

/**
 * struct run - entries of one section that are being planned
 * @spot:   the section
 * @table:  whose entries
 * @origin: the section or file that holds it
 * @number: the section's, in word 2 of each entry
 * @mapped: mapping symbols passed
 * @next:   offset behind the entry before
 * @limit:  behind the code that the last mapping symbol tells of
 * @sum:    checksum up to here
 */
struct run {
	struct vsi_spot spot;
	const struct vsi_table *table;
	const char *origin;
	u32 number;
	u32 mapped;
	u32 next;
	u32 limit;
	u32 sum;
};

/* An entry as words, of which the last two say what it is and in which section. */
union raw {
	struct vsi_table_entry entry;
	u32 word[4];
};

static const union raw *raw_of(const struct vsi_table_entry *entry)
{
	return (const union raw *)entry;
}

/* What is wrong with the table as such has precedence. */
static int refuse(struct vsi_plan *p, const struct run *run, u32 offset, const char *problem)
{
	if (vsi_table_check(run->table, &p->fault))
		return vsi_plan_refuse(p, run->spot.section.name, offset, problem);
	p->fault.section = run->origin;
	return -ENOEXEC;
}

static bool parse(struct vsi_plan *p, const char *origin, const void *data, size_t size,
		  struct vsi_table *table)
{
	struct vsi_table_want want = {
		.module = p->image.mod->name,
		.elf_class = p->image.hdr->e_ident[EI_CLASS],
		.elf_data = p->image.hdr->e_ident[EI_DATA],
		.elf_machine = p->image.hdr->e_machine,
	};
	bool sound;

	want.build_id = vsi_image_build_id(&p->image, &want.build_id_size);
	sound = vsi_table_parse(data, size, &want, table, &p->fault);
	p->fault.section = origin;
	return sound;
}

/* @before: number of the section before, or -1 */
static int enter(struct vsi_plan *p, const struct vsi_table_entry *entry, unsigned long *seen,
		 struct run *run, int before)
{
	const union raw number = { .entry = { .section = entry->section } };
	const char *name = "";
	int shndx = 0;

	if (entry->section < run->table->header->nr_sections)
		name = vsi_table_section(run->table, entry->section);
	if (*name)
		shndx = vsi_image_find(&p->image, name);
	vsi_plan_enter(p, &run->spot, max(shndx, 0));
	run->spot.section.name = name;
	run->number = number.word[2];
	run->mapped = 0;
	run->next = 0;
	run->limit = 0;
	if (entry->section < before)
		return refuse(p, run, entry->offset, "entries are not sorted");
	if (shndx == VSI_IMAGE_AMBIGUOUS)
		return refuse(p, run, entry->offset, "module has two sections of this name");
	if (!shndx)
		return refuse(p, run, entry->offset, "module has no such section");
	if (__test_and_set_bit(shndx, seen))
		return refuse(p, run, entry->offset, "table names this section twice");
	if (!IS_ALIGNED((unsigned long)run->spot.section.bytes, sizeof(u32)))
		return refuse(p, run, 0, "section is not aligned in memory");
	return 0;
}

/* Code of the same instruction set goes on until there. */
static u32 limit_of(const struct run *run)
{
	const struct vsi_section *s = &run->spot.section;
	u32 end = s->size & ~3u;

	return run->mapped < s->nr_maps ? min(end, s->maps[run->mapped].offset) : end;
}

/*
 * A table tells of the module as its file has it.  Where module_finalize() has
 * been since, another word may stand.
 */
static bool was_rewritten(const struct vsi_plan *p, const struct vsi_table_entry *entry,
			  unsigned long addr)
{
	const unsigned long alignment = entry->isa == VSI_ISA_T32 ? sizeof(u16) : sizeof(u32);

	return p->finalized && IS_ALIGNED(addr, alignment) && vsi_is_rewritten(&p->image, addr);
}

/* It counts as refused, and not as kept, when the ways are counted. */
static int leave_alone(struct vsi_plan *p, struct vsi_way *way, unsigned long addr)
{
	vsi_warn_rewritten(&p->image, addr, way->insn.word, "has changed");
	way->count++;
	vsi_way_keep(way, VSI_KEPT_CHANGED);
	p->served->counts.actions[VSI_KEEP]--;
	p->served->counts.refused++;
	return 0;
}

/* What stands there now is what counts. */
static int plan_rewritten(struct vsi_plan *p, struct vsi_spot *spot, struct vsi_way *way,
			  const struct vsi_table_entry *entry)
{
	const unsigned long addr = (unsigned long)spot->section.bytes + entry->offset;
	struct vsi_way *now = vsi_plan_way(p, entry->isa, vsi_arch_read_text(addr));

	if (IS_ERR(now))
		return vsi_plan_way_error(p, now, spot->section.name, entry->offset);
	if (now->insn.class == VSI_CLASS_NONE)
		return leave_alone(p, way, addr);
	return vsi_plan_site(p, now, spot, entry->offset);
}

/* Would what stands there be put there now? */
static bool is_own_word(const struct vsi_way *way, const struct vsi_spot *spot, u32 offset)
{
	struct vsi_query query;
	u32 word;

	vsi_arch_query(&way->insn, &query);
	return vsi_backend_word(&query, &word) &&
	       word == vsi_arch_read_text((unsigned long)spot->section.bytes + offset);
}

/* "vsi embed --apply" has served it; for another hypervisor it does not mean anything. */
static int plan_applied(struct vsi_plan *p, struct run *run, struct vsi_way *way, u32 offset)
{
	if (!is_own_word(way, &run->spot, offset))
		return refuse(p, run, offset,
			      "replaced for a hypervisor whose backend does not serve");
	way->count++;
	vsi_way_keep(way, VSI_KEPT_APPLIED);
	vsi_event_kept(p->image.mod->name, run->spot.section.name, offset, VSI_KEPT_APPLIED);
	return 0;
}

/* One entry, with all questions asked. */
static int plan_entry(struct vsi_plan *p, struct run *run, const struct vsi_table_entry *entry)
{
	struct vsi_spot *spot = &run->spot;
	const unsigned long addr = (unsigned long)spot->section.bytes + entry->offset;
	bool rewritten = false;
	const char *problem;
	struct vsi_way *way;

	problem = entry->offset < run->next ? "entries are not sorted" :
		  entry->flags & ~VSI_ENTRY_FLAGS ? "unknown flags" : NULL;
	if (!problem) {
		problem = vsi_verify_place(entry, &spot->section, &run->mapped);
		rewritten = problem && was_rewritten(p, entry, addr);
	}
	if (problem && !rewritten)
		return refuse(p, run, entry->offset, problem);
	way = vsi_plan_way(p, entry->isa, entry->word);
	if (IS_ERR(way))
		return vsi_plan_way_error(p, way, spot->section.name, entry->offset);
	problem = vsi_verify_insn(entry, &way->insn);
	if (problem)
		return refuse(p, run, entry->offset, problem);
	run->next = entry->offset + entry->width;
	run->limit = entry->width == sizeof(u32) ? limit_of(run) : 0;
	if (rewritten)
		return plan_rewritten(p, spot, way, entry);
	if (entry->flags)
		return plan_applied(p, run, way, entry->offset);
	way->kind[0] = raw_of(entry)->word[2] - run->number;
	way->kind[1] = raw_of(entry)->word[3];
	return vsi_plan_site(p, way, spot, entry->offset);
}

/* The way of an entry, when plan_entry() has found one like it true. */
static struct vsi_way *known_way(struct vsi_plan *p, const struct run *run, const union raw *e)
{
	struct vsi_way *way = vsi_plan_known(p, e->word[1]);

	if (!way || e->word[2] - run->number != way->kind[0] || e->word[3] != way->kind[1])
		return NULL;
	return way;
}

/*
 * Entries of one word, as long as each stands where the table says, in the
 * stretch of code that the one before stands in.  A limit of 0 keeps T32 out,
 * whose words are read in halves.
 *
 * In a load most of vsi's time is spent here: made twice, for words that are
 * left alone (@plain), and for those with sites.
 */
static __always_inline const union raw *plan_alike(struct vsi_plan *p, struct run *run,
						   struct vsi_way *way, const union raw *e,
						   const union raw *end, int *ret, bool plain)
{
	const u8 *bytes = run->spot.section.bytes;
	const u32 word = way->insn.word, kind = way->kind[0] + run->number, isa = way->kind[1];
	const u32 limit = run->limit;
	const union raw *first = e;
	u32 sum = run->sum, next = run->next;

	for (; e < end; e++) {
		const u32 offset = e->word[0];

		if (offset < next || offset >= limit || offset & 3 || e->word[1] != word ||
		    e->word[2] != kind || e->word[3] != isa ||
		    vsi_load32(bytes + offset) != word)
			break;
		sum = vsi_table_add(vsi_table_add(sum, offset), word);
		sum = vsi_table_add(vsi_table_add(sum, kind), isa);
		next = offset + sizeof(u32);
		if (plain)
			continue;
		*ret = vsi_plan_site(p, way, &run->spot, offset);
		if (*ret)
			break;
	}
	if (plain)
		way->count += e - first;
	run->sum = sum;
	run->next = next;
	return e;
}

static noinline const union raw *plan_plain(struct vsi_plan *p, struct run *run,
					    struct vsi_way *way, const union raw *e,
					    const union raw *end)
{
	int none = 0;

	return plan_alike(p, run, way, e, end, &none, true);
}

static noinline const union raw *plan_sites(struct vsi_plan *p, struct run *run,
					    struct vsi_way *way, const union raw *e,
					    const union raw *end, int *ret)
{
	return plan_alike(p, run, way, e, end, ret, false);
}

static int plan_entries(struct vsi_plan *p, struct run *run, unsigned long *seen)
{
	const union raw *e = raw_of(run->table->entries);
	const union raw *end = e + run->table->header->count;
	const union raw *from;
	struct vsi_way *way;
	int section = -1, ret = 0;

	while (e < end && !ret) {
		if (e->entry.section != section) {
			ret = enter(p, &e->entry, seen, run, section);
			section = e->entry.section;
			if (ret)
				break;
			if (p->may_sleep)
				cond_resched();
		}
		way = known_way(p, run, e);
		from = e;
		if (way && (way->delicate || way->is_site))
			e = plan_sites(p, run, way, e, end, &ret);
		else if (way)
			e = plan_plain(p, run, way, e, end);
		if (e != from || ret)
			continue;
		ret = plan_entry(p, run, &e->entry);
		run->sum = vsi_table_sum(run->sum, e++, sizeof(*e));
	}
	return ret;
}

/* The bytes before the entries, and those behind them. */
static u32 sum_before(const struct vsi_table *table)
{
	const size_t at = offsetof(struct vsi_table_header, checksum);
	const void *data = table->header;
	u32 sum = vsi_table_add(vsi_table_sum(0, data, at), 0);

	return vsi_table_sum(sum, data + at + sizeof(u32),
			     (void *)table->entries - data - at - sizeof(u32));
}

static u32 sum_behind(const struct vsi_table *table, u32 sum)
{
	const void *end = table->entries + table->header->count;

	return vsi_table_sum(sum, end, (void *)table->header + table->header->size - end);
}

static int plan_all(struct vsi_plan *p, const char *origin, const struct vsi_table *table,
		    unsigned long *seen)
{
	struct run run = { .table = table, .origin = origin, .sum = sum_before(table) };
	int ret = plan_entries(p, &run, seen);

	if (!ret && sum_behind(table, run.sum) != table->header->checksum)
		ret = refuse(p, &run, 0, "table changed while it was read");
	return ret;
}

static int check_empty(struct vsi_plan *p, const char *origin, const struct vsi_table *table)
{
	if (vsi_table_check(table, &p->fault))
		return 0;
	p->fault.section = origin;
	return -ENOEXEC;
}

/**
 * vsi_plan_table() - verify a table and plan what it lists
 * @p:      the plan
 * @origin: the section or file that the table was found in
 * @data:   the table, aligned to 4
 * @size:   in bytes
 *
 * Context: the loader's path; sleeps if the plan may.
 * Return: 0, or an error of vsi_plan().
 */
int vsi_plan_table(struct vsi_plan *p, const char *origin, const void *data, size_t size)
{
	struct vsi_table table;
	unsigned long *seen;
	int ret;

	if (!parse(p, origin, data, size, &table))
		return -ENOEXEC;
	if (!table.header->count)
		return check_empty(p, origin, &table) ?: vsi_plan_rewritten(p, &table);
	seen = bitmap_zalloc(p->image.hdr->e_shnum, p->gfp);
	if (!seen)
		return -ENOMEM;
	ret = vsi_image_map(&p->image, p->gfp);
	if (!ret)
		ret = plan_all(p, origin, &table, seen);
	bitmap_free(seen);
	return ret ?: vsi_plan_rewritten(p, &table);
}
