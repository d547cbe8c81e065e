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
#include "way.h"
#include "../vsi_arm/text.h"

/* Called in the trap; RCU keeps the answer alive until interrupts are enabled. */
const struct vsi_site *vsi_site_find(unsigned long addr, unsigned int hint);
const struct vsi_site *vsi_site_search(unsigned long addr);
const struct vsi_site *vsi_guard_find(unsigned long addr);
typedef bool vsi_is_copy_fn(const struct vsi_site *site, unsigned long addr);
const struct vsi_site *vsi_site_copied(u32 word, vsi_is_copy_fn *is_copy, unsigned long addr);

/* Where on the loader's path modules come by. */
enum vsi_hook {
	VSI_HOOK_FINALIZE,
	VSI_HOOK_RELOCATE,
	VSI_NR_HOOKS
};

/**
 * struct vsi_loader_hook - what the architecture calls back from the loader
 * @finalize:  stands in for module_finalize(); sleepable, text writable
 * @relocated: the module's last relocation is applied, module_finalize() is
 *             still ahead; atomic, text writable
 * @cleanup:   the memory of a module that may have come by goes away; atomic
 *
 * One of the first two is called, as the hook is.
 */
struct vsi_loader_hook {
	int (*finalize)(const Elf_Ehdr *hdr, const Elf_Shdr *sechdrs, struct module *mod);
	int (*relocated)(const Elf_Ehdr *hdr, const Elf_Shdr *sechdrs, struct module *mod);
	void (*cleanup)(struct module *mod);
};

/* The second decoder, from before the first module is planned until after the last. */
int vsi_arch_second_init(void);
void vsi_arch_second_exit(void);
const char *vsi_arch_second_name(void);

/* One before the other: what is found out of the guest needs the trap. */
int vsi_arch_init(void);
int vsi_arch_hook(enum vsi_hook hook, const struct vsi_loader_hook *calls);
void vsi_arch_unhook_loads(void);
void vsi_arch_unhook(void);
void vsi_arch_exit(void);

int vsi_arch_finalize(const Elf_Ehdr *hdr, const Elf_Shdr *sechdrs, struct module *mod);

struct vsi_query;
struct vsi_image;
typedef void vsi_rewritten_fn(void *arg, unsigned long addr);
void vsi_arch_rewritten(const struct vsi_image *image, vsi_rewritten_fn *fn, void *arg);
void vsi_arch_copied(const struct vsi_image *image, vsi_rewritten_fn *fn, void *arg);

/* Planning: per word, then per site. */
int vsi_arch_way_init(struct vsi_way *way, const struct vsi_want *want);
void vsi_arch_way_exit(struct vsi_way *way);
void vsi_arch_query(const struct vsi_insn *insn, struct vsi_query *query);
bool vsi_arch_may_except(struct vsi_arch_cursor *cursor, const struct vsi_section *section,
			 u32 offset);
bool vsi_arch_fits_condition(const struct vsi_way *way, struct vsi_arch_cursor *cursor,
			     const struct vsi_section *section, u32 offset);
bool vsi_arch_has_fixup(const struct module *mod, unsigned long addr);
const char *vsi_arch_op_name(const struct vsi_way *way);

/* Veneers: room for all of one text at once. */
unsigned int vsi_arch_veneer_words(const struct vsi_way *way);
bool vsi_arch_encode(struct vsi_site *sites, u32 nr, u32 *code, unsigned long at, u32 words);
unsigned long vsi_arch_veneer_of(const struct vsi_site *site);
void *vsi_arch_room_get(unsigned int words);
void vsi_arch_room_put(void *room, unsigned int words);
unsigned int vsi_arch_room_taken(unsigned int *total);
u32 *vsi_arch_room_map(void *room, unsigned int words, bool may_sleep);
void vsi_arch_room_unmap(void *room, u32 *map, unsigned int words);

/* vsi_arch_read_text(), vsi_arch_write_text(): ../vsi_arm/text.h */

/**
 * struct vsi_text_sites - sites of a module that is loaded
 * @sites: sorted by address
 * @nr:    how many
 */
struct vsi_text_sites {
	const struct vsi_site *sites;
	u32 nr;
};

void vsi_arch_drain_traps(void);
int vsi_arch_poke_text(const struct vsi_text_sites *texts, unsigned int nr, bool restore);
bool vsi_arch_kprobe(unsigned long addr, u32 *word);

/* Of ../vsi_arm/served_isa.h: VSI_FINALIZE_FIRST, VSI_HAS_LITERALS */
#define VSI_ARCH_HINTS	VSI_HINTS

#endif
