/* SPDX-License-Identifier: GPL-2.0 */
/* What "vsi scan" prints. */
#ifndef TOOLS_SCAN_PRINT_H
#define TOOLS_SCAN_PRINT_H

#include "report.h"
#include "scan.h"
#include "text.h"

enum scan_format {
	SCAN_TEXT,
	SCAN_TSV,
	SCAN_JSON,
};

/**
 * struct scan_totals - what was found
 * @sites: instructions
 * @files: files that were scanned
 * @with:  those with instructions
 */
struct scan_totals {
	size_t sites;
	size_t files;
	size_t with;
};

bool scan_format_parse(const char *name, enum scan_format *format);
void scan_print_file(struct text *out, const struct elf_file *f, const struct sites *sites,
		     enum scan_format format);
void scan_print_head(enum scan_format format);
void scan_print_result(const struct text *result, bool first, enum scan_format format);
void scan_print_end(const struct scan_totals *totals, const struct report_log *log,
		    enum scan_format format);

#endif
