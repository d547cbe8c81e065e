// SPDX-License-Identifier: GPL-2.0
/*
 * vsi table diff: what two tables say differently.  Entries are compared by
 * the names of their sections, since numbers and order of those are free.
 */
#include "table_print.h"
#include "report.h"

#include <stdio.h>
#include <stdlib.h>

/**
 * struct named - an entry
 * @section: name
 * @entry:   the entry
 */
struct named {
	const char *section;
	const struct vsi_table_entry *entry;
};

static int by_place(const void *a, const void *b)
{
	const struct named *l = a, *r = b;
	int order = strcmp(l->section, r->section);

	if (order)
		return order;
	if (l->entry->offset != r->entry->offset)
		return l->entry->offset < r->entry->offset ? -1 : 1;
	return 0;
}

static struct named *entries_of(const struct vsi_table *t)
{
	const u32 nr = t->header->count;
	struct named *v = xcalloc(nr, sizeof(*v));
	u32 i;

	for (i = 0; i < nr; i++) {
		v[i].entry = &t->entries[i];
		v[i].section = vsi_table_section(t, v[i].entry->section);
	}
	qsort(v, nr, sizeof(*v), by_place);
	return v;
}

static bool print_entry(char sign, const struct named *n)
{
	const struct vsi_table_entry *e = n->entry;
	const struct site site = {
		.offset = e->offset, .word = e->word, .class = e->class, .isa = e->isa,
		.width = e->width, .applied = e->flags,
	};

	print_site_line(sign, n->section, &site);
	return false;
}

static bool same_entry(const struct vsi_table_entry *a, const struct vsi_table_entry *b)
{
	return a->word == b->word && a->class == b->class && a->isa == b->isa &&
	       a->width == b->width && a->flags == b->flags;
}

static bool diff_entries(const struct named *a, u32 nr_a, const struct named *b, u32 nr_b)
{
	u32 i = 0, j = 0;
	bool same = true;
	int order;

	while (i < nr_a || j < nr_b) {
		if (i == nr_a || j == nr_b)
			order = i == nr_a ? 1 : -1;
		else
			order = by_place(&a[i], &b[j]);
		if (!order && same_entry(a[i].entry, b[j].entry)) {
			i++;
			j++;
			continue;
		}
		if (order <= 0)
			same = print_entry('-', &a[i++]);
		if (order >= 0)
			same = print_entry('+', &b[j++]);
	}
	return same;
}

/**
 * diff_tables() - print what differs between two tables
 * @a: one
 * @b: the other
 *
 * Return: true when nothing does.
 */
bool diff_tables(const struct vsi_table *a, const struct vsi_table *b)
{
	struct named *of_a = entries_of(a), *of_b = entries_of(b);
	bool same = print_head_diff(a, b);

	same = diff_entries(of_a, a->header->count, of_b, b->header->count) && same;
	free(of_a);
	free(of_b);
	return same;
}
