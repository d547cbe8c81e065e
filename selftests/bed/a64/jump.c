// SPDX-License-Identifier: GPL-2.0
/*
 * Writing code around an instruction under test, A64.
 */
#include "../bed.h"
#include "../../../vsi_arm/a64_encode.h"

/**
 * bed_put() - an instruction
 * @at:   where
 * @word: the instruction
 */
void bed_put(void *at, u32 word)
{
	*(u32 *)at = word;
}

/**
 * bed_jump() - a jump to bed_landing, which no register and no flag takes part in
 * @at: where
 */
void bed_jump(void *at)
{
	bed_put(at, a64_branch_bits((unsigned long)at, (unsigned long)bed_landing));
}

/**
 * bed_put_slot() - an instruction under test, and the way out
 * @at: where
 * @c:  the case
 */
void bed_put_slot(void *at, const struct bed_case *c)
{
	bed_put(at, c->insn.word);
	bed_jump((u32 *)at + 1);
}

/**
 * bed_put_landings() - jumps where code under test may return to
 */
void bed_put_landings(void)
{
	bed_jump((void *)BED_LANDING);
	bed_jump((void *)(BED_LANDING - BED_BEFORE));
}

/* run.S */
void bed_enter(const struct bed_state *in, struct bed_state *out);

/* No register is free to hold the site's address when all are loaded: a branch has it. */
void bed_run(const struct bed_state *in, struct bed_state *out, unsigned long site)
{
	bed_put((void *)BED_ENTER, a64_branch_bits(BED_ENTER, site));
	__builtin___clear_cache((char *)BED_ENTER, (char *)BED_ENTER + sizeof(u32));
	bed_enter(in, out);
}
