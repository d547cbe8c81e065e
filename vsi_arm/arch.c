// SPDX-License-Identifier: GPL-2.0
/*
 * The architecture's side of vsi_core/arch.h.
 */
#include <linux/errno.h>
#include <linux/types.h>
#include <asm/opcodes.h>
#include "features.h"
#include "loader_hook.h"
#include "thunk.h"
#include "undef.h"
#include "../vsi_core/arch.h"

#if defined(CONFIG_THUMB2_KERNEL) || defined(CONFIG_CPU_BIG_ENDIAN)
#error vsi serves little-endian kernels that are built as A32
#endif

/**
 * vsi_arch_init() - arm the traps, find out what the guest has, arm the loader hook
 * @hook: what to call from the loader; lives as long as vsi
 *
 * Context: process.
 * Return: 0 or a negative errno, and then nothing is armed.
 */
int vsi_arch_init(const struct vsi_loader_hook *hook)
{
	int ret;

	vsi_decode_init();
	vsi_undef_init();
	ret = vsi_features_init();
	if (ret)
		goto undef;
	ret = vsi_loader_hook_init(hook);
	if (ret)
		goto features;
	return 0;

features:
	vsi_features_exit();
undef:
	vsi_undef_exit();
	return ret;
}

/**
 * vsi_arch_exit() - undo vsi_arch_init()
 *
 * No module is served any more.
 *
 * Context: process; sleeps.
 */
void vsi_arch_exit(void)
{
	vsi_loader_hook_exit();
	vsi_features_exit();
	vsi_undef_exit();
}

/**
 * vsi_arch_switches_mode() - must the section of this instruction be left alone?
 * @entry: of an open table; need not be true of the module yet
 *
 * Context: any.
 * Return: true when the code behind it may run where a trap is not served.
 */
bool vsi_arch_switches_mode(const struct vsi_table_entry *entry)
{
	struct vsi_insn insn;

	return entry->class == VSI_CLASS_PSR && vsi_decode(entry->isa, entry->word, &insn) &&
	       a32_switches_mode(&insn);
}

/**
 * vsi_arch_can_trap() - would an exception at this site be exact?
 * @cursor:  all zero for the first site of a section
 * @section: the section it stands in, verified
 * @offset:  of the site, in bytes
 * @insn:    the instruction
 *
 * Context: any; reads the section.
 * Return: true when it would.
 */
bool vsi_arch_can_trap(struct vsi_arch_cursor *cursor, const struct vsi_section *section,
		       u32 offset, const struct vsi_insn *insn)
{
	return insn->isa == VSI_ISA_A32 && insn->trap &&
	       !a32_exclusive_at(&cursor->exclusive, section->bytes, section->size & ~3u, offset);
}

/* The exception entry replaces DACR only where it keeps user space locked. */
static bool dacr_is_saved(void)
{
	return IS_ENABLED(CONFIG_CPU_SW_DOMAIN_PAN) || IS_ENABLED(CONFIG_CPU_USE_DOMAINS);
}

static int plan_cp(struct vsi_arch_site *arch, const struct vsi_insn *insn)
{
	arch->rt = insn->rt;
	arch->rt2 = insn->form == VSI_FORM_CP64 ? insn->rt2 : 15;
	arch->write = insn->write;
	if (insn->class == VSI_CLASS_DACR && dacr_is_saved()) {
		arch->op = VSI_ARM_DACR;
		return 0;
	}
	arch->op = insn->write ? VSI_ARM_WRITE : VSI_ARM_READ;
	arch->thunk = vsi_thunk_get(a32_encode_thunk(insn));
	return arch->thunk ? 0 : -ENOSPC;
}

/**
 * vsi_arch_plan_trap() - prepare an undefined instruction for a site
 * @site: address and original word are set; the rest is filled in
 * @insn: the instruction, one that vsi_arch_can_trap()
 * @hint: comes back in the trap, modulo VSI_ARCH_HINTS
 *
 * Context: process.
 * Return: 0; vsi_arch_unplan() undoes it.  -ENOSPC when all thunks are in use.
 */
int vsi_arch_plan_trap(struct vsi_site *site, const struct vsi_insn *insn, unsigned int hint)
{
	site->word = a32_encode_udf(insn->word, hint);
	if (insn->form != VSI_FORM_PSR)
		return plan_cp(&site->arch, insn);
	site->arch.op = VSI_ARM_PSR;
	site->arch.row = insn->row;
	return 0;
}

/**
 * vsi_arch_unplan() - undo vsi_arch_plan_trap()
 * @site: whose module's text is gone, or was never substituted
 *
 * Context: any but the trap.
 */
void vsi_arch_unplan(struct vsi_site *site)
{
	vsi_thunk_put(site->arch.thunk);
	site->arch.thunk = NULL;
}

/**
 * vsi_arch_read_text() - the instruction at an address
 * @addr: in a module's text
 *
 * Context: any.
 * Return: the word as the decoder reads it.
 */
u32 vsi_arch_read_text(unsigned long addr)
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
void vsi_arch_write_text(unsigned long addr, u32 word)
{
	*(u32 *)addr = __opcode_to_mem_arm(word);
}
