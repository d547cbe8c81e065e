// SPDX-License-Identifier: GPL-2.0
/*
 * The decoder: a word to the row that describes it, and its operands.
 *
 * Pure.  Called by the tools for words of code and by vsi.ko for every entry
 * of a table, in any context.
 */
#include "insn_index.h"

/* ARM DDI 0406C, A8.6.92, A8.6.100: fields of MCR and MRC, of MCRR and MRRC */
#define CP_IS_READ(word)	(((word) >> 20) & 1)
#define CP_RT(word)		(((word) >> 12) & 0xf)
#define CP_NUM(word)		(((word) >> 8) & 0xf)
#define CP_CRM(word)		((word) & 0xf)
#define CP32_OPC1(word)		(((word) >> 21) & 7)
#define CP32_CRN(word)		(((word) >> 16) & 0xf)
#define CP32_OPC2(word)		(((word) >> 5) & 7)
#define CP64_OPC1(word)		(((word) >> 4) & 0xf)
#define CP64_RT2(word)		(((word) >> 16) & 0xf)

/* ARM DDI 0487, C4.1: fields of MRS, MSR, SYS and SYSL */
#define SYS_IS_READ(word)	(((word) >> 21) & 1)
#define SYS_OP0(word)		(((word) >> 19) & 3)
#define SYS_OP1(word)		(((word) >> 16) & 7)
#define SYS_CRN(word)		(((word) >> 12) & 0xf)
#define SYS_CRM(word)		(((word) >> 8) & 0xf)
#define SYS_OP2(word)		(((word) >> 5) & 7)
#define SYS_RT(word)		((word) & 0x1f)

#define REG_SP	13
#define REG_PC	15

static bool take_reg(struct vsi_insn *insn, const struct vsi_rows *rows,
		     const struct vsi_reg *reg, bool write)
{
	const struct vsi_reg_row *row = vsi_index_find_reg(insn->isa, rows, reg);

	if (!row || row->class == VSI_CLASS_NONE)
		return false;
	insn->row = row - rows->regs;
	insn->class = row->class;
	insn->write = write;
	insn->trap = row->trap & (write ? VSI_TRAP_W : VSI_TRAP_R);
	return true;
}

/*
 * B3.15.4: MCR from the PC is UNPREDICTABLE, MRC to it sets the flags.  T32: so
 * is any access with SP, A8.8.98, A8.8.107.
 */
static bool take_cp32(struct vsi_insn *insn, const struct vsi_rows *rows)
{
	const u32 word = insn->word;
	const struct vsi_reg reg = {
		.space = CP_NUM(word) == 14 ? CP14 : CP15, .op1 = CP32_OPC1(word),
		.crn = CP32_CRN(word), .crm = CP_CRM(word), .op2 = CP32_OPC2(word),
	};

	insn->form = VSI_FORM_CP32;
	insn->cp = CP_NUM(word);
	insn->rt = CP_RT(word);
	if (!take_reg(insn, rows, &reg, !CP_IS_READ(word)))
		return false;
	if ((insn->write && insn->rt == REG_PC) ||
	    (insn->isa == VSI_ISA_T32 && insn->rt == REG_SP))
		insn->trap = false;
	return true;
}

static bool take_cp64(struct vsi_insn *insn, const struct vsi_rows *rows)
{
	const u32 word = insn->word;
	const struct vsi_reg reg = {
		.space = CP_NUM(word) == 14 ? CP14D : CP15D, .op1 = CP64_OPC1(word),
		.crm = CP_CRM(word),
	};

	insn->form = VSI_FORM_CP64;
	insn->cp = CP_NUM(word);
	insn->rt = CP_RT(word);
	insn->rt2 = CP64_RT2(word);
	if (!take_reg(insn, rows, &reg, !CP_IS_READ(word)))
		return false;
	if (insn->rt == REG_PC || insn->rt2 == REG_PC ||
	    (!insn->write && insn->rt == insn->rt2))
		insn->trap = false;
	if (insn->isa == VSI_ISA_T32 && (insn->rt == REG_SP || insn->rt2 == REG_SP))
		insn->trap = false;
	return true;
}

static bool take_sys(struct vsi_insn *insn, const struct vsi_rows *rows)
{
	const u32 word = insn->word;
	const struct vsi_reg reg = {
		.space = SYS_OP0(word), .op1 = SYS_OP1(word), .crn = SYS_CRN(word),
		.crm = SYS_CRM(word), .op2 = SYS_OP2(word),
	};

	insn->form = VSI_FORM_SYS;
	insn->rt = SYS_RT(word);
	if (!take_reg(insn, rows, &reg, !SYS_IS_READ(word)))
		return false;
	if (insn->base == A64_SYSREG128 || insn->base == A64_SYSP)
		insn->trap = false;	/* a pair of registers */
	return true;
}

static bool is_read(unsigned int isa, unsigned int base)
{
	if (isa == VSI_ISA_A32)
		return base == A32_MRS_CPSR || base == A32_MRS_SPSR ||
		       base == A32_MRS_BANK || base == A32_VMRS;
	if (isa == VSI_ISA_T32)
		return base == T32_MRS_CPSR || base == T32_MRS_SPSR ||
		       base == T32_MRS_BANK || base == T32_VMRS;
	return base == A64_LDGM;
}

/* Rd or Rn == 15, of T32 also 13, is UNPREDICTABLE: B9.3.8 and B9.3.12. */
static bool psr_is_unpredictable(const struct vsi_insn *insn)
{
	unsigned int reg;

	if (insn->isa == VSI_ISA_A32) {
		if (insn->base == A32_MRS_CPSR)
			return (insn->word >> 12 & 0xf) == REG_PC;
		return insn->base == A32_MSR_CPSR && (insn->word & 0xf) == REG_PC;
	}
	if (insn->isa != VSI_ISA_T32)
		return false;
	if (insn->base == T32_MRS_CPSR)
		reg = insn->word >> 8 & 0xf;
	else if (insn->base == T32_MSR_CPSR)
		reg = insn->word >> 16 & 0xf;
	else
		return false;
	return reg == REG_SP || reg == REG_PC;
}

static bool take_insn(struct vsi_insn *insn, const struct vsi_insn_row *row)
{
	if (row->class == VSI_CLASS_NONE)
		return false;
	insn->row = insn->base;
	insn->class = row->class;
	insn->form = row->class == VSI_CLASS_PSR ? VSI_FORM_PSR : VSI_FORM_OTHER;
	insn->write = !is_read(insn->isa, insn->base);
	insn->trap = (row->trap & (insn->write ? VSI_TRAP_W : VSI_TRAP_R)) &&
		     !psr_is_unpredictable(insn);
	return true;
}

/* T32: a halfword that begins no longer instruction, or a word that begins with one. */
static bool is_instruction(const struct vsi_insn *insn)
{
	if (insn->isa != VSI_ISA_T32)
		return true;
	if (insn->width == 2)
		return vsi_insn_width(VSI_ISA_T32, insn->word) == 2;
	return vsi_insn_width(VSI_ISA_T32, insn->word >> 16) == 4;
}

/**
 * vsi_decode() - say whether a word is a virtualization-sensitive instruction
 * @isa:  enum vsi_isa
 * @word: the instruction, from vsi_insn_read(); of T32, one of 16 bits is a
 *        number below 0x10000
 * @insn: filled in when it is one, otherwise undefined
 *
 * Context: any, after vsi_decode_init().
 * Return: true when it is one; false too for an instruction set without tables.
 */
bool vsi_decode(unsigned int isa, u32 word, struct vsi_insn *insn)
{
	const struct vsi_rows *rows = vsi_rows(isa);
	const struct vsi_insn_row *row;

	if (!rows)
		return false;
	*insn = (struct vsi_insn){
		.word = word, .isa = isa, .width = isa == VSI_ISA_T32 && !(word >> 16) ? 2 : 4,
		.cond = isa == VSI_ISA_A32 ? a32_cond(word) : A32_COND_AL,
	};
	if (!is_instruction(insn))
		return false;
	row = vsi_index_find(isa, rows, word);
	if (!row)
		return false;
	insn->base = row - rows->insns;
	switch (row->fields) {
	case VSI_FIELDS_CP32:
		return take_cp32(insn, rows);
	case VSI_FIELDS_CP64:
		return take_cp64(insn, rows);
	case VSI_FIELDS_SYSREG:
	case VSI_FIELDS_SYS:
	case VSI_FIELDS_SYSP:
		return take_sys(insn, rows);
	}
	return take_insn(insn, row);
}

/**
 * a32_expand_imm() - the modified immediate of a data-processing instruction
 * @word: the instruction
 *
 * ARMExpandImm(), ARM DDI 0406C, A5.2.4.
 *
 * Context: any.
 * Return: its value.
 */
u32 a32_expand_imm(u32 word)
{
	unsigned int rotation = (word >> 7) & 0x1e;
	u32 imm = word & 0xff;

	return rotation ? imm >> rotation | imm << (32 - rotation) : imm;
}

/* ARM DDI 0406C, B1.3.1 */
#define MODE_MASK	0x1f
#define MODE_SVC	0x13

static bool a32_switches_mode(const struct vsi_insn *insn)
{
	const u32 control_field = 1u << 16;

	if (insn->row == A32_CPS_MODE)
		return (insn->word & MODE_MASK) != MODE_SVC;
	if (insn->row == A32_MSRI_CPSR && (insn->word & control_field))
		return (a32_expand_imm(insn->word) & MODE_MASK) != MODE_SVC;
	return false;
}

/* Bit 0 of CRm is the new SPSel, ARM DDI 0487, C6.2, MSR (immediate). */
static bool a64_switches_stack(const struct vsi_insn *insn)
{
	return insn->row == A64_MSRI_SPSEL && !(insn->word & 1u << 8);
}

/**
 * vsi_switches_mode() - does an instruction put the CPU into a mode of its own?
 * @insn: a decoded instruction
 *
 * Code between such an instruction and the return to SVC must not trap: the
 * kernel serves an undefined instruction in User and SVC mode only
 * (arch/arm/kernel/entry-armv.S, vector_und).  Of A64 the same is true between MSR
 * SPSel, #0 and #1 (arch/arm64/kernel/entry-common.c, el1t_64_sync).
 *
 * Context: any.
 * Return: true for CPS with a mode other than SVC, for MSR of an immediate mode
 * other than SVC, and for MSR SPSel, #0; of MSR from a register nothing is known.
 */
bool vsi_switches_mode(const struct vsi_insn *insn)
{
	if (insn->form != VSI_FORM_PSR)
		return false;
	if (insn->isa == VSI_ISA_T32)
		return insn->row == T32_CPS_MODE && (insn->word & MODE_MASK) != MODE_SVC;
	if (insn->isa == VSI_ISA_A64)
		return a64_switches_stack(insn);
	return a32_switches_mode(insn);
}
