/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Kernel symbols that are not exported to modules: the only place.
 */
#ifndef VSI_CORE_KSYMS_H
#define VSI_CORE_KSYMS_H

#include <linux/moduleloader.h>
#include <linux/types.h>
#include <linux/version.h>

/* arm64 has dispensed with them: its do_el1_undef() knows all there is. */
#if defined(CONFIG_ARM) || LINUX_VERSION_CODE < KERNEL_VERSION(6, 2, 0)
#define VSI_HAS_UNDEF_HOOKS
#endif

struct kprobe;
struct pt_regs;
struct undef_hook;

/**
 * struct vsi_ksyms - unexported functions, all resolved or vsi does not load
 * @module_finalize:       hook point, or NULL; called for every module, text writable
 * @module_arch_cleanup:   hook point, or NULL; the one event when a finalized module goes
 * @apply_relocate:        hook point, or NULL; called for every section with relocations
 * @apply_relocate_add:    the same on arm64
 * @module_arch_freeing_init: hook point, or NULL; the one event when a relocated module goes
 * @register_undef_hook:   the trap
 * @unregister_undef_hook: the trap
 * @do_el1_undef:          the trap, where there are no such hooks
 * @__patch_text_real:     writes read-only text: thunks, and modules that are loaded
 * @aarch64_insn_patch_text_nosync: the same on arm64
 * @find_module:           the module that is to be attached
 * @get_kprobe:            what stood in that module's text before a kprobe
 *
 * Written once in vsi_ksyms_init(), before anything is armed.
 */
struct vsi_ksyms {
	int (*module_finalize)(const Elf_Ehdr *hdr, const Elf_Shdr *sechdrs, struct module *mod);
	void (*module_arch_cleanup)(struct module *mod);
	void (*module_arch_freeing_init)(struct module *mod);
#ifdef CONFIG_ARM64
	int (*apply_relocate_add)(Elf_Shdr *sechdrs, const char *strtab, unsigned int symindex,
				  unsigned int relindex, struct module *mod);
	int (*aarch64_insn_patch_text_nosync)(void *addr, u32 insn);
#else
	int (*apply_relocate)(Elf_Shdr *sechdrs, const char *strtab, unsigned int symindex,
			      unsigned int relindex, struct module *mod);
	void (*__patch_text_real)(void *addr, unsigned int insn, bool remap);
#endif
#ifdef VSI_HAS_UNDEF_HOOKS
	void (*register_undef_hook)(struct undef_hook *hook);
	void (*unregister_undef_hook)(struct undef_hook *hook);
#else
	void (*do_el1_undef)(struct pt_regs *regs, unsigned long esr);
#endif
	struct module *(*find_module)(const char *name);
	struct kprobe *(*get_kprobe)(void *addr);
};

extern struct vsi_ksyms vsi_ksyms;

int vsi_ksyms_init(void);

/* Into read-only text, any context; other CPUs see it after they synchronize. */
static inline void vsi_patch_text(void *addr, u32 word)
{
#ifdef CONFIG_ARM64
	vsi_ksyms.aarch64_insn_patch_text_nosync(addr, word);
#else
	vsi_ksyms.__patch_text_real(addr, word, true);
#endif
}

#endif
