/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Kernel symbols that are not exported to modules: the only place.
 */
#ifndef VSI_CORE_KSYMS_H
#define VSI_CORE_KSYMS_H

#include <linux/moduleloader.h>
#include <linux/types.h>

struct kprobe;
struct undef_hook;

/**
 * struct vsi_ksyms - unexported functions, all resolved or vsi does not load
 * @module_finalize:       hook point, or NULL; called for every module, text writable
 * @module_arch_cleanup:   hook point, or NULL; the one event when a finalized module goes
 * @apply_relocate:        hook point, or NULL; called for every section with relocations
 * @module_arch_freeing_init: hook point, or NULL; the one event when a relocated module goes
 * @register_undef_hook:   the trap
 * @unregister_undef_hook: the trap
 * @__patch_text_real:     writes read-only text: thunks, and modules that are loaded
 * @find_module:           the module that is to be attached
 * @get_kprobe:            what stood in that module's text before a kprobe
 *
 * Written once in vsi_ksyms_init(), before anything is armed.
 */
struct vsi_ksyms {
	int (*module_finalize)(const Elf_Ehdr *hdr, const Elf_Shdr *sechdrs, struct module *mod);
	void (*module_arch_cleanup)(struct module *mod);
	int (*apply_relocate)(Elf_Shdr *sechdrs, const char *strtab, unsigned int symindex,
			      unsigned int relindex, struct module *mod);
	void (*module_arch_freeing_init)(struct module *mod);
	void (*register_undef_hook)(struct undef_hook *hook);
	void (*unregister_undef_hook)(struct undef_hook *hook);
	void (*__patch_text_real)(void *addr, unsigned int insn, bool remap);
	struct module *(*find_module)(const char *name);
	struct kprobe *(*get_kprobe)(void *addr);
};

extern struct vsi_ksyms vsi_ksyms;

int vsi_ksyms_init(void);

#endif
