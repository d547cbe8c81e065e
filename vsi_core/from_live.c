// SPDX-License-Identifier: GPL-2.0
/*
 * Locations in a module that is loaded already: its file is gone, but the
 * kernel keeps the symbols of its code, mapping symbols among them.  Only
 * what a function's symbol covers is taken for code.
 *
 * Called for a module that cannot go meanwhile; sleeps.
 */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sort.h>
#include "compat.h"
#include "plan.h"

/* A function's code in the section, [start, end). */
struct function {
	u32 start;
	u32 end;
};

struct live {
	const struct mod_kallsyms *syms;
	struct vsi_mapping *maps;
	struct function *functions;
	u32 nr_maps;
	u32 nr_functions;
};

static bool covers(const struct vsi_section *text, const Elf_Sym *sym)
{
	return sym->st_value - (unsigned long)text->bytes < text->size;
}

static void take_map(struct live *live, const struct vsi_section *text, u32 i)
{
	const Elf_Sym *sym = &live->syms->symtab[i];
	int isa = vsi_mapping_symbol(live->syms->strtab + sym->st_name);

	if (isa == VSI_MAPPING_NONE)
		return;
	if (live->maps)
		live->maps[live->nr_maps] = (struct vsi_mapping){
			.offset = sym->st_value - (unsigned long)text->bytes,
			.symbol = i,
			.isa = isa,
		};
	live->nr_maps++;
}

/* Bit 0 of a function's value says that it is T32. */
static void take_function(struct live *live, const struct vsi_section *text, const Elf_Sym *sym)
{
	const u32 start = (sym->st_value & ~1ul) - (unsigned long)text->bytes;

	if (ELF_ST_TYPE(sym->st_info) != STT_FUNC || !sym->st_size)
		return;
	if (live->functions)
		live->functions[live->nr_functions] = (struct function){
			.start = start,
			.end = start + min_t(u32, sym->st_size, text->size - start),
		};
	live->nr_functions++;
}

static void take_symbols(struct live *live, const struct vsi_section *text)
{
	const Elf_Sym *sym;
	u32 i;

	live->nr_maps = 0;
	live->nr_functions = 0;
	for (i = 1; i < live->syms->num_symtab; i++) {
		sym = &live->syms->symtab[i];
		if (!covers(text, sym))
			continue;
		take_map(live, text, i);
		take_function(live, text, sym);
	}
}

static int compare_functions(const void *a, const void *b)
{
	const struct function *l = a, *r = b;

	return l->start < r->start ? -1 : l->start > r->start;
}

static int collect(struct live *live, struct vsi_section *text)
{
	take_symbols(live, text);
	live->maps = kvcalloc(live->nr_maps ?: 1, sizeof(*live->maps), GFP_KERNEL);
	live->functions = kvcalloc(live->nr_functions ?: 1, sizeof(*live->functions), GFP_KERNEL);
	if (!live->maps || !live->functions)
		return -ENOMEM;
	take_symbols(live, text);
	sort(live->maps, live->nr_maps, sizeof(*live->maps), vsi_mapping_compare, NULL);
	sort(live->functions, live->nr_functions, sizeof(*live->functions), compare_functions,
	     NULL);
	text->maps = live->maps;
	text->nr_maps = live->nr_maps;
	return 0;
}

/* One that has replaced a sensitive instruction would bring it back one day. */
static int find_kprobe(struct vsi_plan *p, const struct vsi_section *text, unsigned int isa,
		       u32 from, u32 to)
{
	/* of the shortest instruction */
	const unsigned int step = vsi_insn_width(isa, 0);
	struct vsi_insn insn;
	u32 word;

	for (; from + step <= to; from += step) {
		if (!vsi_arch_kprobe((unsigned long)text->bytes + from, &word) ||
		    !vsi_decode(isa, word, &insn))
			continue;
		vsi_plan_refuse(p, text->name, from, "a kprobe stands here");
		return -EBUSY;
	}
	return 0;
}

static int plan_stretch(struct vsi_plan *p, struct vsi_spot *spot, unsigned int isa, u32 from,
			u32 to)
{
	return find_kprobe(p, &spot->section, isa, from, to) ?:
	       vsi_plan_code(p, spot, isa, from, to);
}

/* Code among [from, to), as mapping symbols tell; *map only ever moves forward. */
static int plan_range(struct vsi_plan *p, struct vsi_spot *spot, u32 from, u32 to, u32 *map)
{
	const struct vsi_section *text = &spot->section;
	int ret = 0;
	u32 next;

	while (from < to && !ret) {
		while (*map < text->nr_maps && text->maps[*map].offset <= from)
			++*map;
		next = *map < text->nr_maps ? min(to, text->maps[*map].offset) : to;
		if (*map && text->maps[*map - 1].isa != VSI_MAPPING_DATA)
			ret = plan_stretch(p, spot, text->maps[*map - 1].isa, from, next);
		from = next;
	}
	return ret;
}

/* Symbols may be aliases of one function, or lie inside another. */
static int plan_all(struct vsi_plan *p, struct vsi_spot *spot, const struct live *live)
{
	const struct function *f;
	u32 done = 0, map = 0;
	int ret = 0;

	for (f = live->functions; f < live->functions + live->nr_functions && !ret; f++) {
		if (f->end <= done)
			continue;
		ret = plan_range(p, spot, max(f->start, done), f->end, &map);
		done = f->end;
		cond_resched();
	}
	return ret;
}

static int plan_half(struct vsi_plan *p, unsigned int half, struct vsi_module_text text)
{
	struct vsi_spot spot = {
		.section = {
			.name = "text", .bytes = text.base, .size = text.size, .exec = true,
		},
		.half = half,
	};
	struct live live = {
		.syms = rcu_dereference_protected(p->image.mod->kallsyms, true),
	};
	int ret;

	if (!text.size)
		return 0;
	ret = collect(&live, &spot.section);
	if (!ret)
		ret = plan_all(p, &spot, &live);
	kvfree(live.maps);
	kvfree(live.functions);
	return ret;
}

/**
 * vsi_plan_memory() - plan what the text of a loaded module holds
 * @p: the plan; its image is but the module
 *
 * Context: process; sleeps.  The module cannot go.
 * Return: 0, or an error of vsi_plan().
 */
int vsi_plan_memory(struct vsi_plan *p)
{
	const struct module *mod = p->image.mod;
	int ret;

	ret = plan_half(p, 0, vsi_module_core_text(mod));
	if (!ret && mod->state != MODULE_STATE_LIVE)
		ret = plan_half(p, 1, vsi_module_init_text(mod));
	return ret;
}
