// SPDX-License-Identifier: GPL-2.0
/*
 * a32.tbl against a32_decode(): every row is reached, and only by its words.
 */
#include "../../vsi_arm/insn.h"
#include "ktap.h"
#include "random.h"
#include "rows.h"

#define GROUP_UNCOND	8

/*
 * Rows that have words in common, the one that wins first.  A pair that is not
 * here is a row that takes words from another by accident.
 */
static const struct {
	unsigned int winner;
	unsigned int other;
} overlaps[] = {
	{ A32_MRS_SPSR, A32_MRS_CPSR },		/* R == 1 */
	{ A32_MSR_SPSR, A32_MSR_CPSR },		/* R == 1 */
	{ A32_MSRI_SPSR, A32_MSRI_CPSR },	/* R == 1 */
	{ A32_CPS_MODE, A32_CPS_UNPRED },	/* M == 1 */
	{ A32_CPS, A32_CPS_UNPRED },		/* imod == 0b1x */
};

static bool is_listed(unsigned int winner, unsigned int other)
{
	size_t i;

	for (i = 0; i < COUNT(overlaps); i++)
		if (overlaps[i].winner == winner && overlaps[i].other == other)
			return true;
	return false;
}

static bool is_coprocessor(const struct vsi_insn *insn)
{
	return insn->form == VSI_FORM_CP32 || insn->form == VSI_FORM_CP64;
}

static bool decodes_to(u32 word, unsigned int row)
{
	struct vsi_insn insn;

	return a32_decode(word, &insn) && !is_coprocessor(&insn) && insn.row == row;
}

static bool is_excluded(const struct a32_test_row *row, u32 word)
{
	return row->xmask && (word & row->xmask) == row->xvalue;
}

static void value_decodes_to_its_row(void)
{
	const struct a32_test_row *row;
	struct vsi_insn insn;
	unsigned int i;
	u32 word;

	for (i = 0; i < A32_NR_INSNS; i++) {
		row = &a32_test_rows[i];
		word = a32_test_sample(row);
		CHECK(decodes_to(word, i), "%s: %08x", row->id, word);
		if (!a32_decode(word, &insn))
			continue;
		CHECK(insn.word == word && insn.isa == VSI_ISA_A32 && insn.width == 4,
		      "%s: word %08x isa %u width %u", row->id, insn.word, insn.isa, insn.width);
		CHECK(insn.class == row->class, "%s: class %u", row->id, insn.class);
		CHECK(insn.cond == word >> 28, "%s: cond %u", row->id, insn.cond);
		CHECK(vsi_insn_text(&insn) == row->form ||
		      !strcmp(vsi_insn_text(&insn), row->form), "%s: text %s", row->id,
		      vsi_insn_text(&insn));
	}
}

static void one_bit_off_is_another(void)
{
	const struct a32_test_row *row;
	unsigned int i, bit;
	u32 word;

	for (i = 0; i < A32_NR_INSNS; i++) {
		row = &a32_test_rows[i];
		for (bit = 0; bit < 32; bit++) {
			word = a32_test_sample(row) ^ 1u << bit;
			if (row->mask >> bit & 1)
				CHECK(!decodes_to(word, i), "%s: %08x, bit %u",
				      row->id, word, bit);
		}
	}
}

static void exclusion_does_not_match(void)
{
	const struct a32_test_row *row;
	unsigned int i;
	u32 sub, word;

	for (i = 0; i < A32_NR_INSNS; i++) {
		row = &a32_test_rows[i];
		CHECK(!(row->value & ~row->mask), "%s: value exceeds mask", row->id);
		CHECK(!(row->xmask & row->mask), "%s: exclusion within mask", row->id);
		CHECK(!(row->xvalue & ~row->xmask), "%s: xvalue exceeds xmask", row->id);
		sub = 0;
		do {
			word = row->value | sub;
			CHECK(decodes_to(word, i) == !is_excluded(row, word), "%s: %08x",
			      row->id, word);
			sub = (sub - row->xmask) & row->xmask;
		} while (sub);
	}
}

static void row_stands_in_its_group(void)
{
	const struct a32_test_row *row;
	unsigned int i, group;

	for (i = 0; i < A32_NR_INSNS; i++) {
		row = &a32_test_rows[i];
		group = a32_test_group(i);
		if (group == GROUP_UNCOND) {
			CHECK(row->mask >> 28 == 0xf && row->value >> 28 == 0xf,
			      "%s: mask %08x value %08x", row->id, row->mask, row->value);
			continue;
		}
		CHECK((row->mask >> 25 & 7) == 7, "%s: mask %08x", row->id, row->mask);
		CHECK((row->value >> 25 & 7) == group, "%s: value %08x, group %u", row->id,
		      row->value, group);
		CHECK(row->value >> 28 != 0xf, "%s: value %08x", row->id, row->value);
	}
}

static bool have_common_words(const struct a32_test_row *a, const struct a32_test_row *b)
{
	const u32 joint = a->value | b->value;

	if ((a->value ^ b->value) & a->mask & b->mask)
		return false;
	/* an exclusion that the other row's value is all of leaves nothing in common */
	return !(!(a->xmask & ~b->mask) && is_excluded(a, joint)) &&
	       !(!(b->xmask & ~a->mask) && is_excluded(b, joint));
}

static void overlap_is_listed(void)
{
	unsigned int i, j;

	for (j = 0; j < A32_NR_INSNS; j++)
		for (i = 0; i < j; i++)
			if (a32_test_group(i) == a32_test_group(j))
				CHECK(have_common_words(&a32_test_rows[i], &a32_test_rows[j]) ==
				      is_listed(i, j), "%s and %s",
				      a32_test_rows[i].id, a32_test_rows[j].id);
}

static void condition_is_kept(void)
{
	const struct a32_test_row *row;
	struct vsi_insn insn;
	unsigned int i;
	u32 cond, word;

	for (i = 0; i < A32_NR_INSNS; i++) {
		row = &a32_test_rows[i];
		if (row->mask >> 28)
			continue;
		for (cond = 0; cond < 16; cond++) {
			word = a32_test_sample(row) | cond << 28;
			CHECK(decodes_to(word, i) == (cond != 0xf), "%s: %08x", row->id, word);
			if (a32_decode(word, &insn))
				CHECK(insn.cond == cond, "%08x: cond %u", word, insn.cond);
		}
	}
}

/* Whatever stands in the operand fields, the row is found. */
static void operands_do_not_matter(void)
{
	const struct a32_test_row *row;
	struct vsi_insn insn;
	unsigned int i, n;
	u32 word, seed = 1;

	for (i = 0; i < A32_NR_INSNS; i++) {
		row = &a32_test_rows[i];
		for (n = 0; n < 2000; n++) {
			word = row->value | (random_next(&seed) & ~row->mask);
			if (!(row->mask >> 28) && word >> 28 == 0xf)
				word ^= 1u << 28;
			if (is_excluded(row, word))
				continue;
			if (!CHECK(a32_decode(word, &insn), "%s: %08x", row->id, word))
				continue;
			/* MCRR p14 has the words of LDC with D == 1, P == U == W == 0 */
			if (i == A32_LDC_DBG && insn.form == VSI_FORM_CP64)
				continue;
			CHECK(!is_coprocessor(&insn) &&
			      (insn.row == i || is_listed(insn.row, i)),
			      "%s: %08x is row %u", row->id, word, insn.row);
		}
	}
}

static bool reads_its_register(unsigned int row)
{
	return row == A32_MRS_SPSR || row == A32_MRS_CPSR || row == A32_MRS_BANK ||
	       row == A32_VMRS;
}

static void direction_and_trap(void)
{
	const struct a32_test_row *row;
	struct vsi_insn insn;
	unsigned int i;
	bool write;

	for (i = 0; i < A32_NR_INSNS; i++) {
		row = &a32_test_rows[i];
		if (!CHECK(a32_decode(a32_test_sample(row), &insn), "%s", row->id))
			continue;
		write = !reads_its_register(i);
		CHECK(insn.write == write, "%s", row->id);
		CHECK(insn.trap == !!(row->trap & (write ? VSI_TRAP_W : VSI_TRAP_R)),
		      "%s", row->id);
		CHECK((insn.form == VSI_FORM_PSR) == (row->class == VSI_CLASS_PSR),
		      "%s: form %u", row->id, insn.form);
	}
}

/* UNPREDICTABLE with the PC: left alone. */
static void psr_with_pc_does_not_trap(void)
{
	struct vsi_insn insn;
	u32 reg;

	for (reg = 0; reg < 16; reg++) {
		CHECK(a32_decode(0xe10f0000 | reg << 12, &insn) && insn.trap == (reg != 15),
		      "mrs r%u, CPSR", reg);
		CHECK(a32_decode(0xe121f000 | reg, &insn) && insn.trap == (reg != 15),
		      "msr CPSR_c, r%u", reg);
		/* the same bits of an immediate are a number */
		CHECK(a32_decode(0xe321f0d0 | reg, &insn) && insn.trap, "msr CPSR_c, #%u",
		      0xd0 | reg);
	}
}

static bool switches_mode(u32 word)
{
	struct vsi_insn insn;

	return a32_decode(word, &insn) && a32_switches_mode(&insn);
}

static void mode_switches(void)
{
	CHECK(switches_mode(0xf102001f), "cps #31");
	CHECK(switches_mode(0xf10e00d2), "cpsid if, #18");
	CHECK(!switches_mode(0xf1020013), "cps #19");
	CHECK(!switches_mode(0xf10e00d3), "cpsid if, #19");
	CHECK(!switches_mode(0xf10c0080), "cpsid i");
	CHECK(switches_mode(0xe321f0d2), "msr CPSR_c, #0xd2");
	CHECK(!switches_mode(0xe321f0d3), "msr CPSR_c, #0xd3");
	CHECK(switches_mode(0xe321f000), "msr CPSR_c, #0");
	CHECK(!switches_mode(0xe322f000), "msr CPSR_x, #0");
	CHECK(switches_mode(0xe321f401), "msr CPSR_c, #0x01000000");
	CHECK(switches_mode(0xe321fd4c), "msr CPSR_c, #0x1300");
	CHECK(!switches_mode(0xe121f000), "msr CPSR_c, r0: not known");
	CHECK(!switches_mode(0xe10f0000), "mrs r0, CPSR");
	CHECK(!switches_mode(0xee000f10), "mcr p15, 0, r0, c0, c0, 0");
}

static void class_names(void)
{
	unsigned int class, other;

	CHECK(!vsi_class_name(VSI_CLASS_NONE) && !vsi_class_text(VSI_CLASS_NONE), "class 0");
	CHECK(!vsi_class_name(VSI_NR_CLASSES) && !vsi_class_text(VSI_NR_CLASSES), "behind");
	CHECK(!vsi_class_name(~0u) && !vsi_class_text(~0u), "far behind");
	for (class = 1; class < VSI_NR_CLASSES; class++) {
		if (!CHECK(vsi_class_name(class) && vsi_class_text(class), "class %u", class))
			continue;
		for (other = 1; other < class; other++)
			CHECK(strcmp(vsi_class_name(class), vsi_class_name(other)),
			      "classes %u and %u", class, other);
	}
}

static void class_has_a_row(void)
{
	bool used[VSI_NR_CLASSES] = { 0 };
	unsigned int i;

	for (i = 0; i < A32_NR_INSNS; i++)
		used[a32_test_rows[i].class] = true;
	for (i = 0; i < CP_NR_REGS; i++)
		used[cp_test_rows[i].class] = true;
	for (i = 1; i < VSI_NR_CLASSES; i++)
		CHECK(used[i], "class %s", vsi_class_name(i));
}

static void other_instruction_sets_do_not_decode(void)
{
	const u32 wfi = 0xe320f003;
	struct vsi_insn insn;
	unsigned int isa;

	CHECK(vsi_decode(VSI_ISA_A32, wfi, &insn), "A32");
	for (isa = 0; isa < 8; isa++)
		if (isa != VSI_ISA_A32)
			CHECK(!vsi_decode(isa, wfi, &insn), "isa %u", isa);
}

static const struct ktap_case cases[] = {
	KTAP_CASE(value_decodes_to_its_row),
	KTAP_CASE(one_bit_off_is_another),
	KTAP_CASE(exclusion_does_not_match),
	KTAP_CASE(row_stands_in_its_group),
	KTAP_CASE(overlap_is_listed),
	KTAP_CASE(condition_is_kept),
	KTAP_CASE(operands_do_not_matter),
	KTAP_CASE(direction_and_trap),
	KTAP_CASE(psr_with_pc_does_not_trap),
	KTAP_CASE(mode_switches),
	KTAP_CASE(class_names),
	KTAP_CASE(class_has_a_row),
	KTAP_CASE(other_instruction_sets_do_not_decode),
};

int main(void)
{
	return ktap_run(cases, COUNT(cases));
}
