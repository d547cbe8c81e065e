// SPDX-License-Identifier: GPL-2.0
/*
 * Writes the tables of Documentation/instructions.rst, which stand behind
 * instructions.head.rst there.
 */
#include <stdio.h>

#include "../../vsi_arm/insn_rows.h"

struct term {
	const char *name;
	const char *text;
};

static const struct term classes[] = {
#define VSI_CLASS(nr, id, name, text)	[nr] = { name, text },
#include "../../vsi_arm/class.tbl"
#undef VSI_CLASS
};

static const struct term actions[] = {
#define ACTION(id, name, text)	{ name, text },
#include "../../vsi_arm/action.tbl"
#undef ACTION
};

static const struct term profiles[] = {
#define PROFILE(id, name, text)	{ name, text },
#include "../../vsi_arm/action.tbl"
#undef PROFILE
};

static const struct term behaviours[] = {
#define BEHAVE(id, name, text)	{ name, text },
#include "../../vsi_arm/behave.tbl"
#undef BEHAVE
};

#define COUNT(array)	(sizeof(array) / sizeof((array)[0]))

static void heading(const char *text, char line)
{
	size_t i;

	printf("%s\n", text);
	for (i = 0; text[i]; i++)
		putchar(line);
	printf("\n\n");
}

static void print_terms(const struct term *terms, size_t nr)
{
	size_t i;

	for (i = 0; i < nr; i++)
		printf("**%s**\n    %s.\n", terms[i].name, terms[i].text);
	putchar('\n');
}

static void print_vocabulary(void)
{
	heading("What the words mean", '=');
	printf("What an instruction does where it is not at home:\n\n");
	print_terms(behaviours, COUNT(behaviours));
	printf("What is done about it:\n\n");
	print_terms(actions, COUNT(actions));
	printf("For whom:\n\n");
	print_terms(profiles, COUNT(profiles));
}

static void print_classes(void)
{
	size_t i;

	heading("Classes", '=');
	printf("The number is what a table has, the name is what users see.\n\n"
	       ".. csv-table::\n   :header: number, class, what it covers\n\n");
	for (i = 1; i < COUNT(classes); i++)
		printf("   %zu, ``%s``, \"%s\"\n", i, classes[i].name, classes[i].text);
	putchar('\n');
}

static void print_treatment(const struct vsi_treatment *t)
{
	size_t i;

	for (i = 0; i < VSI_NR_PLACES; i++)
		printf(", %s", behaviours[t->behaviour[i]].name);
	for (i = 0; i < VSI_NR_PROFILES; i++)
		printf(", %s", actions[t->action[i]].name);
	putchar('\n');
}

static const char *const columns =
	"user mode, KVM, Xen, auto, kvm, xen, deprivileged";

static void print_insn(unsigned int isa, const struct vsi_insn_row *row)
{
	const int digits = vsi_row_is_narrow(isa, row) ? 4 : 8;

	if (vsi_row_has_reg(row))
		return;
	printf("   \"``%s``\", ``%0*x/%0*x``", row->text, digits, row->value, digits, row->mask);
	if (row->xmask)
		printf(" but not ``%x/%x``", row->xvalue, row->xmask);
	if (row->class == VSI_CLASS_NONE)
		printf(", innocuous");
	else
		printf(", ``%s``", classes[row->class].name);
	print_treatment(&row->treat);
}

static void print_insns(unsigned int isa, const char *title)
{
	const struct vsi_rows *rows = vsi_rows(isa);
	unsigned int i;

	heading(title, '=');
	printf(".. csv-table::\n   :header: instruction, value/mask, class, %s\n\n", columns);
	for (i = 0; i < rows->nr_insns; i++)
		print_insn(isa, &rows->insns[i]);
	putchar('\n');
}

static void print_range(struct vsi_range r)
{
	if (r.first == 0 && r.last == 15)
		printf(", any");
	else if (r.first == r.last)
		printf(", %u", r.first);
	else
		printf(", %u-%u", r.first, r.last);
}

static void print_served(const struct vsi_reg_row *row)
{
	static const char *const served[] = {
		[VSI_TRAP_NONE] = "-",
		[VSI_TRAP_R] = "reads",
		[VSI_TRAP_W] = "writes",
		[VSI_TRAP_RW] = "both",
	};

	printf(", %s", served[row->trap]);
}

static void print_reg(const struct vsi_reg_row *row, bool wide)
{
	printf("   \"``%s``\"", row->text);
	print_range(row->op1);
	if (!wide)
		print_range(row->crn);
	print_range(row->crm);
	if (!wide)
		print_range(row->op2);
	if (row->class == VSI_CLASS_NONE)
		printf(", innocuous");
	else
		printf(", ``%s``", classes[row->class].name);
	print_served(row);
	print_treatment(&row->treat);
}

struct space {
	unsigned int isa;
	unsigned int number;
	const char *title;
	const char *fields;
	bool wide;
};

static const struct space spaces[] = {
	{ VSI_ISA_A32, CP15, "cp15, A32 and T32: MRC and MCR", "opc1, CRn, CRm, opc2", false },
	{ VSI_ISA_A32, CP15D, "cp15, A32 and T32: MRRC and MCRR", "opc1, CRm", true },
	{ VSI_ISA_A32, CP14, "cp14, A32 and T32: MRC and MCR", "opc1, CRn, CRm, opc2", false },
	{ VSI_ISA_A32, CP14D, "cp14, A32 and T32: MRRC and MCRR", "opc1, CRm", true },
	{ VSI_ISA_A64, 3, "A64: MRS and MSR, op0 3", "op1, CRn, CRm, op2", false },
	{ VSI_ISA_A64, 2, "A64: MRS and MSR, op0 2", "op1, CRn, CRm, op2", false },
	{ VSI_ISA_A64, 1, "A64: SYS and SYSL", "op1, CRn, CRm, op2", false },
};

static void print_space(const struct space *s)
{
	const struct vsi_rows *rows = vsi_rows(s->isa);
	unsigned int i;

	heading(s->title, '=');
	printf(".. csv-table::\n   :header: register, %s, class, served, %s\n\n", s->fields,
	       columns);
	for (i = 0; i < rows->nr_regs; i++)
		if (rows->regs[i].space.first == s->number)
			print_reg(&rows->regs[i], s->wide);
	putchar('\n');
}

int main(void)
{
	size_t i;

	print_vocabulary();
	print_classes();
	print_insns(VSI_ISA_A32, "A32");
	print_insns(VSI_ISA_T32, "T32");
	print_insns(VSI_ISA_A64, "A64");
	for (i = 0; i < COUNT(spaces); i++)
		print_space(&spaces[i]);
	printf("See also\n========\n\n"
	       "`parameters.rst <parameters.rst>`__,\n"
	       "`limitations.rst <limitations.rst>`__,\n"
	       "`table-format.rst <table-format.rst>`__.\n");
	return fflush(stdout) || ferror(stdout);
}
