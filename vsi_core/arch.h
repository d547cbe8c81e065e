/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What vsi_core asks of the architecture.  Nothing else crosses.
 *
 * vsi_core knows modules, tables and lifetimes; vsi_arm knows instructions,
 * text and traps.  Pure parts of the contract (decoding) are in
 * ../vsi_arm/insn.h, which verify.h brings in.
 */
#ifndef VSI_CORE_ARCH_H
#define VSI_CORE_ARCH_H

#include <linux/elf.h>
#include <linux/module.h>
#include "verify.h"
#include "../vsi_arm/site.h"

/**
 * struct vsi_site - one substituted instruction of a served module
 * @addr: where it stands; 0 when the word had changed before it was stored
 * @orig: the original instruction
 * @word: what stands there instead
 * @arch: how the architecture executes @orig
 *
 * Written while the module is planned, then read by traps on any CPU until
 * the RCU grace period after the module's text is gone.
 */
struct vsi_site {
	unsigned long addr;
	u32 orig;
	u32 word;
	struct vsi_arch_site arch;
};

/* Called in the trap; rcu keeps the answer alive until interrupts are enabled. */
const struct vsi_site *vsi_site_find(unsigned long addr, unsigned int hint);

/**
 * struct vsi_loader_hook - what the architecture calls back from the loader
 * @finalize: stands in for module_finalize(); sleepable, text writable
 * @cleanup:  module_arch_cleanup() begins: the module's memory goes away; atomic
 */
struct vsi_loader_hook {
	int (*finalize)(const Elf_Ehdr *hdr, const Elf_Shdr *sechdrs, struct module *mod);
	void (*cleanup)(struct module *mod);
};

int vsi_arch_init(const struct vsi_loader_hook *hook);
void vsi_arch_exit(void);
int vsi_arch_finalize(const Elf_Ehdr *hdr, const Elf_Shdr *sechdrs, struct module *mod);

bool vsi_arch_switches_mode(const struct vsi_table_entry *entry);
bool vsi_arch_can_trap(struct vsi_arch_cursor *cursor, const struct vsi_section *section,
		       u32 offset, const struct vsi_insn *insn);
int vsi_arch_plan_trap(struct vsi_site *site, const struct vsi_insn *insn, unsigned int hint);
void vsi_arch_unplan(struct vsi_site *site);
u32 vsi_arch_read_text(unsigned long addr);
void vsi_arch_write_text(unsigned long addr, u32 word);

#define VSI_ARCH_HINTS	VSI_ARM_HINTS

#endif
