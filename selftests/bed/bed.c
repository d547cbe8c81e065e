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
#include "block.h"
#include "load.h"
#include "record.h"
#include "rows.h"
#include "serve.h"
#include "words.h"

/**
 * struct pass - one way to substitute all
 * @name:    behind the names of the tests
 * @carrier: the parameter
 * @block:   the monitor offers a state block
 * @words:   the monitor takes words
 */
struct pass {
	const char *name;
	enum vsi_carrier carrier;
	bool block;
	bool words;
};

static const struct pass passes[] = {
	{ "", VSI_CARRIER_TRAP, false, false },
	{ " with a state block", VSI_CARRIER_AUTO, true, false },
	{ " with a state block, by trap", VSI_CARRIER_TRAP, true, false },
	{ " by words", VSI_CARRIER_AUTO, false, true },
	{ " with a state block and words", VSI_CARRIER_AUTO, true, true },
};

/**
 * struct execution - a case, executed here
 * @left:       what it has left
 * @pending:    an interrupt was, that is masked
 * @delivered:  how many were
 * @exits:      accesses to the block that aborted
 * @exceptions: undefined instructions
 * @served:     of these, the guest's kernel has taken
 * @worded:     words of the monitor
 */
struct execution {
	struct bed_case left;
	bool pending;
	unsigned int delivered, exits, exceptions, served, worded;
};

/* With nothing pending, and with an interrupt that waits where it is masked. */
#define NR_EXECUTIONS	2

/**
 * struct run - a case, and what has become of it here
 * @c:        as the reference has it
 * @site:     where its instruction stands
 * @original: it was executed as it is
 * @served:   it was executed as substituted, and the monitor was there
 * @action:   enum vsi_action
 * @carrier:  enum vsi_carrier
 * @word:     what the site has instead; NULL when that is no word of the monitor's
 */
struct run {
	struct bed_case *c;
	unsigned long site;
	struct execution original;
	struct execution served[NR_EXECUTIONS];
	u8 action;
	u8 carrier;
	const struct word *word;
};

static const struct pass *pass;
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

static bool is_same_slot(const struct bed_case *a, const struct bed_case *b)
{
	return a->insn.word == b->insn.word && a->in_it == b->in_it;
}

/* How far before its site a case begins: an IT. */
static unsigned long entry_of(const struct bed_case *c)
{
	return c->in_it ? sizeof(u16) : 0;
}

/* Each word has one slot, which all cases with it share. */
static void find_sites(unsigned long text)
{
	unsigned int i, slot = 0;

	for (i = 0; i < nr_runs; i++) {
		if (i && is_same_slot(runs[i].c, runs[i - 1].c)) {
			runs[i].site = runs[i - 1].site;
			continue;
		}
		runs[i].site = text + BED_SLOT * slot++ + entry_of(runs[i].c);
		if (vsi_arch_read_text(runs[i].site) != runs[i].c->insn.word)
			errx(2, "slot %u is not %x", slot - 1, runs[i].c->insn.word);
	}
}

static void execute(const struct run *run, bool pending, struct execution *e)
{
	struct bed_case *c = &e->left;
	struct bed_state in;

	*c = *run->c;
	guest.key = bed_key(&c->insn);
	guest.value = c->before;
	bed_input(c, &in);
	bed_memory_fill(c->input);
	guest.pending = pending && in.reg[BED_PSR] & BED_PSR_I;
	e->pending = guest.pending;
	guest_begin(&in);
	bed_run(&in, &c->out, (run->site - entry_of(c)) | BED_THUMB);
	if (run->carrier == VSI_CARRIER_BRANCH)
		bed_memory_forget(in.reg[BED_SP], BED_BELOW_SP, c->input);
	guest_end(&c->out);
	c->after = guest.value;
	c->outcome = guest.outcome;
	e->delivered = guest.delivered;
	e->exits = guest.exits;
	e->exceptions = guest.exceptions;
	e->served = guest.served;
	e->worded = guest.worded;
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

/* An exception leaves these to its handler, who does not put them back. */
static void expect_clobbered(const struct bed_case *is, struct bed_case *shall)
{
	struct bed_state in;
	unsigned int i;

	bed_input(shall, &in);
	for (i = 0; i < BED_NR_STATE; i++)
		if (bed_is_clobbered(i) && shall->out.reg[i] == in.reg[i])
			shall->out.reg[i] = is->out.reg[i];
}

/* As the reference has it, but for what the action says and for what changes by itself. */
static void expected(const struct run *run, const struct execution *e, struct bed_case *shall)
{
	const struct bed_case *is = &e->left;

	*shall = *run->c;
	if (run->action == VSI_IGNORE)
		shall->after = shall->before;
	if (shall->changes)
		shall->after = is->after;
	if (e->served)
		expect_clobbered(is, shall);
	if (shall->insn.write)
		return;
	if (run->action == VSI_ZERO)
		*bed_result(shall) = 0;
	else if (shall->changes)
		*bed_result(shall) = *bed_result((struct bed_case *)is);
	if (shall->changes && shall->insn.form == VSI_FORM_CP64)
		shall->out.reg[shall->insn.rt2] = is->out.reg[shall->insn.rt2];
}

/* Must the monitor have been told?  Another page is there before, or after. */
static bool needs_exit(const struct bed_case *c)
{
	struct bed_state in;
	unsigned long before, after = c->out.reg[BED_PSR];

	bed_input(c, &in);
	before = in.reg[BED_PSR];
	return ((before | after) & BED_PSR_PAGES) || ((before ^ after) & BED_PSR_MODE);
}

static bool is_executed(const struct run *run)
{
	struct bed_state in;

	bed_input(run->c, &in);
	if (run->c->in_it && in.reg[BED_PSR] & BED_PSR_Z)
		return false;
	return word_is_executed(run->word, in.reg[BED_PSR]);
}

/* It is the monitor alone that takes a word. */
static const char *wrong_word(const struct run *run, const struct execution *e)
{
	if (e->exceptions || e->served)
		return "an exception beside the word";
	if (e->worded > 1 || (!e->worded && is_executed(run)))
		return "not by its word";
	return NULL;
}

/* Of what is no trap.  A counter that is read instead of another may be the monitor's, too. */
static unsigned int exceptions(const struct run *run, const struct execution *e)
{
	return pass->words && run->action == VSI_EMULATE ? e->served : e->exceptions;
}

/* What it has cost, for people; NULL when that is right. */
static const char *wrong_cost(const struct run *run, const struct execution *e)
{
	const bool unmasked = !(run->c->out.reg[BED_PSR] & BED_PSR_I);

	if (e->delivered != (e->pending && unmasked))
		return e->delivered ? "an interrupt came" : "no interrupt came";
	if (run->word)
		return wrong_word(run, e);
	if (e->worded)
		return "a word of something else";
	if (run->carrier != VSI_CARRIER_TRAP && run->action != VSI_KEEP &&
	    exceptions(run, e))
		return "an exception";
	if (!e->pending && e->exits && !needs_exit(run->c))
		return "an abort";
	return NULL;
}

static void execute_originals(void)
{
	unsigned int i;

	guest.bare = true;
	for (i = 0; i < nr_runs; i++)
		execute(&runs[i], false, &runs[i].original);
	guest.bare = false;
}

static void substitute(struct bed_object *object)
{
	const struct vsi_served *served = bed_substitute(object, "bed");
	const struct vsi_site *site;
	unsigned int i;

	for (i = 0; i < nr_runs; i++) {
		runs[i].action = VSI_KEEP;
		runs[i].carrier = VSI_CARRIER_NONE;
		runs[i].word = NULL;
		site = vsi_text_site(&served->core, runs[i].site);
		if (!site)
			continue;
		runs[i].action = site->way->action;
		runs[i].carrier = site->way->carrier;
		if (site->way->arch.effect.kind == VSI_EFFECT_WORD)
			runs[i].word = words_find(site->word);
	}
}

static void execute_served(void)
{
	unsigned int i, j;

	for (i = 0; i < nr_runs; i++)
		for (j = 0; j < NR_EXECUTIONS; j++)
			execute(&runs[i], j, &runs[i].served[j]);
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
	printf("# %s %08x%s input %u, %s by %s: %s\n", bed_row_name(&run->c->insn),
	       run->c->insn.word, run->c->in_it ? " in IT" : "", run->c->input,
	       vsi_action_name(run->action), vsi_carrier_name(run->carrier), what);
}

static const char *wrong_execution(const struct run *run, const struct execution *e)
{
	struct bed_case shall;
	const char *what;

	expected(run, e, &shall);
	what = difference(&e->left, &shall);
	return what ?: wrong_cost(run, e);
}

static void judge(const struct run *run, struct verdict *v)
{
	const char *what = NULL;
	unsigned int i;

	v->nr++;
	v->faults += run->original.left.outcome != BED_DONE;
	if (!run->c->changes || run->original.left.outcome != BED_DONE)
		v->wrong += !!difference(&run->original.left, run->c);
	for (i = 0; i < NR_EXECUTIONS && !what; i++)
		what = wrong_execution(run, &run->served[i]);
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

/* Some are left alone only where there is no state block, or no veneer, and no word. */
static bool is_unserved(const struct bed_row *row)
{
	if (pass->words)
		return false;
	if (pass->block && pass->carrier == VSI_CARRIER_AUTO)
		return known(row, BED_UNSERVED);
	return known(row, BED_UNSERVED) || known(row, BED_VENEER);
}

static bool is_first(unsigned int i)
{
	return !i || runs[i].site != runs[i - 1].site;
}

static unsigned int count_state(const struct bed_row *row, enum vsi_carrier carrier)
{
	unsigned int i, nr = 0;

	for (i = 0; i < nr_runs; i++)
		nr += bed_in_row(&runs[i].c->insn, row) && runs[i].action == VSI_STATE &&
		      runs[i].carrier == carrier && is_first(i);
	return nr;
}

/* By loads and stores where they are possible, and by nothing that is slower. */
static bool is_carried(const struct bed_row *row)
{
	const unsigned int veneers = count_state(row, VSI_CARRIER_BRANCH);
	const unsigned int traps = count_state(row, VSI_CARRIER_TRAP);
	const struct bed_carried *c = bed_carried_of(row);

	if (!pass->block || pass->carrier != VSI_CARRIER_AUTO)
		return !veneers;
	if (veneers != c->veneers || traps != c->traps)
		printf("# %s: %u by veneer, %u by trap, and should be %u, %u\n", row->name,
		       veneers, traps, c->veneers, c->traps);
	return veneers == c->veneers && traps == c->traps;
}

static unsigned int count_words(const struct bed_row *row, enum word_layout layout)
{
	unsigned int i, nr = 0;

	for (i = 0; i < nr_runs; i++)
		nr += bed_in_row(&runs[i].c->insn, row) && runs[i].word &&
		      runs[i].word->layout == layout && is_first(i);
	return nr;
}

/* Of a row that can be on the state block words are all of one kind. */
static unsigned int should_be_words(const struct bed_row *row, unsigned int words)
{
	const struct bed_carried *c = bed_carried_of(row);
	const unsigned int on_block = pass->block ? c->veneers + c->traps : 0;

	return pass->words && words > on_block ? words - on_block : 0;
}

/* By words all that has one, unless it is done on the state block. */
static bool is_worded(const struct bed_row *row)
{
	const unsigned int svc = count_words(row, WORD_SVC), own = count_words(row, WORD_OWN);
	const unsigned int want_svc = should_be_words(row, bed_worded_of(row)->svc);
	const unsigned int want_own = should_be_words(row, bed_worded_of(row)->own);

	if (svc != want_svc || own != want_own)
		printf("# %s: %u by SVC, %u by a word of the monitor's own, and should be %u, %u\n",
		       row->name, svc, own, want_svc, want_own);
	return svc == want_svc && own == want_own;
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
	right &= !!v.kept == is_unserved(row);
	return right & is_carried(row) & is_worded(row);
}

static unsigned int report(void)
{
	static unsigned int nr;
	unsigned int i, failed = 0;
	bool right;

	for (i = 0; i < bed_nr_rows; i++) {
		if (!bed_is_sensitive(&bed_rows[i]))
			continue;
		right = row_is_right(&bed_rows[i]);
		printf("%sok %u %s%s\n", right ? "" : "not ", ++nr, bed_rows[i].name, pass->name);
		failed += !right;
	}
	return failed;
}

static void load(const char *path, struct bed_object *object)
{
	const char *wrong = bed_load(read_file(path), BED_ARENA, resolve, object);

	if (wrong)
		errx(2, "%s: %s", path, wrong);
	find_sites(bed_symbol(object, "bed_slots")->st_value & ~1ul);
}

int main(int argc, char **argv)
{
	struct bed_object object;
	struct bed_case *cases;
	unsigned int i, failed = 0;

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
		runs[i].c = &cases[i];
	guest_constants(cases, nr_runs);
	guest.others[0].key = KEY_COUNTER;
	load(argv[2], &object);
	execute_originals();
	printf("KTAP version 1\n1..%zu\n", ARRAY_SIZE(passes) * bed_count_rows());
	for (pass = passes; pass < passes + ARRAY_SIZE(passes); pass++) {
		guest_carrier(pass->carrier);
		guest.block = pass->block;
		guest.words = pass->words;
		load(argv[2], &object);
		substitute(&object);
		execute_served();
		failed += report();
	}
	return !!failed;
}
