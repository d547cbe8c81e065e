// SPDX-License-Identifier: GPL-2.0
/*
 * Any bytes as code: what is found at the speed of memory is what is found by
 * decoding one instruction after the other, and everything has a name.
 */
#include <stdlib.h>

#include "../../tools/report.h"
#include "../../vsi_arm/insn.h"
#include "fuzz.h"

static void check_insn(const struct vsi_insn *insn, unsigned int isa, u32 word)
{
	const struct vsi_field *fields;
	unsigned int count, i;

	MUST(insn->word == word && insn->isa == isa);
	MUST(insn->class > VSI_CLASS_NONE && insn->class < VSI_NR_CLASSES);
	MUST(vsi_class_name(insn->class) && vsi_insn_text(insn));
	fields = vsi_insn_fields(insn, &count);
	MUST(count <= VSI_MAX_FIELDS);
	for (i = 0; i < count; i++)
		MUST(fields[i].lsb + fields[i].width <= 8u * insn->width);
	for (i = 0; i < VSI_NR_PROFILES; i++)
		MUST(vsi_action_name(vsi_insn_action(insn, i)));
	for (i = 0; i < VSI_NR_PLACES; i++)
		MUST(vsi_behaviour_name(vsi_insn_behaviour(insn, i)));
}

/* The next sensitive instruction, the slow way. */
static u32 slow_next(unsigned int isa, const u8 *bytes, u32 size, u32 at)
{
	struct vsi_insn insn;
	u32 width, word;

	for (; size - at >= (isa == VSI_ISA_T32 ? 2 : 4); at += width) {
		width = vsi_insn_width(isa, bytes[at] | bytes[at + 1] << 8);
		if (width > size - at)
			break;
		word = vsi_insn_read(isa, bytes + at, width);
		if (!vsi_decode(isa, word, &insn))
			continue;
		check_insn(&insn, isa, word);
		return at;
	}
	return size;
}

static u32 fast_next(unsigned int isa, const u8 *bytes, u32 size, u32 at)
{
	struct vsi_insn insn;
	u32 width;

	while ((at = vsi_scan_next(isa, bytes, size, at)) < size) {
		width = vsi_insn_width(isa, bytes[at] | bytes[at + 1] << 8);
		MUST(width <= size - at);
		if (vsi_decode(isa, vsi_insn_read(isa, bytes + at, width), &insn))
			return at;
		at += width;
	}
	return size;
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	u8 *bytes = xmemdup(data, size);
	unsigned int isa;
	u32 slow, fast;

	vsi_decode_init();
	for (isa = VSI_ISA_A32; isa <= VSI_ISA_A64; isa++) {
		for (slow = 0; slow < size; slow += vsi_insn_width(isa, bytes[slow] |
								  bytes[slow + 1] << 8)) {
			fast = fast_next(isa, bytes, size, slow);
			slow = slow_next(isa, bytes, size, slow);
			MUST(slow == fast);
			if (slow >= size)
				break;
		}
	}
	free(bytes);
	return 0;
}
