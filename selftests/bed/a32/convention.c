// SPDX-License-Identifier: GPL-2.0
/*
 * What calling functions of modules depends on, 32-bit ARM.
 */
#include "../functions.h"

const struct function_register function_registers[] = {
	{ 0xee130f10, 0x51 },	/* DACR */
	{ 0xee1d0f90, 0x40 },	/* TPIDRPRW */
};

static bool is_mcount(const char *name)
{
	static const char mcount[] = "__gnu_mcount_nc";
	unsigned int i;

	for (i = 0; i < sizeof(mcount); i++)
		if (name[i] != mcount[i])
			return false;
	return true;
}

/**
 * function_put_import() - what stands for an imported function
 * @at:    where, FUNCTION_IMPORT_WORDS
 * @index: of it
 * @name:  of it
 *
 * LDR IP and LDR PC of the two words behind them.  What each function begins with, and
 * the kernel takes out, is no call: MOV IP, LR; POP {LR}; BX IP.
 */
void function_put_import(u32 *at, unsigned int index, const char *name)
{
	const bool mcount = is_mcount(name);

	at[0] = mcount ? 0xe1a0c00e : 0xe59fc000;
	at[1] = mcount ? 0xe49de004 : 0xe59ff000;
	at[2] = mcount ? 0xe12fff1c : index;
	at[3] = (unsigned long)bed_import;
}

/**
 * function_state() - what is no argument, when a function is called
 * @masked: interrupts are
 * @in:     filled in
 */
void function_state(bool masked, struct bed_state *in)
{
	in->reg[BED_PSR] = 0x60000013 | (masked ? BED_PSR_I : 0);
	in->reg[BED_SPSR] = 0x20000013;
	in->reg[BED_SPSR_IRQ] = 0x20000012;
	in->reg[BED_SPSR_FIQ] = 0x20000011;
}

#ifdef BED_PL1
/**
 * function_set_registers() - all but the state, before a function is called
 */
void function_set_registers(void)
{
	asm volatile("mcr p15, 0, %0, c3, c0, 0" : : "r" (function_registers[0].value));
	asm volatile("mcr p15, 0, %0, c13, c0, 4" : : "r" (function_registers[1].value));
	asm volatile("mcr p15, 0, %0, c13, c0, 3" : : "r" (FUNCTION_POINTER));
}

/**
 * function_get_registers() - and behind it
 * @r: filled in, that of it
 */
void function_get_registers(struct result *r)
{
	asm volatile("mrc p15, 0, %0, c3, c0, 0" : "=r" (r->reg[0]));
	asm volatile("mrc p15, 0, %0, c13, c0, 4" : "=r" (r->reg[1]));
}
#endif
