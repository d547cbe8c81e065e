/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The tables of instructions as arrays, for the decoder and what describes it.
 */
#ifndef VSI_ARM_INSN_ROWS_H
#define VSI_ARM_INSN_ROWS_H

#include "insn.h"

/* A kernel has those of its own architecture only; its unit tests have all. */
#if !defined(__KERNEL__) || defined(CONFIG_ARM) || defined(VSI_ALL_ISAS)
#define VSI_HAS_ARM
#endif
#if !defined(__KERNEL__) || defined(CONFIG_ARM64) || defined(VSI_ALL_ISAS)
#define VSI_HAS_ARM64
#endif

enum vsi_fields {
#define FIELDS(id, ...)	VSI_FIELDS_##id,
#include "fields.tbl"
#undef FIELDS
	VSI_NR_FIELDS
};

/**
 * struct vsi_treatment - what an instruction does, and what is done about it
 * @behaviour: enum vsi_behaviour, by enum vsi_place
 * @action:    enum vsi_action, by enum vsi_profile
 */
struct vsi_treatment {
	u8 behaviour[VSI_NR_PLACES];
	u8 action[VSI_NR_PROFILES];
};

/**
 * struct vsi_insn_row - a row of a32.tbl, t32.tbl or a64.tbl
 * @mask:   of the bits that @value is about
 * @value:  what they are
 * @xmask:  0, or the mask of an exclusion
 * @xvalue: what the bits of an excluded word are
 * @class:  enum vsi_class
 * @trap:   VSI_TRAP_*
 * @fields: enum vsi_fields
 * @treat:  the rest of the row
 * @id:     its name in the table
 * @text:   its form
 */
struct vsi_insn_row {
	u32 mask;
	u32 value;
	u32 xmask;
	u32 xvalue;
	u8 class;
	u8 trap;
	u8 fields;
	struct vsi_treatment treat;
	const char *id;
	const char *text;
};

/**
 * struct vsi_range - some registers that follow each other
 * @first: of them
 * @last:  of them, included
 */
struct vsi_range {
	u8 first;
	u8 last;
};

/* The spaces of cp.tbl; those of sysreg.tbl are op0. */
#define CP14	0
#define CP15	1
#define CP14D	2
#define CP15D	3

/**
 * struct vsi_reg_row - a row of cp.tbl or sysreg.tbl
 * @space: CP14 and so on, or op0
 * @op1:   or opc1
 * @crn:   CRn
 * @crm:   CRm
 * @op2:   or opc2
 * @class: enum vsi_class
 * @trap:  VSI_TRAP_*
 * @treat: the rest of the row
 * @id:    its name in the table
 * @text:  names of registers
 */
struct vsi_reg_row {
	struct vsi_range space, op1, crn, crm, op2;
	u8 class;
	u8 trap;
	struct vsi_treatment treat;
	const char *id;
	const char *text;
};

/**
 * struct vsi_reg - one access: a place in the space that the rows divide
 * @space: CP14, CP15, or op0 of sysreg.tbl
 * @op1:   opc1
 * @crn:   CRn
 * @crm:   CRm
 * @op2:   opc2
 */
struct vsi_reg {
	u8 space, op1, crn, crm, op2;
};

/**
 * struct vsi_rows - the tables of an instruction set
 * @insns:    its instructions
 * @regs:     the registers behind them
 * @nr_insns: number of @insns
 * @nr_regs:  number of @regs
 */
struct vsi_rows {
	const struct vsi_insn_row *insns;
	const struct vsi_reg_row *regs;
	unsigned int nr_insns;
	unsigned int nr_regs;
};

extern const struct vsi_rows vsi_all_rows[VSI_ISA_A64 + 1];

/**
 * vsi_rows() - the tables of an instruction set
 * @isa: any number
 *
 * Return: the tables, or NULL when there are none.
 */
static inline const struct vsi_rows *vsi_rows(unsigned int isa)
{
	return isa <= VSI_ISA_A64 && vsi_all_rows[isa].nr_insns ? &vsi_all_rows[isa] : NULL;
}

const struct vsi_treatment *vsi_insn_treatment(const struct vsi_insn *insn);

/* Does a register behind the instruction have the class? */
static inline bool vsi_row_has_reg(const struct vsi_insn_row *row)
{
	switch (row->fields) {
	case VSI_FIELDS_CP32:
	case VSI_FIELDS_CP64:
	case VSI_FIELDS_SYSREG:
	case VSI_FIELDS_SYS:
	case VSI_FIELDS_SYSP:
		return true;
	}
	return false;
}

/* Is it, or may it be by its register, more than an innocuous instruction? */
static inline bool vsi_row_is_sensitive(const struct vsi_insn_row *row)
{
	return row->class != VSI_CLASS_NONE || vsi_row_has_reg(row);
}

/* Is the condition of an A32 row an operand? */
static inline bool vsi_row_has_cond(unsigned int isa, const struct vsi_insn_row *row)
{
	return isa == VSI_ISA_A32 && !(row->mask >> A32_COND_SHIFT);
}

/* Of T32, a row of 16 bits. */
static inline bool vsi_row_is_narrow(unsigned int isa, const struct vsi_insn_row *row)
{
	return isa == VSI_ISA_T32 && !(row->mask >> 16);
}

#endif
