/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What stands where an instruction was: included by the one source of a test
 * module.  Says again, and apart from vsi's sources, what its carriers look like.
 */
#ifndef VSI_SELFTESTS_STANDS_H
#define VSI_SELFTESTS_STANDS_H

#include <linux/kallsyms.h>
#include <linux/module.h>
#include <linux/string.h>
#include "isa.h"

enum stand {
	STANDS_ORIGINAL,
	STANDS_INLINE,		/* none of the others */
	STANDS_BRANCH,		/* to a veneer in vsi or in this module, that comes back */
	STANDS_TRAP,		/* an undefined instruction of vsi's */
	STANDS_WRONG,		/* a branch elsewhere, or another condition */
};

#define VENEER_MAX	8

struct veneer {
	u32 code[VENEER_MAX];
	unsigned int words;	/* without the branch back */
	bool own;		/* lies in this module */
};

#ifdef CONFIG_ARM64
/* No instruction that is served has a condition. */
static bool conditions_match(u32 word, u32 original)
{
	return true;
}

static inline u32 executed_always(u32 word)
{
	return word;
}

static bool is_branch(u32 word)
{
	return (word & 0xfc000000) == 0x14000000;
}

static bool is_branch_always(u32 word)
{
	return is_branch(word);
}

static const u32 *branch_target(const u32 *insn)
{
	return insn + ((s32)(isa_word(insn) << 6) >> 6);
}
#else
#define COND(word)	((word) >> 28)
#define COND_AL		0xeu
#define COND_UNCOND	0xfu

static bool conditions_match(u32 word, u32 original)
{
	return COND(word) == (COND(original) == COND_UNCOND ? COND_AL : COND(original));
}

/* The instruction without its condition, as a veneer holds it. */
static inline u32 executed_always(u32 word)
{
	return COND(word) == COND_UNCOND ? word : COND_AL << 28 | (word & 0x0fffffff);
}

static bool is_branch(u32 word)
{
	return (word & 0x0f000000) == 0x0a000000;
}

static bool is_branch_always(u32 word)
{
	return word >> 24 == 0xea;
}

static const u32 *branch_target(const u32 *insn)
{
	return insn + 2 + ((s32)(isa_word(insn) << 8) >> 8);
}
#endif

static bool lies_in(const void *addr, const char *module)
{
	char symbol[KSYM_SYMBOL_LEN], place[MODULE_NAME_LEN + 3];

	sprint_symbol(symbol, (unsigned long)addr);
	snprintf(place, sizeof(place), "[%s]", module);
	return strstr(symbol, place);
}

/* Up to the branch to the instruction behind @insn; it must not come too soon. */
static bool read_veneer(const u32 *insn, struct veneer *veneer)
{
	const u32 *code = branch_target(insn);

	veneer->own = lies_in(code, THIS_MODULE->name);
	if (!veneer->own && !lies_in(code, "vsi"))
		return false;
	for (veneer->words = 0; veneer->words < VENEER_MAX; veneer->words++, code++) {
		if (is_branch_always(isa_word(code)))
			return veneer->words && branch_target(code) == insn + 1;
		veneer->code[veneer->words] = isa_word(code);
	}
	return false;
}

/* @veneer is filled in for STANDS_BRANCH. */
static enum stand stands(const u32 *insn, u32 original, struct veneer *veneer)
{
	const u32 word = isa_word(insn);
	const bool matches = conditions_match(word, original);

	if (word == original)
		return STANDS_ORIGINAL;
	if (is_branch(word))
		return matches && read_veneer(insn, veneer) ? STANDS_BRANCH : STANDS_WRONG;
	if ((word & UDF_MASK) == UDF_VALUE)
		return matches ? STANDS_TRAP : STANDS_WRONG;
	return STANDS_INLINE;
}

#endif
