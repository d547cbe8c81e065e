/* SPDX-License-Identifier: GPL-2.0 */
/* Room for veneers in a module. */
#ifndef TOOLS_VENEERS_H
#define TOOLS_VENEERS_H

#include "elf_rewrite.h"
#include "scan.h"

bool veneers_add(const struct elf_file *f, const struct sites *sites, struct elf_edit *edit);
void veneers_free(struct elf_edit *edit);

#endif
