// SPDX-License-Identifier: GPL-2.0
/*
 * vsi_scan_next() against a walk over every instruction.
 */
#include <linux/slab.h>

#include "../../vsi_arm/insn.h"
#include "check.h"
#include "random.h"
#include "rows.h"

/* One of the table's instructions in so many: blocks without one are skipped. */
static const unsigned int rarities[] = { 1, 2, 5, 40 };

#define BYTES	600

static void put(u8 *bytes, u32 word)
{
	bytes[0] = word;
	bytes[1] = word >> 8;
	bytes[2] = word >> 16;
	bytes[3] = word >> 24;
}

/* Words of the table among others; of T32, halfwords, so that instructions shift. */
static void fill(const struct test_table *t, unsigned int rarity, u8 *bytes, u32 *seed)
{
	const struct test_row *row;
	unsigned int at;
	u32 word;

	for (at = 0; at + 4 <= BYTES; at += 4) {
		word = random_next(seed);
		if (!random_below(seed, rarity)) {
			row = &t->rows[random_below(seed, t->nr_rows)];
			word = row->value | (word & ~row->mask);
		}
		if (t->isa == VSI_ISA_T32 && random_below(seed, 2))
			word = word << 16 | word >> 16;
		/* what most code is full of: no first half of two */
		if (t->isa == VSI_ISA_T32 && random_below(seed, rarity))
			word &= 0x7fff7fff;
		put(bytes + at, word);
	}
}

static unsigned int width_at(unsigned int isa, const u8 *bytes)
{
	return vsi_insn_width(isa, bytes[0] | bytes[1] << 8);
}

/* The next instruction that the decoder says is sensitive, one after another. */
static u32 next_slowly(unsigned int isa, const u8 *bytes, u32 size, u32 at)
{
	const u32 least = isa == VSI_ISA_T32 ? 2 : 4;
	struct vsi_insn insn;
	unsigned int width;

	for (; size - at >= least; at += width) {
		width = width_at(isa, bytes + at);
		if (width > size - at)
			return size;
		if (vsi_decode(isa, vsi_insn_read(isa, bytes + at, width), &insn))
			return at;
	}
	return size;
}

static u32 next_quickly(unsigned int isa, const u8 *bytes, u32 size, u32 at)
{
	struct vsi_insn insn;
	unsigned int width;

	while ((at = vsi_scan_next(isa, bytes, size, at)) < size) {
		width = width_at(isa, bytes + at);
		if (vsi_decode(isa, vsi_insn_read(isa, bytes + at, width), &insn))
			return at;
		at += width;
	}
	return size;
}

static void compare(unsigned int isa, const u8 *bytes, u32 size)
{
	u32 at = 0, slow, quick;

	do {
		slow = next_slowly(isa, bytes, size, at);
		quick = next_quickly(isa, bytes, size, at);
		if (!CHECK(slow == quick, "isa %u, size %u: %u, not %u", isa, size, quick, slow))
			return;
		at = slow + (slow < size ? width_at(isa, bytes + slow) : 0);
	} while (slow < size);
}

/* Every size and alignment, in memory of exactly that size for the sanitizer. */
static void compare_sizes(unsigned int isa, const u8 *bytes)
{
	u32 size, shift;
	u8 *copy;

	for (size = 0; size < 80; size++)
		for (shift = 0; shift < 4; shift++) {
			copy = kmalloc(size + shift + !size, GFP_KERNEL);
			memcpy(copy + shift, bytes, size);
			compare(isa, copy + shift, size);
			kfree(copy);
		}
}

static void scan_is_a_walk(struct kunit *test)
{
	static u8 bytes[BYTES];
	u32 seed = 0x5ca9;
	unsigned int i, r, n;

	for (i = 0; i < test_nr_tables; i++)
		for (r = 0; r < COUNT(rarities); r++)
			for (n = 0; n < 60; n += CHECK_STEP) {
				fill(&test_tables[i], rarities[r], bytes, &seed);
				compare(test_tables[i].isa, bytes, BYTES);
				if (n < 5)
					compare_sizes(test_tables[i].isa, bytes);
			}
}

static void first_halfwords_in_a_row(struct kunit *test)
{
	u8 bytes[128];
	u32 seed = 3, n, at;

	/* wfi.w, shifted by one halfword or not, and its halves alone */
	for (n = 0; n < 20000; n++) {
		for (at = 0; at < sizeof(bytes); at += 4)
			put(bytes + at, random_below(&seed, 3) ? 0x8003f3af : 0xf3aff3af);
		if (random_below(&seed, 2))
			bytes[random_below(&seed, sizeof(bytes))] = 0;
		compare(VSI_ISA_T32, bytes, sizeof(bytes));
	}
}

static void reads_as_the_manual_writes(struct kunit *test)
{
	const u8 bytes[] = { 0xaf, 0xf3, 0x03, 0x80 };

	CHECK(vsi_insn_read(VSI_ISA_T32, bytes, 4) == 0xf3af8003, "T32");
	CHECK(vsi_insn_read(VSI_ISA_T32, bytes, 2) == 0xf3af, "T32, 16 bits");
	CHECK(vsi_insn_read(VSI_ISA_A32, bytes, 4) == 0x8003f3af, "A32");
	CHECK(vsi_insn_read(VSI_ISA_A64, bytes, 4) == 0x8003f3af, "A64");
}

static void nothing_to_scan(struct kunit *test)
{
	const u8 bytes[4] = { 0 };

	CHECK(vsi_scan_next(0, bytes, 4, 0) == 4, "no instruction set");
	CHECK(vsi_scan_next(VSI_ISA_A32, bytes, 4, 4) == 4, "at the end");
	CHECK(vsi_scan_next(VSI_ISA_A32, bytes, 4, 8) == 4, "behind the end");
	CHECK(vsi_scan_next(VSI_ISA_A64, bytes, 0, 0) == 0, "no bytes");
}

static struct kunit_case cases[] = {
	KUNIT_CASE(scan_is_a_walk),
	KUNIT_CASE(first_halfwords_in_a_row),
	KUNIT_CASE(reads_as_the_manual_writes),
	KUNIT_CASE(nothing_to_scan),
	{}
};

static struct kunit_suite suite = {
	.name = "vsi_scan",
	.suite_init = check_decoder,
	.init = check_begin,
	.exit = check_end,
	.test_cases = cases,
};

kunit_test_suite(suite);
