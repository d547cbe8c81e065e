/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Reading and writing code.
 */
#ifndef VSI_ARM_TEXT_H
#define VSI_ARM_TEXT_H

#include <linux/types.h>
#include <asm/opcodes.h>

/**
 * vsi_arch_read_text() - the instruction at an address
 * @addr: in a module's text
 *
 * Context: any.
 * Return: the word as the decoder reads it.
 */
static inline u32 vsi_arch_read_text(unsigned long addr)
{
	return __mem_to_opcode_arm(*(u32 *)addr);
}

/**
 * vsi_arch_write_text() - store an instruction
 * @addr: in the text of a module that is being loaded, still writable
 * @word: the instruction
 *
 * No cache maintenance: load_module() flushes the whole text afterwards.
 *
 * Context: the loader's path, before the text becomes read-only.
 */
static inline void vsi_arch_write_text(unsigned long addr, u32 word)
{
	*(u32 *)addr = __opcode_to_mem_arm(word);
}

#endif
