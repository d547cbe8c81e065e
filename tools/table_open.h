/* SPDX-License-Identifier: GPL-2.0 */
/* Opening the table of a module, or one in a file of its own. */
#ifndef TOOLS_TABLE_OPEN_H
#define TOOLS_TABLE_OPEN_H

#include "fragment.h"
#include "input.h"
#include "table_build.h"

/**
 * struct opened - an open table
 * @id:    of the module
 * @bytes: an aligned copy of the table
 * @table: its parts
 */
struct opened {
	struct module_id id;
	void *bytes;
	struct vsi_table table;
};

bool is_table_name(const char *path);
struct elf_file *module_read(struct input *in, const char *path);
bool opened_embedded(struct opened *o, const struct elf_file *f, const struct table_place *place);
enum vsi_exit opened_external(struct opened *o, const struct elf_file *f, const char *path);
bool opened_any(struct opened *o, const char *path);
void opened_free(struct opened *o);

#endif
