// SPDX-License-Identifier: GPL-2.0
/*
 * Loads and stores of A32 in place of accesses to privileged registers.
 *
 * Pure.  Called while a module is loaded, once for each word.
 *
 * A store needs a register that holds an address, which it has from the stack: kernel code
 * uses nothing below SP.  None of these changes the flags that the original leaves alone.
 * CPSR is written by Documentation/abi.rst, "Where it is seen".
 */
#include "state.h"

/* ARM DDI 0406C: A8.8.204, A8.8.63, A8.8.64, A8.8.207, A8.8.20, B9.3.8, A8.8.111, A8.8.112 */
#define PUSH_ONE	0xe52d0004u	/* str Rt, [sp, #-4]! */
#define POP_ONE		0xe49d0004u	/* ldr Rt, [sp], #4 */
#define LDR_PC		0xe59f0000u
#define LDR		0xe5900000u
#define STR		0xe5800000u
#define STRB		0xe5c00000u
#define BFI		0xe7c00010u
#define MRS_CPSR	0xe10f0000u
#define MSR_CPSR_F	0xe128f000u
#define MSRI_CPSR_F	0xe328f000u

#define SP	13
#define PC	15
#define IMM12	0xfffu

/* Of the mask of MSR */
#define FIELD_C	1
#define FIELD_F	8
#define ALL	0xf

#define PSR_I	0x80u
#define PSR_F	0x40u
#define MODE	0x1fu
#define SVC	0x13u
#define CONTROL	(PSR_I | PSR_F | MODE)

static u32 rn(u8 reg)
{
	return (u32)reg << 16;
}

static void put(struct vsi_state_code *code, u32 word)
{
	code->code[code->nr++] = word;
}

/* The address stands behind the branch that follows the instructions. */
static void load_base(struct vsi_state_code *code, u8 reg, unsigned int left)
{
	put(code, LDR_PC | VSI_RD(reg) | left * 4);
}

static u8 scratch_but(u8 reg)
{
	return reg == 0 ? 1 : 0;
}

static bool is_plain(u8 reg)
{
	return reg != SP && reg != PC;
}

static bool read_at(struct vsi_state_code *code, u8 rt, u32 block, u32 offset)
{
	if (!is_plain(rt))
		return false;
	code->base = block;
	load_base(code, rt, 1);
	put(code, LDR | rn(rt) | VSI_RD(rt) | offset);
	return true;
}

static bool write_at(struct vsi_state_code *code, u8 rt, u32 block, u32 offset)
{
	const u8 scratch = scratch_but(rt);

	if (!is_plain(rt))
		return false;
	code->base = block;
	put(code, PUSH_ONE | VSI_RD(scratch));
	load_base(code, scratch, 2);
	put(code, STR | rn(scratch) | VSI_RD(rt) | offset);
	put(code, POP_ONE | VSI_RD(scratch));
	return true;
}

/* Flags and GE are the CPU's own; bits[9:0] are the block's. */
static bool read_cpsr(struct vsi_state_code *code, u8 rd, u32 block)
{
	const u8 scratch = scratch_but(rd);

	if (!is_plain(rd))
		return false;
	code->base = block;
	put(code, MRS_CPSR | VSI_RD(rd));
	put(code, PUSH_ONE | VSI_RD(scratch));
	load_base(code, scratch, 3);
	put(code, LDR | rn(scratch) | VSI_RD(scratch) | VSI_STATE_A32_CPSR);
	put(code, BFI | 9 << 16 | VSI_RD(rd) | scratch);
	put(code, POP_ONE | VSI_RD(scratch));
	return true;
}

/* One byte that is known beforehand is also the lower end of the address. */
static void store_control(struct vsi_state_code *code, u32 page, u32 control)
{
	code->base = page + control;
	put(code, PUSH_ONE | VSI_RD(0));
	load_base(code, 0, 2);
	put(code, STRB | rn(0) | VSI_RD(0) | (VSI_STATE_A32_CPSR - control));
	put(code, POP_ONE | VSI_RD(0));
}

/* E, A and GE have no store of their own. */
static bool can_write(u32 fields)
{
	return (fields & FIELD_C) && !(fields & ~(FIELD_C | FIELD_F));
}

static bool write_cpsr(struct vsi_state_code *code, u8 reg, u32 fields, u32 block)
{
	const u8 scratch = scratch_but(reg);

	if (!can_write(fields) || !is_plain(reg))
		return false;
	code->base = block;
	if (fields & FIELD_F)
		put(code, MSR_CPSR_F | reg);
	put(code, PUSH_ONE | VSI_RD(scratch));
	load_base(code, scratch, 3);
	/* the page that is there says that F, T and the mode are what they are */
	put(code, BFI | (VSI_STATE_A32_SHIFT + VSI_STATE_A32_SELECT - 1) << 16 |
		  VSI_RD(scratch) | VSI_STATE_A32_SHIFT << 7 | reg);
	put(code, STRB | rn(scratch) | VSI_RD(reg) | VSI_STATE_A32_CPSR);
	put(code, POP_ONE | VSI_RD(scratch));
	return true;
}

static bool write_cpsr_imm(struct vsi_state_code *code, u32 word, u32 block)
{
	const u32 fields = word >> 16 & 0xf, control = a32_expand_imm(word) & CONTROL;

	if (!can_write(fields))
		return false;
	if (fields & FIELD_F)
		put(code, MSRI_CPSR_F | (word & IMM12));
	store_control(code, block + VSI_STATE_A32_ALL(control), control);
	return true;
}

/* A byte holds I, F and the mode: I alone, or all three. */
static bool change_state(struct vsi_state_code *code, const struct vsi_insn *insn, u32 block)
{
	const u32 aif = insn->word & 0x1c0, mode = insn->word & MODE, imod = insn->word >> 18 & 3;
	const u32 masks = imod == 3 ? aif : 0;

	if (imod < 2)
		return false;
	if (insn->base == A32_CPS && aif == PSR_I)
		store_control(code, block + VSI_STATE_A32_I(SVC), masks | SVC);
	else if (insn->base == A32_CPS_MODE && aif == (PSR_I | PSR_F))
		store_control(code, block + VSI_STATE_A32_ALL(masks | mode), masks | mode);
	else
		return false;
	return true;
}

static bool psr_code(struct vsi_state_code *code, const struct vsi_insn *insn, u32 block)
{
	const u32 fields = insn->word >> 16 & 0xf;
	const u8 rd = insn->word >> 12 & 0xf, reg = insn->word & 0xf;

	switch (insn->base) {
	case A32_MRS_CPSR:
		return read_cpsr(code, rd, block);
	case A32_MSR_CPSR:
		return write_cpsr(code, reg, fields, block);
	case A32_MSRI_CPSR:
		return write_cpsr_imm(code, insn->word, block);
	case A32_CPS:
	case A32_CPS_MODE:
		return change_state(code, insn, block);
	case A32_MRS_SPSR:
		return read_at(code, rd, block, VSI_STATE_A32_SPSR);
	case A32_MSR_SPSR:
		return fields == ALL && write_at(code, reg, block, VSI_STATE_A32_SPSR);
	}
	return false;
}

/**
 * a32_state_code() - an instruction as loads and stores
 * @insn:  of A32
 * @block: address of the state block
 * @code:  filled in on success
 *
 * Executed with the branches there and back: a read of a register 4, a write 6, CPS of I
 * and MSR CPSR_c of an immediate 6, of a register 7, MRS of CPSR 8; one more where MSR
 * writes the flags, too.  Up to a word of the stack below SP is used.
 *
 * Context: any.
 * Return: false when there is no code that has exactly its effect: SP or the PC are its
 * operand, or it writes E, A or parts of SPSR.
 */
bool a32_state_code(const struct vsi_insn *insn, u32 block, struct vsi_state_code *code)
{
	const u32 offset = vsi_state_offset(insn);

	code->nr = 0;
	if (insn->form == VSI_FORM_CP32 && offset)
		return insn->write ? write_at(code, insn->rt, block, offset) :
				     read_at(code, insn->rt, block, offset);
	if (insn->base == A32_MRS_BANK && offset)
		return read_at(code, insn->word >> 12 & 0xf, block, offset);
	if (insn->base == A32_MSR_BANK && offset)
		return write_at(code, insn->word & 0xf, block, offset);
	return insn->form == VSI_FORM_PSR && psr_code(code, insn, block);
}
