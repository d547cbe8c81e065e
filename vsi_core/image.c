// SPDX-License-Identifier: GPL-2.0
/*
 * Reading the image of a module in the loader.
 *
 * kernel/module/main.c, elf_validity_check(), has seen to it that section
 * contents lie inside the file and that the section name table ends in a NUL;
 * names of sections that are not loaded, symbols and notes are unchecked.
 *
 * Called in the loader's path only; sleeps to allocate.
 */
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/sort.h>
#include <linux/string.h>
#include "image.h"

static const void *contents(const struct vsi_image *image, unsigned int shndx)
{
	return (const void *)image->sechdrs[shndx].sh_addr;
}

static bool has_contents(const Elf_Shdr *shdr)
{
	return shdr->sh_type != SHT_NULL && shdr->sh_type != SHT_NOBITS;
}

/**
 * vsi_image_name() - the name of a section
 * @image: the module
 * @shndx: below e_shnum
 *
 * Return: the name; empty when it lies outside the name table.
 */
const char *vsi_image_name(const struct vsi_image *image, unsigned int shndx)
{
	const Elf_Shdr *names = &image->sechdrs[image->hdr->e_shstrndx];
	u32 at = image->sechdrs[shndx].sh_name;

	if (at >= names->sh_size)
		return "";
	return (const char *)image->hdr + names->sh_offset + at;
}

/**
 * vsi_image_find() - a section by its name
 * @image: the module
 * @name:  of a section with contents
 *
 * Return: its index, 0 when there is none, VSI_IMAGE_AMBIGUOUS when there are
 * two.
 */
int vsi_image_find(const struct vsi_image *image, const char *name)
{
	int found = 0;
	unsigned int i;

	for (i = 1; i < image->hdr->e_shnum; i++) {
		if (!has_contents(&image->sechdrs[i]) || strcmp(vsi_image_name(image, i), name))
			continue;
		if (found)
			return VSI_IMAGE_AMBIGUOUS;
		found = i;
	}
	return found;
}

/**
 * vsi_image_locate() - the section an address lies in
 * @image:  the module
 * @addr:   in a loaded section of it
 * @offset: set to the offset in that section
 *
 * Return: the section's name.
 */
const char *vsi_image_locate(const struct vsi_image *image, unsigned long addr, u32 *offset)
{
	const Elf_Shdr *shdr = image->sechdrs;
	unsigned int i;

	for (i = 1; i < image->hdr->e_shnum; i++) {
		*offset = addr - shdr[i].sh_addr;
		if (shdr[i].sh_flags & SHF_ALLOC && *offset < shdr[i].sh_size)
			return vsi_image_name(image, i);
	}
	return "";
}

/* lib/buildid.c: the kernel has no public name for it */
#define NT_GNU_BUILD_ID	3

static bool is_build_id(const struct elf32_note *note)
{
	return note->n_type == NT_GNU_BUILD_ID && note->n_namesz == sizeof("GNU") &&
	       !memcmp(note + 1, "GNU", sizeof("GNU"));
}

/* elf32_note: the header of a note is the same in both ELF classes. */
static const u8 *note_build_id(const void *notes, size_t left, u32 *size)
{
	const struct elf32_note *note = notes;
	u64 whole, desc;

	while (left >= sizeof(*note)) {
		desc = sizeof(*note) + ALIGN((u64)note->n_namesz, 4);
		whole = desc + ALIGN((u64)note->n_descsz, 4);
		if (whole > left)
			return NULL;
		if (is_build_id(note)) {
			*size = note->n_descsz;
			return (const u8 *)note + desc;
		}
		note = (const void *)note + whole;
		left -= whole;
	}
	return NULL;
}

/**
 * vsi_image_build_id() - the module's NT_GNU_BUILD_ID note
 * @image: the module
 * @size:  set to the descriptor's size in bytes when there is one
 *
 * Return: the descriptor, or NULL.
 */
const u8 *vsi_image_build_id(const struct vsi_image *image, u32 *size)
{
	const Elf_Shdr *shdr = image->sechdrs;
	const u8 *build_id;
	unsigned int i;

	for (i = 1; i < image->hdr->e_shnum; i++) {
		if (shdr[i].sh_type != SHT_NOTE || !IS_ALIGNED(shdr[i].sh_addr, 4))
			continue;
		build_id = note_build_id(contents(image, i), shdr[i].sh_size, size);
		if (build_id)
			return build_id;
	}
	return NULL;
}

static bool is_code(const Elf_Shdr *shdr)
{
	return shdr->sh_type == SHT_PROGBITS && shdr->sh_flags & SHF_ALLOC &&
	       shdr->sh_flags & SHF_EXECINSTR;
}

struct symbols {
	const Elf_Sym *syms;
	u32 nr_syms;
	const char *names;
	u32 names_size;
};

static bool find_symbols(const struct vsi_image *image, struct symbols *s)
{
	const Elf_Shdr *shdr = image->sechdrs;
	unsigned int i;

	for (i = 1; i < image->hdr->e_shnum; i++)
		if (shdr[i].sh_type == SHT_SYMTAB)
			break;
	if (i == image->hdr->e_shnum || shdr[i].sh_link >= image->hdr->e_shnum ||
	    shdr[shdr[i].sh_link].sh_type != SHT_STRTAB)
		return false;
	s->syms = contents(image, i);
	s->nr_syms = shdr[i].sh_size / sizeof(*s->syms);
	s->names = contents(image, shdr[i].sh_link);
	s->names_size = shdr[shdr[i].sh_link].sh_size;
	return true;
}

/* A mapping symbol is at most "$a." plus what nobody reads. */
static int mapping_of(const struct vsi_image *image, const struct symbols *s, u32 i)
{
	const Elf_Sym *sym = &s->syms[i];
	const u32 look_at = 3;

	if (!sym->st_shndx || sym->st_shndx >= image->hdr->e_shnum ||
	    sym->st_name >= s->names_size || s->names_size - sym->st_name < look_at ||
	    !is_code(&image->sechdrs[sym->st_shndx]))
		return VSI_MAPPING_NONE;
	return vsi_mapping_symbol(s->names + sym->st_name);
}

static u32 fill_maps(struct vsi_image *image, const struct symbols *s, bool store)
{
	u32 i, n = 0;
	int isa;

	for (i = 1; i < s->nr_syms; i++) {
		isa = mapping_of(image, s, i);
		if (isa == VSI_MAPPING_NONE)
			continue;
		if (store)
			image->maps[n] = (struct vsi_mapping){
				.section = s->syms[i].st_shndx,
				.offset = s->syms[i].st_value -
					  image->sechdrs[s->syms[i].st_shndx].sh_addr,
				.symbol = i,
				.isa = isa,
			};
		n++;
	}
	return n;
}

/**
 * vsi_image_map() - collect the mapping symbols
 * @image: hdr, sechdrs and mod are set
 *
 * Symbol values are addresses by now (simplify_symbols()).
 *
 * Return: 0 or -ENOMEM.  vsi_image_unmap() undoes it.
 */
int vsi_image_map(struct vsi_image *image)
{
	struct symbols s = { 0 };

	image->maps = NULL;
	image->nr_maps = 0;
	if (!find_symbols(image, &s))
		return 0;
	image->nr_maps = fill_maps(image, &s, false);
	image->maps = kvcalloc(image->nr_maps ?: 1, sizeof(*image->maps), GFP_KERNEL);
	if (!image->maps)
		return -ENOMEM;
	fill_maps(image, &s, true);
	sort(image->maps, image->nr_maps, sizeof(*image->maps), vsi_mapping_compare, NULL);
	return 0;
}

/**
 * vsi_image_unmap() - undo vsi_image_map()
 * @image: the module
 */
void vsi_image_unmap(struct vsi_image *image)
{
	kvfree(image->maps);
	image->maps = NULL;
}

static u32 first_map(const struct vsi_image *image, unsigned int shndx)
{
	u32 low = 0, high = image->nr_maps;

	while (low < high) {
		u32 mid = low + (high - low) / 2;

		if (image->maps[mid].section < shndx)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/**
 * vsi_image_section() - a section as verification sees it
 * @image:   mapped
 * @shndx:   of a section with contents
 * @section: filled in but for its name
 */
void vsi_image_section(const struct vsi_image *image, unsigned int shndx,
		       struct vsi_section *section)
{
	u32 first = first_map(image, shndx);

	section->bytes = contents(image, shndx);
	section->size = image->sechdrs[shndx].sh_size;
	section->exec = is_code(&image->sechdrs[shndx]);
	section->maps = image->maps + first;
	section->nr_maps = first_map(image, shndx + 1) - first;
}
