/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What planning and the registry call outside of the files under test: a guest
 * that the suites furnish, and modules that they make.
 */
#ifndef VSI_UNIT_WORLD_H
#define VSI_UNIT_WORLD_H

#include <linux/module.h>
#include <asm/extable.h>
#include "../../vsi_arm/features.h"
#include "../../vsi_arm/served_isa.h"
#include "../../vsi_core/backend.h"
#include "../../vsi_core/plan.h"
#include "../../vsi_core/store.h"

/**
 * struct world - the guest
 * @policy:    in force for every module
 * @carrier:   asked for
 * @thunks:    that can still be had
 * @taken:     thunks that were not put back
 * @veneers:   where rooms come from
 * @nr_veneers: words of it
 * @rooms:     that were not put back
 * @mapped:    rooms that are writable
 * @gentimer:  is there a generic timer?
 * @lacks:     a class that the guest lacks, or VSI_CLASS_NONE
 * @constants: registers have been read
 * @midr:      what is constant is MIDR's value
 * @constant:  else it is this
 * @varies:    CPUs have read different values
 * @profile:   of the hypervisor
 * @backend:   there is one that serves
 * @queries:   and can be asked beforehand
 * @answer:    then answers this of everything
 * @block:     the state block, if there is one
 * @questions: how often it was asked
 * @asked:     about how many words at last
 * @own:       a word for which the hypervisor takes another one
 * @own_word:  that one
 * @unseen:    a word whose exception vsi does not see
 * @files:     tables in files are looked for
 * @table:     the file beside the module, or NULL
 * @table_size: in bytes
 * @read:      what was read of it
 * @rewritten: what module_finalize() rewrites
 * @nr_rewritten: how many
 * @copied:    what it copies elsewhere, or 0
 * @probed:    where a kprobe stands
 * @listed:    module that the kernel's list has, or NULL
 * @dispute:   a word that the second decoder understands differently
 * @kept:      events of instructions that are left alone
 * @why:       of the last one
 * @offset:    where it stands
 * @refused:   events of modules that are refused
 * @fault:     of the last one
 * @section:   of @fault, which may be gone
 * @hits:      traps that were counted
 */
struct world {
	struct vsi_policy policy;
	enum vsi_carrier carrier;
	unsigned int thunks;
	unsigned int taken;
	u32 *veneers;
	unsigned int nr_veneers;
	unsigned int rooms;
	unsigned int mapped;
	enum vsi_presence gentimer;
	enum vsi_class lacks;
	bool constants;
	bool midr;
	u64 constant;
	bool varies;
	enum vsi_profile profile;
	bool backend;
	bool queries;
	struct vsi_answer answer;
	struct vsi_block block;
	unsigned int questions;
	unsigned int asked;
	u32 own;
	u32 own_word;
	u32 unseen;
	bool files;
	const void *table;
	size_t table_size;
	void *read;
	unsigned long rewritten[4];
	unsigned int nr_rewritten;
	unsigned long copied;
	unsigned long probed;
	struct module *listed;
	u32 dispute;
	unsigned int kept;
	enum vsi_kept why;
	u32 offset;
	unsigned int refused;
	struct vsi_fault fault;
	char section[32];
	unsigned int hits;
};

extern struct world world;

void world_reset(void);

struct kunit;

/* Of three words, that of the set that is served. */
#define SERVED(a32, t32, a64) \
	(IS_ENABLED(CONFIG_ARM64) ? (a64) : VSI_IS_T32 ? (t32) : (a32))
/* Coprocessors have the same ones in two of the sets. */
#define SERVED_CP(arm, a64)	(IS_ENABLED(CONFIG_ARM64) ? (a64) : (arm))

/* Sections of every module that is made. */
enum {
	MADE_TEXT = 1,
	MADE_OTHER,		/* .text.other */
	MADE_INIT,		/* .init.text */
	MADE_NOTE,
	MADE_SYMTAB,
	MADE_STRTAB,
	MADE_SHSTRTAB,
	MADE_TABLE,		/* no contents until there is a table */
	MADE_VENEERS,
	MADE_INIT_VENEERS,
	MADE_SPARE,
	MADE_NR
};

/* Mapping symbols: of the instruction set that is served, and of the other one. */
#define MADE_CODE	SERVED("$a", "$t", "$x")
#define MADE_CODE_ELSE	SERVED("$t", "$a", "$t")

#define MADE_WORDS	256	/* of a section */
#define MADE_SYMS	128
#define MADE_ENTRIES	400

/**
 * struct made - a module on its way through the loader
 * @file:   its ELF header and the names of its sections
 * @shdr:   its section headers
 * @mod:    the module
 * @core:   its text: .text, .text.other and .vsi_veneers, one after another
 * @init:   .init.text and .init.vsi_veneers
 * @note:   with its build-id
 * @syms:   its symbols
 * @strtab: their names
 * @live:   what the kernel keeps of them
 * @fixup:  its exception table
 * @table:  a table for it
 */
struct made {
	struct {
		Elf_Ehdr hdr;
		char names[192];
	} file;
	Elf_Shdr shdr[MADE_NR];
	struct module mod;
	u32 core[3 * MADE_WORDS];
	u32 init[2 * MADE_WORDS];
	u32 note[8];
	Elf_Sym syms[MADE_SYMS];
	char strtab[32];
	struct mod_kallsyms live;
	struct exception_table_entry fixup;
	struct {
		struct vsi_table_header header;
		struct vsi_table_entry entries[MADE_ENTRIES];
		u32 sections[4];
		char strings[64];
	} table;
};

struct made *made_module(struct kunit *test);
void made_rooms(struct made *m);
void made_word(struct made *m, unsigned int shndx, u32 offset, u32 word);
u32 made_at(const struct made *m, unsigned int shndx, u32 offset);
void made_symbol(struct made *m, unsigned int shndx, u32 offset, const char *name);
void made_function(struct made *m, unsigned int shndx, u32 offset, u32 size);
void made_fixup(struct made *m, unsigned int shndx, u32 offset);
void made_entry(struct made *m, unsigned int section, u32 offset, u32 word);
void made_seal(struct made *m);

#endif
