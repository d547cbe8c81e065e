// SPDX-License-Identifier: GPL-2.0
/*
 * corrupt KIND IN.ko OUT.ko: make a module whose table is wrong in one way.
 * corrupt --list: the kinds, each with what must be said of it.
 *
 * The checksum is made right again unless it is what is to be wrong, so that
 * a check does not pass because another one came first.
 *
 * For modules of 32 bits; with CORRUPT_64, of 64.
 */
#include <elf.h>
#include <stdio.h>
#include <stdlib.h>

#include "../../vsi_arm/insn.h"
#include "../../vsi_core/table.h"

/* Of which kind of module: compiled for one of them. */
#ifdef CORRUPT_64
#define Ehdr		Elf64_Ehdr
#define Shdr		Elf64_Shdr
#define Sym		Elf64_Sym
#define ISA		VSI_ISA_A64
#define OTHER_MACHINE	EM_ARM
#define RT		0
#else
#define Ehdr		Elf32_Ehdr
#define Shdr		Elf32_Shdr
#define Sym		Elf32_Sym
#define ISA		VSI_ISA_A32
#define OTHER_MACHINE	EM_AARCH64
#define RT		12
#endif

struct file {
	u8 *data;
	size_t size;
	Ehdr *ehdr;
	Shdr *shdrs;
	Shdr *table_shdr;
	struct vsi_table_header *table;
	struct vsi_table_entry *entries;
};

struct kind {
	const char *name;
	const char *reason;
	const char *(*apply)(struct file *f);
	bool keep_checksum;
};

static const char *need_entries(const struct file *f, u32 nr)
{
	return f->table->count < nr ? "the table has too few entries" : NULL;
}

static const char *bad_magic(struct file *f)
{
	f->table->magic ^= 0x20;
	return NULL;
}

static const char *bad_version(struct file *f)
{
	f->table->version++;
	return NULL;
}

static const char *bad_machine(struct file *f)
{
	f->table->elf_machine = OTHER_MACHINE;
	return NULL;
}

static const char *bad_module(struct file *f)
{
	((char *)f->table)[f->table->strings + f->table->module] ^= 1;
	return NULL;
}

static const char *bad_build_id(struct file *f)
{
	f->table->build_id[0] ^= 1;
	return NULL;
}

static const char *bad_checksum(struct file *f)
{
	f->table->checksum ^= 1;
	return NULL;
}

static const char *bad_count(struct file *f)
{
	f->table->count = VSI_TABLE_MAX_ENTRIES;
	return NULL;
}

/* Two of one section, so that nothing but their order is wrong. */
static const char *bad_order(struct file *f)
{
	struct vsi_table_entry *e = f->entries, swap;
	u32 i;

	for (i = 1; i < f->table->count; i++) {
		if (e[i].section != e[i - 1].section)
			continue;
		swap = e[i];
		e[i] = e[i - 1];
		e[i - 1] = swap;
		return NULL;
	}
	return "no section has two entries";
}

static const char *bad_section(struct file *f)
{
	if (!f->table->count)
		return need_entries(f, 1);
	f->entries[f->table->count - 1].section = f->table->nr_sections;
	return NULL;
}

static const char *offset_outside(struct file *f)
{
	if (!f->table->count)
		return need_entries(f, 1);
	f->entries[f->table->count - 1].offset = 0xfffffffc;
	return NULL;
}

static const char *offset_unaligned(struct file *f)
{
	if (!f->table->count)
		return need_entries(f, 1);
	f->entries[f->table->count - 1].offset += 2;
	return NULL;
}

/* Another register: still sensitive, still of that class. */
static const char *bad_word(struct file *f)
{
	if (!f->table->count)
		return need_entries(f, 1);
	f->entries[0].word ^= 1 << RT;
	return NULL;
}

static const char *bad_flags(struct file *f)
{
	if (!f->table->count)
		return need_entries(f, 1);
	f->entries[0].flags = 0x8000;
	return NULL;
}

/* The entry says that a word of a hypervisor's stands there. */
static const char *no_own_word(struct file *f)
{
	u32 i;

	for (i = 0; i < f->table->count; i++) {
		/* accesses to coprocessors have none, and A64 has none at all */
		if (f->entries[i].class != VSI_CLASS_IDREG)
			continue;
		f->entries[i].flags = VSI_ENTRY_SVC;
		return NULL;
	}
	return "the table has no entry of class idreg";
}

static const char *bad_class(struct file *f)
{
	if (!f->table->count)
		return need_entries(f, 1);
	f->entries[0].class = f->entries[0].class == 1 ? 2 : 1;
	return NULL;
}

static const char *section_name(const struct file *f, u32 i)
{
	const Shdr *names = &f->shdrs[f->ehdr->e_shstrndx];

	return (char *)f->data + names->sh_offset + f->shdrs[i].sh_name;
}

static Shdr *find_section(const struct file *f, const char *name)
{
	u32 i;

	for (i = 1; i < f->ehdr->e_shnum; i++)
		if (!strcmp(section_name(f, i), name))
			return &f->shdrs[i];
	return NULL;
}

static Shdr *find_symbols(const struct file *f)
{
	u32 i;

	for (i = 1; i < f->ehdr->e_shnum; i++)
		if (f->shdrs[i].sh_type == SHT_SYMTAB)
			return &f->shdrs[i];
	return NULL;
}

/*
 * Move a mapping symbol's meaning: the word that entry 0 names becomes data,
 * whose value would decode. The kernel has that word as it was, too.
 */
static const char *point_at_data(struct file *f)
{
	const u32 *sections = (void *)((u8 *)f->table + f->table->sections);
	const char *strings = (char *)f->table + f->table->strings;
	Shdr *code, *symtab = find_symbols(f), *strtab;
	const struct vsi_table_entry *e = f->entries;
	Sym *syms, *best = NULL;
	u32 i;

	if (!f->table->count || !symtab)
		return "the table has no entry, or the module no symbols";
	code = find_section(f, strings + sections[e->section]);
	strtab = &f->shdrs[symtab->sh_link];
	syms = (void *)(f->data + symtab->sh_offset);
	for (i = 1; code && i < symtab->sh_size / sizeof(*syms); i++) {
		const char *name = (char *)f->data + strtab->sh_offset + syms[i].st_name;

		if (&f->shdrs[syms[i].st_shndx] == code && syms[i].st_value <= e->offset &&
		    vsi_mapping_symbol(name) == ISA &&
		    (!best || syms[i].st_value >= best->st_value))
			best = &syms[i];
	}
	if (!best)
		return "no mapping symbol covers the first entry";
	for (i = 1; i < symtab->sh_size / sizeof(*syms); i++) {
		char *name = (char *)f->data + strtab->sh_offset + syms[i].st_name;

		if (vsi_mapping_symbol(name) != VSI_MAPPING_DATA)
			continue;
		best->st_name = syms[i].st_name;
		return NULL;
	}
	return "the module has no mapping symbol for data";
}

static const char *truncate_table(struct file *f)
{
	f->table_shdr->sh_size -= 4;
	return NULL;
}

static const char *other_endian(struct file *f)
{
	f->table->magic = __builtin_bswap32(f->table->magic);
	return NULL;
}

/* The names of sections, which the kernel does not look for by their name. */
static const char *two_sections(struct file *f)
{
	const u32 *sections = (void *)((u8 *)f->table + f->table->sections);
	const char *strings = (char *)f->table + f->table->strings;
	Shdr *code;

	if (!f->table->count)
		return need_entries(f, 1);
	code = find_section(f, strings + sections[f->entries[0].section]);
	f->shdrs[f->ehdr->e_shstrndx].sh_name = code->sh_name;
	return NULL;
}

static const char *section_twice(struct file *f)
{
	u32 *sections = (void *)((u8 *)f->table + f->table->sections);

	if (f->table->nr_sections < 2)
		return "the table has one section";
	sections[1] = sections[0];
	return NULL;
}

static const struct kind kinds[] = {
	{ "magic", "bad magic", bad_magic, true },
	{ "version", "unknown version", bad_version, false },
	{ "machine", "machine differs", bad_machine, false },
	{ "module", "module of another name", bad_module, false },
	{ "build-id", "build-id differs", bad_build_id, false },
	{ "checksum", "bad checksum", bad_checksum, true },
	{ "count", "entries do not fit", bad_count, false },
	{ "order", "not sorted", bad_order, false },
	{ "section", "section number out of range", bad_section, false },
	{ "offset-outside", "outside the section", offset_outside, false },
	{ "offset-unaligned", "not aligned", offset_unaligned, false },
	{ "word", "word differs", bad_word, false },
	{ "class", "class differs", bad_class, false },
	{ "flags", "unknown flags", bad_flags, false },
	{ "own-word", "instruction has no word of a hypervisor's", no_own_word, false },
	{ "data", "data instead of code", point_at_data, false },
	{ "two-sections", "module has two sections of this name", two_sections, false },
	{ "section-twice", "table names this section twice", section_twice, false },
	{ "truncated", "truncated", truncate_table, true },
	{ "other-endian", "other byte order", other_endian, true },
};

#define NR_KINDS	(sizeof(kinds) / sizeof(kinds[0]))

static int die(const char *what, const char *why)
{
	fprintf(stderr, "corrupt: %s: %s\n", what, why);
	return 1;
}

static bool load(struct file *f, const char *path)
{
	FILE *in = fopen(path, "rb");
	long size = -1;

	if (!in)
		return false;
	if (!fseek(in, 0, SEEK_END))
		size = ftell(in);
	rewind(in);
	if (size > 0)
		f->data = malloc(size);
	if (f->data)
		f->size = fread(f->data, 1, size, in);
	fclose(in);
	return f->data && f->size == (size_t)size;
}

/* The input is one of "vsi embed", hence trusted. */
static const char *find_table(struct file *f)
{
	f->ehdr = (void *)f->data;
	if (f->size < sizeof(*f->ehdr) || memcmp(f->ehdr->e_ident, ELFMAG, SELFMAG))
		return "no ELF file";
	f->shdrs = (void *)(f->data + f->ehdr->e_shoff);
	f->table_shdr = find_section(f, VSI_TABLE_SECTION);
	if (!f->table_shdr)
		return "no section " VSI_TABLE_SECTION;
	f->table = (void *)(f->data + f->table_shdr->sh_offset);
	if (f->table->magic != VSI_TABLE_MAGIC)
		return "no table in " VSI_TABLE_SECTION;
	f->entries = (void *)((u8 *)f->table + f->table->entries);
	return NULL;
}

static bool save(const struct file *f, const char *path)
{
	FILE *out = fopen(path, "wb");
	bool ok;

	if (!out)
		return false;
	ok = fwrite(f->data, 1, f->size, out) == f->size;
	return !fclose(out) && ok;
}

static int corrupt(const struct kind *kind, const char *from, const char *to)
{
	struct file f = {};
	const char *problem;
	int status = 0;

	if (!load(&f, from)) {
		status = die(from, "cannot be read");
		goto out;
	}
	problem = find_table(&f);
	if (!problem)
		problem = kind->apply(&f);
	if (problem) {
		status = die(from, problem);
		goto out;
	}
	if (!kind->keep_checksum)
		f.table->checksum = vsi_table_checksum(f.table, f.table->size);
	if (!save(&f, to))
		status = die(to, "cannot be written");
out:
	free(f.data);
	return status;
}

int main(int argc, char **argv)
{
	size_t i;

	if (argc == 2 && !strcmp(argv[1], "--list")) {
		for (i = 0; i < NR_KINDS; i++)
			printf("%s\t%s\n", kinds[i].name, kinds[i].reason);
		return 0;
	}
	if (argc != 4) {
		fprintf(stderr, "usage: corrupt KIND IN.ko OUT.ko | corrupt --list\n");
		return 2;
	}
	for (i = 0; i < NR_KINDS; i++)
		if (!strcmp(argv[1], kinds[i].name))
			return corrupt(&kinds[i], argv[2], argv[3]);
	return die(argv[1], "no such kind");
}
