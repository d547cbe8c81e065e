// SPDX-License-Identifier: GPL-2.0
/*
 * A32 decoder: a word to the row of a32.tbl or cp.tbl that describes it.
 *
 * Pure.  Called by the tools for every word of code and by vsi.ko for every
 * entry of a table, in any context.
 */
#include "insn.h"

struct a32_desc {
	u32 mask;
	u32 value;
	u32 xmask;
	u32 xvalue;
	u8 class;
	u8 trap;
};

static const struct a32_desc a32_descs[] = {
#define A32_GROUP(n)
#define A32_INSN(id, mask, value, xmask, xvalue, class, trap, form) \
	{ mask, value, xmask, xvalue, VSI_CLASS_##class, VSI_TRAP_##trap },
#include "a32.tbl"
#undef A32_GROUP
#undef A32_INSN
};

/* Where each group begins; the entry after the last ends it. */
static const u8 a32_first[] = {
	A32_FIRST_0, A32_FIRST_1, A32_FIRST_2, A32_FIRST_3, A32_FIRST_4,
	A32_FIRST_5, A32_FIRST_6, A32_FIRST_7, A32_FIRST_8, A32_FIRST_9,
};

#define A32_GROUP_UNCOND	8

struct cp_range {
	u8 first;
	u8 last;
};

struct cp_desc {
	struct cp_range opc1, crn, crm, opc2;
	u8 class;
	u8 trap;
};

/* A field of CP_REG() as the initializer of a struct cp_range: "n" is n to n. */
#define RANGE(first, last)	first, last
#define ANY			RANGE(0, 15)
#define CP_RANGE_PICK(first, last, ...)	{ first, last }
#define CP_RANGE(...)		CP_RANGE_PICK(__VA_ARGS__, __VA_ARGS__, 0)

static const struct cp_desc cp_descs[] = {
#define CP_GROUP(space, n)
#define CP_REG(id, opc1, crn, crm, opc2, class, trap, name) \
	{ CP_RANGE(opc1), CP_RANGE(crn), CP_RANGE(crm), CP_RANGE(opc2), \
	  VSI_CLASS_##class, VSI_TRAP_##trap },
#include "cp.tbl"
#undef CP_GROUP
#undef CP_REG
};

static const u8 cp15_first[] = {
	CP_FIRST_15_0, CP_FIRST_15_1, CP_FIRST_15_2, CP_FIRST_15_3,
	CP_FIRST_15_4, CP_FIRST_15_5, CP_FIRST_15_6, CP_FIRST_15_7,
	CP_FIRST_15_8, CP_FIRST_15_9, CP_FIRST_15_10, CP_FIRST_15_11,
	CP_FIRST_15_12, CP_FIRST_15_13, CP_FIRST_15_14, CP_FIRST_15_15,
};

static const u8 cp14_first[] = {
	CP_FIRST_14_0, CP_FIRST_14_1, CP_FIRST_14_2, CP_FIRST_14_3,
	CP_FIRST_14_4, CP_FIRST_14_5, CP_FIRST_14_6, CP_FIRST_14_7,
};

static const u8 cp64_first[] = { CP_FIRST_64_0, CP_FIRST_64_1 };

/* ARM ARM A8.6.92, A8.6.100: fields of MCR and MRC, of MCRR and MRRC */
#define CP_IS_READ(word)	(((word) >> 20) & 1)
#define CP_RT(word)		(((word) >> 12) & 0xf)
#define CP_NUM(word)		(((word) >> 8) & 0xf)
#define CP_CRM(word)		((word) & 0xf)
#define CP32_OPC1(word)		(((word) >> 21) & 7)
#define CP32_CRN(word)		(((word) >> 16) & 0xf)
#define CP32_OPC2(word)		(((word) >> 5) & 7)
#define CP64_OPC1(word)		(((word) >> 4) & 0xf)
#define CP64_RT2(word)		(((word) >> 16) & 0xf)

#define CP_REG_PC		15
#define CP15_OPC1_HYP		4
#define CP15_CRN_IMPDEF		15

static bool cp_in(struct cp_range range, unsigned int field)
{
	return field - range.first <= (unsigned int)(range.last - range.first);
}

static unsigned int cp_find(unsigned int row, unsigned int opc1, unsigned int crn,
			    unsigned int crm, unsigned int opc2)
{
	const struct cp_desc *desc = &cp_descs[row];

	/* the last row of a group takes everything: cp.tbl, and a unit test */
	while (!cp_in(desc->opc1, opc1) || !cp_in(desc->crn, crn) ||
	       !cp_in(desc->crm, crm) || !cp_in(desc->opc2, opc2))
		desc++;
	return desc - cp_descs;
}

static unsigned int cp32_row(u32 word)
{
	unsigned int opc1 = CP32_OPC1(word), crn = CP32_CRN(word);

	if (CP_NUM(word) == 14)
		return cp_find(cp14_first[opc1], opc1, crn, CP_CRM(word), CP32_OPC2(word));
	if (opc1 == CP15_OPC1_HYP && crn != CP15_CRN_IMPDEF)
		return CP_HYP;
	return cp_find(cp15_first[crn], opc1, crn, CP_CRM(word), CP32_OPC2(word));
}

static bool cp_finish(u32 word, unsigned int row, struct vsi_insn *insn)
{
	const struct cp_desc *desc = &cp_descs[row];

	insn->row = row;
	insn->class = desc->class;
	insn->cp = CP_NUM(word);
	insn->rt = CP_RT(word);
	insn->write = !CP_IS_READ(word);
	insn->trap = desc->trap & (insn->write ? VSI_TRAP_W : VSI_TRAP_R);
	return true;
}

/* B3.15.4: MCR from the PC is UNPREDICTABLE, MRC to it sets the flags. */
static bool cp32_decode(u32 word, struct vsi_insn *insn)
{
	insn->form = VSI_FORM_CP32;
	cp_finish(word, cp32_row(word), insn);
	if (insn->write && insn->rt == CP_REG_PC)
		insn->trap = false;
	return true;
}

static bool cp64_decode(u32 word, struct vsi_insn *insn)
{
	unsigned int row = cp_find(cp64_first[CP_NUM(word) - 14], CP64_OPC1(word),
				   0, CP_CRM(word), 0);

	insn->form = VSI_FORM_CP64;
	insn->rt2 = CP64_RT2(word);
	cp_finish(word, row, insn);
	if (insn->rt == CP_REG_PC || insn->rt2 == CP_REG_PC ||
	    (!insn->write && insn->rt == insn->rt2))
		insn->trap = false;
	return true;
}

static bool a32_is_read(unsigned int row)
{
	return row == A32_MRS_CPSR || row == A32_MRS_SPSR || row == A32_MRS_BANK ||
	       row == A32_VMRS;
}

static bool a32_match(const struct a32_desc *desc, u32 word)
{
	return (word & desc->mask) == desc->value &&
	       !(desc->xmask && (word & desc->xmask) == desc->xvalue);
}

static bool a32_finish(u32 word, unsigned int row, struct vsi_insn *insn)
{
	insn->row = row;
	insn->class = a32_descs[row].class;
	insn->form = insn->class == VSI_CLASS_PSR ? VSI_FORM_PSR : VSI_FORM_OTHER;
	insn->write = !a32_is_read(row);
	insn->trap = a32_descs[row].trap & (insn->write ? VSI_TRAP_W : VSI_TRAP_R);
	/* Rd or Rn == 15 is UNPREDICTABLE, B9.3.8 and B9.3.12 */
	if (row == A32_MRS_CPSR && CP_RT(word) == CP_REG_PC)
		insn->trap = false;
	if (row == A32_MSR_CPSR && (word & 0xf) == CP_REG_PC)
		insn->trap = false;
	return true;
}

/**
 * a32_decode() - say whether a word is a virtualization-sensitive instruction
 * @word: the instruction, as the CPU reads it
 * @insn: filled in when it is one, otherwise undefined
 *
 * Context: any.
 * Return: true when @word is one.
 */
bool a32_decode(u32 word, struct vsi_insn *insn)
{
	unsigned int group = (word >> 25) & 7;
	unsigned int row;

	*insn = (struct vsi_insn){
		.word = word, .isa = VSI_ISA_A32, .width = 4, .cond = a32_cond(word),
	};
	if (insn->cond == A32_COND_UNCOND)
		group = A32_GROUP_UNCOND;
	else if ((word & 0x0f000e10) == 0x0e000e10)
		return cp32_decode(word, insn);
	else if ((word & 0x0fe00e00) == 0x0c400e00)
		return cp64_decode(word, insn);
	for (row = a32_first[group]; row < a32_first[group + 1]; row++)
		if (a32_match(&a32_descs[row], word))
			return a32_finish(word, row, insn);
	return false;
}

/**
 * a32_expand_imm() - the modified immediate of a data-processing instruction
 * @word: the instruction
 *
 * ARMExpandImm(), ARM DDI 0406C, A5.2.4.
 *
 * Return: its value.
 */
u32 a32_expand_imm(u32 word)
{
	unsigned int rotation = (word >> 7) & 0x1e;
	u32 imm = word & 0xff;

	return rotation ? imm >> rotation | imm << (32 - rotation) : imm;
}

/**
 * a32_switches_mode() - does an instruction put the CPU into a mode of its own?
 * @insn: a decoded A32 instruction
 *
 * Code between such an instruction and the return to SVC must not trap: the
 * kernel serves an undefined instruction in User and SVC mode only
 * (arch/arm/kernel/entry-armv.S, vector_und).
 *
 * Context: any.
 * Return: true for CPS with a mode other than SVC, and for MSR of an
 * immediate mode other than SVC; of MSR from a register nothing is known.
 */
bool a32_switches_mode(const struct vsi_insn *insn)
{
	const u32 control_field = 1u << 16, mode_mask = 0x1f, svc = 0x13;

	if (insn->form != VSI_FORM_PSR)
		return false;
	if (insn->row == A32_CPS_MODE)
		return (insn->word & mode_mask) != svc;
	if (insn->row == A32_MSRI_CPSR && (insn->word & control_field))
		return (a32_expand_imm(insn->word) & mode_mask) != svc;
	return false;
}

static const char *const class_names[] = {
#define VSI_CLASS(nr, id, name, text)	[nr] = name,
#include "class.tbl"
#undef VSI_CLASS
};

static const char *const class_texts[] = {
#define VSI_CLASS(nr, id, name, text)	[nr] = text,
#include "class.tbl"
#undef VSI_CLASS
};

/**
 * vsi_class_name() - the name of a class
 * @class: any number
 *
 * Return: the name users see, or NULL when there is no such class.
 */
const char *vsi_class_name(unsigned int class)
{
	return class < VSI_NR_CLASSES ? class_names[class] : NULL;
}

/**
 * vsi_class_text() - what a class covers
 * @class: any number
 *
 * Return: a phrase, or NULL when there is no such class.
 */
const char *vsi_class_text(unsigned int class)
{
	return class < VSI_NR_CLASSES ? class_texts[class] : NULL;
}

static const char *const a32_texts[] = {
#define A32_GROUP(n)
#define A32_INSN(id, mask, value, xmask, xvalue, class, trap, form)	form,
#include "a32.tbl"
#undef A32_GROUP
#undef A32_INSN
};

static const char *const cp_texts[] = {
#define CP_GROUP(space, n)
#define CP_REG(id, opc1, crn, crm, opc2, class, trap, name)	name,
#include "cp.tbl"
#undef CP_GROUP
#undef CP_REG
};

/**
 * vsi_insn_text() - the form of an instruction, or the register it accesses
 * @insn: a decoded instruction
 *
 * Return: the text of its row.
 */
const char *vsi_insn_text(const struct vsi_insn *insn)
{
	if (insn->form == VSI_FORM_CP32 || insn->form == VSI_FORM_CP64)
		return cp_texts[insn->row];
	return a32_texts[insn->row];
}
