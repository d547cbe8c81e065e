// SPDX-License-Identifier: GPL-2.0
/*
 * Effects as A32 code: one instruction at the site, or the few of a veneer.
 *
 * Pure.  Called while a module is loaded, once for each site.
 *
 * Whatever is encoded here leaves the flags, and every register that the
 * effect does not name, as they were.
 */
#include "a32_encode.h"
#include "a32_carry.h"

#define COND_MASK	(0xfu << A32_COND_SHIFT)
#define AL		(A32_COND_AL << A32_COND_SHIFT)

#define REG_SP	13
#define REG_PC	15

/*
 * Without a condition; registers and immediates are zero.  ARM DDI 0406C:
 * A8.8.102 (A1 and A2), A8.8.115, A8.8.106, A8.8.108, A8.8.204, A8.8.63,
 * A8.8.18, and whole words: A8.8.119, B9.3.4.
 */
#define MOV_IMM		0x03a00000u
#define MOVW		0x03000000u
#define MVN_IMM		0x03e00000u
#define MOVT		0x03400000u
#define MRRC_CNTVCT	0x0c500f1eu	/* p15, 1, Rt, Rt2, c14 */
#define PUSH_ONE	0x052d0004u	/* str Rt, [sp, #-4]! */
#define POP_ONE		0x049d0004u	/* ldr Rt, [sp], #4 */
#define NOP		(AL | 0x0320f000u)
#define HVC_0		(AL | 0x01400070u)

#define RD(reg)		((u32)(reg) << 12)	/* Rt, too */
#define RT2(reg)	((u32)(reg) << 16)

/*
 * 15 means the flags N, Z, C and V: MSR would write Q with them (A8.8.111).  SP
 * is never a result: an interrupt uses it between two instructions.
 */
static bool is_result(u8 reg)
{
	return reg < REG_PC && reg != REG_SP;
}

static bool has_one_result(const struct vsi_effect *effect)
{
	return is_result(effect->rt) && effect->rt2 == VSI_NO_REG;
}

/* Both into the same register is UNPREDICTABLE, A8.8.108. */
static bool has_two_results(const struct vsi_effect *effect)
{
	return is_result(effect->rt) && is_result(effect->rt2) && effect->rt != effect->rt2;
}

/* The opposite of a32_expand_imm(). */
static bool to_modified_imm(u32 value, u32 *imm12)
{
	unsigned int rotation;

	for (rotation = 0; rotation < 16; rotation++) {
		if (value <= 0xff) {
			*imm12 = rotation << 8 | value;
			return true;
		}
		value = value << 2 | value >> 30;
	}
	return false;
}

static u32 imm16(u32 value)
{
	return (value & 0xf000) << 4 | (value & 0xfff);
}

/* Without a condition. */
static bool load_by_one(u8 rd, u32 value, u32 *word)
{
	u32 imm12;

	if (to_modified_imm(value, &imm12))
		*word = MOV_IMM | RD(rd) | imm12;
	else if (to_modified_imm(~value, &imm12))
		*word = MVN_IMM | RD(rd) | imm12;
	else if (value <= 0xffff)
		*word = MOVW | RD(rd) | imm16(value);
	else
		return false;
	return true;
}

static unsigned int load(u8 rd, u32 value, u32 *code)
{
	if (load_by_one(rd, value, code)) {
		code[0] |= AL;
		return 1;
	}
	code[0] = AL | MOVW | RD(rd) | imm16(value & 0xffff);
	code[1] = AL | MOVT | RD(rd) | imm16(value >> 16);
	return 2;
}

static unsigned int value_payload(const struct vsi_effect *effect, u32 *code)
{
	unsigned int n;

	if (has_one_result(effect))
		return load(effect->rt, effect->value, code);
	if (!has_two_results(effect))
		return 0;
	n = load(effect->rt, effect->value, code);
	return n + load(effect->rt2, effect->value >> 32, code + n);
}

/* MRRC reads both halves at once, so one result needs a register for the other half. */
static unsigned int counter_payload(const struct vsi_effect *effect, u32 *code)
{
	const u8 scratch = effect->rt == 0 ? 1 : 0;

	if (has_two_results(effect)) {
		code[0] = AL | MRRC_CNTVCT | RD(effect->rt) | RT2(effect->rt2);
		return 1;
	}
	if (!has_one_result(effect))
		return 0;
	code[0] = AL | PUSH_ONE | RD(scratch);
	code[1] = AL | MRRC_CNTVCT | RD(effect->rt) | RT2(scratch);
	code[2] = AL | POP_ONE | RD(scratch);
	return 3;
}

/* SMCCC, ARM DEN 0028: a call has the immediate 0, whatever its conduit. */
static bool is_call(const struct vsi_insn *insn)
{
	const u32 imm4 = insn->word & 0xf;

	return insn->base == A32_SMC && imm4 == 0;
}

/* fields.tbl calls them Rd, Rn, Rt and so on. */
static bool is_register(const struct vsi_field *field)
{
	return field->name[0] == 'R' && field->width == 4;
}

/* Rt == 15 of MRC is the flags. */
static bool names_pc(const struct vsi_insn *insn)
{
	const struct vsi_field *field;
	unsigned int i, count;

	if (insn->form == VSI_FORM_CP32 && !insn->write)
		return false;
	field = vsi_insn_fields(insn, &count);
	for (i = 0; i < count; i++)
		if (is_register(&field[i]) && vsi_field_get(insn->word, &field[i]) == REG_PC)
			return true;
	return insn->base == A32_STM_USER && (insn->word >> REG_PC & 1);
}

/*
 * Who serves the exception looks at its address, or at the words there: the
 * immediate of SVC, HVC and HLT, the breakpoint of a debugger.  BXJ may enter
 * Jazelle state (A2.10), whose handlers do.
 */
static bool is_known_by_address(const struct vsi_insn *insn)
{
	switch (insn->base) {
	case A32_SVC:
	case A32_HVC:
	case A32_BKPT:
	case A32_HLT:
	case A32_BXJ:
		return true;
	}
	return false;
}

/*
 * Until the next context synchronization it is open which translation a fetch
 * goes by (B3.15.5), and only the site is known to be mapped alike in both.
 */
static bool changes_fetch(const struct vsi_insn *insn)
{
	return insn->class == VSI_CLASS_MMU && insn->write;
}

static unsigned int native_payload(const struct vsi_insn *insn, u32 *code)
{
	if (names_pc(insn) || is_known_by_address(insn) || changes_fetch(insn))
		return 0;
	code[0] = insn->word;
	if (insn->cond != A32_COND_UNCOND)
		code[0] = (insn->word & ~COND_MASK) | AL;
	return 1;
}

/**
 * a32_may_abort() - can an instruction take a data abort by its operand?
 * @insn: a decoded instruction
 *
 * A module may expect the abort: its exception table then names the site, and
 * would not know the address of a copy.
 *
 * Context: any.
 * Return: true for loads and stores, for cache maintenance by address and for
 * address translation (ARM DDI 0406C, B3.12, B3.14), and for all that is not
 * A32.
 */
bool a32_may_abort(const struct vsi_insn *insn)
{
	if (insn->isa != VSI_ISA_A32)
		return true;
	if (insn->form == VSI_FORM_CP32)
		return insn->class == VSI_CLASS_CACHEVA || insn->row == CP_ATS ||
		       insn->row == CP_ATS1P;
	switch (insn->base) {
	case A32_STRHT_I:
	case A32_STRHT_R:
	case A32_LDRHT_I:
	case A32_LDRHT_R:
	case A32_LDRT_I:
	case A32_LDRT_R:
	case A32_LDM_ERET:
	case A32_LDM_USER:
	case A32_STM_USER:
	case A32_LDC_DBG:
	case A32_RFE:
	case A32_SRS:
		return true;
	}
	return false;
}

/* MRC p15, 0, Rt, c0, c0, opc2: A8.8.107. */
#define C0_MASK		0x0fff0f1fu
#define C0		0x0e100f10u
#define OPC2		(7u << 5)

/**
 * a32_encode_midr() - a read of MIDR in place of the read of another register
 * @insn: the other read
 * @word: the instruction, with condition and result of the original; set only on
 *        success
 *
 * Registers beside MIDR that are not implemented are aliases of it (ARM DDI 0406C,
 * B3.17.1, c0 with opc2 4, 6 and 7).  Hypervisors may trap those (B1.14.3, ID
 * groups 1 to 3), but not MIDR, for which there is VPIDR.
 *
 * Context: any.
 * Return: false when @insn reads no register that can be an alias.
 */
bool a32_encode_midr(const struct vsi_insn *insn, u32 *word)
{
	if (insn->isa != VSI_ISA_A32 || insn->cond == A32_COND_UNCOND ||
	    (insn->word & C0_MASK) != C0 || !(insn->word & OPC2))
		return false;
	*word = insn->word & ~OPC2;
	return true;
}

static bool inline_value(const struct vsi_insn *insn, const struct vsi_effect *effect, u32 *word)
{
	u32 code;

	if (has_one_result(effect) && load_by_one(effect->rt, effect->value, &code)) {
		*word = a32_kept_cond(insn->word) | code;
		return true;
	}
	return effect->midr && a32_encode_midr(insn, word);
}

/**
 * a32_encode_inline() - the one instruction that has an effect
 * @insn:   the original; another instruction set than A32 has none
 * @effect: what shall be done in its place
 * @word:   the instruction, to be stored at the site; set only on success
 *
 * It has the condition of the original.  HVC with another condition than AL is
 * UNPREDICTABLE (ARM DDI 0406C, B9.3.4).
 *
 * Context: any.
 * Return: false when there is no such instruction.
 */
bool a32_encode_inline(const struct vsi_insn *insn, const struct vsi_effect *effect, u32 *word)
{
	if (insn->isa != VSI_ISA_A32)
		return false;
	switch (effect->kind) {
	case VSI_EFFECT_VALUE:
		return inline_value(insn, effect, word);
	case VSI_EFFECT_NOTHING:
		*word = NOP;
		return true;
	case VSI_EFFECT_COUNTER:
		if (!has_two_results(effect))
			return false;
		*word = a32_kept_cond(insn->word) | MRRC_CNTVCT | RD(effect->rt) |
			RT2(effect->rt2);
		return true;
	case VSI_EFFECT_HVC:
		if (!is_call(insn) || insn->cond != A32_COND_AL)
			return false;
		*word = HVC_0;
		return true;
	}
	return false;
}

/**
 * a32_encode_payload() - the instructions of a veneer that have an effect
 * @insn:   the original; another instruction set than A32 has none
 * @effect: what shall be done in its place
 * @code:   the instructions; set only on success
 *
 * The branch at the site has the condition of the original, so these are
 * executed always.  The caller appends the branch to the instruction behind
 * the site; an exception return does not come to it.
 *
 * A copy of the original is at another address: it reads no PC, and an
 * exception that it takes is reported with the address of the copy.
 *
 * A counter that has one result needs a word of stack below SP.
 *
 * Context: any.
 * Return: their number, or 0 when no veneer is exact.
 */
unsigned int a32_encode_payload(const struct vsi_insn *insn, const struct vsi_effect *effect,
				u32 code[A32_MAX_PAYLOAD])
{
	if (insn->isa != VSI_ISA_A32)
		return 0;
	switch (effect->kind) {
	case VSI_EFFECT_NATIVE:
		return native_payload(insn, code);
	case VSI_EFFECT_VALUE:
		return value_payload(effect, code);
	case VSI_EFFECT_COUNTER:
		return counter_payload(effect, code);
	case VSI_EFFECT_HVC:
		if (!is_call(insn))
			return 0;
		code[0] = HVC_0;
		return 1;
	}
	return 0;
}

/**
 * a32_encode_branch() - a branch that is taken when an instruction would be executed
 * @original: the instruction, whose condition it has
 * @from:     address of the branch
 * @to:       where it leads
 * @word:     the branch; set only on success
 *
 * ARM DDI 0406C, A8.8.18.
 *
 * Context: any.
 * Return: false when @to is out of reach, from 32 MB - 8 behind @from to
 * 32 MB + 4 ahead of it, or when an address is not that of a word.
 */
bool a32_encode_branch(u32 original, u32 from, u32 to, u32 *word)
{
	const s64 reach = 1 << 25;
	const s64 offset = (s64)to - from - 8;	/* the PC is two instructions ahead */

	if ((from | to) & 3 || offset < -reach || offset >= reach)
		return false;
	*word = a32_kept_cond(original) | a32_branch_bits(from, to);
	return true;
}
