// SPDX-License-Identifier: GPL-2.0
/*
 * cp.tbl and sysreg.tbl against vsi_decode(): every register access there is.
 */
#include "../../vsi_arm/insn.h"
#include "check.h"
#include "rows.h"

struct access {
	unsigned int isa, form, space, op1, crn, crm, op2;
	unsigned int read, rt, rt2;
};

/* A32 and T32 differ in bits[31:28] only, where T32 has what is AL of A32. */
static u32 cp32_word(const struct access *a)
{
	return 0xee000010 | a->op1 << 21 | a->read << 20 | a->crn << 16 | a->rt << 12 |
	       (14 + (a->space & 1)) << 8 | a->op2 << 5 | a->crm;
}

static u32 cp64_word(const struct access *a)
{
	return 0xec400000 | a->read << 20 | a->rt2 << 16 | a->rt << 12 |
	       (14 + (a->space & 1)) << 8 | a->op1 << 4 | a->crm;
}

static u32 sys_word(const struct access *a)
{
	return 0xd5000000 | a->read << 21 | a->space << 19 | a->op1 << 16 | a->crn << 12 |
	       a->crm << 8 | a->op2 << 5 | a->rt;
}

static u32 word_of(const struct access *a)
{
	if (a->form == VSI_FORM_SYS)
		return sys_word(a);
	return a->form == VSI_FORM_CP32 ? cp32_word(a) : cp64_word(a);
}

typedef void (*visitor)(const struct access *a);

static void each_cp32(unsigned int isa, visitor visit)
{
	struct access a = { .isa = isa, .form = VSI_FORM_CP32 };
	u32 n;

	for (n = 0; n < 1u << 16; n++) {
		a.space = n & 1;
		a.read = n >> 1 & 1;
		a.op1 = n >> 2 & 7;
		a.op2 = n >> 5 & 7;
		a.crn = n >> 8 & 15;
		a.crm = n >> 12 & 15;
		a.rt = (a.crn + a.crm) & 15;
		visit(&a);
	}
}

static void each_cp64(unsigned int isa, visitor visit)
{
	struct access a = { .isa = isa, .form = VSI_FORM_CP64 };
	u32 n;

	for (n = 0; n < 1u << 18; n++) {
		a.space = 2 + (n & 1);
		a.read = n >> 1 & 1;
		a.op1 = n >> 2 & 15;
		a.crm = n >> 6 & 15;
		a.rt = n >> 10 & 15;
		a.rt2 = n >> 14 & 15;
		visit(&a);
	}
}

static void each_sys(visitor visit)
{
	struct access a = { .isa = VSI_ISA_A64, .form = VSI_FORM_SYS };
	u32 n;

	for (n = 0; n < 3u << 15; n++) {
		a.op2 = n & 7;
		a.crm = n >> 3 & 15;
		a.crn = n >> 7 & 15;
		a.op1 = n >> 11 & 7;
		a.read = n >> 14 & 1;
		a.space = 1 + (n >> 15);
		a.rt = (a.crn + 3 * a.crm + 16 * a.op2) & 31;
		visit(&a);
	}
}

static void each_access(visitor visit)
{
	each_cp32(VSI_ISA_A32, visit);
	each_cp32(VSI_ISA_T32, visit);
	each_cp64(VSI_ISA_A32, visit);
	each_cp64(VSI_ISA_T32, visit);
	each_sys(visit);
}

static const struct test_reg *find(const struct access *a)
{
	return test_find_reg(test_table(a->isa), a->space, a->op1, a->crn, a->crm, a->op2);
}

/* MCR from the PC, MRRC into one register, and T32 with SP: UNPREDICTABLE. */
static bool is_unpredictable(const struct access *a)
{
	if (a->isa == VSI_ISA_T32 && (a->rt == 13 || (a->form == VSI_FORM_CP64 && a->rt2 == 13)))
		return true;
	if (a->form == VSI_FORM_CP32)
		return !a->read && a->rt == 15;
	return a->form == VSI_FORM_CP64 &&
	       (a->rt == 15 || a->rt2 == 15 || (a->read && a->rt == a->rt2));
}

static void check_access(const struct access *a)
{
	const struct test_table *t = test_table(a->isa);
	const struct test_reg *want = find(a);
	const u32 word = word_of(a);
	struct vsi_insn insn;
	bool ours = vsi_decode(a->isa, word, &insn);

	if (!CHECK(want, "%s %08x is in no row", t->name, word))
		return;
	if (want->class == VSI_CLASS_NONE) {
		CHECK(!ours, "%s %08x %s", t->name, word, want->id);
		return;
	}
	if (!CHECK(ours, "%s %08x %s", t->name, word, want->id))
		return;
	CHECK(insn.form == a->form && insn.width == 4, "%s %08x", t->name, word);
	CHECK(insn.row == want - t->regs, "%s %08x: row %u, not %s", t->name, word, insn.row,
	      want->id);
	CHECK(insn.class == want->class, "%s %08x: class %u", t->name, word, insn.class);
	CHECK(insn.cp == (a->form == VSI_FORM_SYS ? 0 : 14 + (a->space & 1)), "%08x", word);
	CHECK(insn.write == !a->read, "%s %08x", t->name, word);
	CHECK(insn.rt == a->rt && insn.rt2 == a->rt2, "%s %08x", t->name, word);
	CHECK(insn.trap == ((want->trap & (a->read ? VSI_TRAP_R : VSI_TRAP_W)) &&
			    !is_unpredictable(a)), "%s %08x", t->name, word);
	CHECK(!strcmp(vsi_insn_text(&insn), want->name), "%s %08x", t->name, word);
}

static void check_some(const struct access *a)
{
	static u32 n;

	if (n++ % CHECK_STEP == 0)
		check_access(a);
}

static void every_access(struct kunit *test)
{
	each_access(check_some);
}

static bool reached[2][256];

static void reach(const struct access *a)
{
	const struct test_reg *reg = find(a);

	if (reg)
		reached[a->isa == VSI_ISA_A64][reg - test_table(a->isa)->regs] = true;
}

/* A row that no access reaches is hidden by one before it. */
static void every_row_is_reached(struct kunit *test)
{
	unsigned int i;

	each_access(reach);
	for (i = 0; i < test_table(VSI_ISA_A32)->nr_regs; i++)
		CHECK(reached[0][i], "%s", test_table(VSI_ISA_A32)->regs[i].id);
	for (i = 0; i < test_table(VSI_ISA_A64)->nr_regs; i++)
		CHECK(reached[1][i], "%s", test_table(VSI_ISA_A64)->regs[i].id);
}

static bool is_access(unsigned int isa, u32 word)
{
	struct vsi_insn insn;

	return vsi_decode(isa, word, &insn) &&
	       (insn.form == VSI_FORM_CP32 || insn.form == VSI_FORM_CP64);
}

static void other_coprocessors_are_not_accesses(struct kunit *test)
{
	const struct access a = { 0 };
	u32 cp, word;

	for (cp = 0; cp < 16; cp++) {
		word = (cp32_word(&a) & ~0xf00u) | cp << 8;
		CHECK(is_access(VSI_ISA_A32, word) == (cp >= 14), "%08x", word);
		CHECK(is_access(VSI_ISA_T32, word) == (cp >= 14), "%08x", word);
		word = (cp64_word(&a) & ~0xf00u) | cp << 8;
		CHECK(is_access(VSI_ISA_A32, word) == (cp >= 14), "%08x", word);
		CHECK(is_access(VSI_ISA_T32, word) == (cp >= 14), "%08x", word);
	}
}

/* CDP, and MRC2 and its kin, which ARM DDI 0406C leaves to other coprocessors. */
static void neighbours_are_not_accesses(struct kunit *test)
{
	const struct access a = { .space = 1, .crn = 1 };
	u32 word, cond;

	CHECK(!is_access(VSI_ISA_A32, cp32_word(&a) ^ 1u << 4), "cdp p15");
	CHECK(!is_access(VSI_ISA_T32, cp32_word(&a) ^ 1u << 4), "cdp p15");
	CHECK(!is_access(VSI_ISA_T32, cp32_word(&a) | 1u << 28), "mcr2 p15");
	for (cond = 0; cond < 16; cond++) {
		word = (cp32_word(&a) & 0x0fffffff) | cond << 28;
		CHECK(is_access(VSI_ISA_A32, word) == (cond != 15), "%08x", word);
		word = (cp64_word(&a) & 0x0fffffff) | cond << 28;
		CHECK(is_access(VSI_ISA_A32, word) == (cond != 15), "%08x", word);
	}
}

static struct kunit_case cases[] = {
	KUNIT_CASE(every_access),
	KUNIT_CASE(every_row_is_reached),
	KUNIT_CASE(other_coprocessors_are_not_accesses),
	KUNIT_CASE(neighbours_are_not_accesses),
	{}
};

static struct kunit_suite suite = {
	.name = "vsi_cp",
	.suite_init = check_decoder,
	.init = check_begin,
	.exit = check_end,
	.test_cases = cases,
};

kunit_test_suite(suite);
