// SPDX-License-Identifier: GPL-2.0
/*
 * The memory that instructions under test work on.
 */
#include "bed.h"

static unsigned long *const memory = (unsigned long *)BED_DATA;

#define NR_WORDS	(BED_DATA_SIZE / sizeof(unsigned long))

static unsigned long word_of(unsigned int i, unsigned int input)
{
	return 0x01010101ul * (i + 1) + input;
}

/**
 * bed_memory_fill() - the memory as it is before each instruction
 * @input: which of the inputs
 *
 * What returns from an exception finds where to and with which status.
 */
void bed_memory_fill(unsigned int input)
{
	unsigned int i;

	for (i = 0; i < NR_WORDS; i++)
		memory[i] = word_of(i, input);
	bed_memory_frames(memory, input);
}

/**
 * bed_memory_forget() - what is below SP does not count
 * @sp:    the stack pointer
 * @size:  how much is not looked at, in bytes
 * @input: as memory was filled
 */
void bed_memory_forget(unsigned long sp, unsigned int size, unsigned int input)
{
	unsigned int i = (sp - size - BED_DATA) / sizeof(unsigned long);

	for (; (unsigned long)&memory[i] < sp; i++)
		memory[i] = word_of(i, input);
}

/**
 * bed_memory_hash() - FNV-1a of that memory
 *
 * Return: the hash.
 */
unsigned long bed_memory_hash(void)
{
	const u8 *bytes = (const u8 *)memory;
	u32 hash = 0x811c9dc5;
	unsigned int i;

	for (i = 0; i < BED_DATA_SIZE; i++)
		hash = (hash ^ bytes[i]) * 0x01000193;
	return hash;
}
