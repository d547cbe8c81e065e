/* SPDX-License-Identifier: GPL-2.0 */
/* "vsi scan" for programs that read JSON. */
#ifndef TOOLS_SCAN_JSON_H
#define TOOLS_SCAN_JSON_H

#include "scan_print.h"

void scan_json_file(struct text *out, const struct elf_file *f, const struct sites *sites);
void scan_json_end(struct text *out, const struct scan_totals *totals,
		   const struct report_log *log);

#endif
