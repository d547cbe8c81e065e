// SPDX-License-Identifier: GPL-2.0
/*
 * The instructions of examples.txt, whose words come from the assembler.
 */
#include "../../vsi_arm/insn.h"
#include "ktap.h"
#include "rows.h"

struct example {
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

#define INSN(word, text, row, class, direction, trap) \
	{ word, text, true, VSI_FORM_OTHER, A32_##row, VSI_CLASS_##class, \
	  DIRECTION_##direction, trap, 0, 0 },
#define CP32(word, text, row, class, direction, trap, rt) \
	{ word, text, true, VSI_FORM_CP32, CP_##row, VSI_CLASS_##class, \
	  DIRECTION_##direction, trap, rt, 0 },
#define CP64(word, text, row, class, direction, trap, rt, rt2) \
	{ word, text, true, VSI_FORM_CP64, CP_##row, VSI_CLASS_##class, \
	  DIRECTION_##direction, trap, rt, rt2 },
#define NONE(word, text) \
	{ word, text, false, 0, 0, 0, 0, false, 0, 0 },

static const struct example examples[] = {
#include "examples.inc"
};

static unsigned int form_of(const struct vsi_insn *insn)
{
	return insn->form == VSI_FORM_PSR ? VSI_FORM_OTHER : insn->form;
}

static void check_example(const struct example *e)
{
	struct vsi_insn insn;

	if (!CHECK(vsi_decode(VSI_ISA_A32, e->word, &insn), "%08x %s", e->word, e->text))
		return;
	CHECK(form_of(&insn) == e->form && insn.row == e->row, "%08x %s: %s", e->word,
	      e->text, vsi_insn_text(&insn));
	CHECK(insn.class == e->class, "%08x %s: class %s", e->word, e->text,
	      vsi_class_name(insn.class));
	CHECK(insn.write == (e->direction == DIRECTION_W), "%08x %s", e->word, e->text);
	CHECK(insn.trap == e->trap, "%08x %s", e->word, e->text);
	CHECK(insn.rt == e->rt && insn.rt2 == e->rt2, "%08x %s: rt %u rt2 %u", e->word,
	      e->text, insn.rt, insn.rt2);
	CHECK(insn.cp == (e->form == VSI_FORM_OTHER ? 0 : e->word >> 8 & 0xf),
	      "%08x %s: cp %u", e->word, e->text, insn.cp);
}

static void sensitive_is_found(void)
{
	size_t i;

	for (i = 0; i < COUNT(examples); i++)
		if (examples[i].sensitive)
			check_example(&examples[i]);
}

static void innocuous_is_left(void)
{
	struct vsi_insn insn;
	size_t i;

	for (i = 0; i < COUNT(examples); i++)
		if (!examples[i].sensitive)
			CHECK(!vsi_decode(VSI_ISA_A32, examples[i].word, &insn), "%08x %s is %s",
			      examples[i].word, examples[i].text, vsi_insn_text(&insn));
}

static void every_row_has_an_example(void)
{
	const struct test_table *t = test_table(VSI_ISA_A32);
	bool used[A32_NR_INSNS] = { 0 };
	const struct test_row *row;
	size_t i;

	for (i = 0; i < COUNT(examples); i++) {
		row = test_find(t, examples[i].word);
		if (row)
			used[row - t->rows] = true;
	}
	for (i = 0; i < COUNT(used); i++)
		CHECK(used[i], "%s of a32.tbl", t->rows[i].id);
}

static const struct ktap_case cases[] = {
	KTAP_CASE(sensitive_is_found),
	KTAP_CASE(innocuous_is_left),
	KTAP_CASE(every_row_has_an_example),
};

int main(void)
{
	vsi_decode_init();
	return ktap_run(cases, COUNT(cases));
}
