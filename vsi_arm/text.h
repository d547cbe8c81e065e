/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Reading and writing code.
 */
#ifndef VSI_ARM_TEXT_H
#define VSI_ARM_TEXT_H

#include <linux/types.h>
#include "../vsi_core/ksyms.h"
#ifdef CONFIG_ARM64
#include <asm/byteorder.h>
#else
#include <asm/opcodes.h>
#endif

#ifdef CONFIG_ARM64
/* Instructions are little-endian, whatever data is: ARM DDI 0487, B2.6.2. */
static inline u32 vsi_arch_read_text(unsigned long addr)
{
	return le32_to_cpu(*(const __le32 *)addr);
}

static inline void vsi_arch_write_text(unsigned long addr, u32 word)
{
	*(__le32 *)addr = cpu_to_le32(word);
}
#elif defined(CONFIG_THUMB2_KERNEL)
static inline u32 vsi_arch_read_text(unsigned long addr)
{
	const u16 *half = (const u16 *)addr;
	u32 first = __mem_to_opcode_thumb16(half[0]);

	if (first < 0xe800)
		return first;
	return __opcode_thumb32_compose(first, __mem_to_opcode_thumb16(half[1]));
}

static inline void vsi_arch_write_text(unsigned long addr, u32 word)
{
	u16 *half = (u16 *)addr;

	if (__opcode_is_thumb16(word)) {
		half[0] = __opcode_to_mem_thumb16(word);
		return;
	}
	half[0] = __opcode_to_mem_thumb16(__opcode_thumb32_first(word));
	half[1] = __opcode_to_mem_thumb16(__opcode_thumb32_second(word));
}
#else
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

/**
 * vsi_patch_text() - store an instruction into read-only text
 * @addr: of an instruction
 * @word: what shall stand there
 *
 * Other CPUs see it once they have synchronized their instruction streams.
 *
 * Context: any.
 */
static inline void vsi_patch_text(void *addr, u32 word)
{
#ifdef CONFIG_ARM64
	vsi_ksyms.aarch64_insn_patch_text_nosync(addr, word);
#else
	vsi_ksyms.__patch_text_real(addr, word, true);
#endif
}

#endif
