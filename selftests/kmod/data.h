/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How vsi_test_data writes code twice: with sensitive instructions, and with their words
 * as data, which never are sites.  Both leave what they find in a struct frame, and find
 * the same.  data_arm.h and data_arm64.h have the code.
 */
#ifndef VSI_SELFTESTS_DATA_H
#define VSI_SELFTESTS_DATA_H

#include <linux/stringify.h>
#include <linux/types.h>
#ifdef CONFIG_ARM64
#include <asm/alternative.h>
#include <asm/asm-extable.h>
#include <asm/cpucaps.h>
#else
#include <asm/processor.h>
#endif

/* What stands at a place when everything is to be substituted. */
#define PLACE_SERVED	0	/* by each carrier */
#define PLACE_BETWEEN	1	/* between exclusives: by a branch only */
#define PLACE_ABORTS	2	/* the address of an abort counts: by a branch only */
#define PLACE_FIXED_UP	3	/* the exception table has it: never */
#define PLACE_REPLACED	4	/* by the kernel, with the word that is given */
#define PLACE_MADE	5	/* by the kernel, while the module is loaded */

struct place {
	const u32 *insn;
	u32 word;
	u32 what;
#ifndef CONFIG_ARM64
	u32 unused;
#endif
};

#define PLACE(at, word, what)					\
	"	.pushsection .rodata.places, \"a\"\n"		\
	"	" DATA_POINTER " " at "\n"			\
	"	.long	" __stringify(word) ", " __stringify(what) "\n" \
	DATA_PAD						\
	"	.popsection\n"

/* A sensitive instruction, and its word as data. */
#define V_SITE(insn, word, what)	"771:	" insn "\n" PLACE("771b", word, what)
#define V_WORD(insn, word, what)	ISA_DATA(word)

#define V_PAIR(name, code)						\
	ISA_FUNCTION(name##_site, code(V_SITE));			\
	ISA_FUNCTION(name##_word, code(V_WORD));			\
	extern void name##_site(struct frame *frame);			\
	extern void name##_word(struct frame *frame)

/* At 1:, where the static key leads to @label, asm/jump_label.h. */
#ifdef CONFIG_ARM64
#define JUMP_ENTRY(key, label)					\
	"	.pushsection __jump_table, \"aw\"\n"		\
	"	.balign	8\n"					\
	"	.long	1b - ., " label " - .\n"		\
	"	.quad	" key " - .\n"				\
	"	.popsection\n"
#else
#define JUMP_ENTRY(key, label)					\
	"	.pushsection __jump_table, \"aw\"\n"		\
	"	.balign	4\n"					\
	"	.long	1b, " label ", " key "\n"		\
	"	.popsection\n"
#endif

#define DATA_RESULTS	6

/**
 * struct frame - what code gets and leaves
 * @cell:   for exclusives
 * @pair:   its other half, for those of pairs
 * @addr:   for accesses to memory
 * @tries:  that a loop took
 * @result: each value that an instruction has read, or 0
 */
struct frame {
	u64 cell __aligned(2 * sizeof(long));
	u64 pair;
	unsigned long addr;
	unsigned long tries;
	unsigned long result[DATA_RESULTS];
};

#ifdef CONFIG_ARM64
#include "data_arm64.h"
#else
#include "data_arm.h"
#endif

#endif
