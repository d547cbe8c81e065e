// SPDX-License-Identifier: GPL-2.0
/*
 * What instructions of A64 are executed with.
 */
#include "../bed.h"
#include "../../../vsi_arm/sys_reg.h"
#include "../../../vsi_arm/thunk_word.h"

const char *const bed_state_names[BED_NR_STATE] = {
	"x0", "x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12", "x13",
	"x14", "x15", "x16", "x17", "x18", "x19", "x20", "x21", "x22", "x23", "x24", "x25", "x26",
	"x27", "x28", "x29", "x30", "sp", "PSTATE", "SPSR_EL1", "ELR_EL1", "SP_EL0", "memory",
};

/* EL1 with SP_EL1, with other flags and masks each time; PAN, UAO. */
static const u32 pstates[BED_NR_INPUTS] = { 0x400003c5, 0x90400005, 0x20800245, 0x600000c5 };
/* What is written to parts of it. */
static const u32 operands[BED_NR_INPUTS] = { 0x00400145, 0x00800385, 0x00c000c5, 0x00400005 };
/* What SPSR_EL1 holds. */
static const u32 saved[BED_NR_INPUTS] = { 0x200003c5, 0x40000145, 0x90400285, 0x100000c5 };

/* No exception return finds anything in memory. */
void bed_memory_frames(unsigned long *memory, unsigned int input)
{
	(void)memory;
	(void)input;
}

/**
 * bed_state_register() - where the state has what a system register is
 * @insn: an access to it
 *
 * Return: the number in struct bed_state, or 0.
 */
unsigned int bed_state_register(const struct vsi_insn *insn)
{
	if (insn->form != VSI_FORM_SYS)
		return 0;
	switch (insn->row) {
	case SYSREG_SPSR:
		return BED_SPSR;
	case SYSREG_ELR:
		return BED_ELR;
	case SYSREG_SP_EL0:
		return BED_SP_EL0;
	}
	return 0;
}

/**
 * bed_key() - the register that an instruction accesses
 * @insn: the instruction
 *
 * Return: the word that reads it into the first register, or 0.
 */
u32 bed_key(const struct vsi_insn *insn)
{
	return insn->form == VSI_FORM_SYS ? vsi_thunk_word(insn) | BED_READ : 0;
}

/**
 * bed_rt() - the register that an access transfers
 * @insn: the instruction
 *
 * Return: its number; 31 for none.
 */
unsigned int bed_rt(const struct vsi_insn *insn)
{
	return insn->rt;
}

/**
 * bed_input() - the state in which a case begins
 * @c:  the case
 * @in: filled in
 */
void bed_input(const struct bed_case *c, struct bed_state *in)
{
	unsigned int i;

	for (i = 0; i < BED_NR_STATE; i++)
		in->reg[i] = 0x100001000ul * (i + 1) + 16 * c->input;
	in->reg[1] = BED_DATA + 0x100;
	in->reg[5] = operands[c->input];
	in->reg[BED_SP] = BED_DATA + 0x200;
	in->reg[BED_PSR] = pstates[c->input];
	in->reg[BED_SPSR] = saved[c->input];
	in->reg[BED_ELR] = BED_LANDING;
	if (c->insn.write && bed_key(&c->insn) && c->insn.class != VSI_CLASS_PSR &&
	    !bed_state_register(&c->insn))
		in->reg[c->insn.rt] = c->operand;
}

/**
 * bed_is_clobbered() - does an exception that the kernel takes leave a register otherwise?
 * @reg: by the numbers of state.h
 *
 * Return: true when it does.
 */
bool bed_is_clobbered(unsigned int reg)
{
	return reg == BED_SPSR || reg == BED_ELR;
}

/**
 * bed_reads_alike() - do two instructions read the same register?
 * @a: one
 * @b: the other
 *
 * Return: true when they do.
 */
bool bed_reads_alike(const struct vsi_insn *a, const struct vsi_insn *b)
{
	return !a->write && !b->write && bed_key(a) && bed_key(a) == bed_key(b);
}

/**
 * bed_result() - what a read has left
 * @c: the case
 *
 * Return: the register; SP when it is left nowhere.
 */
unsigned long *bed_result(struct bed_case *c)
{
	return &c->out.reg[c->insn.rt];
}
