// SPDX-License-Identifier: GPL-2.0
/*
 * Writes the lists of Documentation/second-decoder.rst, which stand behind
 * second-decoder.head.rst there.
 */
#include <stdio.h>
#include <string.h>

#include "../../vsi_arm/insn.h"

enum kind { ALONE, LEFT, IGNORED };

struct exception {
	enum kind kind;
	unsigned int isa;
	const char *section;
	const char *reason;
};

static const struct exception exceptions[] = {
#define ALONE(isa, mask, value, section, reason)   { ALONE, VSI_ISA_##isa, section, reason },
#define LEFT(isa, mask, value, section, reason)    { LEFT, VSI_ISA_##isa, section, reason },
#define IGNORED(isa, mask, value, section, reason) { IGNORED, VSI_ISA_##isa, section, reason },
#include "../../vsi_arm/second.tbl"
};

#define NR_EXCEPTIONS	(sizeof(exceptions) / sizeof(exceptions[0]))

static const char *const sets[] = {
	[VSI_ISA_A32] = "A32", [VSI_ISA_T32] = "T32", [VSI_ISA_A64] = "A64",
};

/* Several patterns of bits may say one thing. */
static bool is_first(const struct exception *e)
{
	const struct exception *other;

	for (other = exceptions; other < e; other++)
		if (other->kind == e->kind && other->isa == e->isa &&
		    !strcmp(other->reason, e->reason))
			return false;
	return true;
}

static void print_kind(enum kind kind, const char *title, const char *text)
{
	const struct exception *e;

	printf("\n%s\n", title);
	for (; *title; title++)
		putchar('-');
	printf("\n\n%s\n\n", text);
	puts("===  ======================  ==================================================");
	puts("set  manual                  what");
	puts("===  ======================  ==================================================");
	for (e = exceptions; e < exceptions + NR_EXCEPTIONS; e++)
		if (e->kind == kind && is_first(e))
			printf("%s  %-22s  %s\n", sets[e->isa], e->section, e->reason);
	puts("===  ======================  ==================================================");
}

int main(void)
{
	print_kind(ALONE, "Not asked",
		   "Instructions that are newer than Capstone 4, or which it takes for undefined. The\n"
		   "decoder is believed without it.");
	print_kind(LEFT, "Left alone",
		   "Sensitive to the decoder, another instruction or none to Capstone. All of them are\n"
		   "UNPREDICTABLE or undefined, and no assembler writes them. Of A64 there is none.");
	print_kind(IGNORED, "Never touched",
		   "Sensitive to Capstone, which does not look at fields that should be zero or one, and\n"
		   "nothing to the decoder, which comes first. Of A64 there\n"
		   "is none.");
	puts("\nSections are those of ARM DDI 0406C, where no other manual is named, and of\n"
	     "ARM DDI 0487 for A64.");
	return 0;
}
