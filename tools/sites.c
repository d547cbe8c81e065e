// SPDX-License-Identifier: GPL-2.0
/* Sites: keeping, finding and naming them. */
#include "scan.h"
#include "report.h"

#include <stdlib.h>

/**
 * site_compare() - order of sites, for qsort() and bsearch()
 * @a: struct site
 * @b: another
 *
 * Return: below, at or above 0 as @a comes before, with or after @b.
 */
int site_compare(const void *a, const void *b)
{
	const struct site *l = a, *r = b;

	if (l->section != r->section)
		return l->section < r->section ? -1 : 1;
	if (l->offset != r->offset)
		return l->offset < r->offset ? -1 : 1;
	return 0;
}

/**
 * sites_free() - forget all
 * @sites: left empty
 */
void sites_free(struct sites *sites)
{
	free(sites->v);
	*sites = (struct sites){};
}

/**
 * sites_find() - the site at a place
 * @sites:   sorted
 * @section: index
 * @offset:  in the section
 *
 * Return: NULL when there is none.
 */
const struct site *sites_find(const struct sites *sites, u32 section, u32 offset)
{
	const struct site key = { .section = section, .offset = offset };

	if (!sites->nr)
		return NULL;
	return bsearch(&key, sites->v, sites->nr, sizeof(key), site_compare);
}

/**
 * sites_bound() - where sites of a place on begin
 * @sites:   sorted
 * @section: index
 * @offset:  in the section
 *
 * Return: index of the first site that does not lie before the place.
 */
size_t sites_bound(const struct sites *sites, u32 section, u32 offset)
{
	const struct site key = { .section = section, .offset = offset };
	size_t low = 0, high = sites->nr, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (site_compare(&sites->v[middle], &key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool check_name(const struct elf_file *f, u32 section)
{
	const char *name = f->sections[section].name;
	size_t i;

	for (i = 1; i < f->nr_sections; i++)
		if (i != section && elf_is_code(&f->sections[i].shdr) &&
		    !strcmp(f->sections[i].name, name))
			return fail(f->path, "sections %u and %zu are both code and named %s",
				    section, i, name);
	return true;
}

/**
 * sites_check_names() - can a table name the section of each site?
 * @f:     the file
 * @sites: its sites
 *
 * A table names sections, and the kernel looks them up by their names: code
 * of the same name must not be mistaken for it.
 *
 * Return: false after the reason was reported.
 */
bool sites_check_names(const struct elf_file *f, const struct sites *sites)
{
	size_t i;

	for (i = 0; i < sites->nr; i++) {
		if (i && sites->v[i].section == sites->v[i - 1].section)
			continue;
		if (!check_name(f, sites->v[i].section))
			return false;
	}
	return true;
}

/**
 * site_text() - what the instruction of a site is
 * @site: the site
 *
 * Return: never NULL.
 */
const char *site_text(const struct site *site)
{
	struct vsi_insn insn;

	if (site->text)
		return site->text;
	return vsi_decode(site->isa, site->word, &insn) ? vsi_insn_text(&insn) : "-";
}
