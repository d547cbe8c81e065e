// SPDX-License-Identifier: GPL-2.0
/*
 * What the bed's monitor does for a guest's kernel at EL0, as ARM DDI 0487 has it.
 */
#include "../block.h"
#include "monitor.h"

/* C5.2, SPSR_EL1: what the virtual CPU has of it */
#define PSTATE_NZCV	0xf0000000u
#define PSTATE_UAO	0x00800000u
#define PSTATE_PAN	0x00400000u
#define PSTATE_DAIF	0x000003c0u
#define PSTATE_MODE	0x0000001fu
#define PSTATE_SPSEL	0x00000001u
#define PSTATE_EL1T	0x00000004u

#define MRS_DCZID	0xd53b00e0u

/* SP_EL1 while SP is SP_EL0. */
static unsigned long sp_el1;

/* C5.2, SPSel: SP is one of two registers. */
static void select_sp(struct pt_regs *regs, u32 spsel)
{
	if ((regs->pstate & PSTATE_SPSEL) == spsel)
		return;
	if (spsel) {
		block_set(BED_SP_EL0, regs->sp);
		regs->sp = sp_el1;
	} else {
		sp_el1 = regs->sp;
		regs->sp = block_get(BED_SP_EL0);
	}
	regs->pstate ^= PSTATE_SPSEL;
}

static u32 crm_of(u32 word)
{
	return word >> 8 & 0xf;
}

/* C6.2, MSR (immediate) */
static bool do_spsel(u32 word, struct pt_regs *regs)
{
	select_sp(regs, crm_of(word) & 1);
	return true;
}

static bool set_bit(struct pt_regs *regs, u32 bit, bool value)
{
	regs->pstate = (regs->pstate & ~(u64)bit) | (value ? bit : 0);
	return true;
}

static bool do_uao(u32 word, struct pt_regs *regs)
{
	return set_bit(regs, PSTATE_UAO, crm_of(word) & 1);
}

static bool do_pan(u32 word, struct pt_regs *regs)
{
	return set_bit(regs, PSTATE_PAN, crm_of(word) & 1);
}

static bool do_daifset(u32 word, struct pt_regs *regs)
{
	return set_bit(regs, crm_of(word) << 6, true);
}

static bool do_daifclr(u32 word, struct pt_regs *regs)
{
	return set_bit(regs, crm_of(word) << 6, false);
}

/* C6.2, ERET.  Of the virtual CPU's modes there are EL1 with SP_EL0 and with SP_EL1. */
static bool do_eret(u32 word, struct pt_regs *regs)
{
	const unsigned long spsr = block_get(BED_SPSR);

	(void)word;
	if ((spsr & PSTATE_MODE & ~PSTATE_SPSEL) != PSTATE_EL1T)
		return false;
	select_sp(regs, spsr & PSTATE_SPSEL);
	regs->pstate = spsr & (PSTATE_NZCV | PSTATE_UAO | PSTATE_PAN | PSTATE_DAIF | PSTATE_MODE);
	regs->pc = block_get(BED_ELR);
	return true;
}

/* C6.2, STZGM: as much as DCZID_EL0.BS says.  The guest has no memory with tags. */
static bool do_stzgm(u32 word, struct pt_regs *regs)
{
	const unsigned int rn = word >> 5 & 31;
	u64 at = rn == 31 ? regs->sp : regs->regs[rn], dczid, size;
	struct vsi_insn insn;

	if (!vsi_decode(BED_ISA, MRS_DCZID, &insn) || !guest_constant(&insn, &dczid))
		return false;
	size = 4ull << (dczid & 0xf);
	at &= -size;
	if (at - BED_ARENA >= BED_SIZE)
		return false;
	memset((void *)at, 0, size);
	return true;
}

/**
 * struct known - instructions that the monitor does
 * @mask, @value: as in vsi's tables, but from the manual
 * @execute:      does it
 */
struct known {
	u32 mask;
	u32 value;
	bool (*execute)(u32 word, struct pt_regs *regs);
};

static const struct known known[] = {
	{ 0xfffff0ff, 0xd50040bf, do_spsel },
	{ 0xfffff0ff, 0xd500407f, do_uao },
	{ 0xfffff0ff, 0xd500409f, do_pan },
	{ 0xfffff0ff, 0xd50340df, do_daifset },
	{ 0xfffff0ff, 0xd50340ff, do_daifclr },
	{ 0xffffffff, 0xd69f03e0, do_eret },
	/* ERETAA, ERETAB: the virtual CPU's SCTLR_EL1 has neither EnIA nor EnIB */
	{ 0xfffffbff, 0xd69f0bff, do_eret },
	{ 0xfffffc00, 0xd9200000, do_stzgm },
};

static const struct known *known_of(u32 word)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(known); i++)
		if ((word & known[i].mask) == known[i].value)
			return &known[i];
	return NULL;
}

/**
 * monitor_knows() - can the monitor do an instruction?
 * @word: the instruction
 *
 * Return: true when it is one of its.
 */
bool monitor_knows(u32 word)
{
	return known_of(word);
}

/**
 * monitor_execute() - do an instruction on the virtual CPU
 * @word: the instruction
 * @regs: of the virtual CPU, the PC behind the instruction
 *
 * Return: false when the monitor does not know it, or the virtual CPU cannot do it.
 */
bool monitor_execute(u32 word, struct pt_regs *regs)
{
	const struct known *k = known_of(word);

	return k && k->execute(word, regs);
}
