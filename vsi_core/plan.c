// SPDX-License-Identifier: GPL-2.0
/*
 * Planning, the half of serving a module that can fail.  It changes nothing in
 * the module but its own reserve for veneers.  store.c has the other half.
 *
 * Called in the loader's path only, for any number of modules at once; works
 * on nothing that is shared.
 */
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include <linux/sort.h>
#include <linux/string.h>
#include "backend.h"
#include "events.h"
#include "plan.h"
#include "table.h"

/* The loader's path is told so and plans again without branches. */
#define NO_ROOM		(-EAGAIN)
/* Only a caller that may sleep can know. */
#define LATER		(-EAGAIN)

/**
 * vsi_plan_refuse() - the module is not loaded, and why
 * @p:       the plan
 * @section: of the module, or of the table
 * @offset:  in it
 * @reason:  a phrase without a full stop
 *
 * Context: as vsi_plan().
 * Return: -ENOEXEC.
 */
int vsi_plan_refuse(struct vsi_plan *p, const char *section, u32 offset, const char *reason)
{
	p->fault = (struct vsi_fault){ section, offset, reason };
	return -ENOEXEC;
}

/* Names of sections come from the module: escape what is not printable. */
static void report_fault(const struct vsi_plan *p)
{
	const struct vsi_fault *fault = &p->fault;
	const char *name = p->image.mod->name;
	const char *file = p->from_file ? p->file : "";

	if (fault->section == file)
		pr_err("%s: %s+0x%x: %s\n", name, file, fault->offset, fault->reason);
	else
		pr_err("%s: %s%s%*pE+0x%x: %s\n", name, file, *file ? ": " : "",
		       (int)strnlen(fault->section, 64), fault->section, fault->offset,
		       fault->reason);
}

static void report(struct vsi_plan *p, int ret)
{
	const char *name = p->image.mod->name;

	vsi_served_count_refusal();
	if (ret == -ENOEXEC || ret == -EPERM || ret == -EBUSY) {
		report_fault(p);
	} else {
		vsi_plan_refuse(p, "", 0, ret == -ENOSPC ?
				"too many different registers are accessed" : "out of memory");
		pr_err("%s: not %s: %s (%d)\n", name,
		       p->image.mod->state == MODULE_STATE_LIVE ? "served" : "loaded",
		       p->fault.reason, ret);
	}
	vsi_event_refused(name, &p->fault);
}

static void set_build_id(struct vsi_plan *p)
{
	struct vsi_served *served = p->served;
	const u8 *build_id;
	u32 size = 0;

	if (!p->image.hdr)
		return;
	build_id = vsi_image_build_id(&p->image, &size);
	if (!build_id || size > VSI_BUILD_ID_MAX)
		return;
	served->build_id_size = size;
	memcpy(served->build_id, build_id, size);
}

/* Only a module that has something to serve gets a record. */
static int need_served(struct vsi_plan *p)
{
	if (p->served)
		return 0;
	p->served = vsi_served_alloc(p->image.mod, p->gfp);
	if (!p->served)
		return -ENOMEM;
	p->served->policy = p->policy;
	p->last_way = &p->served->ways;
	set_build_id(p);
	return 0;
}

/* An action that the policy names is followed to the letter. */
static bool may_adapt(const struct vsi_policy *policy, const struct vsi_insn *insn)
{
	return policy->profile == VSI_PROFILE_AUTO &&
	       policy->actions[insn->class] == VSI_POLICY_BY_ROW;
}

static int init_way(struct vsi_plan *p, struct vsi_way *way, bool conditional)
{
	const struct vsi_want want = {
		.action = vsi_policy_resolve(&p->policy, &way->insn),
		.carrier = p->carrier,
		.adapt = may_adapt(&p->policy, &way->insn),
		.may_sleep = p->may_sleep,
		.no_literal = p->no_literal,
		.no_branch = p->no_branch,
		.asked = p->asked,
		.deprivileged = p->policy.profile == VSI_PROFILE_DEPRIVILEGED,
		.conditional = conditional,
	};
	int ret = need_served(p);

	if (ret)
		return ret;
	if (want.action == VSI_DENY)
		return -EPERM;
	ret = vsi_arch_way_init(way, &want);
	if (ret)
		return ret;
	p->nr_unasked += way->unasked;
	way->stores |= way->excepts;
	way->delicate = way->stores | way->aborts | way->switches_mode | way->minds_condition;
	way->nr_words = vsi_arch_veneer_words(way);
	way->is_site = way->carrier != VSI_CARRIER_NONE || way->action == VSI_GUARD;
	*p->last_way = way;
	p->last_way = &way->next;
	return 0;
}

/**
 * vsi_plan_new_way() - decode a word and prepare how it is treated
 * @p:    the plan
 * @isa:  enum vsi_isa
 * @word: one that vsi_plan_way() did not find
 *
 * Context: as vsi_plan().
 * Return: as vsi_plan_way().
 */
struct vsi_way *vsi_plan_new_way(struct vsi_plan *p, unsigned int isa, u32 word)
{
	struct vsi_way *way = kzalloc(sizeof(*way), p->gfp);
	struct vsi_way **bucket = vsi_plan_bucket(p, word);
	int ret = 0;

	if (!way)
		return ERR_PTR(-ENOMEM);
	if (vsi_decode(isa, word, &way->insn)) {
		ret = init_way(p, way, false);
	} else {
		way->insn = (struct vsi_insn){ .word = word, .isa = isa };
		way->next = p->innocuous;
		p->innocuous = way;
	}
	if (ret) {
		kfree(way);
		return ERR_PTR(ret);
	}
	way->chain = *bucket;
	*bucket = way;
	return way;
}

/* The same instruction where its condition keeps it from being treated as elsewhere. */
static struct vsi_way *conditional_way(struct vsi_plan *p, struct vsi_way *way)
{
	struct vsi_way *other = way->conditional;
	int ret;

	if (other)
		return other;
	other = kzalloc(sizeof(*other), p->gfp);
	if (!other)
		return ERR_PTR(-ENOMEM);
	other->insn = way->insn;
	ret = init_way(p, other, true);
	if (ret) {
		kfree(other);
		return ERR_PTR(ret);
	}
	way->conditional = other;
	return other;
}

/**
 * vsi_plan_way_error() - name the place of an instruction that has no way
 * @p:       the plan
 * @way:     what vsi_plan_way() answered, an ERR_PTR
 * @section: where the instruction stands
 * @offset:  in it
 *
 * Context: as vsi_plan().
 * Return: the error.
 */
int vsi_plan_way_error(struct vsi_plan *p, const struct vsi_way *way, const char *section,
		       u32 offset)
{
	if (PTR_ERR(way) == -EPERM)
		vsi_plan_refuse(p, section, offset, "denied by the policy");
	return PTR_ERR(way);
}

/**
 * vsi_plan_enter() - begin with a section
 * @p:     the plan
 * @spot:  filled in but for the section's name
 * @shndx: of the section, one with contents
 *
 * Context: as vsi_plan().
 */
void vsi_plan_enter(struct vsi_plan *p, struct vsi_spot *spot, unsigned int shndx)
{
	memset(spot, 0, sizeof(*spot));
	vsi_image_section(&p->image, shndx, &spot->section);
	spot->section.name = vsi_image_name(&p->image, shndx);
	spot->half = within_module_init((unsigned long)spot->section.bytes, p->image.mod);
}

/* The first site of a section is met. */
static void enter_text(struct vsi_plan *p, struct vsi_spot *spot)
{
	struct vsi_text *text = spot->half ? &p->served->init : &p->served->core;

	spot->text = text;
	spot->first = text->nr_sites;
	/* within a section they come by ascending offset */
	if (text->nr_sites)
		p->unsorted |= (unsigned long)spot->section.bytes <
			       text->sites[text->nr_sites - 1].addr;
}

static int resize(struct vsi_plan *p, struct vsi_text *text, u32 capacity)
{
	struct vsi_site *sites = kvmalloc_array(capacity, sizeof(*sites), p->gfp);

	if (!sites)
		return -ENOMEM;
	if (text->nr_sites)
		memcpy(sites, text->sites, text->nr_sites * sizeof(*sites));
	kvfree(text->sites);
	text->sites = sites;
	return 0;
}

/**
 * vsi_plan_grow() - room for more sites
 * @p:    the plan
 * @text: whose array is full
 * @half: 0 core, 1 init
 *
 * Context: as vsi_plan().
 * Return: 0 or -ENOMEM.
 */
int vsi_plan_grow(struct vsi_plan *p, struct vsi_text *text, unsigned int half)
{
	u32 capacity = p->capacity[half] * 2 ?: 32;
	int ret = resize(p, text, capacity);

	if (!ret)
		p->capacity[half] = capacity;
	return ret;
}

static void keep_site(struct vsi_plan *p, struct vsi_way *way, const struct vsi_spot *spot,
		      u32 offset, enum vsi_kept why)
{
	vsi_way_keep(way, why);
	vsi_event_kept(p->image.mod->name, spot->section.name, offset, why);
}

/* Code of this section runs where no exception is served: also before this instruction. */
static void calm_down(struct vsi_plan *p, struct vsi_spot *spot, struct vsi_text *text)
{
	const unsigned long start = (unsigned long)spot->section.bytes;
	u32 i, n = spot->first;

	for (i = spot->first; i < text->nr_sites; i++) {
		const struct vsi_site *site = &text->sites[i];

		if (site->way->excepts && !site->way->any_mode)
			keep_site(p, (struct vsi_way *)site->way, spot, site->addr - start,
				  VSI_KEPT_MODE);
		else
			text->sites[n++] = *site;
	}
	text->nr_sites = n;
	spot->calm = true;
}

/* What keeps the instruction where it stands; VSI_NR_KEPT when nothing does. */
static enum vsi_kept misfit(struct vsi_plan *p, const struct vsi_way *way, struct vsi_spot *spot,
			    u32 offset)
{
	if (spot->calm && way->excepts && !way->any_mode)
		return VSI_KEPT_MODE;
	if (way->stores && !vsi_arch_may_except(&spot->cursor, &spot->section, offset))
		return VSI_KEPT_EXCLUSIVE;
	if (way->aborts &&
	    vsi_arch_has_fixup(p->image.mod, (unsigned long)spot->section.bytes + offset))
		return VSI_KEPT_FIXUP;
	return VSI_NR_KEPT;
}

/* An instruction that is delicate: false when it is left alone. */
static bool fits(struct vsi_plan *p, struct vsi_way *way, struct vsi_spot *spot, u32 offset)
{
	enum vsi_kept why;

	if (way->switches_mode && !spot->calm)
		calm_down(p, spot, spot->text);
	if (!way->is_site)
		return false;
	why = misfit(p, way, spot, offset);
	if (why == VSI_NR_KEPT)
		return true;
	keep_site(p, way, spot, offset, why);
	return false;
}

static int plan_delicate(struct vsi_plan *p, struct vsi_way *way, struct vsi_spot *spot, u32 offset)
{
	if (way->minds_condition &&
	    !vsi_arch_fits_condition(way, &spot->cursor, &spot->section, offset)) {
		way = conditional_way(p, way);
		if (IS_ERR(way))
			return PTR_ERR(way);
	}
	way->count++;
	if (!spot->text)
		enter_text(p, spot);
	return fits(p, way, spot, offset) ? vsi_plan_push(p, way, spot, offset) : 0;
}

/**
 * vsi_plan_site() - one instruction of the module
 * @p:      the plan
 * @way:    how it is treated
 * @spot:   the section it stands in; offsets come in ascending order
 * @offset: in the section
 *
 * Context: as vsi_plan().
 * Return: 0, -ENOMEM, or -ENOSPC when no thunk is left.
 */
int vsi_plan_site(struct vsi_plan *p, struct vsi_way *way, struct vsi_spot *spot, u32 offset)
{
	if (way->delicate)
		return plan_delicate(p, way, spot, offset);
	way->count++;
	if (!spot->text)
		enter_text(p, spot);
	return way->is_site ? vsi_plan_push(p, way, spot, offset) : 0;
}

static int compare_sites(const void *a, const void *b)
{
	const struct vsi_site *l = a, *r = b;

	return l->addr < r->addr ? -1 : l->addr > r->addr;
}

static int order(struct vsi_plan *p, struct vsi_text *text, unsigned int half)
{
	const struct vsi_site *last;

	/* an array that is all but full may stay */
	if (p->capacity[half] - text->nr_sites > text->nr_sites / 8 &&
	    resize(p, text, text->nr_sites))
		return -ENOMEM;
	if (p->unsorted)
		sort(text->sites, text->nr_sites, sizeof(*text->sites), compare_sites, NULL);
	last = &text->sites[text->nr_sites - 1];
	text->start = text->sites[0].addr;
	text->end = last->addr + last->way->insn.width;
	return 0;
}

/* The module's own reserve, which goes when the module goes. */
static u32 *own_room(struct vsi_plan *p, unsigned int half)
{
	const char *name = half ? VSI_VENEER_INIT_SECTION : VSI_VENEER_SECTION;
	struct vsi_section section;
	int shndx;

	if (!p->image.hdr)
		return NULL;
	shndx = vsi_image_find(&p->image, name);
	if (shndx <= 0)
		return NULL;
	vsi_image_section(&p->image, shndx, &section);
	if (!section.exec || section.size / sizeof(u32) < p->nr_words[half] ||
	    !IS_ALIGNED((unsigned long)section.bytes, sizeof(u32)) ||
	    within_module_init((unsigned long)section.bytes, p->image.mod) != half)
		return NULL;
	return (u32 *)section.bytes;
}

/* @code is where the veneers are written, @at where they are executed. */
static int encode(struct vsi_plan *p, struct vsi_text *text, unsigned int half, u32 *code,
		  void *at)
{
	return vsi_arch_encode(text->sites, text->nr_sites, code, (unsigned long)at,
			       p->nr_words[half]) ? 0 : NO_ROOM;
}

static int encode_branches(struct vsi_plan *p, struct vsi_text *text, unsigned int half)
{
	u32 *room = own_room(p, half), *map;
	int ret;

	if (room && !p->sealed)
		return encode(p, text, half, room, room);
	if (!room) {
		room = vsi_arch_room_get(p->nr_words[half]);
		if (!room)
			return NO_ROOM;
		text->room = room;
		text->room_words = p->nr_words[half];
	}
	map = vsi_arch_room_map(room, p->nr_words[half], p->may_sleep);
	if (!map)
		return NO_ROOM;
	ret = encode(p, text, half, map, room);
	vsi_arch_room_unmap(room, map, p->nr_words[half]);
	return ret;
}

static int link_text(struct vsi_plan *p, struct vsi_text *text, unsigned int half)
{
	int ret;

	if (!text->nr_sites)
		return 0;
	ret = order(p, text, half);
	if (ret)
		return ret;
	return p->nr_words[half] ? encode_branches(p, text, half)
				 : encode(p, text, half, NULL, NULL);
}

/* Once for each word of a module: what is planned again is not counted before. */
static void count_dispute(struct vsi_served *served, const struct vsi_way *way)
{
	pr_warn("%s: 0x%08x: left alone, the second decoder differs about: %s\n",
		served->mod->name, way->insn.word, way->dispute);
	served->counts.disagreements += way->count;
}

/* All else that keeps an instruction is no choice of the user's, and no work of another's. */
#define KEPT_KNOWINGLY	(BIT(VSI_KEPT_POLICY) | BIT(VSI_KEPT_SECOND) | BIT(VSI_KEPT_APPLIED))

/* A wait that is none does no harm. */
static bool is_lost(const struct vsi_way *way)
{
	return way->why & ~KEPT_KNOWINGLY && way->insn.class != VSI_CLASS_EVENT &&
	       vsi_insn_is_silent(&way->insn);
}

/* Where nothing would tell that it does not do what it means: once for each word. */
static void tell_lost(const struct vsi_served *served)
{
	const struct vsi_way *way;

	for (way = served->ways; way; way = way->next)
		if (is_lost(way))
			pr_warn("%s: 0x%08x: left alone, but user mode does not do it: %s\n",
				served->mod->name, way->insn.word, vsi_insn_text(&way->insn));
}

static void count_ways(struct vsi_served *served)
{
	struct vsi_counts *counts = &served->counts;
	const struct vsi_way *way;

	for (way = served->ways; way; way = way->next) {
		counts->sites += way->count;
		counts->actions[VSI_KEEP] += way->kept;
		counts->actions[way->action] += way->count - way->kept;
		counts->carriers[way->carrier] += way->count - way->kept;
		if (way->dispute)
			count_dispute(served, way);
	}
}

static int link_all(struct vsi_plan *p)
{
	int ret = link_text(p, &p->served->core, 0);

	if (!ret)
		ret = link_text(p, &p->served->init, 1);
	if (!ret)
		count_ways(p->served);
	if (!ret && p->policy.profile == VSI_PROFILE_DEPRIVILEGED)
		tell_lost(p->served);
	return ret;
}

static int plan_embedded(struct vsi_plan *p, int shndx)
{
	const Elf_Shdr *shdr = &p->image.sechdrs[shndx];

	if (shndx == VSI_IMAGE_AMBIGUOUS)
		return vsi_plan_refuse(p, VSI_TABLE_SECTION, 0, "module has two tables");
	if (!IS_ALIGNED(shdr->sh_addr, sizeof(u32)))
		return vsi_plan_refuse(p, VSI_TABLE_SECTION, 0,
				       "section is not aligned in the file");
	return vsi_plan_table(p, VSI_TABLE_SECTION, (const void *)shdr->sh_addr, shdr->sh_size);
}

static void forget_ways(struct vsi_plan *p)
{
	struct vsi_way *way, *next;

	for (way = p->innocuous; way; way = next) {
		next = way->next;
		kfree(way);
	}
	p->innocuous = NULL;
	memset(p->ways, 0, sizeof(p->ways));
}

static void start_over(struct vsi_plan *p)
{
	if (p->served)
		vsi_served_discard(p->served);
	p->served = NULL;
	p->unsorted = false;
	p->nr_unasked = 0;
	memset(p->capacity, 0, sizeof(p->capacity));
	memset(p->nr_words, 0, sizeof(p->nr_words));
	forget_ways(p);
}

/*
 * A table beside the module comes before what is discovered, but it can only
 * list what the text holds: no file is asked for when that is nothing.
 */
static int find_without_table(struct vsi_plan *p, enum vsi_source *source)
{
	int ret = vsi_plan_text(p);
	int exists;

	*source = VSI_SOURCE_DISCOVERED;
	if (!p->served || !vsi_files_wanted())
		return ret;
	if (!p->may_sleep)
		return LATER;
	exists = vsi_file_exists(p);
	if (exists <= 0)
		return exists ?: ret;
	start_over(p);
	*source = VSI_SOURCE_EXTERNAL;
	return vsi_plan_file(p);
}

/* In order of trust. */
static int find_sites(struct vsi_plan *p)
{
	int shndx = p->image.hdr ? vsi_image_find(&p->image, VSI_TABLE_SECTION) : 0;
	enum vsi_source source = VSI_SOURCE_EMBEDDED;
	int ret;

	if (!p->image.hdr) {
		source = VSI_SOURCE_DISCOVERED;
		ret = vsi_plan_memory(p);
	} else if (shndx) {
		ret = plan_embedded(p, shndx);
	} else {
		ret = find_without_table(p, &source);
	}
	if (p->served)
		p->served->source = source;
	return ret;
}

/* About all words at once.  Where there is no memory it promises nothing. */
static void ask_hypervisor(struct vsi_plan *p)
{
	struct vsi_query *queries = kcalloc(p->nr_unasked, sizeof(*queries), GFP_KERNEL);
	const struct vsi_way *way;
	unsigned int n = 0;

	p->asked = true;
	if (!queries)
		return;
	for (way = p->served->ways; way; way = way->next)
		if (way->unasked)
			vsi_arch_query(&way->insn, &queries[n++]);
	vsi_backend_ask(queries, n);
	kfree(queries);
}

/* What the hypervisor promises decides how large veneers are, so it is all done again. */
static int find_promised_sites(struct vsi_plan *p)
{
	int ret = find_sites(p);

	if (ret || !p->nr_unasked)
		return ret;
	ask_hypervisor(p);
	start_over(p);
	return find_sites(p);
}

static int plan_once(struct vsi_plan *p)
{
	int ret = find_promised_sites(p);

	if (!ret && p->served)
		ret = link_all(p);
	if (ret)
		start_over(p);
	forget_ways(p);
	return ret;
}

static int plan_image(struct vsi_plan *p)
{
	int ret = plan_once(p);

	/* a branch reaches farther than a load */
	if (ret == NO_ROOM && p->may_sleep && VSI_HAS_LITERALS) {
		p->no_literal = true;
		ret = plan_once(p);
	}
	if (ret == NO_ROOM && p->may_sleep) {
		p->no_branch = true;
		ret = plan_once(p);
	}
	vsi_image_unmap(&p->image);
	return ret;
}

/* What a caller that may sleep could have is worth a second call. */
static int plan_module(struct vsi_plan *p, struct vsi_served **served)
{
	int ret;

	*served = NULL;
	p->carrier = vsi_policy_carrier();
	p->gfp = p->may_sleep ? GFP_KERNEL : GFP_ATOMIC | __GFP_NOWARN;
	vsi_policy_of(p->image.mod->name, &p->policy);
	if (p->policy.profile == VSI_PROFILE_OFF)
		return 0;
	ret = plan_image(p);
	if (!p->may_sleep && (ret == -ENOMEM || ret == NO_ROOM))
		return -EAGAIN;
	if (ret)
		report(p, ret);
	vsi_file_release(p);
	*served = p->served;
	return ret;
}

/**
 * vsi_plan() - find the module's instructions and prepare every site
 * @hdr:       of the module that is being loaded
 * @sechdrs:   its section headers
 * @mod:       the module
 * @may_sleep: the caller is not atomic
 * @served:    set to its record, or NULL when there is nothing to serve
 *
 * On failure one message has named module, section, offset and reason; -EAGAIN
 * comes without.
 *
 * Context: the loader's path before module_finalize(); sleeps if it may.
 * Return: 0; -ENOEXEC when a table is not sound or not true of the module;
 * -EPERM when the policy denies an instruction of it; -ENOMEM; -ENOSPC when no
 * thunk is left; -EAGAIN when it takes a caller that may sleep: there is no
 * memory, no room for veneers, or perhaps a table in a file.
 */
int vsi_plan(const Elf_Ehdr *hdr, const Elf_Shdr *sechdrs, struct module *mod, bool may_sleep,
	     struct vsi_served **served)
{
	struct vsi_plan p = {
		.image = { .hdr = hdr, .sechdrs = sechdrs, .mod = mod },
		.may_sleep = may_sleep,
		/* only the hook before it is atomic */
		.finalized = VSI_FINALIZE_FIRST && may_sleep,
	};

	return plan_module(&p, served);
}

/**
 * vsi_plan_coming() - as vsi_plan(), of a module that is coming
 * @hdr:     of the module
 * @sechdrs: its section headers
 * @mod:     the module
 * @served:  set to its record, or NULL when there is nothing to serve
 *
 * Context: the module notifier; sleeps.
 * Return: as vsi_plan().
 */
int vsi_plan_coming(const Elf_Ehdr *hdr, const Elf_Shdr *sechdrs, struct module *mod,
		    struct vsi_served **served)
{
	struct vsi_plan p = {
		.image = { .hdr = hdr, .sechdrs = sechdrs, .mod = mod },
		.may_sleep = true,
		.sealed = true,
		.finalized = true,
	};

	return plan_module(&p, served);
}

/**
 * vsi_plan_live() - as vsi_plan(), of a module that is loaded already
 * @mod:    the module
 * @served: set to its record, or NULL when there is nothing to serve
 *
 * Context: process; sleeps.  The module cannot go.
 * Return: as vsi_plan(); -EBUSY when a kprobe stands in the module's code.
 */
int vsi_plan_live(struct module *mod, struct vsi_served **served)
{
	struct vsi_plan p = {
		.image = { .mod = mod },
		.may_sleep = true,
		.sealed = true,
		.finalized = true,
	};

	return plan_module(&p, served);
}
