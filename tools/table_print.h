/* SPDX-License-Identifier: GPL-2.0 */
/* Tables for people and for programs. */
#ifndef TOOLS_TABLE_PRINT_H
#define TOOLS_TABLE_PRINT_H

#include "scan.h"

enum print_format {
	PRINT_TEXT,
	PRINT_TSV,
};

bool print_format_parse(const char *name, enum print_format *format);
void print_table(const struct vsi_table *table, enum print_format format);
bool print_head_diff(const struct vsi_table *a, const struct vsi_table *b);
void print_site_line(char sign, const char *section, const struct site *site);
bool diff_tables(const struct vsi_table *a, const struct vsi_table *b);
void print_fragments(const struct elf_file *f, const struct sites *sites,
		     enum print_format format);

#endif
