// SPDX-License-Identifier: GPL-2.0
/*
 * The reference for functions: calls those of a pack at PL1, and prints what each leaves
 * behind, a line for each: "= ", then the words of struct result.
 *
 * Runs without a kernel; QEMU has put the pack at PACK.
 */
#include "functions.h"
#include "reference.h"

#define PACK	0x4a000000
/* files are changed: here */
#define COPY	0x4e000000

int bed_outcome;

unsigned long function_psr(unsigned long psr)
{
	return psr;
}

/* print.c has it with eight digits */
static void put(u32 value)
{
	bare_print(" ");
	bare_hex(value);
}

static void bail(const char *why)
{
	bare_print("Bail out! ");
	bare_print(why);
	bare_exit(1);
}

static void execute(const struct function *f, struct bed_object *object, struct result *r)
{
	struct bed_state in;
	unsigned long site;
	const char *wrong = function_prepare(f, object, &in, &site);

	if (wrong)
		bail(wrong);
	function_set_registers();
	asm volatile(BED_SYNC : : : "memory");
	bed_outcome = BED_DONE;
	bed_run(&in, &r->state, site);
	r->outcome = bed_outcome;
	function_get_registers(r);
	function_finish(object, r);
}

static void print_result(const struct result *r)
{
	const u32 *word = (const u32 *)r;
	unsigned int i;

	bare_print("=");
	for (i = 0; i < sizeof(*r) / sizeof(*word); i++)
		put(word[i]);
	bare_print("\n");
}

int reference(void)
{
	const struct function *f = (const struct function *)PACK;
	struct bed_object object;
	struct result r;
	const char *wrong;

	bed_put_landings();
	for (; f->size; f = (const void *)((const char *)(f + 1) + ((f->size + 15) & ~15u))) {
		memcpy((void *)COPY, f + 1, f->size);
		wrong = function_load(f, (void *)COPY, &object);
		if (wrong)
			bail(wrong);
		memset(&r, 0, sizeof(r));
		execute(f, &object, &r);
		print_result(&r);
	}
	bare_print("end\n");
	return 0;
}
