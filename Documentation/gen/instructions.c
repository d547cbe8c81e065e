// SPDX-License-Identifier: GPL-2.0
/*
 * Writes the tables of Documentation/instructions.rst, which stand behind
 * instructions.head.rst there.
 */
#include <stdio.h>

#include "../../vsi_arm/insn.h"

struct class {
	unsigned int number;
	const char *name;
	const char *text;
};

static const struct class classes[] = {
#define VSI_CLASS(nr, id, name, text)	{ nr, name, text },
#include "../../vsi_arm/class.tbl"
#undef VSI_CLASS
};

/* A group is a row without a form. */
struct insn_row {
	unsigned int group;
	u32 mask;
	u32 value;
	u32 xmask;
	u32 xvalue;
	unsigned int class;
	unsigned int trap;
	const char *form;
};

static const struct insn_row a32_rows[] = {
#define A32_GROUP(n)	{ .group = n },
#define A32_INSN(id, mask, value, xmask, xvalue, class, trap, form) \
	{ 0, mask, value, xmask, xvalue, VSI_CLASS_##class, VSI_TRAP_##trap, form },
#include "../../vsi_arm/a32.tbl"
#undef A32_GROUP
#undef A32_INSN
};

struct field {
	unsigned int first;
	unsigned int last;
};

/* A group is a row without a name. */
struct reg_row {
	unsigned int space;
	unsigned int group;
	struct field opc1, crn, crm, opc2;
	unsigned int class;
	unsigned int trap;
	const char *name;
};

#define FIELD(...)		FIELD_PICK(__VA_ARGS__, __VA_ARGS__, 0)
#define FIELD_PICK(a, b, ...)	{ a, b }
#define RANGE(first, last)	first, last
#define ANY			0, 15

static const struct reg_row cp_rows[] = {
#define CP_GROUP(s, n)	{ .space = s, .group = n },
#define CP_REG(id, opc1, crn, crm, opc2, class, trap, name) \
	{ 0, 0, FIELD(opc1), FIELD(crn), FIELD(crm), FIELD(opc2), \
	  VSI_CLASS_##class, VSI_TRAP_##trap, name },
#include "../../vsi_arm/cp.tbl"
#undef CP_GROUP
#undef CP_REG
};

#define COUNT(array)	(sizeof(array) / sizeof((array)[0]))

static void heading(const char *text)
{
	size_t i;

	printf("%s\n", text);
	for (i = 0; text[i]; i++)
		putchar('=');
	printf("\n\n");
}

static const char *class_name(unsigned int number)
{
	size_t i;

	for (i = 0; i < COUNT(classes); i++)
		if (classes[i].number == number)
			return classes[i].name;
	return "";
}

static void print_classes(void)
{
	size_t i;

	heading("Classes");
	printf("The number is what a table has, the name is what users see.\n\n"
	       ".. csv-table::\n   :header: number, class, what it covers\n\n");
	for (i = 0; i < COUNT(classes); i++)
		printf("   %u, ``%s``, \"%s\"\n", classes[i].number, classes[i].name,
		       classes[i].text);
	putchar('\n');
}

static const char *served(bool yes)
{
	return yes ? "served" : "left";
}

static void print_a32_row(const struct insn_row *row)
{
	printf("   \"``%s``\", ``%08x``, ``%08x``, ", row->form, row->mask, row->value);
	if (row->xmask)
		printf("\"``%08x`` is ``%08x``\", ", row->xmask, row->xvalue);
	else
		printf(", ");
	printf("``%s``, %s\n", class_name(row->class), served(row->trap));
}

static void print_a32(void)
{
	size_t i;

	heading("Status registers, exceptions, events, calls");
	printf("A word is the instruction when ``word & mask`` is ``value``, unless its bits\n"
	       "in the column *but not* have the value there. The first row that fits wins.\n"
	       "Where the mask leaves bits[31:28] open they are the condition, which may be\n"
	       "any but ``0b1111``.\n\n"
	       ".. csv-table::\n"
	       "   :header: instruction, mask, value, but not, class, today\n\n");
	for (i = 0; i < COUNT(a32_rows); i++)
		if (a32_rows[i].form)
			print_a32_row(&a32_rows[i]);
	putchar('\n');
}

static void print_field(struct field f)
{
	if (f.first == 0 && f.last == 15)
		printf("any, ");
	else if (f.first == f.last)
		printf("%u, ", f.first);
	else
		printf("%u-%u, ", f.first, f.last);
}

static void print_cp_row(const struct reg_row *row, bool wide)
{
	printf("   \"``%s``\", ", row->name);
	print_field(row->opc1);
	if (!wide)
		print_field(row->crn);
	print_field(row->crm);
	if (!wide)
		print_field(row->opc2);
	printf("``%s``, %s, %s\n", class_name(row->class), served(row->trap & VSI_TRAP_R),
	       served(row->trap & VSI_TRAP_W));
}

/* The rows of the groups of a space; of 64-bit accesses, of one group. */
static void print_cp_space(unsigned int space, int group, const char *columns)
{
	bool inside = false;
	size_t i;

	printf(".. csv-table::\n   :header: register, %s, class, read, write\n\n", columns);
	for (i = 0; i < COUNT(cp_rows); i++) {
		if (!cp_rows[i].name)
			inside = cp_rows[i].space == space &&
				 (group < 0 || cp_rows[i].group == (unsigned int)group);
		else if (inside)
			print_cp_row(&cp_rows[i], group >= 0);
	}
	putchar('\n');
}

static void print_cp(void)
{
	const char *narrow = "opc1, CRn, CRm, opc2";
	const char *wide = "opc1, CRm";

	heading("cp15: MRC and MCR");
	printf("Any access to cp14 and cp15 is in these tables, because the last row for\n"
	       "a CRn takes what is left. The first row that fits wins, but opc1 4 is Hyp\n"
	       "mode's, except with CRn 15.\n\n");
	print_cp_space(15, -1, narrow);
	heading("cp14: MRC and MCR");
	print_cp_space(14, -1, narrow);
	heading("cp15: MRRC and MCRR");
	print_cp_space(64, 1, wide);
	heading("cp14: MRRC and MCRR");
	print_cp_space(64, 0, wide);
}

int main(void)
{
	print_classes();
	print_a32();
	print_cp();
	printf("See also\n========\n\n"
	       "`parameters.rst <parameters.rst>`__,\n"
	       "`limitations.rst <limitations.rst>`__.\n");
	return fflush(stdout) || ferror(stdout);
}
