/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The image of a module in the loader: what module_finalize() is given.
 */
#ifndef VSI_CORE_IMAGE_H
#define VSI_CORE_IMAGE_H

#include <linux/elf.h>
#include <linux/module.h>
#include "verify.h"

/**
 * struct vsi_image - a module between its relocation and its first instruction
 * @hdr:     copy of the whole file
 * @sechdrs: its section headers; sh_addr is where a section is now
 * @mod:     the module
 * @maps:    mapping symbols of executable sections, sorted
 * @first:   of @maps, for each section and behind the last one
 */
struct vsi_image {
	const Elf_Ehdr *hdr;
	const Elf_Shdr *sechdrs;
	struct module *mod;
	struct vsi_mapping *maps;
	u32 *first;
};

/* vsi_image_find() answers this when two sections have the name. */
#define VSI_IMAGE_AMBIGUOUS	(-1)

const char *vsi_image_name(const struct vsi_image *image, unsigned int shndx);
int vsi_image_find(const struct vsi_image *image, const char *name);
const char *vsi_image_locate(const struct vsi_image *image, unsigned long addr, u32 *offset);
const u8 *vsi_image_build_id(const struct vsi_image *image, u32 *size);
int vsi_image_map(struct vsi_image *image, gfp_t gfp);
bool vsi_image_is_code(const struct vsi_image *image, unsigned int shndx);
void vsi_image_unmap(struct vsi_image *image);
void vsi_image_section(const struct vsi_image *image, unsigned int shndx,
		       struct vsi_section *section);
bool vsi_image_is_there(const struct vsi_image *image);

#endif
