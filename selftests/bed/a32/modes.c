// SPDX-License-Identifier: GPL-2.0
/*
 * The modes of the virtual CPU, A32 and T32.  What is not in the CPU beneath, of the mode that
 * it is in, is in the state block.
 */
#include "modes.h"

/**
 * struct bank - what a mode has for its own
 * @mode: the mode
 * @sp:   where the block has it and LR behind it, while the virtual CPU is not in the mode
 * @spsr: the same; 0 for none
 */
struct bank {
	u8 mode;
	u16 sp;
	u16 spsr;
};

static const struct bank banks[] = {
	{ MODE_USR, VSI_STATE_A32_SP_USR, 0 },
	{ MODE_SYS, VSI_STATE_A32_SP_USR, 0 },
	{ MODE_FIQ, VSI_STATE_A32_SP_FIQ, VSI_STATE_A32_SPSR_FIQ },
	{ MODE_IRQ, VSI_STATE_A32_SP_IRQ, VSI_STATE_A32_SPSR_IRQ },
	{ MODE_SVC, VSI_STATE_A32_SP_SVC, VSI_STATE_A32_SPSR_SVC },
	{ MODE_ABT, VSI_STATE_A32_SP_ABT, VSI_STATE_A32_SPSR_ABT },
	{ MODE_UND, VSI_STATE_A32_SP_UND, VSI_STATE_A32_SPSR_UND },
};

static const struct bank *bank_of(unsigned int mode)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(banks); i++)
		if (banks[i].mode == mode)
			return &banks[i];
	return NULL;
}

/**
 * mode_exists() - is it a mode of a guest's kernel or its programs?
 * @mode: CPSR.M
 *
 * Return: true when it is.
 */
bool mode_exists(unsigned int mode)
{
	return bank_of(mode);
}

/**
 * mode_has_spsr() - is it entered by exceptions?
 * @mode: one that exists
 *
 * Return: true when it is.
 */
bool mode_has_spsr(unsigned int mode)
{
	return bank_of(mode)->spsr;
}

/* R8 to R12, of which there are two */
static void swap_fiq(unsigned long *gpr, unsigned int from, unsigned int to)
{
	unsigned int i;

	for (i = 0; i < 5; i++) {
		block_store(from + 4 * i, gpr[8 + i]);
		gpr[8 + i] = block_load(to + 4 * i);
	}
}

/**
 * mode_change() - exchange what belongs to modes
 * @gpr:  r0 to LR
 * @from: the mode that the virtual CPU is in
 * @to:   the mode that it will be in
 *
 * ARM DDI 0406C, B1.3.2: SP, LR and SPSR are others in each mode but User and System.
 */
void mode_change(unsigned long *gpr, unsigned int from, unsigned int to)
{
	const struct bank *old = bank_of(from), *new = bank_of(to);

	if (from == to)
		return;
	block_store(old->sp, gpr[13]);
	block_store(old->sp + 4, gpr[14]);
	if (old->spsr)
		block_store(old->spsr, block_load(VSI_STATE_A32_SPSR));
	gpr[13] = block_load(new->sp);
	gpr[14] = block_load(new->sp + 4);
	if (new->spsr)
		block_store(VSI_STATE_A32_SPSR, block_load(new->spsr));
	if (from == MODE_FIQ)
		swap_fiq(gpr, VSI_STATE_A32_R8_FIQ, VSI_STATE_A32_R8_USR);
	if (to == MODE_FIQ)
		swap_fiq(gpr, VSI_STATE_A32_R8_USR, VSI_STATE_A32_R8_FIQ);
}

/* Where the block has a register of a mode; 0 when the CPU beneath has it. */
static unsigned int offset_of(unsigned int now, unsigned int mode, unsigned int reg)
{
	const bool of_fiq = mode == MODE_FIQ, in_fiq = now == MODE_FIQ;

	if (reg == MODE_REG_SPSR)
		return mode == now ? VSI_STATE_A32_SPSR : bank_of(mode)->spsr;
	if (reg < 8)
		return 0;
	if (reg >= 13)
		return bank_of(mode)->sp == bank_of(now)->sp ? 0 :
							       bank_of(mode)->sp + 4 * (reg - 13);
	if (of_fiq == in_fiq)
		return 0;
	return (of_fiq ? VSI_STATE_A32_R8_FIQ : VSI_STATE_A32_R8_USR) + 4 * (reg - 8);
}

/**
 * mode_get() - a register as a mode sees it
 * @gpr:  r0 to LR
 * @now:  the mode that the virtual CPU is in
 * @mode: whose register
 * @reg:  its number, or MODE_REG_SPSR where the mode has one
 *
 * Return: what it holds.
 */
unsigned long mode_get(const unsigned long *gpr, unsigned int now, unsigned int mode,
		       unsigned int reg)
{
	const unsigned int offset = offset_of(now, mode, reg);

	return offset ? block_load(offset) : gpr[reg];
}

/**
 * mode_set() - change a register of a mode
 * @gpr:   as mode_get()
 * @now:   the same
 * @mode:  the same
 * @reg:   the same
 * @value: that it holds then
 */
void mode_set(unsigned long *gpr, unsigned int now, unsigned int mode, unsigned int reg,
	      unsigned long value)
{
	const unsigned int offset = offset_of(now, mode, reg);

	if (offset)
		block_store(offset, value);
	else
		gpr[reg] = value;
}
