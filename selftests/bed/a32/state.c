// SPDX-License-Identifier: GPL-2.0
/*
 * What instructions of A32 and T32 are executed with.
 */
#include "../bed.h"
#include "../../../vsi_arm/thunk_word.h"

const char *const bed_state_names[BED_NR_STATE] = {
	"r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9", "r10", "r11", "r12",
	"sp", "lr", "CPSR", "SPSR", "SP_usr", "LR_usr", "SP_irq", "LR_irq", "SPSR_irq",
	"R8_fiq", "SP_fiq", "LR_fiq", "SPSR_fiq", "SP_svc", "LR_svc", "memory",
};

/* Supervisor mode, with other flags and masks each time. */
static const u32 psrs[BED_NR_INPUTS] = { 0x400001d3, 0x900f0013, 0x280500d3, 0x08000093 };
/* What is written to CPSR, and so of the same mode. */
static const u32 operands[BED_NR_INPUTS] = { 0x980f0013, 0x600001d3, 0xf8000093, 0x40000013 };
/* Another mode: IRQ or System, and back to what it is. */
static const u32 modes[BED_NR_INPUTS] = { 0x980f01d2, 0x6000011f, 0xf8000092, 0x40000053 };
/* What SPSR holds, and what is written there: also of IRQ and System mode. */
static const u32 saved[BED_NR_INPUTS] = { 0x200001d3, 0x400001d3, 0x900f01d2, 0x1000015f };

/* In which of the inputs exceptions have come out of the other instruction set. */
#define OTHER_INPUT	1
#define PSR_T_SHIFT	5

#define SP	(BED_DATA + 0x200)
#define BASE	(BED_DATA + 0x100)

static unsigned long to_thumb(unsigned int input)
{
	return input == OTHER_INPUT ? !BED_THUMB : BED_THUMB;
}

static unsigned long landing(unsigned int input)
{
	return (input == OTHER_INPUT ? BED_OTHER_LANDING : BED_LANDING) | to_thumb(input);
}

static unsigned long saved_psr(unsigned int input)
{
	return saved[input] | to_thumb(input) << PSR_T_SHIFT;
}

/**
 * bed_memory_frames() - what LDM (exception return) at r1 or r9 and RFE at sp find
 * @memory: BED_DATA
 * @input:  which of the inputs
 */
void bed_memory_frames(unsigned long *memory, unsigned int input)
{
	memory[(BASE - BED_DATA) / 4 + 2] = landing(input);
	memory[(BASE - BED_DATA) / 4 + 3] = landing(input);
	memory[(SP - BED_DATA) / 4] = landing(input);
	memory[(SP - BED_DATA) / 4 + 1] = saved_psr(input);
}

/**
 * bed_key() - the register that an instruction accesses
 * @insn: the instruction
 *
 * Return: the word that reads it into the first registers, or 0.
 */
u32 bed_key(const struct vsi_insn *insn)
{
	if (insn->form == VSI_FORM_CP32 || insn->form == VSI_FORM_CP64)
		return vsi_thunk_word(insn) | BED_READ;
	if (insn->class == VSI_CLASS_VFPID)
		return (insn->word & 0x0fff0fff) | A32_COND_AL << A32_COND_SHIFT | BED_READ;
	return 0;
}

/* What the state has is not accessed by number. */
unsigned int bed_state_register(const struct vsi_insn *insn)
{
	(void)insn;
	return 0;
}

/**
 * bed_rt() - the register that an access transfers
 * @insn: the instruction
 *
 * Return: its number; 15 for the flags.
 */
unsigned int bed_rt(const struct vsi_insn *insn)
{
	return insn->form == VSI_FORM_OTHER ? insn->word >> 12 & 0xf : insn->rt;
}

static void set_operand(const struct bed_case *c, struct bed_state *in)
{
	in->reg[bed_rt(&c->insn)] = c->operand;
	if (c->insn.form == VSI_FORM_CP64)
		in->reg[c->insn.rt2] = c->operand >> 32;
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
		in->reg[i] = 0x1000 * (i + 1) + 4 * c->input;
	in->reg[1] = BASE;
	in->reg[3] = saved[(c->input + 1) % BED_NR_INPUTS];
	in->reg[4] = SP + 8;	/* behind what RFE finds; at its end, and before it */
	in->reg[6] = SP + 4;
	in->reg[7] = SP - 4;
	in->reg[5] = operands[c->input];
	in->reg[8] = modes[c->input];
	in->reg[9] = BASE + 12;
	in->reg[10] = 4;
	in->reg[11] = (landing(c->input) & ~1ul) + 0x40;
	in->reg[BED_SP] = SP;
	in->reg[BED_LR] = landing(c->input);
	in->reg[BED_PSR] = psrs[c->input];
	in->reg[BED_SPSR] = saved_psr(c->input);
	in->reg[BED_SP_USR] = SP + 0x100;
	in->reg[BED_SP_IRQ] = SP + 0x200;
	in->reg[BED_SP_FIQ] = SP + 0x300;
	in->reg[BED_SPSR_IRQ] = saved[c->input] & ~1u;
	in->reg[BED_SPSR_FIQ] = saved[c->input] & ~2u;
	if (bed_key(&c->insn) && c->insn.write)
		set_operand(c, in);
}

/**
 * bed_is_clobbered() - does an exception that the kernel takes leave a register otherwise?
 * @reg: by the numbers of state.h
 *
 * Return: true when it does.
 */
bool bed_is_clobbered(unsigned int reg)
{
	return reg == BED_SPSR;
}

/**
 * bed_reads_alike() - do two instructions read the same register?
 * @a: one
 * @b: the other
 *
 * Whatever their conditions and their destinations are.
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
 * Return: the register.
 */
unsigned long *bed_result(struct bed_case *c)
{
	return &c->out.reg[bed_rt(&c->insn)];
}
