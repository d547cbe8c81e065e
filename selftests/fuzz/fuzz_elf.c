// SPDX-License-Identifier: GPL-2.0
/*
 * Any bytes as an object, a module or a kernel: read, scanned, printed, and
 * made into a table; with a hypervisor's words in it.
 */
#include <stdlib.h>

#include "../../tools/apply.h"
#include "../../tools/scan_print.h"
#include "../../tools/table_build.h"
#include "fuzz.h"

static void check_sites(const struct elf_file *f, const struct sites *sites)
{
	const struct elf_section *s;
	size_t i;

	for (i = 0; i < sites->nr; i++) {
		s = &f->sections[sites->v[i].section];
		MUST(s->bytes);
		MUST(sites->v[i].offset + (u64)sites->v[i].width <= s->shdr.sh_size);
		MUST(!i || site_compare(&sites->v[i - 1], &sites->v[i]) < 0);
	}
}

static void print(const struct elf_file *f, const struct sites *sites)
{
	struct text out = {};
	int format;

	for (format = SCAN_TEXT; format <= SCAN_JSON; format++)
		scan_print_file(&out, f, sites, format);
	text_free(&out);
}

static void make_table(const struct elf_file *f)
{
	struct table_place place;
	struct sites sites = {};
	size_t size = 0;

	table_find(f, &place);
	scan_file(f, &sites);
	check_sites(f, &sites);
	free(table_make(f, &sites, &size));
	sites_free(&sites);
	free(module_release(f));
}

/* What was replaced can be put back, by the table that is made of it. */
static void replace(struct elf_file *f)
{
	struct table_place place;
	struct sites sites = {};
	size_t size = 0;
	void *table;

	if (!table_find(f, &place) || (apply_is_applied(f, &place) && !apply_undo(f, &place)))
		return;
	scan_file(f, &sites);
	table = table_make(f, &sites, &size);
	if (table && apply_words(f, &sites, apply_backend_find("svc"))) {
		free(table);
		table = table_make(f, &sites, &size);
		MUST(table);
	}
	free(table);
	sites_free(&sites);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	struct report_log log = {};
	struct sites sites = {};
	struct elf_file *f;

	report_log = &log;
	vsi_decode_init();
	/* a copy, so that nothing lies behind its end */
	f = elf_parse("fuzz", xmemdup(data, size), size, ELF_LINKED | ELF_OWNER);
	MUST(f || log.nr == 1);
	if (f) {
		scan_all(f, &sites);
		check_sites(f, &sites);
		print(f, &sites);
		make_table(f);
		replace(f);
	}
	sites_free(&sites);
	elf_close(f);
	report_log_free(&log);
	report_log = NULL;
	return 0;
}
