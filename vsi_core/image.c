// SPDX-License-Identifier: GPL-2.0
/*
 * Reading the image of a module in the loader.
 *
 * kernel/module/main.c, elf_validity_check(), has seen to it that section
 * contents lie inside the file and that the section name table ends in a NUL;
 * names of sections that are not loaded, symbols and notes are unchecked.
 *
 * Called in the loader's path only; sleeps to allocate if it may.
 */
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/sort.h>
#include <linux/string.h>
#include <linux/uaccess.h>
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
 * Context: any, while the module is being loaded.
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
 * Context: any, while the module is being loaded.
 * Return: its index, 0 when there is none, VSI_IMAGE_AMBIGUOUS when there are
 * two.
 */
int vsi_image_find(const struct vsi_image *image, const char *name)
{
	const Elf_Shdr *strings = &image->sechdrs[image->hdr->e_shstrndx];
	const char *names = (const char *)image->hdr + strings->sh_offset;
	const Elf_Shdr *shdr, *end = image->sechdrs + image->hdr->e_shnum;
	int found = 0;

	for (shdr = image->sechdrs + 1; shdr < end; shdr++) {
		/* the second character tells most names of sections apart */
		if (shdr->sh_name + 1 >= strings->sh_size ||
		    names[shdr->sh_name + 1] != name[1] ||
		    strcmp(names + shdr->sh_name, name) || !has_contents(shdr))
			continue;
		if (found)
			return VSI_IMAGE_AMBIGUOUS;
		found = shdr - image->sechdrs;
	}
	return found;
}

/**
 * vsi_image_locate() - the section an address lies in
 * @image:  the module
 * @addr:   in a loaded section of it
 * @offset: set to the offset in that section
 *
 * Context: any.
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
 * Context: any, while the module is being loaded.
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

/**
 * vsi_image_is_code() - does a section hold instructions that may be executed?
 * @image: the module
 * @shndx: below e_shnum
 *
 * Context: any, while the module is being loaded.
 * Return: true when it does.
 */
bool vsi_image_is_code(const struct vsi_image *image, unsigned int shndx)
{
	return is_code(&image->sechdrs[shndx]);
}

/* Few modules have more mapping symbols of code; then all symbols are looked at again. */
#define NR_FEW	64

/**
 * struct symbols - the symbol table of a module
 * @syms:       all of them
 * @nr_syms:    of them that are local
 * @names:      what they are called
 * @names_size: in bytes
 * @nr_maps:    mapping symbols of code
 * @few:        the first ones, as few_of() makes them
 */
struct symbols {
	const Elf_Sym *syms;
	u32 nr_syms;
	const char *names;
	u32 names_size;
	u32 nr_maps;
	u32 few[NR_FEW];
};

/* Data or one of enum vsi_isa, and which symbol says so: no file has 2^30 of them. */
static u32 few_of(const struct symbols *s, const Elf_Sym *sym, unsigned int isa)
{
	return (u32)(sym - s->syms) << 2 | isa;
}

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
	/* mapping symbols are local, and local symbols come first */
	s->nr_syms = min_t(u32, shdr[i].sh_info, shdr[i].sh_size / sizeof(*s->syms));
	s->names = contents(image, shdr[i].sh_link);
	s->names_size = shdr[shdr[i].sh_link].sh_size;
	return true;
}

/*
 * Mapping symbols are local, without a type and a size (ELF for the Arm
 * Architecture, 5.5.5), and at most "$a." plus what nobody reads.
 */
static int mapping_of(const struct vsi_image *image, const struct symbols *s,
		      const Elf_Sym *sym)
{
	const u32 look_at = 3;

	if (sym->st_name >= s->names_size || s->names_size - sym->st_name < look_at ||
	    s->names[sym->st_name] != '$' || sym->st_size || !sym->st_shndx ||
	    sym->st_shndx >= image->hdr->e_shnum ||
	    !is_code(&image->sechdrs[sym->st_shndx]))
		return VSI_MAPPING_NONE;
	return vsi_mapping_symbol(s->names + sym->st_name);
}

/* In @first: how many each section has, counted one section later. */
static void count_maps(const struct vsi_image *image, struct symbols *s, u32 *first)
{
	const Elf_Sym *sym;
	int isa;

	for (sym = s->syms + 1; sym < s->syms + s->nr_syms; sym++) {
		if (sym->st_info)
			continue;
		isa = mapping_of(image, s, sym);
		if (isa == VSI_MAPPING_NONE)
			continue;
		if (s->nr_maps < NR_FEW)
			s->few[s->nr_maps] = few_of(s, sym, isa);
		s->nr_maps++;
		first[sym->st_shndx + 1]++;
	}
}

/* To its section's next place, so that they stay in the order of the symbols. */
static void place_map(const struct vsi_image *image, const struct symbols *s, const Elf_Sym *sym,
		      unsigned int isa, u32 *next)
{
	image->maps[next[sym->st_shndx]++] = (struct vsi_mapping){
		.section = sym->st_shndx,
		.offset = sym->st_value - image->sechdrs[sym->st_shndx].sh_addr,
		.symbol = sym - s->syms,
		.isa = isa,
	};
}

static void place_few(const struct vsi_image *image, const struct symbols *s, u32 *next)
{
	u32 i;

	for (i = 0; i < s->nr_maps; i++)
		place_map(image, s, s->syms + (s->few[i] >> 2), s->few[i] & 3, next);
}

static void place_many(const struct vsi_image *image, const struct symbols *s, u32 *next)
{
	const Elf_Sym *sym;
	int isa;

	for (sym = s->syms + 1; sym < s->syms + s->nr_syms; sym++) {
		if (sym->st_info)
			continue;
		isa = mapping_of(image, s, sym);
		if (isa != VSI_MAPPING_NONE)
			place_map(image, s, sym, isa, next);
	}
}

/* They come in ascending order, unless somebody has put a module's parts together otherwise. */
static void sort_maps(struct vsi_mapping *maps, u32 nr)
{
	u32 i;

	for (i = 1; i < nr; i++)
		if (maps[i].offset < maps[i - 1].offset)
			break;
	if (i < nr)
		sort(maps, nr, sizeof(*maps), vsi_mapping_compare, NULL);
}

static int fill_maps(struct vsi_image *image, struct symbols *s, gfp_t gfp)
{
	const unsigned int nr = image->hdr->e_shnum;
	u32 *first = image->first;
	unsigned int i;

	count_maps(image, s, first);
	for (i = 1; i <= nr; i++)
		first[i] += first[i - 1];
	image->maps = kvmalloc_array(first[nr] ?: 1, sizeof(*image->maps), gfp);
	if (!image->maps)
		return -ENOMEM;
	if (s->nr_maps <= NR_FEW)
		place_few(image, s, first);
	else
		place_many(image, s, first);
	/* each section's place is behind its last one now: the next one's first */
	for (i = nr; i; i--)
		first[i] = first[i - 1];
	first[0] = 0;
	for (i = 1; i < nr; i++)
		if (first[i + 1] - first[i] > 1)
			sort_maps(image->maps + first[i], first[i + 1] - first[i]);
	return 0;
}

/**
 * vsi_image_map() - collect the mapping symbols
 * @image: hdr, sechdrs and mod are set
 * @gfp:   how to allocate
 *
 * Symbol values are addresses by now (simplify_symbols()).
 *
 * Context: as @gfp says.
 * Return: 0 or -ENOMEM.  vsi_image_unmap() undoes it.
 */
int vsi_image_map(struct vsi_image *image, gfp_t gfp)
{
	struct symbols s;

	if (image->first)
		return 0;
	s.nr_maps = 0;
	image->first = kcalloc(image->hdr->e_shnum + 1, sizeof(*image->first), gfp);
	if (!image->first)
		return -ENOMEM;
	return find_symbols(image, &s) ? fill_maps(image, &s, gfp) : 0;
}

/**
 * vsi_image_unmap() - undo vsi_image_map()
 * @image: the module
 *
 * Context: any, while the module is being loaded.
 */
void vsi_image_unmap(struct vsi_image *image)
{
	kvfree(image->maps);
	kfree(image->first);
	image->maps = NULL;
	image->first = NULL;
}

/**
 * vsi_image_section() - a section as verification sees it
 * @image:   mapped
 * @shndx:   of a section with contents
 * @section: filled in but for its name
 *
 * Context: any, while the module is being loaded.
 */
void vsi_image_section(const struct vsi_image *image, unsigned int shndx,
		       struct vsi_section *section)
{
	section->bytes = contents(image, shndx);
	section->size = image->sechdrs[shndx].sh_size;
	section->exec = is_code(&image->sechdrs[shndx]);
	section->maps = image->maps + image->first[shndx];
	section->nr_maps = image->first[shndx + 1] - image->first[shndx];
}

/**
 * vsi_image_is_there() - is this still the image of its module?
 * @image: hdr, sechdrs and mod were set before; hdr may have been freed
 *
 * A load that failed without being observed leaves a mark to the next module
 * at its address.
 *
 * Context: process; the module is coming.
 * Return: true when the section headers are there and place the module.
 */
bool vsi_image_is_there(const struct vsi_image *image)
{
	unsigned int i;
	Elf_Shdr shdr;
	Elf_Ehdr hdr;

	if (copy_from_kernel_nofault(&hdr, image->hdr, sizeof(hdr)) ||
	    (const void *)image->hdr + hdr.e_shoff != image->sechdrs)
		return false;
	for (i = 1; i < hdr.e_shnum; i++) {
		if (copy_from_kernel_nofault(&shdr, &image->sechdrs[i], sizeof(shdr)))
			return false;
		if (shdr.sh_flags & SHF_ALLOC && shdr.sh_addr == (unsigned long)image->mod)
			return true;
	}
	return false;
}
