// SPDX-License-Identifier: GPL-2.0
/*
 * Room for veneers: sections of the module in which vsi.ko writes, while it
 * loads the module, what sites branch to.  They are the module's own so that
 * they lie in reach of its code, and one of the two goes with the code that the
 * kernel frees after initialization.  What no veneer takes stays undefined.
 */
#include "veneers.h"
#include "report.h"

#include <stdlib.h>

#define VENEER_SIZE	12	/* for each entry of the table */
#define VENEERS_MIN	16
#define VENEERS_ALIGN	8

static const char *const names[] = { VSI_VENEER_SECTION, VSI_VENEER_INIT_SECTION };

/* Per instruction set: permanently undefined (ARM ARM, "UDF"), and its mapping symbol. */
static const struct fill {
	const char *symbol;
	u32 word;
	size_t width;
} fills[] = {
	[VSI_ISA_A32] = { "$a", 0xe7f000f0, 4 },
	[VSI_ISA_T32] = { "$t", 0xde00, 2 },
	[VSI_ISA_A64] = { "$x", 0, 4 },
};

#define NR_ISAS	(sizeof(fills) / sizeof(fills[0]))

/* kernel/module/main.c, module_init_section() */
static bool is_init(const char *section)
{
	return !strncmp(section, ".init", strlen(".init"));
}

/* Counts a half's sites; most of them are of instruction set @isa. */
static size_t count(const struct elf_file *f, const struct sites *sites, bool init,
		    unsigned int *isa)
{
	size_t of_isa[NR_ISAS] = {}, nr = 0, i;
	const struct site *site;

	*isa = 0;
	for (i = 0; i < sites->nr; i++) {
		site = &sites->v[i];
		if (is_init(f->sections[site->section].name) != init)
			continue;
		nr++;
		of_isa[site->isa]++;
	}
	for (i = 0; i < NR_ISAS; i++)
		if (of_isa[i] > of_isa[*isa])
			*isa = i;
	return nr;
}

static bool find(const struct elf_file *f, const char *name, size_t *index)
{
	size_t i;

	*index = 0;
	for (i = 1; i < f->nr_sections; i++) {
		if (strcmp(f->sections[i].name, name))
			continue;
		if (*index)
			return fail(f->path, "more than one section %s", name);
		*index = i;
		if (f->sections[i].shdr.sh_type != SHT_PROGBITS ||
		    !elf_is_code(&f->sections[i].shdr))
			return fail_at(f->path, name, 0, "section for veneers is not code");
	}
	return true;
}

static void *make_room(const struct fill *fill, size_t size)
{
	u8 *bytes = xcalloc(size, 1);
	size_t at;

	for (at = 0; at + fill->width <= size; at += fill->width)
		memcpy(bytes + at, &fill->word, fill->width);
	return bytes;
}

static void add(struct elf_edit *edit, const char *name, const struct fill *fill, size_t size,
		size_t replace)
{
	edit->added[edit->nr++] = (struct elf_added){
		.name = name, .bytes = make_room(fill, size), .size = size,
		.flags = SHF_ALLOC | SHF_EXECINSTR, .align = VENEERS_ALIGN,
		.replace = replace, .symbol = fill->symbol,
	};
}

static bool add_half(const struct elf_file *f, const struct sites *sites, bool init,
		     struct elf_edit *edit)
{
	size_t nr, size, index;
	unsigned int isa;

	if (!find(f, names[init], &index))
		return false;
	nr = count(f, sites, init, &isa);
	size = nr * VENEER_SIZE < VENEERS_MIN ? VENEERS_MIN : nr * VENEER_SIZE;
	if (nr && (!index || f->sections[index].shdr.sh_size < size))
		add(edit, names[init], &fills[isa], size, index);
	return true;
}

/**
 * veneers_add() - let a module have room for veneers
 * @f:     the module
 * @sites: its sites
 * @edit:  the sections are added to it; veneers_free() frees them
 *
 * A half of the module, what is freed after initialization or the rest, that
 * has no site gets none, and one that has room enough is left as it is.
 *
 * Return: false after the reason was reported.
 */
bool veneers_add(const struct elf_file *f, const struct sites *sites, struct elf_edit *edit)
{
	return add_half(f, sites, false, edit) && add_half(f, sites, true, edit);
}

/**
 * veneers_free() - free what veneers_add() added
 * @edit: written, or given up
 */
void veneers_free(struct elf_edit *edit)
{
	while (edit->nr > 1)
		free((void *)edit->added[--edit->nr].bytes);
}
