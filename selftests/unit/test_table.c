// SPDX-License-Identifier: GPL-2.0
/*
 * vsi_table_open(): what it accepts is sound, and it reads nothing outside.
 */
#include <linux/slab.h>

#include "../../vsi_core/table.h"
#include "check.h"
#include "random.h"
#include "reasons.h"

#define EM_ARM		40
#define ELFCLASS32	1
#define ELFDATA2LSB	1

#define NR_ENTRIES	4
#define NR_SECTIONS	2
#define STRINGS		"vsi_good\0.text\0.init.text"
#define NAME_TEXT	9
#define NAME_INIT	15

static struct reason reasons[] = {
#define REASON(text)	{ text, false },
#include "table_reasons.inc"
};

/* A table as it may be written; the tests break one thing of it at a time. */
struct image {
	struct vsi_table_header header;
	struct vsi_table_entry entries[NR_ENTRIES];
	u32 sections[NR_SECTIONS];
	char strings[28];
};

static const u8 build_id[20] = { 0xde, 0xad, 0xbe, 0xef, 1, 2, 3 };

static const struct vsi_table_want want = {
	.module = "vsi_good",
	.elf_class = ELFCLASS32,
	.elf_data = ELFDATA2LSB,
	.elf_machine = EM_ARM,
	.build_id = build_id,
	.build_id_size = sizeof(build_id),
};

static const struct image good = {
	.header = {
		.magic = VSI_TABLE_MAGIC,
		.version = VSI_TABLE_VERSION,
		.header_size = sizeof(struct vsi_table_header),
		.elf_class = ELFCLASS32,
		.elf_data = ELFDATA2LSB,
		.elf_machine = EM_ARM,
		.size = sizeof(struct image),
		.count = NR_ENTRIES,
		.entry_size = sizeof(struct vsi_table_entry),
		.nr_sections = NR_SECTIONS,
		.entries = offsetof(struct image, entries),
		.sections = offsetof(struct image, sections),
		.strings = offsetof(struct image, strings),
		.strings_size = sizeof(((struct image *)NULL)->strings),
		.module = 0,
		.build_id_size = sizeof(build_id),
		.build_id = { 0xde, 0xad, 0xbe, 0xef, 1, 2, 3 },
	},
	.entries = {
		{ .offset = 0, .word = 0xe10f0000, .section = 0, .class = 1, .isa = 1, .width = 4 },
		{ .offset = 4, .word = 0xe10f1000, .section = 0, .class = 1, .isa = 1, .width = 4 },
		{ .offset = 0xfffffffc, .word = 1, .section = 0, .class = 1, .isa = 1, .width = 4 },
		{ .offset = 8, .word = 0xe10f2000, .section = 1, .class = 1, .isa = 1, .width = 4 },
	},
	.sections = { NAME_TEXT, NAME_INIT },
	.strings = STRINGS,
};

static void seal(struct image *image)
{
	image->header.checksum = vsi_table_checksum(image, sizeof(*image));
}

static struct image sealed(void)
{
	struct image image = good;

	seal(&image);
	return image;
}

/* In memory of just that size, where a read outside is a crash. */
static bool open_copy(const void *data, size_t size, const struct vsi_table_want *w,
		      struct vsi_fault *fault)
{
	void *copy = kmalloc(size, GFP_KERNEL);
	struct vsi_table table;
	bool ok;

	if (size)
		memcpy(copy, data, size);
	ok = vsi_table_open(copy, size, w, &table, fault);
	kfree(copy);
	return ok;
}

static void good_table_is_opened(struct kunit *test)
{
	const struct image image = sealed();
	struct vsi_fault fault;
	struct vsi_table table;
	unsigned int i;

	if (!CHECK(vsi_table_open(&image, sizeof(image), &want, &table, &fault), "%s",
		   fault.reason))
		return;
	CHECK(table.header == &image.header, "header");
	CHECK(table.sections == image.sections, "sections");
	CHECK(table.strings == image.strings, "strings");
	CHECK(!strcmp(vsi_table_section(&table, 0), ".text"), "%s", vsi_table_section(&table, 0));
	CHECK(!strcmp(vsi_table_section(&table, 1), ".init.text"), "%s",
	      vsi_table_section(&table, 1));
	for (i = 0; i < NR_ENTRIES; i++)
		CHECK(table.entries[i].word == good.entries[i].word, "entry %u", i);
}

static void empty_table_is_opened(struct kunit *test)
{
	struct image image = good;
	struct vsi_fault fault;

	image.header.count = 0;
	image.header.nr_sections = 0;
	seal(&image);
	CHECK(open_copy(&image, sizeof(image), &want, &fault), "%s", fault.reason);
}

static void check_refused(const struct image *image, size_t size,
			  const struct vsi_table_want *w, u32 offset, const char *reason)
{
	struct vsi_fault fault = { .reason = "none" };

	if (!CHECK(!open_copy(image, size, w, &fault), "accepted, not: %s", reason))
		return;
	CHECK(!strcmp(fault.reason, reason), "%s, not: %s", fault.reason, reason);
	CHECK(!strcmp(fault.section, VSI_TABLE_SECTION), "%s: section %s", reason, fault.section);
	CHECK(fault.offset == offset, "%s: offset %u, not %u", reason, fault.offset, offset);
	CHECK(reason_seen(reasons, COUNT(reasons), fault.reason), "%s: not of table.c",
	      fault.reason);
}

#define AT(member)	((u32)offsetof(struct image, member))

/* One member has a wrong value; the checksum is right, where it is looked at. */
#define REFUSED(member, wrong, at, reason)				\
	do {								\
		struct image bad = good;				\
									\
		bad.member = (wrong);					\
		seal(&bad);						\
		check_refused(&bad, sizeof(bad), &want, at, reason);	\
	} while (0)

static void header_is_refused(struct kunit *test)
{
	struct image bad;

	REFUSED(header.magic, __builtin_bswap32(VSI_TABLE_MAGIC), 0,
		"table has the other byte order");
	REFUSED(header.magic, 0x464c457f, 0, "bad magic");
	REFUSED(header.version, 0, AT(header.version), "unknown version");
	REFUSED(header.version, 2, AT(header.version), "unknown version");
	REFUSED(header.header_size, sizeof(struct vsi_table_header) + 4, AT(header.header_size),
		"bad header size");
	REFUSED(header.size, sizeof(struct image) + 1, AT(header.size), "truncated");
	REFUSED(header.size, 0xffffffff, AT(header.size), "truncated");
	REFUSED(header.size, sizeof(struct image) - 4, AT(header.size),
		"bytes behind the table");
	REFUSED(header.size, 0, AT(header.size), "bytes behind the table");
	REFUSED(header.reserved[0], 1, AT(header.reserved), "reserved field is not zero");
	REFUSED(header.reserved[2], 1, AT(header.reserved), "reserved field is not zero");
	REFUSED(header.reserved[1], 1, AT(header.reserved), "reserved field is not zero");
	REFUSED(header.reserved2, 1, AT(header.reserved2), "reserved field is not zero");

	bad = sealed();
	bad.header.size -= 2;
	check_refused(&bad, sizeof(bad) - 2, &want, AT(header.size),
		      "size is not a multiple of 4");
	bad = sealed();
	bad.header.checksum ^= 1;
	check_refused(&bad, sizeof(bad), &want, AT(header.checksum), "bad checksum");
	bad = sealed();
	bad.entries[0].word ^= 1u << 31;
	check_refused(&bad, sizeof(bad), &want, AT(header.checksum), "bad checksum");
}

static void foreign_machine_is_refused(struct kunit *test)
{
	REFUSED(header.elf_class, 2, AT(header.elf_class), "ELF class differs from the module's");
	REFUSED(header.elf_data, 2, AT(header.elf_data), "byte order differs from the module's");
	REFUSED(header.elf_machine, 183, AT(header.elf_machine),
		"machine differs from the module's");
}

static void parts_are_refused(struct kunit *test)
{
	const char *entries = "entries do not fit into the table";
	const char *sections = "section names do not fit into the table";
	const char *strings = "strings do not fit into the table";

	REFUSED(header.entry_size, 12, AT(header.entry_size), "bad entry size");
	REFUSED(header.count, VSI_TABLE_MAX_ENTRIES + 1, AT(header.count), entries);
	REFUSED(header.count, 0xffffffff, AT(header.count), entries);
	/* in 32 bits the product would be 0 */
	REFUSED(header.count, 0x10000000, AT(header.count), entries);
	REFUSED(header.count, 8, AT(header.count), entries);
	REFUSED(header.entries, 0, AT(header.count), entries);
	REFUSED(header.entries, AT(entries) + 2, AT(header.count), entries);
	REFUSED(header.entries, 0xfffffffc, AT(header.count), entries);
	REFUSED(header.nr_sections, 0xffff, AT(header.nr_sections), sections);
	REFUSED(header.sections, 4, AT(header.nr_sections), sections);
	REFUSED(header.sections, sizeof(struct image) - 4, AT(header.nr_sections), sections);
	REFUSED(header.sections, AT(sections) + 1, AT(header.nr_sections), sections);
	REFUSED(header.strings_size, 0, AT(header.strings_size), strings);
	REFUSED(header.strings_size, 29, AT(header.strings_size), strings);
	REFUSED(header.strings_size, 0xffffffff, AT(header.strings_size), strings);
	REFUSED(header.strings, 0xffffff00, AT(header.strings_size), strings);
	REFUSED(header.strings, sizeof(struct image), AT(header.strings_size), strings);
	REFUSED(strings[27], 'x', AT(header.strings), "last string has no end");
}

static void binding_is_refused(struct kunit *test)
{
	const char *differs = "build-id differs from the module's";
	const struct image image = sealed();
	struct vsi_table_want other = want;

	REFUSED(header.module, sizeof(good.strings), AT(header.module),
		"module name lies outside the strings");
	REFUSED(header.module, 0xffffffff, AT(header.module),
		"module name lies outside the strings");
	REFUSED(header.module, 1, AT(header.module), "table is for a module of another name");
	REFUSED(strings[8], '2', AT(header.module), "table is for a module of another name");
	REFUSED(header.build_id_size, 0, AT(header.build_id_size), "bad build-id size");
	REFUSED(header.build_id_size, VSI_BUILD_ID_MAX + 1, AT(header.build_id_size),
		"bad build-id size");
	REFUSED(header.build_id_size, VSI_BUILD_ID_MAX, AT(header.build_id), differs);
	REFUSED(header.build_id[19], 1, AT(header.build_id), differs);
	REFUSED(header.build_id[0], 0, AT(header.build_id), differs);
	REFUSED(header.build_id[20], 1, AT(header.build_id[20]), "padding is not zero");
	REFUSED(header.build_id[31], 1, AT(header.build_id[20]), "padding is not zero");

	other.build_id_size = 16;
	check_refused(&image, sizeof(image), &other, AT(header.build_id), differs);
	other.build_id = NULL;
	other.build_id_size = 0;
	check_refused(&image, sizeof(image), &other, AT(header.build_id),
		      "module has no build-id");
}

static void entries_are_refused(struct kunit *test)
{
	const char *outside = "section name lies outside the strings";
	const char *number = "section number out of range";

	REFUSED(sections[0], 28, AT(sections[0]), outside);
	REFUSED(sections[1], 0xffffffff, AT(sections[1]), outside);
	REFUSED(entries[0].section, 2, AT(entries[0]), number);
	REFUSED(entries[3].section, 0xffff, AT(entries[3]), number);
	REFUSED(header.nr_sections, 1, AT(entries[3]), number);
	REFUSED(entries[2].flags, 2, AT(entries[2]), "unknown flags");
	REFUSED(entries[3].section, 0, AT(entries[3]), "entries are not sorted");
	REFUSED(entries[0].offset, 8, AT(entries[1]), "entries are not sorted");
	REFUSED(entries[0].section, 1, AT(entries[1]), "entries are not sorted");
	REFUSED(entries[1].offset, 0, AT(entries[1]), "entries overlap");
	REFUSED(entries[1].offset, 2, AT(entries[1]), "entries overlap");
	/* in 32 bits the end of the second would be 0 */
	REFUSED(entries[1].offset, 0xfffffffc, AT(entries[2]), "entries overlap");
}

/* An object's fragments, which the linker concatenated and nobody finished. */
static void fragments_are_refused(struct kunit *test)
{
	const struct vsi_fragment_entry fragments[] = {
		{ .word = 0xe10f0000, .class = 1, .isa = 1, .width = 4,
		  .magic = VSI_FRAGMENT_MAGIC },
		{ .location = 4, .word = 0xe10f0000, .class = 1, .isa = 1, .width = 4,
		  .magic = VSI_FRAGMENT_MAGIC },
	};
	const char *reason = "fragments not yet linked into a table (vsi embed)";
	struct vsi_fault fault;

	CHECK(!open_copy(fragments, sizeof(fragments), &want, &fault) &&
	      !strcmp(fault.reason, reason), "%s", fault.reason);
	CHECK(reason_seen(reasons, COUNT(reasons), fault.reason), "%s", fault.reason);
	CHECK(!open_copy(fragments, sizeof(fragments[0]), &want, &fault) &&
	      !strcmp(fault.reason, reason), "one: %s", fault.reason);
	CHECK(!open_copy(fragments, sizeof(fragments[0]) - 1, &want, &fault) &&
	      !strcmp(fault.reason, "bad magic"), "less than one: %s", fault.reason);
}

static void every_truncation_is_refused(struct kunit *test)
{
	const struct image image = sealed();
	size_t size;

	for (size = 0; size < sizeof(u32); size++)
		check_refused(&image, size, &want, 0, "truncated: no magic");
	for (; size < sizeof(image.header); size++)
		check_refused(&image, size, &want, size, "truncated: no header");
	for (; size < sizeof(image); size++)
		check_refused(&image, size, &want, AT(header.size), "truncated");
}

/* A size that says what was cut off, and a checksum that says so too. */
static void every_honest_truncation_is_refused(struct kunit *test)
{
	struct vsi_fault fault;
	struct image image;
	size_t size;

	for (size = sizeof(image.header); size < sizeof(image); size++) {
		image = good;
		image.header.size = size;
		image.header.checksum = vsi_table_checksum(&image, size);
		CHECK(!open_copy(&image, size, &want, &fault), "%zu bytes", size);
	}
}

static void every_reason_was_given(struct kunit *test)
{
	size_t i;

	for (i = 0; i < COUNT(reasons); i++)
		CHECK(reasons[i].seen, "%s", reasons[i].text);
}

static bool is_string(const struct vsi_table *table, u32 at)
{
	const u32 size = table->header->strings_size;

	return at < size && memchr(table->strings + at, '\0', size - at);
}

static bool lies_inside(const struct vsi_table *table, size_t size, const void *part,
			u64 bytes)
{
	const u64 at = (const u8 *)part - (const u8 *)table->header;

	return at <= size && bytes <= size - at;
}

/* All that the rest of vsi takes for granted of an open table. */
static void check_invariants(const struct vsi_table *table, size_t size, u32 round)
{
	const struct vsi_table_header *h = table->header;
	const struct vsi_table_entry *e;
	u32 i;

	CHECK(lies_inside(table, size, table->entries, (u64)h->count * sizeof(*e)),
	      "round %u: entries", round);
	CHECK(lies_inside(table, size, table->sections, (u64)h->nr_sections * sizeof(u32)),
	      "round %u: sections", round);
	CHECK(lies_inside(table, size, table->strings, h->strings_size), "round %u: strings",
	      round);
	CHECK(is_string(table, h->module), "round %u: module", round);
	CHECK(!strcmp(table->strings + h->module, want.module), "round %u: module", round);
	for (i = 0; i < h->nr_sections; i++)
		CHECK(is_string(table, table->sections[i]), "round %u: section %u", round, i);
	for (i = 0; i < h->count; i++) {
		e = &table->entries[i];
		CHECK(e->section < h->nr_sections && !(e->flags & ~VSI_ENTRY_FLAGS),
		      "round %u: entry %u", round, i);
		if (i && e->section == e[-1].section)
			CHECK(e->offset >= (u64)e[-1].offset + e[-1].width,
			      "round %u: entry %u", round, i);
		else if (i)
			CHECK(e->section > e[-1].section, "round %u: entry %u", round, i);
	}
}

static void flip_and_open(u32 round, u32 *seed)
{
	const size_t size = sizeof(struct image);
	struct image *image = kmalloc(size, GFP_KERNEL);
	u32 flips = 1 + random_below(seed, 4);
	struct vsi_table table;
	struct vsi_fault fault = { .section = NULL };

	*image = good;
	while (flips--)
		((u8 *)image)[random_below(seed, size)] ^= 1 << random_below(seed, 8);
	/* a wrong checksum would end all of them alike */
	if (round & 15)
		seal(image);
	if (vsi_table_open(image, size, &want, &table, &fault))
		check_invariants(&table, size, round);
	else
		CHECK(fault.section && fault.reason && fault.offset <= size, "round %u", round);
	kfree(image);
}

static void flipped_bits_do_no_harm(struct kunit *test)
{
	u32 round, seed = 7;

	for (round = 0; round < 20000; round += CHECK_STEP)
		flip_and_open(round, &seed);
}

/* Values that bit flips seldom make: offsets of one part in another. */
static void shuffled_numbers_do_no_harm(struct kunit *test)
{
	const u32 offsets[] = { AT(entries), AT(entries[1]), AT(sections), AT(strings), 0, 4,
				sizeof(struct image), sizeof(struct image) - 4, 0xfffffffc };
	struct image *image = kmalloc(sizeof(*image), GFP_KERNEL);
	struct vsi_table table;
	struct vsi_fault fault;
	u32 round, seed = 11;

	for (round = 0; round < 20000; round++) {
		*image = good;
		image->header.entries = offsets[random_below(&seed, COUNT(offsets))];
		image->header.sections = offsets[random_below(&seed, COUNT(offsets))];
		image->header.strings = offsets[random_below(&seed, COUNT(offsets))];
		image->header.count = random_below(&seed, 8);
		image->header.nr_sections = random_below(&seed, 8);
		image->header.strings_size = random_below(&seed, 32);
		image->header.module = random_below(&seed, 32);
		seal(image);
		if (vsi_table_open(image, sizeof(*image), &want, &table, &fault))
			check_invariants(&table, sizeof(*image), round);
		else
			CHECK(fault.offset <= sizeof(*image), "round %u", round);
	}
	kfree(image);
}

/* What a second implementation must come to. */
static void checksum_is_as_documented(struct kunit *test)
{
	u32 words[sizeof(struct vsi_table_header) / sizeof(u32)] = { 0 };
	const size_t own = offsetof(struct vsi_table_header, checksum) / sizeof(u32);

	words[own] = 0xffffffff;
	CHECK(!vsi_table_checksum(words, sizeof(words)), "its own field counts");
	words[COUNT(words) - 1] = 5;
	CHECK(vsi_table_checksum(words, sizeof(words)) == 5, "the last word");
	words[COUNT(words) - 2] = 0x80000001;
	CHECK(vsi_table_checksum(words, sizeof(words)) == 3 + 5, "the last but one");
	words[0] = 0x80000000;
	/* rotated once for each word behind it */
	CHECK(vsi_table_checksum(words, sizeof(words)) ==
	      (0x80000000u >> 31 << (COUNT(words) - 2)) + 3 + 5, "the first word");
}

static struct kunit_case cases[] = {
	KUNIT_CASE(good_table_is_opened),
	KUNIT_CASE(empty_table_is_opened),
	KUNIT_CASE(header_is_refused),
	KUNIT_CASE(foreign_machine_is_refused),
	KUNIT_CASE(parts_are_refused),
	KUNIT_CASE(binding_is_refused),
	KUNIT_CASE(entries_are_refused),
	KUNIT_CASE(fragments_are_refused),
	KUNIT_CASE(every_truncation_is_refused),
	KUNIT_CASE(every_honest_truncation_is_refused),
	KUNIT_CASE(every_reason_was_given),
	KUNIT_CASE(flipped_bits_do_no_harm),
	KUNIT_CASE(shuffled_numbers_do_no_harm),
	KUNIT_CASE(checksum_is_as_documented),
	{}
};

static struct kunit_suite suite = {
	.name = "vsi_table",
	.init = check_begin,
	.exit = check_end,
	.test_cases = cases,
};

kunit_test_suite(suite);
