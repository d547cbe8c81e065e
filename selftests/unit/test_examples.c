// SPDX-License-Identifier: GPL-2.0
/*
 * The instructions of examples.txt, whose words come from the assembler.
 */
#include "../../vsi_arm/insn.h"
#include "check.h"
#include "rows.h"

struct example {
	unsigned int isa;
	u32 word;
	const char *text;
	bool sensitive;
	unsigned int form;	/* VSI_FORM_OTHER also for VSI_FORM_PSR */
	unsigned int row;
	unsigned int class;
	char direction;
	bool trap;
	unsigned int rt;
	unsigned int rt2;
};

#define DIRECTION_R	'R'
#define DIRECTION_W	'W'

#define EXAMPLE(isa, word, text, form, row, class, direction, trap, rt, rt2) \
	{ VSI_ISA_##isa, word, text, true, VSI_FORM_##form, row, VSI_CLASS_##class, \
	  DIRECTION_##direction, trap, rt, rt2 },
#define INNOCUOUS(isa, word, text) \
	{ VSI_ISA_##isa, word, text, false, 0, 0, 0, 0, false, 0, 0 },

static const struct example examples[] = {
#define INSN(word, text, row, class, direction, trap) \
	EXAMPLE(A32, word, text, OTHER, A32_##row, class, direction, trap, 0, 0)
#define CP32(word, text, row, class, direction, trap, rt) \
	EXAMPLE(A32, word, text, CP32, CP_##row, class, direction, trap, rt, 0)
#define CP64(word, text, row, class, direction, trap, rt, rt2) \
	EXAMPLE(A32, word, text, CP64, CP_##row, class, direction, trap, rt, rt2)
#define NONE(word, text)	INNOCUOUS(A32, word, text)
#include "examples.inc"
#undef INSN
#undef CP32
#undef CP64
#undef NONE
#define INSN(word, text, row, class, direction, trap) \
	EXAMPLE(T32, word, text, OTHER, T32_##row, class, direction, trap, 0, 0)
#define CP32(word, text, row, class, direction, trap, rt) \
	EXAMPLE(T32, word, text, CP32, CP_##row, class, direction, trap, rt, 0)
#define CP64(word, text, row, class, direction, trap, rt, rt2) \
	EXAMPLE(T32, word, text, CP64, CP_##row, class, direction, trap, rt, rt2)
#define NONE(word, text)	INNOCUOUS(T32, word, text)
#include "examples_t32.inc"
#undef INSN
#undef CP32
#undef CP64
#undef NONE
#define INSN(word, text, row, class, direction, trap) \
	EXAMPLE(A64, word, text, OTHER, A64_##row, class, direction, trap, 0, 0)
#define SYS(word, text, row, class, direction, trap, rt) \
	EXAMPLE(A64, word, text, SYS, SYSREG_##row, class, direction, trap, rt, 0)
#define NONE(word, text)	INNOCUOUS(A64, word, text)
#include "examples_a64.inc"
};

static unsigned int form_of(const struct vsi_insn *insn)
{
	return insn->form == VSI_FORM_PSR ? VSI_FORM_OTHER : insn->form;
}

static void check_example(const struct example *e)
{
	struct vsi_insn insn;

	if (!CHECK(vsi_decode(e->isa, e->word, &insn), "%08x %s", e->word, e->text))
		return;
	CHECK(form_of(&insn) == e->form && insn.row == e->row, "%08x %s: %s", e->word,
	      e->text, vsi_insn_text(&insn));
	CHECK(insn.class == e->class, "%08x %s: class %s", e->word, e->text,
	      vsi_class_name(insn.class));
	CHECK(insn.write == (e->direction == DIRECTION_W), "%08x %s", e->word, e->text);
	CHECK(insn.trap == e->trap, "%08x %s", e->word, e->text);
	CHECK(insn.rt == e->rt && insn.rt2 == e->rt2, "%08x %s: rt %u rt2 %u", e->word,
	      e->text, insn.rt, insn.rt2);
	CHECK(insn.cp == (e->form == VSI_FORM_CP32 || e->form == VSI_FORM_CP64 ?
			  e->word >> 8 & 0xf : 0), "%08x %s: cp %u", e->word, e->text, insn.cp);
}

static void sensitive_is_found(struct kunit *test)
{
	size_t i;

	for (i = 0; i < COUNT(examples); i++)
		if (examples[i].sensitive)
			check_example(&examples[i]);
}

static void innocuous_is_left(struct kunit *test)
{
	struct vsi_insn insn;
	size_t i;

	for (i = 0; i < COUNT(examples); i++)
		if (!examples[i].sensitive)
			CHECK(!vsi_decode(examples[i].isa, examples[i].word, &insn),
			      "%08x %s is %s", examples[i].word, examples[i].text,
			      vsi_insn_text(&insn));
}

static void every_row_has_an_example(struct kunit *test)
{
	const struct test_table *t;
	const struct test_row *row;
	bool used[3][64] = { 0 };
	size_t i;

	for (i = 0; i < COUNT(examples); i++) {
		t = test_table(examples[i].isa);
		row = test_find(t, examples[i].word);
		if (row)
			used[t - test_tables][row - t->rows] = true;
	}
	for (t = test_tables; t < test_tables + test_nr_tables; t++)
		for (i = 0; i < t->nr_rows; i++)
			CHECK(used[t - test_tables][i], "%s %s", t->name, t->rows[i].id);
}

static void sets_have_names(struct kunit *test)
{
	unsigned int i;

	for (i = 0; i < test_nr_tables; i++)
		CHECK(!strcmp(vsi_isa_name(test_tables[i].isa), test_tables[i].name), "%s",
		      test_tables[i].name);
	CHECK(!strcmp(vsi_isa_name(0), "-"), "none");
}

static struct kunit_case cases[] = {
	KUNIT_CASE(sensitive_is_found),
	KUNIT_CASE(innocuous_is_left),
	KUNIT_CASE(every_row_has_an_example),
	KUNIT_CASE(sets_have_names),
	{}
};

static struct kunit_suite suite = {
	.name = "vsi_examples",
	.suite_init = check_decoder,
	.init = check_begin,
	.exit = check_end,
	.test_cases = cases,
};

kunit_test_suite(suite);
