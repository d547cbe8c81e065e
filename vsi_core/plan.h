/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Planning and storing: the two halves of serving a module.
 */
#ifndef VSI_CORE_PLAN_H
#define VSI_CORE_PLAN_H

#include <linux/elf.h>
#include "served.h"

int vsi_plan(const Elf_Ehdr *hdr, const Elf_Shdr *sechdrs, struct module *mod,
	     struct vsi_served **served);
void vsi_store(const Elf_Ehdr *hdr, const Elf_Shdr *sechdrs, struct vsi_served *served);

#endif
