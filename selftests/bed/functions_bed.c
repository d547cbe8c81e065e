// SPDX-License-Identifier: GPL-2.0
/*
 * functions try LIST PACK: of the functions that LIST names, a module, a function and a
 * kind in each line, those that end, into PACK.
 *
 * functions compare PACK RECORDS: call each in user mode, with nothing but a monitor, and
 * as vsi substitutes it; compare with what the reference says. Prints a KTAP document.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>
#include "functions.h"
#include "guest.h"
#include "serve.h"

/* Not so many of one module, and of each kind not so many. */
#define MAX_PER_MODULE	2
#define MAX_PER_KIND	10
#define MAX_KINDS	3u

#define MAX_FILE	0x100000u

/* How a function is called. */
enum mode {
	MONITOR,	/* as it is: a monitor does what traps */
	TRAP,		/* with vsi, by trap */
	BLOCK,		/* with vsi, and the monitor offers a state block */
	NR_MODES
};

static const char *const modes[] = {
	[MONITOR] = "without vsi", [TRAP] = "by trap", [BLOCK] = "with a state block",
};

static u8 file[MAX_FILE] __attribute__((aligned(16)));

unsigned long function_psr(unsigned long psr)
{
	return guest_psr(psr);
}

static void set_registers(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(guest.others); i++)
		guest.others[i] = (struct guest_register){
			function_registers[i].key, function_registers[i].value,
		};
	guest.key = FUNCTION_KEY;
	guest.value = FUNCTION_POINTER;
}

/* What an exception leaves any function finds, as of an interrupt. */
static void forget_clobbered(const struct bed_state *in, struct bed_state *out)
{
	unsigned int i;

	for (i = 0; guest.served && i < BED_NR_STATE; i++)
		if (bed_is_clobbered(i))
			out->reg[i] = in->reg[i];
}

static const char *call(const struct function *f, enum mode how, struct result *r)
{
	struct bed_object object;
	struct bed_state in;
	unsigned long site;
	unsigned int i;
	const char *wrong = function_load(f, file, &object);

	if (!wrong)
		wrong = function_prepare(f, &object, &in, &site);
	if (wrong)
		return wrong;
	guest_carrier(how == BLOCK ? VSI_CARRIER_AUTO : VSI_CARRIER_TRAP);
	guest.block = how == BLOCK;
	if (how != MONITOR)
		bed_substitute(&object, "functions");
	__builtin___clear_cache((char *)BED_ARENA, (char *)BED_ARENA + BED_SIZE);
	set_registers();
	memset(r, 0, sizeof(*r));
	guest_begin(&in);
	bed_run(&in, &r->state, site);
	guest_end(&r->state);
	forget_clobbered(&in, &r->state);
	r->outcome = guest.outcome;
	for (i = 0; i < FUNCTION_NR_REGISTERS; i++)
		r->reg[i] = guest.others[i].value;
	function_finish(&object, r);
	return NULL;
}

static char path_of_module[512];

static u32 read_module(const char *path)
{
	FILE *in = fopen(path, "r");
	size_t size;

	if (!in)
		err(2, "%s", path);
	size = fread(file, 1, sizeof(file), in);
	fclose(in);
	return size < sizeof(file) ? size : 0;
}

/* Of CPU time: others may want the machine, too. */
static void limit_time(void)
{
	const struct itimerval limit = { .it_value.tv_usec = 100000 };

	setitimer(ITIMER_PROF, &limit, NULL);
}

/* It returns, vsi had to do with it, and if something was silent, that can be seen. */
static bool is_worth_it(const struct function *f)
{
	struct result without, with;

	if (call(f, MONITOR, &without))
		return false;
	read_module(path_of_module);
	if (call(f, TRAP, &with) || with.outcome != BED_DONE || !guest.served)
		return false;
	return !guest.psr || memcmp(&without, &with, sizeof(with));
}

/* In a process of its own, which may loop or die. */
static bool attempt(const struct function *f)
{
	int status;
	pid_t child = fork();

	if (!child) {
		limit_time();
		_exit(!is_worth_it(f));
	}
	if (child < 0 || waitpid(child, &status, 0) != child)
		err(2, "fork");
	return WIFEXITED(status) && !WEXITSTATUS(status);
}

static bool ends(struct function *f)
{
	for (f->input = 0; f->input < FUNCTION_NR_INPUTS; f->input++)
		if (attempt(f))
			return true;
	return false;
}

static void write_entry(FILE *out, const struct function *f)
{
	fwrite(f, sizeof(*f), 1, out);
	fwrite(file, 1, (f->size + 15) & ~15u, out);
}

/**
 * struct kind - of functions, by choose.sh
 * @name:       of it
 * @functions:  how many
 * @exceptions: of the calls of all of these
 */
struct kind {
	char name[8];
	unsigned int functions;
	unsigned int exceptions[NR_MODES];
};

static struct kind kinds[MAX_KINDS];

static struct kind *kind_of(const struct function *f)
{
	struct kind *kind;

	for (kind = kinds; kind < kinds + MAX_KINDS; kind++) {
		if (!*kind->name)
			strcpy(kind->name, f->kind);
		if (!strcmp(kind->name, f->kind))
			return kind;
	}
	errx(2, "more than %u kinds", MAX_KINDS);
}

/* Modules have functions of headers of their own, which are the same. */
static bool is_known(const char *name)
{
	static char known[MAX_KINDS * MAX_PER_KIND][64];
	static unsigned int nr;
	unsigned int i;

	for (i = 0; i < nr; i++)
		if (!strcmp(known[i], name))
			return true;
	if (nr < ARRAY_SIZE(known))
		strcpy(known[nr++], name);
	return false;
}

static bool is_chosen(struct function *f)
{
	static unsigned int of_module;
	static char before[64];

	if (strcmp(f->module, before))
		of_module = 0;
	strcpy(before, f->module);
	if (of_module == MAX_PER_MODULE || kind_of(f)->functions == MAX_PER_KIND)
		return false;
	f->size = read_module(path_of_module);
	if (!f->size || !ends(f) || is_known(f->name))
		return false;
	of_module++;
	kind_of(f)->functions++;
	return true;
}

static int try_all(const char *list, const char *pack)
{
	FILE *in = fopen(list, "r"), *out = fopen(pack, "w");
	struct function f = { 0 };

	if (!in || !out)
		err(2, "%s, %s", list, pack);
	while (fscanf(in, "%511s %63s %7s", path_of_module, f.name, f.kind) == 3) {
		snprintf(f.module, sizeof(f.module), "%s", strrchr(path_of_module, '/') + 1);
		if (is_chosen(&f))
			write_entry(out, &f);
	}
	f = (struct function){ 0 };
	fwrite(&f, sizeof(f), 1, out);
	return fclose(out) ? 2 : 0;
}

static bool read_record(FILE *in, struct result *r)
{
	u32 *word = (u32 *)r;
	unsigned int i, value;

	if (fscanf(in, " =") < 0)
		return false;
	for (i = 0; i < sizeof(*r) / sizeof(*word); i++) {
		if (fscanf(in, "%x", &value) != 1)
			return false;
		word[i] = value;
	}
	return true;
}

static void print_difference(const char *what, const struct result *is, const struct result *shall)
{
	unsigned int i;

	for (i = 0; i < BED_NR_STATE; i++)
		if (is->state.reg[i] != shall->state.reg[i])
			printf("# %s: %s is %lx and should be %lx\n", what, bed_state_names[i],
			       is->state.reg[i], shall->state.reg[i]);
	for (i = 0; i < FUNCTION_NR_REGISTERS; i++)
		printf("# %s: register %x is %lx and should be %lx\n", what,
		       function_registers[i].key, is->reg[i], shall->reg[i]);
	printf("# %s: outcome %u, %u calls %x; should be %u, %u %x\n", what, is->outcome,
	       is->calls, is->log, shall->outcome, shall->calls, shall->log);
}

/* Of those that were compared. */
static unsigned int nr_silent;

static bool call_again(const struct function *f, enum mode how, struct result *r)
{
	memcpy(file, f + 1, f->size);
	if (call(f, how, r))
		return false;
	kind_of(f)->exceptions[how] += guest.exceptions;
	return true;
}

static bool is_right(const struct function *f, enum mode how, const struct result *shall)
{
	struct result is;

	if (!call_again(f, how, &is))
		return false;
	printf("# %s: %u exceptions, %u of what is silent without vsi\n", modes[how],
	       guest.exceptions, guest.psr);
	/* of these, the block has all */
	if (!memcmp(&is, shall, sizeof(is)))
		return how != BLOCK || !guest.exceptions;
	print_difference(modes[how], &is, shall);
	return false;
}

/* Where something is silent, vsi is needed. */
static bool compare(const struct function *f, const struct result *shall)
{
	struct result without;
	bool silent, differs, right;

	if (!call_again(f, MONITOR, &without))
		return false;
	differs = memcmp(&without, shall, sizeof(without));
	right = is_right(f, TRAP, shall);
	silent = guest.psr && BED_IS_SILENT;
	nr_silent += silent;
	printf("# without vsi it is %s\n", differs ? "wrong" : "right");
	return right && (!silent || differs);
}

static const struct function *next_of(const struct function *f)
{
	return (const void *)((const char *)(f + 1) + ((f->size + 15) & ~15u));
}

static const struct function *map_pack(const char *path)
{
	FILE *in = fopen(path, "r");
	char *bytes;
	long size;

	if (!in || fseek(in, 0, SEEK_END))
		err(2, "%s", path);
	size = ftell(in);
	rewind(in);
	bytes = aligned_alloc(16, (size + 15) & ~15l);
	if (!bytes || fread(bytes, 1, size, in) != (size_t)size)
		err(2, "%s", path);
	fclose(in);
	return (const void *)bytes;
}

/* Those of one module follow one another, of one kind. */
static unsigned int count_modules(const struct function *f)
{
	const struct function *before = NULL;
	unsigned int nr = 0;

	for (; f->size; before = f, f = next_of(f))
		nr += !before || strcmp(before->module, f->module);
	return nr;
}

static unsigned int count_functions(const struct function *f)
{
	unsigned int nr = 0;

	for (; f->size; f = next_of(f))
		nr++;
	return nr;
}

static void print_kinds(void)
{
	const struct kind *k;
	unsigned int mode;

	for (k = kinds; k < kinds + MAX_KINDS && *k->name; k++)
		for (mode = 0; mode < NR_MODES; mode++)
			printf("# %s, %u functions: %u.%u exceptions a call %s\n", k->name,
			       k->functions, k->exceptions[mode] / k->functions,
			       k->exceptions[mode] * 10 / k->functions % 10, modes[mode]);
}

/* Otherwise the choice is not worth much. */
static bool are_enough(const struct function *pack)
{
	const unsigned int nr = count_functions(pack), modules = count_modules(pack);

	print_kinds();
	printf("# %u functions of %u modules, %u with what is silent\n", nr, modules, nr_silent);
	return nr >= 20 && modules >= 10 && (!BED_IS_SILENT || nr_silent >= 5);
}

static bool report(bool right, const struct function *f, const char *how)
{
	static unsigned int nr;

	printf("%sok %u %s %s%s\n", right ? "" : "not ", ++nr, f->module, f->name, how);
	return right;
}

static int compare_all(const struct function *pack, FILE *records)
{
	static const struct function all = { "functions", .name = "and modules are enough" };
	const struct function *f;
	struct result shall;
	bool right = true;

	printf("KTAP version 1\n1..%u\n", 2 * count_functions(pack) + 1);
	for (f = pack; f->size; f = next_of(f)) {
		kind_of(f)->functions++;
		right &= report(read_record(records, &shall) && compare(f, &shall), f, "");
		right &= report(is_right(f, BLOCK, &shall), f, " with a state block");
	}
	right &= report(are_enough(pack), &all, "");
	return !right;
}

int main(int argc, char **argv)
{
	FILE *records;

	if (argc != 4)
		errx(2, "usage: functions try LIST PACK, functions compare PACK RECORDS");
	setvbuf(stdout, NULL, _IOLBF, 0);
	bed_map_arena();
	if (guest_init())
		errx(2, "no memory");
	if (!strcmp(argv[1], "try"))
		return try_all(argv[2], argv[3]);
	records = fopen(argv[3], "r");
	if (!records)
		err(2, "%s", argv[3]);
	return compare_all(map_pack(argv[2]), records);
}
