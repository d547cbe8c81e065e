// SPDX-License-Identifier: GPL-2.0
/*
 * Any bytes as a table: opened, and its entries verified against a section.
 * The checksum is made right, or nothing else would ever be reached.
 */
#include <stdlib.h>

#include "../../tools/report.h"
#include "../../vsi_core/verify.h"
#include "fuzz.h"

/* The header as it is, so that it is bound to what it says itself. */
static void take_binding(const void *bytes, size_t size, struct vsi_table_want *want)
{
	const struct vsi_table_header *h = bytes;
	const char *strings = (const char *)bytes + h->strings;

	*want = (struct vsi_table_want){
		.module = "fuzz", .elf_class = h->elf_class, .elf_data = h->elf_data,
		.elf_machine = h->elf_machine, .build_id = h->build_id,
		.build_id_size = h->build_id_size,
	};
	if (h->strings < size && h->strings_size && h->strings_size <= size - h->strings &&
	    h->module < h->strings_size && !strings[h->strings_size - 1])
		want->module = strings + h->module;
}

static void verify(const struct vsi_table *t)
{
	static const u8 code[4096];
	static const struct vsi_mapping maps[] = {
		{ 1, 0, 1, VSI_ISA_A32 }, { 1, 1024, 2, VSI_ISA_T32 },
		{ 1, 2048, 3, VSI_ISA_A64 }, { 1, 3072, 4, VSI_MAPPING_DATA },
	};
	const struct vsi_section section = {
		.name = ".text", .bytes = code, .size = sizeof(code), .exec = true,
		.maps = maps, .nr_maps = sizeof(maps) / sizeof(maps[0]),
	};
	struct vsi_insn insn;
	u32 i, cursor = 0;

	for (i = 0; i < t->header->count; i++) {
		MUST(vsi_table_section(t, t->entries[i].section));
		if (i && t->entries[i].section != t->entries[i - 1].section)
			cursor = 0;
		/* zeros are no sensitive instruction in any instruction set */
		MUST(vsi_verify_entry(&t->entries[i], &section, &cursor, &insn));
	}
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	struct vsi_table_header *h = xmemdup(data, size);
	struct vsi_table_want want = { .module = "fuzz" };
	struct vsi_fault fault = {};
	struct vsi_table table;

	vsi_decode_init();
	if (size >= sizeof(*h)) {
		h->size = size;
		h->checksum = vsi_table_checksum(h, size);
		take_binding(h, size, &want);
	}
	if (vsi_table_open(h, size, &want, &table, &fault))
		verify(&table);
	else
		MUST(fault.section && fault.reason && fault.offset <= size);
	free(h);
	return 0;
}
