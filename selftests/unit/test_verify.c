// SPDX-License-Identifier: GPL-2.0
/*
 * vsi_verify_entry() and the mapping symbols it goes by.
 */
#include <linux/slab.h>
#include <linux/sort.h>

#include "../../vsi_core/verify.h"
#include "check.h"
#include "reasons.h"

#define MRS	0xe10f0000u	/* mrs r0, CPSR */
#define CPSID	0xf10c0080u	/* cpsid i */
#define SVC_OF_MRS	0xef020000u
#define NOP	0xe320f000u

static struct reason reasons[] = {
#define REASON(text)	{ text, false },
#include "verify_reasons.inc"
};

/* Code, data, code of the other instruction set, code. */
static const u32 text[] = { MRS, CPSID, MRS, MRS, NOP, CPSID };

static const struct vsi_mapping maps[] = {
	{ .offset = 0, .isa = VSI_ISA_A32 },
	{ .offset = 8, .isa = VSI_MAPPING_DATA },
	{ .offset = 12, .isa = VSI_ISA_T32 },
	{ .offset = 16, .isa = VSI_ISA_A32 },
};

static const struct vsi_section section = {
	.name = ".text",
	.bytes = (const u8 *)text,
	.size = sizeof(text),
	.exec = true,
	.maps = maps,
	.nr_maps = COUNT(maps),
};

static const struct vsi_table_entry mrs_at_0 = {
	.offset = 0,
	.word = MRS,
	.class = VSI_CLASS_PSR,
	.isa = VSI_ISA_A32,
	.width = 4,
};

static const char *verify(const struct vsi_table_entry *entry, const struct vsi_section *s)
{
	struct vsi_insn insn;
	u32 cursor = 0;

	return vsi_verify_entry(entry, s, &cursor, &insn);
}

static void true_entries_are_verified(struct kunit *test)
{
	const struct vsi_table_entry entries[] = {
		mrs_at_0,
		{ .offset = 4, .word = CPSID, .class = VSI_CLASS_PSR, .isa = VSI_ISA_A32,
		  .width = 4 },
		{ .offset = 20, .word = CPSID, .class = VSI_CLASS_PSR, .isa = VSI_ISA_A32,
		  .width = 4 },
	};
	const unsigned int rows[] = { A32_MRS_CPSR, A32_CPS, A32_CPS };
	struct vsi_insn insn;
	const char *problem;
	u32 cursor = 0;
	size_t i;

	for (i = 0; i < COUNT(entries); i++) {
		problem = vsi_verify_entry(&entries[i], &section, &cursor, &insn);
		CHECK(!problem, "entry %zu: %s", i, problem);
		CHECK(insn.row == rows[i] && insn.word == entries[i].word, "entry %zu", i);
	}
	CHECK(cursor == COUNT(maps), "cursor %u", cursor);
}

static void check_reason(const struct vsi_table_entry *entry, const struct vsi_section *s,
			 const char *reason)
{
	const char *problem = verify(entry, s);

	CHECK(problem && !strcmp(problem, reason), "%s, not: %s",
	      problem ? problem : "accepted", reason);
	CHECK(reason_seen(reasons, COUNT(reasons), problem), "%s: not of verify.c", reason);
}

#define REFUSED(member, wrong, reason)				\
	do {							\
		struct vsi_table_entry bad = mrs_at_0;		\
								\
		bad.member = (wrong);				\
		check_reason(&bad, &section, reason);		\
	} while (0)

static void place_is_refused(struct kunit *test)
{
	struct vsi_section other = section;

	other.bytes = NULL;
	check_reason(&mrs_at_0, &other, "module has no such section");
	other = section;
	other.exec = false;
	check_reason(&mrs_at_0, &other, "section is not executable");
	REFUSED(width, 0, "bad instruction width");
	REFUSED(width, 3, "bad instruction width");
	REFUSED(width, 8, "bad instruction width");
	REFUSED(offset, 2, "offset is not aligned");
	REFUSED(offset, 1, "offset is not aligned");
	REFUSED(offset, sizeof(text), "offset lies outside the section");
	REFUSED(offset, 0xfffffffc, "offset lies outside the section");
}

/* The last bytes of a section whose size is no multiple of an instruction. */
static void end_of_section_is_not_crossed(struct kunit *test)
{
	u8 *bytes = kmalloc(6, GFP_KERNEL);
	struct vsi_section cut = section;
	struct vsi_table_entry entry = mrs_at_0;

	memcpy(bytes, text, 6);
	cut.bytes = bytes;
	cut.size = 6;
	CHECK(!verify(&entry, &cut), "the first word");
	entry.offset = 4;
	check_reason(&entry, &cut, "offset lies outside the section");
	cut.size = 0;
	entry.offset = 0;
	check_reason(&entry, &cut, "offset lies outside the section");
	kfree(bytes);
}

/* T32 may stand at any even address; nothing decodes it yet. */
static void thumb_is_aligned_to_two(struct kunit *test)
{
	struct vsi_table_entry entry = mrs_at_0;

	entry.isa = VSI_ISA_T32;
	entry.offset = 14;
	entry.width = 2;
	entry.word = MRS >> 16;
	check_reason(&entry, &section, "not a virtualization-sensitive instruction");
	entry.offset = 13;
	check_reason(&entry, &section, "offset is not aligned");
}

static void mapping_is_refused(struct kunit *test)
{
	struct vsi_section other = section;

	REFUSED(offset, 8, "data instead of code");
	REFUSED(offset, 12, "instruction set differs from the module's");
	REFUSED(isa, VSI_ISA_T32, "instruction set differs from the module's");
	REFUSED(isa, VSI_ISA_A64, "instruction set differs from the module's");
	REFUSED(isa, 0, "instruction set differs from the module's");
	REFUSED(isa, 0xff, "instruction set differs from the module's");
	other.nr_maps = 0;
	other.maps = NULL;
	check_reason(&mrs_at_0, &other, "no mapping symbol says that this is code");
	/* the first one comes behind the entry */
	other.maps = maps + 1;
	other.nr_maps = 3;
	check_reason(&mrs_at_0, &other, "no mapping symbol says that this is code");
}

static void instruction_is_refused(struct kunit *test)
{
	const u32 data[] = { NOP };
	struct vsi_section other = section;
	struct vsi_table_entry entry = mrs_at_0;

	REFUSED(word, MRS + 1, "word differs from the module's");
	REFUSED(word, CPSID, "word differs from the module's");
	REFUSED(class, VSI_CLASS_BANKED, "class differs from the decoder's");
	REFUSED(class, 0, "class differs from the decoder's");
	REFUSED(class, 0xffff, "class differs from the decoder's");
	other.bytes = (const u8 *)data;
	other.size = sizeof(data);
	entry.word = NOP;
	check_reason(&entry, &other, "not a virtualization-sensitive instruction");
}

/* What stands there is what a hypervisor takes for the entry's word. */
static void replaced_instruction_is_verified(struct kunit *test)
{
	const u32 data[] = { SVC_OF_MRS, MRS, NOP, SVC_OF_MRS + 0x2000 };
	struct vsi_section other = section;
	struct vsi_table_entry entry = mrs_at_0;
	struct vsi_insn insn;
	u32 cursor = 0;

	other.bytes = (const u8 *)data;
	other.size = sizeof(data);
	other.nr_maps = 1;
	entry.flags = VSI_ENTRY_SVC;
	CHECK(!vsi_verify_entry(&entry, &other, &cursor, &insn), "the first word");
	CHECK(insn.word == MRS && insn.row == A32_MRS_CPSR, "%08x", insn.word);
	for (entry.offset = 4; entry.offset < sizeof(data); entry.offset += 4)
		check_reason(&entry, &other, "word differs from the module's");
	entry.offset = 0;
	entry.word = SVC_OF_MRS;
	check_reason(&entry, &other, "word differs from the module's");
	entry.word = 0xee100f10;	/* mrc p15, 0, r0, c0, c0, 0 */
	check_reason(&entry, &other, "instruction has no word of a hypervisor's");
	entry.word = NOP;
	check_reason(&entry, &other, "instruction has no word of a hypervisor's");
	entry.word = MRS;
	entry.flags = 0;
	check_reason(&entry, &other, "word differs from the module's");
}

/* Half of an A32 instruction is none, though its bytes agree. */
static void width_must_be_the_decoders(struct kunit *test)
{
	const u32 words[] = { 0x0000f57f };
	struct vsi_table_entry entry = mrs_at_0;
	struct vsi_section other = section;

	entry.width = 2;
	entry.word = words[0];
	other.bytes = (const u8 *)words;
	other.size = sizeof(words);
	check_reason(&entry, &other, "not a virtualization-sensitive instruction");
}

static void every_reason_was_given(struct kunit *test)
{
	size_t i;

	for (i = 0; i < COUNT(reasons); i++)
		CHECK(reasons[i].seen, "%s", reasons[i].text);
}

/* Of two at one offset the later in the symbol table counts. */
static void later_symbol_wins(struct kunit *test)
{
	struct vsi_mapping ties[] = {
		{ .offset = 0, .symbol = 7, .isa = VSI_ISA_A32 },
		{ .offset = 0, .symbol = 3, .isa = VSI_MAPPING_DATA },
	};
	struct vsi_section other = section;

	other.maps = ties;
	other.nr_maps = COUNT(ties);
	sort(ties, COUNT(ties), sizeof(ties[0]), vsi_mapping_compare, NULL);
	CHECK(!verify(&mrs_at_0, &other), "code is later");
	ties[0].symbol = 9;
	sort(ties, COUNT(ties), sizeof(ties[0]), vsi_mapping_compare, NULL);
	check_reason(&mrs_at_0, &other, "data instead of code");
}

static void order_of_mappings(struct kunit *test)
{
	const struct vsi_mapping a = { .section = 1, .offset = 8, .symbol = 5 };
	const struct vsi_mapping others[] = {
		{ .section = 2, .offset = 0, .symbol = 0 },
		{ .section = 1, .offset = 0xffffffff, .symbol = 0 },
		{ .section = 1, .offset = 8, .symbol = 6 },
	};
	size_t i;

	CHECK(!vsi_mapping_compare(&a, &a), "with itself");
	for (i = 0; i < COUNT(others); i++) {
		CHECK(vsi_mapping_compare(&a, &others[i]) < 0, "before %zu", i);
		CHECK(vsi_mapping_compare(&others[i], &a) > 0, "behind %zu", i);
	}
}

/* AAELF32 5.5.5: a letter, and then perhaps a dot and anything. */
static void mapping_symbol_names(struct kunit *test)
{
	static const struct {
		const char *name;
		int isa;
	} names[] = {
		{ "$a", VSI_ISA_A32 }, { "$a.1", VSI_ISA_A32 }, { "$a.", VSI_ISA_A32 },
		{ "$t", VSI_ISA_T32 }, { "$t.x", VSI_ISA_T32 },
		{ "$x", VSI_ISA_A64 }, { "$x.12", VSI_ISA_A64 },
		{ "$d", VSI_MAPPING_DATA }, { "$d.realdata", VSI_MAPPING_DATA },
		{ "", VSI_MAPPING_NONE }, { "$", VSI_MAPPING_NONE }, { "a", VSI_MAPPING_NONE },
		{ "a$", VSI_MAPPING_NONE }, { "$ax", VSI_MAPPING_NONE },
		{ "$aa.1", VSI_MAPPING_NONE }, { "$b", VSI_MAPPING_NONE },
		{ "$A", VSI_MAPPING_NONE }, { "$.a", VSI_MAPPING_NONE },
		{ "$t_x", VSI_MAPPING_NONE }, { "$v2.1", VSI_MAPPING_NONE },
		{ "$d1", VSI_MAPPING_NONE }, { "_$a", VSI_MAPPING_NONE },
	};
	size_t i;

	for (i = 0; i < COUNT(names); i++)
		CHECK(vsi_mapping_symbol(names[i].name) == names[i].isa, "\"%s\": %d",
		      names[i].name, vsi_mapping_symbol(names[i].name));
}

static struct kunit_case cases[] = {
	KUNIT_CASE(true_entries_are_verified),
	KUNIT_CASE(place_is_refused),
	KUNIT_CASE(end_of_section_is_not_crossed),
	KUNIT_CASE(thumb_is_aligned_to_two),
	KUNIT_CASE(mapping_is_refused),
	KUNIT_CASE(instruction_is_refused),
	KUNIT_CASE(replaced_instruction_is_verified),
	KUNIT_CASE(width_must_be_the_decoders),
	KUNIT_CASE(every_reason_was_given),
	KUNIT_CASE(later_symbol_wins),
	KUNIT_CASE(order_of_mappings),
	KUNIT_CASE(mapping_symbol_names),
	{}
};

static struct kunit_suite suite = {
	.name = "vsi_verify",
	.suite_init = check_decoder,
	.init = check_begin,
	.exit = check_end,
	.test_cases = cases,
};

kunit_test_suite(suite);
