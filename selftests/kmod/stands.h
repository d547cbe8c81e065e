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
#include <asm/opcodes.h>

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

#define COND(word)	((word) >> 28)
#define COND_AL		0xeu
#define COND_UNCOND	0xfu

static u32 word_at(const u32 *insn)
{
	return __mem_to_opcode_arm(*insn);
}

static u32 kept_cond(u32 word)
{
	return COND(word) == COND_UNCOND ? COND_AL : COND(word);
}

/* The instruction without its condition, as a veneer holds it. */
static inline u32 executed_always(u32 word)
{
	return COND(word) == COND_UNCOND ? word : COND_AL << 28 | (word & 0x0fffffff);
}

static const u32 *branch_target(const u32 *insn)
{
	s32 offset = (s32)(word_at(insn) << 8) >> 6;

	return (const u32 *)((unsigned long)insn + 8 + offset);
}

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
		if (word_at(code) >> 24 == 0xea)
			return veneer->words && branch_target(code) == insn + 1;
		veneer->code[veneer->words] = word_at(code);
	}
	return false;
}

/* @veneer is filled in for STANDS_BRANCH. */
static enum stand stands(const u32 *insn, u32 original, struct veneer *veneer)
{
	const u32 word = word_at(insn);
	const bool same_cond = COND(word) == kept_cond(original);

	if (word == original)
		return STANDS_ORIGINAL;
	if ((word & 0x0f000000) == 0x0a000000)
		return same_cond && read_veneer(insn, veneer) ? STANDS_BRANCH : STANDS_WRONG;
	if ((word & 0x0fff00f0) == 0x07f500f0)
		return same_cond ? STANDS_TRAP : STANDS_WRONG;
	return STANDS_INLINE;
}

#endif
