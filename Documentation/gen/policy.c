// SPDX-License-Identifier: GPL-2.0
/*
 * Writes the table of Documentation/policy.rst, which stands behind
 * policy.head.rst there: for each class and profile what is done, and why.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../vsi_arm/insn_rows.h"

static const char *const behaviours[] = {
#define BEHAVE(id, name, text)	text,
#include "../../vsi_arm/behave.tbl"
#undef BEHAVE
};

/* Far more than the rows of a class. */
#define MAX_LINES	512
/* Of profiles, times actions. */
#define MAX_CELLS	(VSI_NR_PROFILES * VSI_NR_ACTIONS)

struct line {
	const char *text;
	const struct vsi_treatment *treat;
};

/* What is said of a class: each text once. */
static struct line lines[MAX_LINES];
static unsigned int nr_lines;

/* A row of the page, for all profiles of which the rest says the same. */
struct cell {
	unsigned int action;
	char profiles[64];
	char which[1024];
	char reason[1024];
};

static void collect(const char *text, const struct vsi_treatment *treat)
{
	unsigned int i;

	/* A32 and T32 have much in common */
	for (i = 0; i < nr_lines; i++)
		if (!strcmp(lines[i].text, text) && !memcmp(lines[i].treat, treat, sizeof(*treat)))
			return;
	if (nr_lines == MAX_LINES)
		abort();
	lines[nr_lines++] = (struct line){ text, treat };
}

static void collect_class(unsigned int class)
{
	const struct vsi_rows *rows;
	unsigned int isa, i;

	nr_lines = 0;
	for (isa = VSI_ISA_A32; isa <= VSI_ISA_A64; isa++) {
		rows = vsi_rows(isa);
		for (i = 0; i < rows->nr_insns; i++)
			if (rows->insns[i].class == class)
				collect(rows->insns[i].text, &rows->insns[i].treat);
		for (i = 0; i < rows->nr_regs; i++)
			if (rows->regs[i].class == class)
				collect(rows->regs[i].text, &rows->regs[i].treat);
	}
}

static unsigned int count(unsigned int profile, unsigned int action)
{
	unsigned int i, n = 0;

	for (i = 0; i < nr_lines; i++)
		n += lines[i].treat->action[profile] == action;
	return n;
}

static unsigned int most_frequent(unsigned int profile)
{
	unsigned int action, best = 0;

	for (action = 1; action < VSI_NR_ACTIONS; action++)
		if (count(profile, action) > count(profile, best))
			best = action;
	return best;
}

/* Appends to a string of a struct cell; what does not fit is an error of this program. */
__attribute__((format(printf, 3, 4)))
static void append(char *to, size_t size, const char *format, ...)
{
	const size_t used = strlen(to);
	va_list args;

	va_start(args, format);
	if (vsnprintf(to + used, size - used, format, args) >= (int)(size - used))
		abort();
	va_end(args);
}

static void say_which(struct cell *cell, unsigned int profile)
{
	const char *separator = "";
	unsigned int i;

	if (count(profile, cell->action) == nr_lines) {
		strcpy(cell->which, "all");
		return;
	}
	if (cell->action == most_frequent(profile)) {
		strcpy(cell->which, "all others");
		return;
	}
	for (i = 0; i < nr_lines; i++)
		if (lines[i].treat->action[profile] == cell->action) {
			append(cell->which, sizeof(cell->which), "%s``%s``", separator,
			       lines[i].text);
			separator = "; ";
		}
}

/* What the instructions with this action do in one place, each text once. */
static void say_behaviours(struct cell *cell, unsigned int profile, enum vsi_place place)
{
	bool said[VSI_NR_BEHAVIOURS] = { false };
	const char *separator = "";
	unsigned int i, behaviour;

	for (i = 0; i < nr_lines; i++) {
		behaviour = lines[i].treat->behaviour[place];
		if (lines[i].treat->action[profile] != cell->action || said[behaviour])
			continue;
		said[behaviour] = true;
		append(cell->reason, sizeof(cell->reason), "%s%s", separator,
		       behaviours[behaviour]);
		separator = "; or ";
	}
}

/* Is it the same under KVM and Xen? */
static bool same_behaviours(unsigned int profile, unsigned int action)
{
	unsigned int i;

	for (i = 0; i < nr_lines; i++)
		if (lines[i].treat->action[profile] == action &&
		    lines[i].treat->behaviour[VSI_PLACE_KVM] !=
		    lines[i].treat->behaviour[VSI_PLACE_XEN])
			return false;
	return true;
}

static void say_reason(struct cell *cell, unsigned int profile)
{
	switch (profile) {
	case VSI_PROFILE_XEN:
		say_behaviours(cell, profile, VSI_PLACE_XEN);
		return;
	case VSI_PROFILE_DEPRIVILEGED:
		say_behaviours(cell, profile, VSI_PLACE_USER);
		return;
	}
	if (profile == VSI_PROFILE_KVM || same_behaviours(profile, cell->action)) {
		say_behaviours(cell, profile, VSI_PLACE_KVM);
		return;
	}
	append(cell->reason, sizeof(cell->reason), "KVM: ");
	say_behaviours(cell, profile, VSI_PLACE_KVM);
	append(cell->reason, sizeof(cell->reason), ". Xen: ");
	say_behaviours(cell, profile, VSI_PLACE_XEN);
}

/* Adds it to the cells, or its profile to one that says the same. */
static void add_cell(struct cell *cells, unsigned int *nr, const struct cell *new,
		     const char *profile)
{
	struct cell *cell;

	for (cell = cells; cell < cells + *nr; cell++)
		if (cell->action == new->action && !strcmp(cell->which, new->which) &&
		    !strcmp(cell->reason, new->reason))
			break;
	if (cell == cells + *nr) {
		*cell = *new;
		++*nr;
	}
	append(cell->profiles, sizeof(cell->profiles), "%s%s", cell->profiles[0] ? ", " : "",
	       profile);
}

static void print_class(unsigned int class)
{
	static struct cell cells[MAX_CELLS];
	unsigned int profile, action, i, nr = 0;

	collect_class(class);
	for (profile = 0; profile < VSI_NR_PROFILES; profile++)
		for (action = 0; action < VSI_NR_ACTIONS; action++) {
			struct cell cell = { .action = action };

			if (!count(profile, action))
				continue;
			say_which(&cell, profile);
			say_reason(&cell, profile);
			add_cell(cells, &nr, &cell, vsi_profile_name(profile));
		}
	for (i = 0; i < nr; i++)
		printf("   ``%s``, \"%s\", %s, \"%s\", \"%s\"\n", vsi_class_name(class),
		       cells[i].profiles, vsi_action_name(cells[i].action), cells[i].which,
		       cells[i].reason);
}

int main(void)
{
	unsigned int class;

	printf(".. csv-table::\n"
	       "   :header: class, profiles, action, instructions, because by itself it\n"
	       "   :widths: 10, 10, 10, 30, 40\n\n");
	for (class = 1; class < VSI_NR_CLASSES; class++)
		if (vsi_class_name(class))
			print_class(class);
	printf("\nSee also\n========\n\n"
	       "`instructions.rst <instructions.rst>`__, for single instructions;\n"
	       "`parameters.rst <parameters.rst>`__,\n"
	       "`sysfs-kernel-vsi <ABI/testing/sysfs-kernel-vsi>`__,\n"
	       "`troubleshooting.rst <troubleshooting.rst>`__.\n");
	return fflush(stdout) || ferror(stdout);
}
