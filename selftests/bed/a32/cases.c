// SPDX-License-Identifier: GPL-2.0
/*
 * Which instructions of A32 and T32 the reference executes: of each row some, and of
 * cp14 and cp15 all that the machine has.
 */
#include "../reference.h"
#include "../../../vsi_arm/cp_reg.h"

#define MAX_VALUES	VSI_MAX_FIELDS

/**
 * struct operands - one instruction of a row
 * @row:   of the instruction set
 * @value: of its fields, in the order of fields.tbl
 */
struct operands {
	u16 row;
	u16 value[MAX_VALUES];
};

static const struct operands operands[] = {
#ifdef BED_T32
#include "rows_t32.tbl"
#else
#include "rows_a32.tbl"
#endif
};

void reference_place(const struct vsi_insn *insn)
{
	u32 *const site = (u32 *)BED_ARENA;

	bed_put(site, insn->word);
	bed_jump(site + 1);
	bed_jump((void *)BED_LANDING);
	asm volatile("mcr p15, 0, %0, c7, c5, 0\n\tdsb\n\tisb" : : "r" (0) : "memory");
}

/* By the same way as a case, with r0 and r1. */
bool reference_access(u32 word, u64 *value)
{
	struct bed_case c = { 0 };
	struct bed_state in;

	if (!vsi_decode(BED_ISA, word, &c.insn))
		return false;
	c.operand = *value;
	bed_input(&c, &in);
	reference_place(&c.insn);
	bed_outcome = BED_DONE;
	bed_run(&in, &c.out, BED_ARENA | BED_THUMB);
	*value = c.out.reg[0];
	if (c.insn.form == VSI_FORM_CP64)
		*value |= (u64)c.out.reg[1] << 32;
	return bed_outcome == BED_DONE;
}

/* Flipped where a write can be seen, and nothing depends on it meanwhile. */
static u64 flip_of(const struct vsi_insn *insn)
{
	switch (insn->class) {
	case VSI_CLASS_DACR:
		return 0x40000005;
	case VSI_CLASS_TPIDR:
		return 0xffffffff;
	case VSI_CLASS_FAULT:
		return 0x5;
	}
	return 0;
}

static void execute_register(u32 word)
{
	struct vsi_insn insn;

	if (!vsi_decode(BED_ISA, word, &insn))
		return;
	/* nothing wakes it */
	if (insn.write && insn.form == VSI_FORM_CP32 && insn.row == CP_CP15WFI)
		return;
	reference_register(word, insn.write ? flip_of(&insn) : 0, BED_DATA + 0x100);
}

/* Rt is r3, and once the flags; L is bit 20. */
static void execute_registers(unsigned int cp)
{
	u32 op1, crn, crm, op2, word;

	for (op1 = 0; op1 < 8; op1++)
		for (crn = 0; crn < 16; crn++)
			for (crm = 0; crm < 16; crm++)
				for (op2 = 0; op2 < 8; op2++) {
					word = 0xee000010 | op1 << 21 | crn << 16 | 3 << 12 |
					       cp << 8 | op2 << 5 | crm;
					execute_register(word | 1 << 20);
					execute_register(word);
				}
}

/* Rt is r6, Rt2 r7 */
static void execute_wide_registers(unsigned int cp)
{
	u32 op1, crm, word;

	for (op1 = 0; op1 < 16; op1++)
		for (crm = 0; crm < 16; crm++) {
			word = 0xec400000 | 7 << 16 | 6 << 12 | cp << 8 | op1 << 4 | crm;
			execute_register(word | 1 << 20);
			execute_register(word);
		}
}

/* The identification of VFP, and what enables it. */
static void execute_vfp(void)
{
	u32 reg;

	for (reg = 0; reg < 16; reg++) {
		execute_register(0xeef00a10 | reg << 16 | 3 << 12);
		execute_register(0xeee00a10 | reg << 16 | 9 << 12);
	}
}

/* Always, and where the condition field is one, as equal and as not equal. */
static void execute_row(u32 word)
{
	const unsigned int isa = BED_ISA;

	reference_word(word);
	if (isa != VSI_ISA_A32 || a32_cond(word) != A32_COND_AL)
		return;
	word &= ~(0xfu << A32_COND_SHIFT);
	reference_word(word);
	reference_word(word | 1u << A32_COND_SHIFT);
}

int reference(void)
{
	const unsigned int isa = BED_ISA;
	u32 value[MAX_VALUES], word;
	unsigned int i, n;

	vsi_decode_init();
	for (i = 0; i < sizeof(operands) / sizeof(*operands); i++) {
		for (n = 0; n < MAX_VALUES; n++)
			value[n] = operands[i].value[n];
		word = vsi_encode(isa, operands[i].row, value);
		if (isa == VSI_ISA_A32 && a32_cond(word) != A32_COND_UNCOND)
			word |= A32_COND_AL << A32_COND_SHIFT;
		execute_row(word);
	}
	execute_registers(14);
	execute_registers(15);
	execute_wide_registers(14);
	execute_wide_registers(15);
	execute_vfp();
	bare_print("end\n");
	return 0;
}
