// SPDX-License-Identifier: GPL-2.0
/*
 * What calling functions of modules depends on, 64-bit ARM.
 */
#include "../functions.h"
#include "../../../vsi_arm/a64_encode.h"

const struct function_register function_registers[] = {
	{ 0xd538d080, 0x40 },			/* TPIDR_EL1 */
	{ 0xd5384100, FUNCTION_POINTER },	/* SP_EL0, which the state has */
};

/**
 * function_put_import() - what stands for an imported function
 * @at:    where, FUNCTION_IMPORT_WORDS
 * @index: of it
 * @name:  of it
 *
 * LDR W16 of the word behind the next: a branch, by FUNCTION_ENTER, so that what a module
 * may take for data is the same in both programs.
 */
void function_put_import(u32 *at, unsigned int index, const char *name)
{
	const unsigned long enter = FUNCTION_ENTER;

	(void)name;
	bed_put((void *)enter, a64_branch_bits(enter, (unsigned long)bed_import));
	at[0] = 0x18000050;
	at[1] = a64_branch_bits((unsigned long)&at[1], enter);
	at[2] = index;
	at[3] = 0;
}

/**
 * function_state() - what is no argument, when a function is called
 * @masked: interrupts are
 * @in:     filled in
 */
void function_state(bool masked, struct bed_state *in)
{
	in->reg[BED_PSR] = 0x60000005 | (masked ? 0xc0 : 0);
	in->reg[BED_SPSR] = 0x20000005;
	in->reg[BED_ELR] = BED_LANDING;
	in->reg[BED_SP_EL0] = FUNCTION_POINTER;
}

#ifdef BED_PL1
/**
 * function_set_registers() - all but the state, before a function is called
 */
void function_set_registers(void)
{
	asm volatile("msr tpidr_el1, %0" : : "r" (function_registers[0].value));
}

/**
 * function_get_registers() - and behind it
 * @r: filled in, that of it
 */
void function_get_registers(struct result *r)
{
	asm volatile("mrs %0, tpidr_el1" : "=r" (r->reg[0]));
}
#endif
