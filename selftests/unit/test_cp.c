// SPDX-License-Identifier: GPL-2.0
/*
 * cp.tbl against a32_decode(): every coprocessor register access there is.
 */
#include "../../vsi_arm/insn.h"
#include "ktap.h"
#include "random.h"
#include "rows.h"

#define NO_ROW	CP_NR_REGS

struct access {
	unsigned int cp, opc1, crn, crm, opc2;
	unsigned int read, rt, rt2;
};

static u32 cp32_word(const struct access *a)
{
	return 0xee000010 | a->opc1 << 21 | a->read << 20 | a->crn << 16 | a->rt << 12 |
	       a->cp << 8 | a->opc2 << 5 | a->crm;
}

static u32 cp64_word(const struct access *a)
{
	return 0xec400000 | a->read << 20 | a->rt2 << 16 | a->rt << 12 | a->cp << 8 |
	       a->opc1 << 4 | a->crm;
}

static bool in(struct cp_test_field field, unsigned int value)
{
	return field.first <= value && value <= field.last;
}

static unsigned int find_in_group(unsigned int space, unsigned int number,
				  const struct access *a)
{
	const struct cp_test_group *g = cp_test_groups;
	const struct cp_test_row *row;
	unsigned int i;

	while (g->space != space || g->number != number)
		g++;
	for (i = g[0].first; i < g[1].first; i++) {
		row = &cp_test_rows[i];
		if (in(row->opc1, a->opc1) && in(row->crn, a->crn) && in(row->crm, a->crm) &&
		    in(row->opc2, a->opc2))
			return i;
	}
	return NO_ROW;
}

static unsigned int cp32_row(const struct access *a)
{
	if (a->cp == 14)
		return find_in_group(14, a->opc1, a);
	/* Hyp mode's, before any row of a group but the implementation's */
	if (a->opc1 == 4 && a->crn != 15)
		return CP_HYP;
	return find_in_group(15, a->crn, a);
}

static unsigned int cp64_row(const struct access *a)
{
	return find_in_group(64, a->cp - 14, a);
}

static void each_cp32(void (*visit)(const struct access *a))
{
	struct access a = { 0 };
	u32 n;

	for (n = 0; n < 1u << 16; n++) {
		a.cp = 14 + (n & 1);
		a.read = n >> 1 & 1;
		a.opc1 = n >> 2 & 7;
		a.opc2 = n >> 5 & 7;
		a.crn = n >> 8 & 15;
		a.crm = n >> 12 & 15;
		a.rt = (a.crn + a.crm) & 15;
		visit(&a);
	}
}

static void each_cp64(void (*visit)(const struct access *a))
{
	struct access a = { 0 };
	u32 n;

	for (n = 0; n < 1u << 18; n++) {
		a.cp = 14 + (n & 1);
		a.read = n >> 1 & 1;
		a.opc1 = n >> 2 & 15;
		a.crm = n >> 6 & 15;
		a.rt = n >> 10 & 15;
		a.rt2 = n >> 14 & 15;
		visit(&a);
	}
}

static void check_access(const struct access *a, u32 word, unsigned int row,
			 const struct vsi_insn *insn)
{
	const struct cp_test_row *want = &cp_test_rows[row];

	CHECK(insn->row == row, "%08x: row %u, not %s", word, insn->row, want->id);
	CHECK(insn->class == want->class, "%08x: class %u", word, insn->class);
	CHECK(insn->cp == a->cp, "%08x: cp %u", word, insn->cp);
	CHECK(insn->write == !a->read, "%08x", word);
	CHECK(insn->rt == a->rt && insn->rt2 == a->rt2, "%08x: rt %u rt2 %u", word,
	      insn->rt, insn->rt2);
	CHECK(!strcmp(vsi_insn_text(insn), want->name), "%08x: %s", word, vsi_insn_text(insn));
}

static bool table_traps(const struct access *a, unsigned int row)
{
	return cp_test_rows[row].trap & (a->read ? VSI_TRAP_R : VSI_TRAP_W);
}

static void check_cp32(const struct access *a)
{
	const unsigned int row = cp32_row(a);
	const u32 word = cp32_word(a);
	struct vsi_insn insn;

	if (!CHECK(row != NO_ROW, "%08x falls out of its group", word) ||
	    !CHECK(a32_decode(word, &insn), "%08x", word))
		return;
	CHECK(insn.form == VSI_FORM_CP32, "%08x: form %u", word, insn.form);
	check_access(a, word, row, &insn);
	/* MCR from the PC is UNPREDICTABLE, MRC to it sets the flags */
	CHECK(insn.trap == (table_traps(a, row) && (a->read || a->rt != 15)), "%08x", word);
}

static void check_cp64(const struct access *a)
{
	const unsigned int row = cp64_row(a);
	const u32 word = cp64_word(a);
	struct vsi_insn insn;
	bool unpredictable = a->rt == 15 || a->rt2 == 15 || (a->read && a->rt == a->rt2);

	if (!CHECK(row != NO_ROW, "%08x falls out of its group", word) ||
	    !CHECK(a32_decode(word, &insn), "%08x", word))
		return;
	CHECK(insn.form == VSI_FORM_CP64, "%08x: form %u", word, insn.form);
	check_access(a, word, row, &insn);
	CHECK(insn.trap == (table_traps(a, row) && !unpredictable), "%08x", word);
}

static void every_32_bit_access(void)
{
	each_cp32(check_cp32);
}

static void every_64_bit_access(void)
{
	each_cp64(check_cp64);
}

static bool reached[CP_NR_REGS];

static void reach(u32 word)
{
	struct vsi_insn insn;

	if (a32_decode(word, &insn) && insn.row < CP_NR_REGS)
		reached[insn.row] = true;
}

static void reach_cp32(const struct access *a)
{
	reach(cp32_word(a));
}

static void reach_cp64(const struct access *a)
{
	reach(cp64_word(a));
}

/* A row that no access reaches is hidden by one before it. */
static void every_row_is_reached(void)
{
	unsigned int i;

	memset(reached, 0, sizeof(reached));
	each_cp32(reach_cp32);
	each_cp64(reach_cp64);
	for (i = 0; i < CP_NR_REGS; i++)
		CHECK(reached[i], "%s", cp_test_rows[i].id);
}

static bool takes_everything(struct cp_test_field field)
{
	return field.first == 0 && field.last == 15;
}

/* The decoder's search has no other end than the group's last row. */
static void last_row_takes_everything(void)
{
	const struct cp_test_group *g;
	const struct cp_test_row *row;
	unsigned int i;

	for (i = 0; i + 1 < cp_test_nr_groups; i++) {
		g = &cp_test_groups[i];
		if (!CHECK(g[1].first > g[0].first, "group (%u, %u) is empty", g->space, g->number))
			continue;
		row = &cp_test_rows[g[1].first - 1];
		if (g->space == 15 && g->number == 15)
			row = &cp_test_rows[CP_C15_OTHER];
		CHECK(takes_everything(row->opc1) || (g->space == 14 && in(row->opc1, g->number)),
		      "%s: opc1", row->id);
		CHECK(takes_everything(row->crn) || (g->space == 15 && in(row->crn, g->number)),
		      "%s: CRn", row->id);
		CHECK(takes_everything(row->crm), "%s: CRm", row->id);
		CHECK(takes_everything(row->opc2), "%s: opc2", row->id);
	}
}

static bool is_access(u32 word)
{
	struct vsi_insn insn;

	return a32_decode(word, &insn) &&
	       (insn.form == VSI_FORM_CP32 || insn.form == VSI_FORM_CP64);
}

static void other_coprocessors_are_not_accesses(void)
{
	struct access a = { 0 };

	for (a.cp = 0; a.cp < 16; a.cp++)
		for (a.read = 0; a.read < 2; a.read++) {
			CHECK(is_access(cp32_word(&a)) == (a.cp >= 14), "%08x", cp32_word(&a));
			CHECK(is_access(cp64_word(&a)) == (a.cp >= 14), "%08x", cp64_word(&a));
		}
}

/* CDP, and MRC2 and its kin, which ARM DDI 0406C leaves to other coprocessors. */
static void neighbours_are_not_accesses(void)
{
	const struct access a = { .cp = 15, .crn = 1 };
	u32 word, cond;

	CHECK(!is_access(cp32_word(&a) ^ 1u << 4), "cdp p15");
	for (cond = 0; cond < 16; cond++) {
		word = (cp32_word(&a) & 0x0fffffff) | cond << 28;
		CHECK(is_access(word) == (cond != 15), "%08x", word);
		word = (cp64_word(&a) & 0x0fffffff) | cond << 28;
		CHECK(is_access(word) == (cond != 15), "%08x", word);
	}
}

static const struct ktap_case cases[] = {
	KTAP_CASE(every_32_bit_access),
	KTAP_CASE(every_64_bit_access),
	KTAP_CASE(every_row_is_reached),
	KTAP_CASE(last_row_takes_everything),
	KTAP_CASE(other_coprocessors_are_not_accesses),
	KTAP_CASE(neighbours_are_not_accesses),
};

int main(void)
{
	return ktap_run(cases, COUNT(cases));
}
