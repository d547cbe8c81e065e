// SPDX-License-Identifier: GPL-2.0
/*
 * The decoder against the second one, Capstone, as vsi_capstone.ko asks it: the
 * same files, over every example and whole spaces of A32, T32 and A64.
 *
 * Where they differ, second.tbl says why.
 */
#include <stdio.h>
#include <string.h>

#include "../../vsi_arm/capstone/read.h"
#include "../../vsi_arm/insn_rows.h"
#include "ktap.h"
#include "random.h"
#include "spaces.h"

enum kind { ALONE, LEFT, IGNORED };

struct exception {
	enum kind kind;
	unsigned int isa;
	u32 mask;
	u32 value;
	const char *section;
	const char *reason;
	unsigned long seen;
};

static struct exception exceptions[] = {
#define EXCEPTION(kind, isa, mask, value, section, reason) \
	{ kind, VSI_ISA_##isa, mask, value, section, reason, 0 },
#define ALONE(...)	EXCEPTION(ALONE, __VA_ARGS__)
#define LEFT(...)	EXCEPTION(LEFT, __VA_ARGS__)
#define IGNORED(...)	EXCEPTION(IGNORED, __VA_ARGS__)
#include "../../vsi_arm/second.tbl"
#undef ALONE
#undef LEFT
#undef IGNORED
};

static bool explain(unsigned int isa, u32 word, bool ours)
{
	struct exception *e;
	bool sensitive;
	size_t i;

	for (i = 0; i < COUNT(exceptions); i++) {
		e = &exceptions[i];
		sensitive = e->kind != IGNORED;
		if (e->isa == isa && (word & e->mask) == e->value && ours == sensitive) {
			e->seen++;
			return true;
		}
	}
	return false;
}

static const char *row_name(unsigned int isa, unsigned int row)
{
	return row == VSI_SECOND_UNKNOWN ? "unknown" : vsi_rows(isa)->insns[row].id;
}

/*
 * Whether an access to a register is sensitive is the register's matter, and that
 * of an exclusion the decoder's.
 */
static bool is_sensitive(unsigned int isa, u32 word, const struct vsi_second_reading *r)
{
	const struct vsi_insn_row *row;

	if (r->row == VSI_SECOND_UNKNOWN)
		return false;
	row = &vsi_rows(isa)->insns[r->row];
	if ((word & row->mask) == row->value && row->xmask && (word & row->xmask) == row->xvalue)
		return false;
	return !vsi_row_has_reg(row) && row->class != VSI_CLASS_NONE;
}

static void compare(unsigned int isa, u32 word)
{
	struct vsi_second_reading reading;
	const char *what = NULL;
	struct vsi_insn insn;
	bool ours = vsi_decode(isa, word, &insn);

	vsi_capstone_read(isa, word, &reading);
	CHECK(!vsi_second_is_alone(isa, word) || reading.row == VSI_SECOND_UNKNOWN,
	      "isa %u %08x: %s is not asked", isa, word, row_name(isa, reading.row));
	if (ours)
		what = vsi_second_compare(&insn, &reading);
	else if (is_sensitive(isa, word, &reading))
		what = "sensitive";
	CHECK(!what || explain(isa, word, ours), "isa %u %08x: %s: %s, not %s", isa, word, what,
	      row_name(isa, reading.row), ours ? row_name(isa, insn.base) : "innocuous");
}

static const struct {
	unsigned int isa;
	u32 word;
} examples[] = {
#define INSN(word, ...)	{ VSI_ISA_A32, word },
#define CP32(word, ...)	{ VSI_ISA_A32, word },
#define CP64(word, ...)	{ VSI_ISA_A32, word },
#define NONE(word, ...)	{ VSI_ISA_A32, word },
#include "examples.inc"
#undef INSN
#undef CP32
#undef CP64
#undef NONE
#define INSN(word, ...)	{ VSI_ISA_T32, word },
#define CP32(word, ...)	{ VSI_ISA_T32, word },
#define CP64(word, ...)	{ VSI_ISA_T32, word },
#define NONE(word, ...)	{ VSI_ISA_T32, word },
#include "examples_t32.inc"
#undef INSN
#undef CP32
#undef CP64
#undef NONE
#define INSN(word, ...)	{ VSI_ISA_A64, word },
#define SYS(word, ...)	{ VSI_ISA_A64, word },
#define NONE(word, ...)	{ VSI_ISA_A64, word },
#include "examples_a64.inc"
};

/* Rare among the words below. */
static const struct {
	unsigned int isa;
	u32 word;
} rare[] = {
	{ VSI_ISA_A32, 0xe8d00000 },	/* ldm r0, {}^ */
	{ VSI_ISA_A32, 0xe8c00000 },	/* stm r0, {}^ */
	{ VSI_ISA_A32, 0xeee80a3b },	/* vmsr fpexc, r0 and more */
	{ VSI_ISA_T32, 0xeee80a3b },
};

static void examples_agree(void)
{
	size_t i;

	for (i = 0; i < COUNT(examples); i++)
		compare(examples[i].isa, examples[i].word);
	for (i = 0; i < COUNT(rare); i++)
		compare(rare[i].isa, rare[i].word);
}

static const struct space *space;

static void compare_in_space(u32 word)
{
	compare(space->isa, word);
}

static void spaces_agree(void)
{
	for (space = spaces; space < spaces + nr_spaces; space++)
		space->list(compare_in_space);
}

/* Every row with all its operands, at random; a row without an exclusion and with. */
#define WORDS_PER_ROW	20000

static u32 seed = 0x5ec0de;

static u32 with_random_operands(unsigned int isa, const struct vsi_insn_row *row)
{
	u32 word = row->value | (random_next(&seed) & ~row->mask);

	if (vsi_row_is_narrow(isa, row))
		word &= 0xffff;
	if (vsi_row_has_cond(isa, row) && word >> A32_COND_SHIFT == A32_COND_UNCOND)
		word &= ~(1u << A32_COND_SHIFT);
	return word;
}

static void rows_agree(void)
{
	const struct vsi_rows *rows;
	unsigned int isa, i, n;

	for (isa = VSI_ISA_A32; isa <= VSI_ISA_A64; isa++) {
		rows = vsi_rows(isa);
		for (i = 0; i < rows->nr_insns; i++)
			for (n = 0; n < WORDS_PER_ROW; n++)
				compare(isa, with_random_operands(isa, &rows->insns[i]));
	}
}

/* Anything: what Capstone alone takes for sensitive is most of it. */
#define WORDS_AT_RANDOM	500000

static void random_words_agree(void)
{
	unsigned int n;

	for (n = 0; n < WORDS_AT_RANDOM; n++) {
		compare(VSI_ISA_A32, random_next(&seed));
		compare(VSI_ISA_T32, random_next(&seed) | 0xe8000000);
		compare(VSI_ISA_A64, random_next(&seed));
	}
}

/* What no word needs any more is a mistake that was not taken out. */
static void exception_is_needed(void)
{
	size_t i;

	for (i = 0; i < COUNT(exceptions); i++)
		CHECK(exceptions[i].seen, "%08x/%08x, %s: %s", exceptions[i].value,
		      exceptions[i].mask, exceptions[i].section, exceptions[i].reason);
}

/* ALONE is what the code goes by: it must not be more than Capstone does not know. */
static void alone_is_unknown(void)
{
	struct vsi_second_reading reading;
	const struct exception *e;

	for (e = exceptions; e < exceptions + COUNT(exceptions); e++) {
		vsi_capstone_read(e->isa, e->value, &reading);
		CHECK(vsi_second_is_alone(e->isa, e->value) == (e->kind == ALONE), "%08x",
		      e->value);
		CHECK(e->kind != ALONE || reading.row == VSI_SECOND_UNKNOWN, "%08x", e->value);
	}
}

/* @more is what the row has besides its fields: the decoder's mask is for that. */
static void check_operands(unsigned int isa, u32 word, const char *more)
{
	struct vsi_second_reading reading;
	const char *what, *name;
	struct vsi_insn insn;
	unsigned int i;

	CHECK(vsi_decode(isa, word, &insn), "%08x", word);
	vsi_capstone_read(isa, word, &reading);
	CHECK(!vsi_second_compare(&insn, &reading), "%08x", word);
	for (i = 0; i < reading.nr; i++) {
		name = reading.operands[i].name;
		reading.operands[i].value ^= 1;
		what = vsi_second_compare(&insn, &reading);
		reading.operands[i].value ^= 1;
		CHECK(!strcmp(name, more) ? !what : what && !strcmp(what, name), "%08x: %s: %s",
		      word, name, what ? what : "nothing");
	}
	reading.nr = 0;
	CHECK(vsi_second_compare(&insn, &reading), "no operands");
	reading.row++;
	what = vsi_second_compare(&insn, &reading);
	CHECK(what && !strcmp(what, "instruction"), "%s", what ? what : "nothing");
}

/* Each operand that one of them reads differently is named. */
static void differing_operand_is_named(void)
{
	check_operands(VSI_ISA_A32, 0xee3a5f76, "coproc[3:1]");	/* mrc p15, 1, r5, c10, c6, 3 */
	check_operands(VSI_ISA_A64, 0xd53b9dc5, "op0[1]");	/* mrs x5, S3_3_C9_C13_6 */
	check_operands(VSI_ISA_A64, 0xd5087e45, "");		/* dc cisw, x5 */
	check_operands(VSI_ISA_A64, 0x789f4865, "");		/* ldtrsh x5, [x3, #-12] */
}

/* An IT must not make the next instruction conditional. */
static void words_do_not_depend_on_each_other(void)
{
	struct vsi_second_reading before, after, ignored;

	vsi_capstone_read(VSI_ISA_T32, 0xee103f10, &before);
	vsi_capstone_read(VSI_ISA_T32, 0xbf0c, &ignored);
	vsi_capstone_read(VSI_ISA_T32, 0xee103f10, &after);
	CHECK(before.row == T32_MRC && !memcmp(&before, &after, sizeof(before)), "mrc behind ite");
}

/* Registers that Capstone has no name for, and the special ones of 31. */
static void registers_are_numbered(void)
{
	static const struct {
		u32 word;
		const char *name;
		u32 value;
	} operands[] = {
		{ 0xd53bd0a3, "op2", 5 },	/* mrs x3, TPIDR2_EL0: FEAT_SME */
		{ 0xd538101d, "Rt", 29 },
		{ 0xd538101e, "Rt", 30 },
		{ 0xd518101f, "Rt", 31 },	/* xzr */
		{ 0xb84f8bff, "Rn", 31 },	/* ldtr wzr, [sp, #248] */
		{ 0xb84f8bff, "Rt", 31 },
		{ 0xb8500bfe, "imm9", 0x100 },	/* -256 */
	};
	struct vsi_second_reading reading;
	unsigned int i, n;
	bool found;

	for (i = 0; i < COUNT(operands); i++) {
		vsi_capstone_read(VSI_ISA_A64, operands[i].word, &reading);
		found = false;
		for (n = 0; n < reading.nr; n++)
			found |= !strcmp(reading.operands[n].name, operands[i].name) &&
				 reading.operands[n].value == operands[i].value;
		CHECK(found, "%08x: %s", operands[i].word, operands[i].name);
	}
}

static void other_sets_are_unknown(void)
{
	struct vsi_second_reading reading;

	vsi_capstone_read(VSI_ISA_A64 + 1, 0xd5381000, &reading);
	CHECK(reading.row == VSI_SECOND_UNKNOWN && !reading.nr, "row %u", reading.row);
}

static const struct ktap_case cases[] = {
	KTAP_CASE(examples_agree),
	KTAP_CASE(spaces_agree),
	KTAP_CASE(rows_agree),
	KTAP_CASE(random_words_agree),
	KTAP_CASE(exception_is_needed),
	KTAP_CASE(alone_is_unknown),
	KTAP_CASE(differing_operand_is_named),
	KTAP_CASE(words_do_not_depend_on_each_other),
	KTAP_CASE(registers_are_numbered),
	KTAP_CASE(other_sets_are_unknown),
};

int main(void)
{
	printf("# %s\n", vsi_capstone_name);
	vsi_decode_init();
	return ktap_run(cases, COUNT(cases));
}
