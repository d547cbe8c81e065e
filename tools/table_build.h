/* SPDX-License-Identifier: GPL-2.0 */
/* Making a finished table, and what binds it to its module. */
#ifndef TOOLS_TABLE_BUILD_H
#define TOOLS_TABLE_BUILD_H

#include "scan.h"

/**
 * struct module_id - what a table is bound to
 * @name:     the module's name, in memory of its own
 * @build_id: its build-id
 * @want:     both, as vsi_table_open() takes them; points into this structure
 */
struct module_id {
	char *name;
	u8 build_id[VSI_BUILD_ID_MAX];
	struct vsi_table_want want;
};

bool module_identify(const struct elf_file *f, struct module_id *id);
char *module_release(const struct elf_file *f);
void *table_build(const struct elf_file *f, const struct module_id *id,
		  const struct sites *sites, size_t *size);
void *table_make(const struct elf_file *f, const struct sites *sites, size_t *size);
bool table_check(const struct elf_file *f, const struct vsi_table *table,
		 struct sites *named);

#endif
