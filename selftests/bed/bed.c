// SPDX-License-Identifier: GPL-2.0
/*
 * bed RECORDS OBJECT: execute in user mode what the reference has executed where it was
 * written for, first as it is, and then as vsi substitutes it.
 *
 * OBJECT has each word of RECORDS once, in their order, each in a slot that goes on at
 * bed_landing.  Prints a KTAP document: a test for each row of the tables that is
 * sensitive in user mode.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include "guest.h"
#include "load.h"
#include "record.h"
#include "rows.h"
#include "serve.h"

/**
 * struct run - a case, and what has become of it here
 * @c:        as the reference has it
 * @site:     where its instruction stands
 * @original: it was executed as it is, and this is what was left
 * @wrong:    which is not what the reference has
 * @served:   it was executed as substituted, and the monitor was there
 * @action:   enum vsi_action
 * @carrier:  enum vsi_carrier
 */
struct run {
	struct bed_case *c;
	unsigned long site;
	struct bed_case original;
	struct bed_case served;
	u8 action;
	u8 carrier;
};

static struct run *runs;
static unsigned int nr_runs;

static void *read_file(const char *path)
{
	FILE *file = fopen(path, "r");
	size_t size = 0, room = 0, got;
	char *bytes = NULL;

	if (!file)
		err(2, "%s", path);
	do {
		if (size == room)
			bytes = realloc(bytes, room += 1 << 20);
		if (!bytes)
			err(2, "%s", path);
		got = fread(bytes + size, 1, room - size, file);
		size += got;
	} while (got);
	fclose(file);
	return bytes;
}

static unsigned long resolve(const char *name)
{
	return strcmp(name, "bed_landing") ? 0 : (unsigned long)bed_landing;
}

/* Each word has one slot, which all cases with it share. */
static void find_sites(unsigned long text)
{
	unsigned int i, slot = 0;

	for (i = 0; i < nr_runs; i++) {
		if (i && runs[i].c->insn.word == runs[i - 1].c->insn.word) {
			runs[i].site = runs[i - 1].site;
			continue;
		}
		runs[i].site = text + BED_SLOT * slot++;
		if (vsi_arch_read_text(runs[i].site) != runs[i].c->insn.word)
			errx(2, "slot %u is not %x", slot - 1, runs[i].c->insn.word);
	}
}

static void execute(const struct run *run, struct bed_case *c)
{
	struct bed_state in;

	*c = *run->c;
	guest.key = bed_key(&c->insn);
	guest.value = c->before;
	bed_input(c, &in);
	bed_memory_fill(c->input);
	guest_begin(&in);
	bed_run(&in, &c->out, run->site | BED_THUMB);
	guest_end(&c->out);
	c->after = guest.value;
	c->outcome = guest.outcome;
}

/* What differs, for people; NULL when nothing does. */
static const char *difference(const struct bed_case *is, const struct bed_case *shall)
{
	static char text[100];
	unsigned int i;

	if (is->outcome != shall->outcome)
		return "a fault";
	if (shall->readable && is->after != shall->after) {
		snprintf(text, sizeof(text), "the register is %llx and should be %llx",
			 (unsigned long long)is->after, (unsigned long long)shall->after);
		return text;
	}
	for (i = 0; i < BED_NR_STATE; i++)
		if (is->out.reg[i] != shall->out.reg[i]) {
			snprintf(text, sizeof(text), "%s is %lx and should be %lx",
				 bed_state_names[i], is->out.reg[i], shall->out.reg[i]);
			return text;
		}
	return NULL;
}

/* As the reference has it, but for what the action says and for what changes by itself. */
static void expected(const struct run *run, struct bed_case *shall)
{
	*shall = *run->c;
	if (run->action == VSI_IGNORE)
		shall->after = shall->before;
	if (shall->changes)
		shall->after = run->served.after;
	if (shall->insn.write)
		return;
	if (run->action == VSI_ZERO)
		*bed_result(shall) = 0;
	else if (shall->changes)
		*bed_result(shall) = *bed_result((struct bed_case *)&run->served);
	if (shall->changes && shall->insn.form == VSI_FORM_CP64)
		shall->out.reg[shall->insn.rt2] = run->served.out.reg[shall->insn.rt2];
}

static void execute_originals(void)
{
	unsigned int i;

	guest.bare = true;
	for (i = 0; i < nr_runs; i++)
		execute(&runs[i], &runs[i].original);
	guest.bare = false;
}

static void substitute(struct bed_object *object)
{
	const struct vsi_served *served = bed_substitute(object, "bed");
	const struct vsi_site *site;
	unsigned int i;

	for (i = 0; i < nr_runs; i++) {
		site = vsi_text_site(&served->core, runs[i].site);
		if (!site)
			continue;
		runs[i].action = site->way->action;
		runs[i].carrier = site->way->carrier;
	}
}

static void execute_served(void)
{
	unsigned int i;

	for (i = 0; i < nr_runs; i++)
		execute(&runs[i], &runs[i].served);
}

/**
 * struct verdict - of a row
 * @nr:     cases
 * @wrong:  of them, what is wrong or faults as it is
 * @faults: of @wrong
 * @kept:   left as they are, and not trapping
 * @failed: substituted, and not what the reference has
 */
struct verdict {
	unsigned int nr, wrong, faults, kept, failed;
};

static void print_failure(const struct run *run, const char *what)
{
	printf("# %s %08x input %u, %s by %s: %s\n", bed_row_name(&run->c->insn),
	       run->c->insn.word, run->c->input, vsi_action_name(run->action),
	       vsi_carrier_name(run->carrier), what);
}

static void judge(const struct run *run, struct verdict *v)
{
	struct bed_case shall;
	const char *what;

	v->nr++;
	v->faults += run->original.outcome != BED_DONE;
	if (!run->c->changes || run->original.outcome != BED_DONE)
		v->wrong += !!difference(&run->original, run->c);
	expected(run, &shall);
	what = difference(&run->served, &shall);
	if (!what)
		return;
	if (run->action == VSI_KEEP) {
		v->kept++;
		return;
	}
	v->failed++;
	print_failure(run, what);
}

static bool known(const struct bed_row *row, enum bed_known_kind kind)
{
	const struct bed_known *k;

	for (k = bed_known; k->row; k++)
		if (!strcmp(k->row, row->name) && k->kind == kind) {
			printf("# %s: %s\n", row->name, k->reason);
			return true;
		}
	return false;
}

/* The problem, and the method; what is known to be otherwise must be. */
static bool row_is_right(const struct bed_row *row)
{
	struct verdict v = { 0 };
	unsigned int i;
	bool right;

	for (i = 0; i < nr_runs; i++)
		if (bed_in_row(&runs[i].c->insn, row))
			judge(&runs[i], &v);
	printf("# %s: %u cases; as they are, %u are wrong, %u of these faults; "
	       "%u kept and wrong, %u failed\n", row->name, v.nr, v.wrong, v.faults, v.kept,
	       v.failed);
	if (!v.nr || known(row, BED_ABSENT))
		return !v.nr && known(row, BED_ABSENT);
	right = !v.failed;
	right &= !v.wrong == known(row, BED_UNSEEN);
	right &= !!v.kept == known(row, BED_UNSERVED);
	return right;
}

static int report(void)
{
	unsigned int i, nr = 0, failed = 0;
	bool right;

	printf("KTAP version 1\n1..%u\n", bed_count_rows());
	for (i = 0; i < bed_nr_rows; i++) {
		if (!bed_is_sensitive(&bed_rows[i]))
			continue;
		right = row_is_right(&bed_rows[i]);
		printf("%sok %u %s\n", right ? "" : "not ", ++nr, bed_rows[i].name);
		failed += !right;
	}
	return !!failed;
}

int main(int argc, char **argv)
{
	struct bed_object object;
	struct bed_case *cases;
	const char *wrong;
	unsigned int i;

	if (argc != 3)
		errx(2, "usage: bed RECORDS OBJECT");
	setvbuf(stdout, NULL, _IOLBF, 0);
	bed_map_arena();
	vsi_decode_init();
	cases = bed_read_records(argv[1], &nr_runs);
	runs = calloc(nr_runs, sizeof(*runs));
	if (!runs || guest_init())
		errx(2, "no memory");
	for (i = 0; i < nr_runs; i++)
		runs[i] = (struct run){ .c = &cases[i], .action = VSI_KEEP };
	guest_constants(cases, nr_runs);
	guest_carrier(VSI_CARRIER_TRAP);
	wrong = bed_load(read_file(argv[2]), BED_ARENA, resolve, &object);
	if (wrong)
		errx(2, "%s: %s", argv[2], wrong);
	find_sites(bed_symbol(&object, "bed_slots")->st_value & ~1ul);
	execute_originals();
	substitute(&object);
	execute_served();
	return report();
}
