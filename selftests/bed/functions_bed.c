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

#define MAX_FILE	0x100000u

/* TPIDRPRW and DACR, as read into r0 */
#define KEY_DACR	0xee130f10u
#define KEY_TPIDRPRW	0xee1d0f90u

static u8 file[MAX_FILE] __attribute__((aligned(16)));

u32 function_psr(u32 psr)
{
	return guest_psr(psr);
}

/* With vsi, or with nothing but a monitor. */
static const char *call(const struct function *f, bool vsi, struct result *r)
{
	struct bed_object object;
	struct bed_state in;
	unsigned long site;
	const char *wrong = function_load(f, file, &object);

	if (!wrong)
		wrong = function_prepare(f, &object, &in, &site);
	if (wrong)
		return wrong;
	if (vsi)
		bed_substitute(&object, "functions");
	__builtin___clear_cache((char *)BED_ARENA, (char *)BED_ARENA + BED_SIZE);
	guest.others[0] = (struct guest_register){ KEY_DACR, FUNCTION_DACR };
	guest.others[1] = (struct guest_register){ KEY_TPIDRPRW, FUNCTION_TPIDRPRW };
	guest.key = KEY_TPIDRURO;
	guest.value = FUNCTION_POINTER;
	memset(r, 0, sizeof(*r));
	guest_begin(&in);
	bed_run(&in, &r->state, site);
	guest_end(&r->state);
	r->outcome = guest.outcome;
	r->dacr = guest.others[0].value;
	r->tpidr = guest.others[1].value;
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

	if (call(f, false, &without))
		return false;
	read_module(path_of_module);
	if (call(f, true, &with) || with.outcome != BED_DONE || !guest.served)
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

static unsigned int *count_of_kind(const char *kind)
{
	static unsigned int counts[3];

	return &counts[!strcmp(kind, "psr") ? 0 : !strcmp(kind, "dacr") ? 1 : 2];
}

/* Modules have functions of headers of their own, which are the same. */
static bool is_known(const char *name)
{
	static char known[3 * MAX_PER_KIND][64];
	static unsigned int nr;
	unsigned int i;

	for (i = 0; i < nr; i++)
		if (!strcmp(known[i], name))
			return true;
	if (nr < ARRAY_SIZE(known))
		strcpy(known[nr++], name);
	return false;
}

static bool is_chosen(struct function *f, const char *kind)
{
	static unsigned int of_module;
	static char before[64];

	if (strcmp(f->module, before))
		of_module = 0;
	strcpy(before, f->module);
	if (of_module == MAX_PER_MODULE || *count_of_kind(kind) == MAX_PER_KIND)
		return false;
	f->size = read_module(path_of_module);
	if (!f->size || !ends(f) || is_known(f->name))
		return false;
	of_module++;
	++*count_of_kind(kind);
	return true;
}

static int try_all(const char *list, const char *pack)
{
	FILE *in = fopen(list, "r"), *out = fopen(pack, "w");
	struct function f = { 0 };
	char kind[16];

	if (!in || !out)
		err(2, "%s, %s", list, pack);
	while (fscanf(in, "%511s %63s %15s", path_of_module, f.name, kind) == 3) {
		snprintf(f.module, sizeof(f.module), "%s", strrchr(path_of_module, '/') + 1);
		if (is_chosen(&f, kind))
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
	printf("# %s: outcome %u, DACR %x, TPIDRPRW %x, %u calls %x\n", what, is->outcome,
	       is->dacr, is->tpidr, is->calls, is->log);
	printf("# should be: outcome %u, DACR %x, TPIDRPRW %x, %u calls %x\n", shall->outcome,
	       shall->dacr, shall->tpidr, shall->calls, shall->log);
}

/* Of those that were compared. */
static unsigned int nr_silent;

static bool compare(const struct function *f, const struct result *shall)
{
	struct result without, with;
	bool silent, differs;

	memcpy(file, f + 1, f->size);
	if (call(f, false, &without))
		return false;
	memcpy(file, f + 1, f->size);
	if (call(f, true, &with))
		return false;
	silent = guest.psr;
	nr_silent += silent;
	differs = memcmp(&without, shall, sizeof(without));
	printf("# %u traps, %u of what is silent without vsi; that is %s\n", guest.served,
	       guest.psr, differs ? "wrong" : "right");
	if (memcmp(&with, shall, sizeof(with))) {
		print_difference("with vsi", &with, shall);
		return false;
	}
	return !silent || differs;
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

/* Otherwise the choice is not worth much. */
static bool are_enough(const struct function *pack)
{
	const unsigned int nr = count_functions(pack), modules = count_modules(pack);

	printf("# %u functions of %u modules, %u with what is silent\n", nr, modules, nr_silent);
	return nr >= 20 && modules >= 10 && nr_silent >= 5;
}

static bool report(bool right, const char *module, const char *name)
{
	static unsigned int nr;

	printf("%sok %u %s %s\n", right ? "" : "not ", ++nr, module, name);
	return right;
}

static int compare_all(const struct function *pack, FILE *records)
{
	const struct function *f;
	struct result shall;
	bool right = true;

	printf("KTAP version 1\n1..%u\n", count_functions(pack) + 1);
	for (f = pack; f->size; f = next_of(f))
		right &= report(read_record(records, &shall) && compare(f, &shall), f->module,
				f->name);
	right &= report(are_enough(pack), "functions", "and modules are enough");
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
	guest_carrier(VSI_CARRIER_TRAP);
	if (!strcmp(argv[1], "try"))
		return try_all(argv[2], argv[3]);
	records = fopen(argv[3], "r");
	if (!records)
		err(2, "%s", argv[3]);
	return compare_all(map_pack(argv[2]), records);
}
