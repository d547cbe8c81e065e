// SPDX-License-Identifier: GPL-2.0
/*
 * Which instructions of A64 the reference executes: of each row some, and of the system
 * registers and operations all that the machine has.
 */
#include "../reference.h"

/* Flipped where a write can be seen, and nothing depends on it meanwhile. */
static u64 flip_of(const struct vsi_insn *insn)
{
	switch (insn->class) {
	case VSI_CLASS_TPIDR:
		return 0xffffffff;
	case VSI_CLASS_FAULT:
		return 0x5;
	}
	return 0;
}

/* What is a part of PSTATE, or otherwise of the state, is in rows.tbl. */
static void execute_register(u32 word)
{
	struct vsi_insn insn;

	if (!vsi_decode(BED_ISA, word, &insn) || insn.class == VSI_CLASS_PSR ||
	    insn.class == VSI_CLASS_NONE || bed_state_register(&insn))
		return;
	reference_register(word, insn.write ? flip_of(&insn) : 0, BED_DATA + 0x100);
}

/* Those of op0 with op1; Xt is x3, L bit 21. */
static void execute_registers(u32 op0, u32 op1)
{
	u32 crn, crm, op2, word;

	for (crn = 0; crn < 16; crn++)
		for (crm = 0; crm < 16; crm++)
			for (op2 = 0; op2 < 8; op2++) {
				word = 0xd5000003 | op0 << 19 | op1 << 16 | crn << 12 |
				       crm << 8 | op2 << 5;
				execute_register(word | BED_READ);
				execute_register(word);
			}
}

static void execute_row(u32 word)
{
	reference_word(word, false);
}

int reference(void)
{
	u32 op0, op1;

	vsi_decode_init();
	reference_rows(execute_row);
	for (op0 = 1; op0 < 4; op0++)
		for (op1 = 0; op1 < 8; op1++)
			execute_registers(op0, op1);
	bare_print("end\n");
	return 0;
}
