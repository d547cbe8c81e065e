// SPDX-License-Identifier: GPL-2.0
/*
 * Which instructions of A32 and T32 the reference executes: of each row some, and of
 * cp14 and cp15 all that the machine has.
 */
#include "../reference.h"
#include "../../../vsi_arm/cp_reg.h"

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

#ifdef BED_T32
/* CPS and SETPAN are UNPREDICTABLE there: ARM DDI 0406C, B9.3.2; ARM DDI 0487, F5.1.185 */
static bool may_be_in_it(u32 word)
{
	struct vsi_insn insn;

	if (!vsi_decode(BED_ISA, word, &insn))
		return false;
	switch (insn.row) {
	case T32_CPS:
	case T32_CPS_MODE:
	case T32_CPS_W:
	case T32_SETPAN:
		return false;
	}
	return true;
}

static void execute_row(u32 word)
{
	if (reference_word(word, false) && may_be_in_it(word))
		reference_word(word, true);
}
#else
/* Always, and where the condition field is one, as equal and as not equal. */
static void execute_row(u32 word)
{
	reference_word(word, false);
	if (a32_cond(word) != A32_COND_AL)
		return;
	word &= ~(0xfu << A32_COND_SHIFT);
	reference_word(word, false);
	reference_word(word | 1u << A32_COND_SHIFT, false);
}
#endif

int reference(void)
{
	vsi_decode_init();
	reference_rows(execute_row);
	execute_registers(14);
	execute_registers(15);
	execute_wide_registers(14);
	execute_wide_registers(15);
	execute_vfp();
	bare_print("end\n");
	return 0;
}
