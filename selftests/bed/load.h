/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Module objects, loaded as the kernel's loader does.
 */
#ifndef VSI_BED_LOAD_H
#define VSI_BED_LOAD_H

#include <elf.h>
#include "../../vsi_arm/types.h"

#if __SIZEOF_POINTER__ == 8
typedef Elf64_Ehdr bed_ehdr;
typedef Elf64_Shdr bed_shdr;
typedef Elf64_Sym bed_sym;
typedef Elf64_Rela bed_rel;
#define BED_R_SYM	ELF64_R_SYM
#define BED_R_TYPE	ELF64_R_TYPE
#define BED_SHT_REL	SHT_RELA
#else
typedef Elf32_Ehdr bed_ehdr;
typedef Elf32_Shdr bed_shdr;
typedef Elf32_Sym bed_sym;
typedef Elf32_Rel bed_rel;
#define BED_R_SYM	ELF32_R_SYM
#define BED_R_TYPE	ELF32_R_TYPE
#define BED_SHT_REL	SHT_REL
#endif

/* Where a symbol is that the object does not have; 0 when nowhere. */
typedef unsigned long bed_resolve_fn(const char *name);

/**
 * struct bed_object - a loaded object
 * @hdr:   its file, which has been changed as the kernel's loader changes its copy
 * @shdr:  its sections; sh_addr is where they are
 * @syms:  its symbols; st_value is where they are
 * @nr_syms: how many
 * @names: of the symbols
 * @end:   behind what has been laid out
 */
struct bed_object {
	bed_ehdr *hdr;
	bed_shdr *shdr;
	bed_sym *syms;
	unsigned int nr_syms;
	const char *names;
	unsigned long end;
};

const char *bed_load(void *file, unsigned long at, bed_resolve_fn *resolve,
		     struct bed_object *object);
const bed_sym *bed_symbol(const struct bed_object *object, const char *name);

/* relocate.c of the instruction set: false when it does not know how */
bool bed_relocate(unsigned long place, unsigned int type, unsigned long symbol, s64 addend);

#endif
