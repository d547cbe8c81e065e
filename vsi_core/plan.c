// SPDX-License-Identifier: GPL-2.0
/*
 * Planning and storing: the two halves of serving a module.
 *
 * Planning does all that can fail before the kernel's module_finalize(), and
 * changes nothing.  Storing comes after it and cannot fail: it looks at every
 * word again, since module_finalize() patches text of its own, and leaves
 * alone what is no longer the original.
 *
 * Called in the loader's path only, for any number of modules at once; works
 * on nothing that is shared.
 */
#include <linux/bitmap.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/string.h>
#include "image.h"
#include "plan.h"
#include "policy.h"

/* What the steps of planning one module hand on. */
struct plan {
	struct vsi_image image;
	struct vsi_table table;
	struct vsi_served *served;
	unsigned long *seen;	/* sections that the table has named so far */
	struct vsi_fault fault;
};

/* Entries of one section, [first, behind). */
struct run {
	u32 first;
	u32 behind;
	struct vsi_section section;
	bool keep;
};

static int refuse(struct plan *p, const char *section, u32 offset, const char *reason)
{
	p->fault = (struct vsi_fault){ section, offset, reason };
	return -ENOEXEC;
}

static int report(const struct plan *p, int ret)
{
	const struct vsi_fault *fault = &p->fault;
	const char *name = p->image.mod->name;

	vsi_served_count_refusal();
	if (ret == -ENOEXEC)
		/* names come from the file: escape what is not printable */
		pr_err("%s: %*pE+0x%x: %s\n", name, (int)strnlen(fault->section, 64),
		       fault->section, fault->offset, fault->reason);
	else
		pr_err("%s: not loaded: %s (%d)\n", name,
		       ret == -ENOSPC ? "too many different registers are accessed"
				      : "out of memory", ret);
	return ret;
}

static int open_table(struct plan *p, unsigned int shndx)
{
	const Elf_Shdr *shdr = &p->image.sechdrs[shndx];
	struct vsi_table_want want = {
		.module = p->image.mod->name,
		.elf_class = p->image.hdr->e_ident[EI_CLASS],
		.elf_data = p->image.hdr->e_ident[EI_DATA],
		.elf_machine = p->image.hdr->e_machine,
	};

	if (!IS_ALIGNED(shdr->sh_addr, sizeof(u32)))
		return refuse(p, VSI_TABLE_SECTION, 0, "section is not aligned in the file");
	want.build_id = vsi_image_build_id(&p->image, &want.build_id_size);
	if (!vsi_table_open((const void *)shdr->sh_addr, shdr->sh_size, &want,
			    &p->table, &p->fault))
		return -ENOEXEC;
	return 0;
}

/* One such instruction decides for its whole section, so they are looked for first. */
static bool switches_mode(const struct plan *p, const struct run *run)
{
	u32 i;

	for (i = run->first; i < run->behind; i++)
		if (vsi_arch_switches_mode(&p->table.entries[i]))
			return true;
	return false;
}

static int find_run(struct plan *p, struct run *run, u32 first)
{
	const struct vsi_table_entry *entries = p->table.entries;
	unsigned int section = entries[first].section;
	int shndx;

	memset(run, 0, sizeof(*run));
	run->first = first;
	run->behind = first + 1;
	while (run->behind < p->table.header->count && entries[run->behind].section == section)
		run->behind++;
	run->section.name = vsi_table_section(&p->table, section);
	run->keep = switches_mode(p, run);
	shndx = vsi_image_find(&p->image, run->section.name);
	if (shndx == VSI_IMAGE_AMBIGUOUS)
		return refuse(p, run->section.name, entries[first].offset,
			      "module has two sections of this name");
	if (shndx && __test_and_set_bit(shndx, p->seen))
		return refuse(p, run->section.name, entries[first].offset,
			      "table names this section twice");
	if (!shndx)
		return 0;
	if (!IS_ALIGNED(p->image.sechdrs[shndx].sh_addr, sizeof(u32)))
		return refuse(p, run->section.name, 0, "section is not aligned in memory");
	vsi_image_section(&p->image, shndx, &run->section);
	return 0;
}

static void widen(struct vsi_text *text, unsigned long addr, unsigned int width)
{
	if (!text->end || addr < text->start)
		text->start = addr;
	text->end = max(text->end, addr + width);
}

static int plan_trap(struct plan *p, const struct run *run, const struct vsi_insn *insn,
		     u32 offset)
{
	struct vsi_served *served = p->served;
	struct vsi_site *site = &served->sites[served->nr_sites];
	int ret;

	site->addr = (unsigned long)run->section.bytes + offset;
	site->orig = insn->word;
	ret = vsi_arch_plan_trap(site, insn, served->nr_sites);
	if (ret)
		return ret;
	widen(within_module_init(site->addr, served->mod) ? &served->init : &served->core,
	      site->addr, insn->width);
	served->nr_sites++;
	served->counts.trap++;
	served->counts.native++;
	return 0;
}

static int plan_site(struct plan *p, const struct run *run, struct vsi_arch_cursor *cursor,
		     u32 offset, const struct vsi_insn *insn)
{
	p->served->counts.sites++;
	if (run->keep || vsi_policy_action(insn->class) == VSI_KEEP ||
	    !vsi_arch_can_trap(cursor, &run->section, offset, insn)) {
		p->served->counts.keep++;
		return 0;
	}
	return plan_trap(p, run, insn, offset);
}

static int plan_run(struct plan *p, const struct run *run)
{
	const struct vsi_table_entry *entry;
	struct vsi_arch_cursor cursor = { };
	struct vsi_insn insn;
	const char *problem;
	u32 i, mapped = 0;
	int ret = 0;

	for (i = run->first; i < run->behind && !ret; i++) {
		entry = &p->table.entries[i];
		problem = vsi_verify_entry(entry, &run->section, &mapped, &insn);
		if (problem)
			ret = refuse(p, run->section.name, entry->offset, problem);
		else
			ret = plan_site(p, run, &cursor, entry->offset, &insn);
	}
	return ret;
}

static int plan_entries(struct plan *p)
{
	u32 next = 0;
	struct run run;
	int ret = 0;

	while (next < p->table.header->count && !ret) {
		ret = find_run(p, &run, next);
		if (!ret)
			ret = plan_run(p, &run);
		next = run.behind;
		cond_resched();
	}
	return ret;
}

static int plan_table(struct plan *p)
{
	const struct vsi_table_header *header = p->table.header;
	int ret;

	p->seen = bitmap_zalloc(p->image.hdr->e_shnum, GFP_KERNEL);
	p->served = vsi_served_alloc(p->image.mod, header->count);
	ret = vsi_image_map(&p->image);
	if (!p->seen || !p->served)
		ret = -ENOMEM;
	if (!ret) {
		p->served->build_id_size = header->build_id_size;
		memcpy(p->served->build_id, header->build_id, header->build_id_size);
		ret = plan_entries(p);
	}
	vsi_image_unmap(&p->image);
	bitmap_free(p->seen);
	if (ret && p->served)
		vsi_served_discard(p->served);
	return ret;
}

/**
 * vsi_plan() - find the module's table, verify it and prepare every site
 * @hdr:     of the module that is being loaded
 * @sechdrs: its section headers
 * @mod:     the module
 * @served:  set to its record, or NULL when there is nothing to serve
 *
 * Changes nothing in the module.  On failure one message has named module,
 * section, offset and reason.
 *
 * Context: the loader's path before module_finalize(); sleeps.
 * Return: 0; -ENOEXEC when the table is not sound or not true of the module;
 * -ENOMEM; -ENOSPC when no thunk is left.
 */
int vsi_plan(const Elf_Ehdr *hdr, const Elf_Shdr *sechdrs, struct module *mod,
	     struct vsi_served **served)
{
	struct plan p = { .image = { .hdr = hdr, .sechdrs = sechdrs, .mod = mod } };
	int shndx, ret;

	*served = NULL;
	if (!vsi_policy_serves())
		return 0;
	shndx = vsi_image_find(&p.image, VSI_TABLE_SECTION);
	if (!shndx)
		return 0;
	if (shndx == VSI_IMAGE_AMBIGUOUS)
		ret = refuse(&p, VSI_TABLE_SECTION, 0, "module has two tables");
	else
		ret = open_table(&p, shndx);
	if (!ret && p.table.header->count)
		ret = plan_table(&p);
	if (ret)
		return report(&p, ret);
	*served = p.served;
	return 0;
}

static void refuse_site(const struct vsi_image *image, struct vsi_served *served,
			struct vsi_site *site)
{
	u32 offset;
	const char *section = vsi_image_locate(image, site->addr, &offset);

	pr_warn("%s: %s+0x%x: the kernel has changed 0x%08x meanwhile, left alone\n",
		served->mod->name, section, offset, site->orig);
	site->addr = 0;
	served->counts.trap--;
	served->counts.native--;
	served->counts.refused++;
}

/**
 * vsi_store() - substitute what was planned
 * @hdr:     of the module that is being loaded
 * @sechdrs: its section headers
 * @served:  from vsi_plan()
 *
 * Cannot fail.
 *
 * Context: the loader's path after module_finalize(), text still writable.
 */
void vsi_store(const Elf_Ehdr *hdr, const Elf_Shdr *sechdrs, struct vsi_served *served)
{
	const struct vsi_image image = { .hdr = hdr, .sechdrs = sechdrs, .mod = served->mod };
	struct vsi_site *site;

	for (site = served->sites; site < served->sites + served->nr_sites; site++) {
		if (vsi_arch_read_text(site->addr) == site->orig)
			vsi_arch_write_text(site->addr, site->word);
		else
			refuse_site(&image, served, site);
	}
}
