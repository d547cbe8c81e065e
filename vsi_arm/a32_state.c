// SPDX-License-Identifier: GPL-2.0
/*
 * Loads and stores of A32 and T32 in place of accesses to privileged registers.
 *
 * Pure.  Called while a module is loaded, once for each word.
 *
 * A store needs a register that holds an address, which it has from the stack: kernel code
 * uses nothing below SP.  None of these changes the flags that the original leaves alone.
 * CPSR is written by Documentation/abi.rst, "Where it is seen".
 * Both have the same veneers, but for the words.
 */
#include "a32_state.h"

#define MOV_IMM		0xe3a00000u
#define IMM12		0xfffu

#define SP	13
#define PC	15

#define PSR_I	0x80u
#define PSR_F	0x40u
#define MODE	0x1fu
#define SVC	0x13u
#define CONTROL	(PSR_I | PSR_F | MODE)

/* Of E, A, I, F, T and the mode, what MRS reads of the block. */
#define BLOCK_BITS	10

/* B9.3.2, B9.3.8 to B9.3.12 */
static void op_of(const struct vsi_insn *insn, struct vsi_state_op *op)
{
	const u32 word = insn->word;

	op->word = word;
	op->fields = word >> 16 & 0xf;
	op->reg = word & 0xf;
	op->masks = word & 0x1c0;
	op->imod = word >> 18 & 3;
	op->mode = word & MODE;
	switch (insn->base) {
	case A32_MRS_CPSR:
		op->what = VSI_STATE_READ_CPSR;
		op->reg = word >> 12 & 0xf;
		break;
	case A32_MRS_SPSR:
	case A32_MRS_BANK:
		op->what = VSI_STATE_READ;
		op->reg = word >> 12 & 0xf;
		break;
	case A32_MSR_CPSR:
		op->what = VSI_STATE_WRITE_CPSR;
		break;
	case A32_MSRI_CPSR:
		op->what = VSI_STATE_WRITE_CPSR_IMM;
		break;
	case A32_MSR_SPSR:
		op->what = VSI_STATE_WRITE_SPSR;
		break;
	case A32_MSRI_SPSR:
		op->what = VSI_STATE_WRITE_SPSR_IMM;
		break;
	case A32_MSR_BANK:
		op->what = VSI_STATE_WRITE;
		break;
	case A32_CPS:
	case A32_CPS_MODE:
		op->what = VSI_STATE_CPS;
		op->moded = insn->base == A32_CPS_MODE;
		break;
	}
}

static u32 mrs_cpsr(u8 rd)
{
	return 0xe10f0000u | VSI_RD(rd);
}

static u32 msr_f(u8 rn)
{
	return 0xe128f000u | rn;
}

static u32 bfi(u8 rd, u8 rn, unsigned int lsb, unsigned int width)
{
	return 0xe7c00010u | (lsb + width - 1) << 16 | VSI_RD(rd) | lsb << 7 | rn;
}

static u32 lsr(u8 rd, u8 rm, unsigned int n)
{
	return 0xe1a00020u | VSI_RD(rd) | n << 7 | rm;
}

/*
 * ARM DDI 0406C: A8.8.204, A8.8.63, A8.8.204, A8.8.207, A8.8.64 (the PC is 8 bytes ahead),
 * B9.3.8, A8.8.111, A8.8.20, A8.8.96.
 */
static const struct vsi_state_isa a32_state = {
	.op = op_of,
	.push = 0xe52d0004u,
	.pop = 0xe49d0004u,
	.ldr = 0xe5900000u,
	.str = 0xe5800000u,
	.strb = 0xe5c00000u,
	.ldr_next = 0xe59f0000u,
	.mrs_cpsr = mrs_cpsr,
	.msr_f = msr_f,
	.bfi = bfi,
	.lsr = lsr,
};

static u32 rn(u8 reg)
{
	return (u32)reg << 16;
}

static void put(struct vsi_state_code *code, u32 word)
{
	code->code[code->nr++] = word;
}

/* The address stands behind the branch that follows the instructions. */
static void load_base(struct vsi_state_code *code, const struct vsi_state_isa *isa, u8 reg,
		      unsigned int left)
{
	put(code, isa->ldr_next + (VSI_RD(reg) | left * 4));
}

static u8 scratch_but(u8 reg)
{
	return reg == 0 ? 1 : 0;
}

/* Neither one nor the other of two */
static u8 second_but(u8 reg, u8 scratch)
{
	const u8 other = scratch + 1;

	return other == reg ? other + 1 : other;
}

static bool is_plain(u8 reg)
{
	return reg != SP && reg != PC;
}

static bool read_at(struct vsi_state_code *code, const struct vsi_state_isa *isa, u8 rt,
		    u32 offset)
{
	if (!is_plain(rt))
		return false;
	load_base(code, isa, rt, 1);
	put(code, isa->ldr | rn(rt) | VSI_RD(rt) | offset);
	return true;
}

static bool write_at(struct vsi_state_code *code, const struct vsi_state_isa *isa, u8 rt,
		     u32 offset)
{
	const u8 scratch = scratch_but(rt);

	if (!is_plain(rt))
		return false;
	put(code, isa->push | VSI_RD(scratch));
	load_base(code, isa, scratch, 2);
	put(code, isa->str | rn(scratch) | VSI_RD(rt) | offset);
	put(code, isa->pop | VSI_RD(scratch));
	return true;
}

/* Flags and GE are the CPU's own; bits[9:0] are the block's. */
static bool read_cpsr(struct vsi_state_code *code, const struct vsi_state_isa *isa, u8 rd)
{
	const u8 scratch = scratch_but(rd);

	if (!is_plain(rd))
		return false;
	put(code, isa->mrs_cpsr(rd));
	put(code, isa->push | VSI_RD(scratch));
	load_base(code, isa, scratch, 3);
	put(code, isa->ldr | rn(scratch) | VSI_RD(scratch) | VSI_STATE_A32_CPSR);
	put(code, isa->bfi(rd, scratch, 0, BLOCK_BITS));
	put(code, isa->pop | VSI_RD(scratch));
	return true;
}

/* One byte that is known beforehand is also the lower end of the address. */
static void store_control(struct vsi_state_code *code, const struct vsi_state_isa *isa, u32 page,
			  u32 control)
{
	code->base += page + control;
	put(code, isa->push | VSI_RD(0));
	load_base(code, isa, 0, 2);
	put(code, isa->strb | rn(0) | VSI_RD(0) | (VSI_STATE_A32_CPSR - control));
	put(code, isa->pop | VSI_RD(0));
}

/* E, A and GE have no store of their own. */
static bool can_write(u32 fields)
{
	return (fields & STATE_FIELD_C) && !(fields & ~(STATE_FIELD_C | STATE_FIELD_F));
}

static bool write_cpsr(struct vsi_state_code *code, const struct vsi_state_isa *isa, u8 reg,
		       u32 fields)
{
	const u8 scratch = scratch_but(reg);

	if (!can_write(fields) || !is_plain(reg))
		return false;
	if (fields & STATE_FIELD_F)
		put(code, isa->msr_f(reg));
	put(code, isa->push | VSI_RD(scratch));
	load_base(code, isa, scratch, 3);
	/* the page that is there says that F, T and the mode are what they are */
	put(code, isa->bfi(scratch, reg, VSI_STATE_A32_SHIFT, VSI_STATE_A32_SELECT));
	put(code, isa->strb | rn(scratch) | VSI_RD(reg) | VSI_STATE_A32_CPSR);
	put(code, isa->pop | VSI_RD(scratch));
	return true;
}

/* Only A32 has it. */
static bool write_cpsr_imm(struct vsi_state_code *code, const struct vsi_state_op *op)
{
	const u32 control = a32_expand_imm(op->word) & CONTROL;

	if (!can_write(op->fields))
		return false;
	if (op->fields & STATE_FIELD_F)
		put(code, 0xe328f000u | (op->word & IMM12));	/* A8.8.112 */
	store_control(code, &a32_state, VSI_STATE_A32_ALL(control), control);
	return true;
}

/* SPSR has no bit that MSR does not write: a field is a byte. */
static bool write_spsr(struct vsi_state_code *code, const struct vsi_state_isa *isa, u8 reg,
		       u32 fields)
{
	const u8 base = scratch_but(reg), byte = second_but(reg, base);
	const bool shifts = fields & ~STATE_FIELD_C;
	unsigned int load, i;

	if (fields == STATE_FIELDS)
		return write_at(code, isa, reg, VSI_STATE_A32_SPSR);
	if (!fields || !is_plain(reg))
		return false;
	put(code, isa->push | VSI_RD(base));
	if (shifts)
		put(code, isa->push | VSI_RD(byte));
	load = code->nr;
	load_base(code, isa, base, 0);
	for (i = 0; i < 4; i++) {
		if (!(fields >> i & 1))
			continue;
		if (i)
			put(code, isa->lsr(byte, reg, i * 8));
		put(code, isa->strb | rn(base) | VSI_RD(i ? byte : reg) | (VSI_STATE_A32_SPSR + i));
	}
	if (shifts)
		put(code, isa->pop | VSI_RD(byte));
	put(code, isa->pop | VSI_RD(base));
	code->code[load] += (code->nr - load - 1) * 4;
	return true;
}

static bool write_spsr_imm(struct vsi_state_code *code, const struct vsi_state_op *op)
{
	const struct vsi_state_isa *isa = &a32_state;
	const u32 value = a32_expand_imm(op->word);
	unsigned int load, i;

	if (!op->fields)
		return false;
	put(code, isa->push | VSI_RD(0));
	put(code, isa->push | VSI_RD(1));
	load = code->nr;
	load_base(code, isa, 0, 0);
	if (op->fields == STATE_FIELDS) {
		put(code, MOV_IMM | VSI_RD(1) | (op->word & IMM12));
		put(code, isa->str | rn(0) | VSI_RD(1) | VSI_STATE_A32_SPSR);
	}
	for (i = 0; i < 4 && op->fields != STATE_FIELDS; i++) {
		if (!(op->fields >> i & 1))
			continue;
		put(code, MOV_IMM | VSI_RD(1) | (value >> i * 8 & 0xff));
		put(code, isa->strb | rn(0) | VSI_RD(1) | (VSI_STATE_A32_SPSR + i));
	}
	put(code, isa->pop | VSI_RD(1));
	put(code, isa->pop | VSI_RD(0));
	code->code[load] += (code->nr - load - 1) * 4;
	return true;
}

/* A byte holds I, F and the mode; the page says which of them is to change. */
static bool change_state(struct vsi_state_code *code, const struct vsi_state_isa *isa,
			 const struct vsi_state_op *op)
{
	const u32 masks = op->imod == 3 ? op->masks : 0, control = masks | op->mode;

	if (op->moded && !op->imod && !op->masks)
		store_control(code, isa, VSI_STATE_A32_MODE(op->mode), op->mode);
	else if (op->imod < 2)
		return false;
	else if (!op->moded && op->masks == PSR_I)
		store_control(code, isa, VSI_STATE_A32_I(SVC), masks | SVC);
	else if (op->moded && op->masks == PSR_I)
		store_control(code, isa, VSI_STATE_A32_I_MODE(op->mode), control);
	else if (op->moded && op->masks == (PSR_I | PSR_F))
		store_control(code, isa, VSI_STATE_A32_ALL(control), control);
	else
		return false;
	return true;
}

static bool psr_code(struct vsi_state_code *code, const struct vsi_state_isa *isa,
		     const struct vsi_state_op *op)
{
	switch (op->what) {
	case VSI_STATE_READ_CPSR:
		return read_cpsr(code, isa, op->reg);
	case VSI_STATE_WRITE_CPSR:
		return write_cpsr(code, isa, op->reg, op->fields);
	case VSI_STATE_WRITE_CPSR_IMM:
		return write_cpsr_imm(code, op);
	case VSI_STATE_WRITE_SPSR:
		return write_spsr(code, isa, op->reg, op->fields);
	case VSI_STATE_WRITE_SPSR_IMM:
		return write_spsr_imm(code, op);
	case VSI_STATE_CPS:
		return change_state(code, isa, op);
	}
	return false;
}

/**
 * a32_state_code() - an instruction as loads and stores
 * @insn:  of A32 or T32
 * @block: address of the state block
 * @code:  filled in on success
 *
 * Executed with the branches there and back: a read of a register 4, a write 6, CPS of I, or
 * with a mode, and MSR CPSR_c of an immediate 6, of a register 7, MRS of CPSR 8; one more
 * where MSR writes the flags, too.  Of parts of SPSR it is 6 to 13.  Up to two words of the
 * stack below SP are used.
 *
 * Context: any.
 * Return: false when there is no code that has exactly its effect: SP or the PC are its
 * operand, or it writes E or A.
 */
bool a32_state_code(const struct vsi_insn *insn, u32 block, struct vsi_state_code *code)
{
	const struct vsi_state_isa *isa = insn->isa == VSI_ISA_T32 ? &t32_state : &a32_state;
	struct vsi_state_op op = { .what = VSI_STATE_NONE };
	const u32 offset = vsi_state_offset(insn);

	code->nr = 0;
	code->base = block;
	if (insn->form == VSI_FORM_CP32) {
		op.reg = insn->rt;
		op.what = insn->write ? VSI_STATE_WRITE : VSI_STATE_READ;
	} else {
		isa->op(insn, &op);
	}
	if (op.what == VSI_STATE_READ)
		return offset && read_at(code, isa, op.reg, offset);
	if (op.what == VSI_STATE_WRITE)
		return offset && write_at(code, isa, op.reg, offset);
	return psr_code(code, isa, &op);
}
