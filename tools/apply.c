// SPDX-License-Identifier: GPL-2.0
/*
 * A hypervisor's words in the code of a module, before it is loaded: what vsi.ko does
 * while it loads one, for modules that it does not load, as itself.  The table keeps the
 * instructions, and says which of them have been replaced.
 *
 * Works on the bytes of the file in memory.
 */
#include "apply.h"
#include "report.h"
#include "table_open.h"
#include "../vsi_arm/a32_svc.h"
#include "../vsi_arm/exclusive.h"

static const struct apply_backend backends[] = {
	{ "svc", EM_ARM, VSI_ENTRY_SVC, a32_svc_encode },
};

/**
 * apply_backend_find() - a backend by its name
 * @name: what the user wrote
 *
 * Return: NULL when no backend of this name has words.
 */
const struct apply_backend *apply_backend_find(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(backends) / sizeof(backends[0]); i++)
		if (!strcmp(backends[i].name, name))
			return &backends[i];
	return NULL;
}

/* The section's bytes are those of the file. */
static void store(struct elf_file *f, const struct site *site, u32 word)
{
	const u8 *at = f->sections[site->section].bytes + site->offset;

	memcpy(f->data + (at - f->data), &word, sizeof(word));
}

/**
 * apply_is_applied() - does a module's table say that something has been replaced?
 * @f:     the module
 * @place: of its table
 *
 * Of a table that is not sound, as far as it has entries: one that was damaged later
 * must not pass for one of a module that is as it was built.
 *
 * Return: true when it does.
 */
bool apply_is_applied(const struct elf_file *f, const struct table_place *place)
{
	const struct elf_section *s = &f->sections[place->index];
	struct vsi_table_header h;
	struct vsi_table_entry e;
	u64 at, end;

	if (place->kind != TABLE_FINISHED || !s->bytes || s->shdr.sh_size < sizeof(h))
		return false;
	memcpy(&h, s->bytes, sizeof(h));
	at = h.entries;
	end = at + (u64)h.count * sizeof(e);
	if (end > s->shdr.sh_size)
		end = s->shdr.sh_size;
	for (; at + sizeof(e) <= end; at += sizeof(e)) {
		memcpy(&e, s->bytes + at, sizeof(e));
		if (e.flags & VSI_ENTRY_FLAGS)
			return true;
	}
	return false;
}

static void put_back(struct elf_file *f, const struct sites *named)
{
	size_t i;

	for (i = 0; i < named->nr; i++)
		if (named->v[i].applied)
			store(f, &named->v[i], named->v[i].word);
}

/**
 * apply_undo() - put back what apply_words() has replaced, by the module's table
 * @f:     the module; changed in memory
 * @place: of its table, of which apply_is_applied() holds
 *
 * Return: false after the reason was reported: the table is not sound, or not true of the
 * module.
 */
bool apply_undo(struct elf_file *f, const struct table_place *place)
{
	struct sites named = {};
	struct opened o = {};
	bool ok;

	ok = opened_embedded(&o, f, place) && table_check(f, &o.table, &named);
	if (ok)
		put_back(f, &named);
	sites_free(&named);
	opened_free(&o);
	return ok;
}

/*
 * Whoever waits for an event between a load-exclusive and its store-exclusive has found
 * that he will not store, and comes back to the load.
 */
static bool minds_exception(const struct vsi_insn *insn)
{
	return insn->class != VSI_CLASS_EVENT;
}

/**
 * struct apply_run - replacing the words of a module
 * @f:         the module
 * @backend:   whose words
 * @section:   that @exclusive is about
 * @exclusive: the walk along it
 * @replaced:  how many were
 * @ok:        no reason was reported
 */
struct apply_run {
	struct elf_file *f;
	const struct apply_backend *backend;
	u32 section;
	struct a32_exclusive exclusive;
	size_t replaced;
	bool ok;
};

static bool is_exclusive(struct apply_run *run, const struct site *site)
{
	const struct elf_section *s = &run->f->sections[site->section];

	if (run->section != site->section)
		run->exclusive = (struct a32_exclusive){};
	run->section = site->section;
	return a32_exclusive_at(&run->exclusive, s->bytes, s->shdr.sh_size & ~3u, site->offset);
}

static const char *problem_of(struct apply_run *run, const struct site *site,
			      const struct vsi_insn *insn, u32 *word)
{
	if (!run->backend->encode(insn, word))
		return vsi_insn_is_silent(insn) ? "has no word of the hypervisor's" : NULL;
	if (site->flags & (SITE_BIT(SITE_JUMP_LABEL) | SITE_BIT(SITE_FTRACE)))
		return "is changed by the kernel";
	if (is_exclusive(run, site) && minds_exception(insn))
		return "is in an exclusive sequence, which an exception breaks";
	return NULL;
}

static void apply_one(struct apply_run *run, struct site *site)
{
	const struct elf_section *s = &run->f->sections[site->section];
	const char *problem;
	struct vsi_insn insn;
	u32 word = site->word;

	if (!vsi_decode(site->isa, site->word, &insn))
		return;
	problem = problem_of(run, site, &insn, &word);
	if (problem) {
		run->ok = fail_at(run->f->path, s->name, site->offset, "0x%0*x (%s) %s",
				  site->width * 2, site->word, site_text(site), problem);
		return;
	}
	if (word == site->word)
		return;
	store(run->f, site, word);
	site->applied = run->backend->flag;
	run->replaced++;
}

/**
 * apply_words() - replace each instruction for which a hypervisor has a word
 * @f:       the module; changed in memory
 * @sites:   its sites, of which those that are replaced are marked
 * @backend: whose words
 *
 * Return: false after each reason was reported: an instruction that user mode lets pass,
 * and of which the profile "deprivileged" says that it must not, has no word.
 */
bool apply_words(struct elf_file *f, struct sites *sites, const struct apply_backend *backend)
{
	struct apply_run run = { .f = f, .backend = backend, .ok = true };
	size_t i;

	if (f->ehdr.e_machine != backend->machine)
		return fail(f->path, "backend %s has no words for this machine", backend->name);
	if (sites->nr)
		scan_flags(f, sites);
	for (i = 0; i < sites->nr; i++)
		apply_one(&run, &sites->v[i]);
	if (run.ok)
		note_verbose(f->path, "%zu instructions of %zu replaced by words of %s",
			     run.replaced, sites->nr, backend->name);
	return run.ok;
}
