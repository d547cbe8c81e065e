// SPDX-License-Identifier: GPL-2.0
/*
 * Effects as code: one instruction at the site, or the few of a veneer.
 *
 * Pure.  Called while a module is loaded, once for each word.
 *
 * Whatever is encoded here leaves the flags, and every register that the
 * effect does not name, as they were.
 */
#include "a32_encode.h"
#include "a64_carry.h"
#include "state.h"

#define COND_MASK	(0xfu << A32_COND_SHIFT)
#define AL		(A32_COND_AL << A32_COND_SHIFT)

/* NOP, T1 of ARM DDI 0406C, A8.8.119: the one instruction of 16 bits that is needed */
#define T16_NOP		0xbf00u

/* MRRC p15, 1, Rt, Rt2, c14: A8.8.108; the same word in A32, with AL, and in T32 */
#define MRRC_CNTVCT	0xec500f1eu

#define REG_SP	13
#define REG_PC	15

static const struct vsi_carry_isa *isa_of(const struct vsi_insn *insn)
{
	switch (insn->isa) {
	case VSI_ISA_A32:
		return &a32_carry;
	case VSI_ISA_T32:
		return &t32_carry;
	}
	return NULL;	/* A64 has all of its own */
}

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

static unsigned int load(const struct vsi_carry_isa *isa, u8 rd, u32 value, u32 *code)
{
	if (isa->load_by_one(rd, value, code))
		return 1;
	code[0] = isa->movw(rd, value & 0xffff);
	code[1] = isa->movt(rd, value >> 16);
	return 2;
}

static unsigned int value_payload(const struct vsi_carry_isa *isa, const struct vsi_effect *effect,
				  u32 *code)
{
	unsigned int n;

	if (has_one_result(effect))
		return load(isa, effect->rt, effect->value, code);
	if (!has_two_results(effect))
		return 0;
	n = load(isa, effect->rt, effect->value, code);
	return n + load(isa, effect->rt2, effect->value >> 32, code + n);
}

static u32 read_counter(u8 rt, u8 rt2)
{
	return MRRC_CNTVCT | VSI_RD(rt) | VSI_RT2(rt2);
}

/* MRRC reads both halves at once, so one result needs a register for the other half. */
static unsigned int counter_payload(const struct vsi_carry_isa *isa,
				    const struct vsi_effect *effect, u32 *code)
{
	const u8 scratch = effect->rt == 0 ? 1 : 0;

	if (has_two_results(effect)) {
		code[0] = read_counter(effect->rt, effect->rt2);
		return 1;
	}
	if (!has_one_result(effect))
		return 0;
	code[0] = isa->push | VSI_RD(scratch);
	code[1] = read_counter(effect->rt, scratch);
	code[2] = isa->pop | VSI_RD(scratch);
	return 3;
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
	return insn->isa == VSI_ISA_A32 && insn->base == A32_STM_USER &&
	       (insn->word >> REG_PC & 1);
}

/*
 * Until the next context synchronization it is open which translation a fetch
 * goes by (B3.15.5), and only the site is known to be mapped alike in both.
 */
static bool changes_fetch(const struct vsi_insn *insn)
{
	return insn->class == VSI_CLASS_MMU && insn->write;
}

/* The same instruction, executed always; one of 16 bits has no branch that reaches. */
static unsigned int native_payload(const struct vsi_carry_isa *isa, const struct vsi_insn *insn,
				   u32 *code)
{
	if (names_pc(insn) || isa->is_known_by_address(insn->base) || changes_fetch(insn))
		return 0;
	code[0] = insn->word;
	if (insn->isa == VSI_ISA_A32 && insn->cond != A32_COND_UNCOND)
		code[0] = (insn->word & ~COND_MASK) | AL;
	return 1;
}

/**
 * vsi_may_abort() - can an instruction take a data abort by its operand?
 * @insn: a decoded instruction
 *
 * A module may expect the abort: its exception table then names the site, and
 * would not know the address of a copy.
 *
 * Context: any.
 * Return: true for loads and stores, for cache maintenance by address and for
 * address translation (ARM DDI 0406C, B3.12, B3.14).
 */
bool vsi_may_abort(const struct vsi_insn *insn)
{
	const struct vsi_carry_isa *isa = isa_of(insn);

	if (!isa)
		return a64_may_abort(insn);
	if (insn->form == VSI_FORM_CP32)
		return insn->class == VSI_CLASS_CACHEVA || insn->row == CP_ATS ||
		       insn->row == CP_ATS1P;
	return isa->accesses_memory(insn->base);
}

/* MRC p15, 0, Rt, c0, c0, opc2: A8.8.107, but for the condition. */
#define C0_MASK		0x0fff0f1fu
#define C0		0x0e100f10u
#define OPC2		(7u << 5)

/**
 * vsi_encode_midr() - a read of MIDR in place of the read of another register
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
bool vsi_encode_midr(const struct vsi_insn *insn, u32 *word)
{
	if (insn->isa == VSI_ISA_A64)
		return a64_encode_midr(insn, word);
	if (insn->cond == A32_COND_UNCOND || (insn->word & C0_MASK) != C0 ||
	    !(insn->word & OPC2))
		return false;
	*word = insn->word & ~OPC2;
	return true;
}

/* Only if it never refuses: nobody looks. */
static unsigned int call_payload(const struct vsi_carry_isa *isa, const struct vsi_insn *insn,
				 const struct vsi_effect *effect, u32 *code)
{
	const bool is_access = insn->form == VSI_FORM_CP32 || insn->form == VSI_FORM_CP64;

	if (!effect->hvc.function || !isa->call || !is_access)
		return 0;
	return isa->call(insn, &effect->hvc, code);
}

static bool state_code(const struct vsi_insn *insn, const struct vsi_effect *effect,
		       struct vsi_state_code *state)
{
	if (insn->isa == VSI_ISA_A64)
		return a64_state_code(insn, effect->block, state);
	return a32_state_code(insn, effect->block, state);
}

/* What leaves nothing behind is a NOP: a read of XZR, or a write of no bits. */
static bool inline_state(const struct vsi_insn *insn, const struct vsi_effect *effect, u32 *word)
{
	struct vsi_state_code state;

	if (!state_code(insn, effect, &state) || state.nr != 1)
		return false;
	*word = state.code[0];
	return true;
}

static unsigned int state_payload(const struct vsi_insn *insn, const struct vsi_effect *effect,
				  u32 *code)
{
	struct vsi_state_code state;

	if (!state_code(insn, effect, &state))
		return 0;
	memcpy(code, state.code, state.nr * sizeof(*code));
	return state.nr;
}

/* An address, as wide as a register. */
static unsigned int state_data(const struct vsi_insn *insn, const struct vsi_effect *effect,
			       u32 *data)
{
	struct vsi_state_code state;

	if (!state_code(insn, effect, &state) || state.nr == 1)
		return 0;
	data[0] = state.base;
	data[1] = state.base >> 32;
	return insn->isa == VSI_ISA_A64 ? 2 : 1;
}

static bool inline_value(const struct vsi_carry_isa *isa, const struct vsi_insn *insn,
			 const struct vsi_effect *effect, u32 *word)
{
	if (has_one_result(effect) && isa->load_by_one(effect->rt, effect->value, word))
		return true;
	return effect->midr && vsi_encode_midr(insn, word);
}

static bool inline_counter(const struct vsi_effect *effect, u32 *word)
{
	if (!has_two_results(effect))
		return false;
	*word = read_counter(effect->rt, effect->rt2);
	return true;
}

/* Executed always. */
static bool encode_one(const struct vsi_carry_isa *isa, const struct vsi_insn *insn,
		       const struct vsi_effect *effect, u32 *word)
{
	switch (effect->kind) {
	case VSI_EFFECT_VALUE:
		return inline_value(isa, insn, effect, word);
	case VSI_EFFECT_NOTHING:
		*word = isa->nop;
		return true;
	case VSI_EFFECT_COUNTER:
		return inline_counter(effect, word);
	case VSI_EFFECT_HVC:
		*word = isa->hvc;
		return vsi_is_smccc(insn) && insn->cond == A32_COND_AL;
	}
	return false;
}

/**
 * vsi_carry_inline() - the one instruction that has an effect
 * @insn:   the original
 * @effect: what shall be done in its place
 * @word:   the instruction, to be stored at the site; set only on success
 *
 * It is as wide as the original, and in A32 has its condition.  HVC with a
 * condition is UNPREDICTABLE (ARM DDI 0406C, B9.3.4), as it is in an IT block:
 * that is up to the caller.
 *
 * Context: any.
 * Return: false when there is no such instruction.
 */
bool vsi_carry_inline(const struct vsi_insn *insn, const struct vsi_effect *effect, u32 *word)
{
	const struct vsi_carry_isa *isa = isa_of(insn);
	u32 code;

	if (effect->kind == VSI_EFFECT_WORD) {
		*word = effect->value;
		return true;
	}
	if (effect->kind == VSI_EFFECT_STATE)
		return inline_state(insn, effect, word);
	if (!isa)
		return a64_carry_inline(insn, effect, word);
	if ((insn->width == sizeof(u16) && effect->kind != VSI_EFFECT_NOTHING) ||
	    !encode_one(isa, insn, effect, &code))
		return false;
	if (insn->width == sizeof(u16))
		code = T16_NOP;
	else if (insn->isa == VSI_ISA_A32 && effect->kind != VSI_EFFECT_NOTHING)
		code = (code & ~COND_MASK) | a32_kept_cond(insn->word);
	*word = code;
	return true;
}

/**
 * vsi_carry_payload() - the instructions of a veneer that have an effect
 * @insn:   the original; one of 16 bits has none: no branch of that size goes far
 *          enough
 * @effect: what shall be done in its place
 * @code:   the instructions; set only on success
 *
 * The branch at the site is executed when the original would be, so these are
 * executed always.  The caller appends the branch to the instruction behind
 * the site; an exception return does not come to it.
 *
 * A copy of the original is at another address: it reads no PC, and an
 * exception that it takes is reported with the address of the copy.
 *
 * Of A32 and T32, a counter that has one result needs a word of stack below SP.  A call
 * of the hypervisor needs up to 48 bytes of it, an access to the state block up to 16.
 *
 * Context: any.
 * Return: their number, or 0 when no veneer is exact.
 */
unsigned int vsi_carry_payload(const struct vsi_insn *insn, const struct vsi_effect *effect,
			       u32 code[VSI_MAX_PAYLOAD])
{
	const struct vsi_carry_isa *isa = isa_of(insn);

	if (effect->kind == VSI_EFFECT_STATE)
		return state_payload(insn, effect, code);
	if (!isa)
		return a64_carry_payload(insn, effect, code);
	if (insn->width != sizeof(u32))
		return 0;
	switch (effect->kind) {
	case VSI_EFFECT_NATIVE:
		return native_payload(isa, insn, code);
	case VSI_EFFECT_VALUE:
		return value_payload(isa, effect, code);
	case VSI_EFFECT_COUNTER:
		return counter_payload(isa, effect, code);
	case VSI_EFFECT_HVC:
		if (!vsi_is_smccc(insn))
			return 0;
		code[0] = isa->hvc;
		return 1;
	case VSI_EFFECT_HYPERCALL:
		return call_payload(isa, insn, effect, code);
	}
	return 0;
}

/**
 * vsi_carry_data() - what the instructions of a veneer load
 * @insn:   the original, of which vsi_carry_payload() has answered some
 * @effect: what shall be done in its place
 * @data:   the words that follow the branch back
 *
 * Context: any.
 * Return: their number, mostly 0.
 */
unsigned int vsi_carry_data(const struct vsi_insn *insn, const struct vsi_effect *effect,
			    u32 data[VSI_MAX_LITERAL])
{
	if (effect->kind == VSI_EFFECT_STATE)
		return state_data(insn, effect, data);
	if (effect->kind != VSI_EFFECT_HYPERCALL)
		return 0;
	data[0] = effect->hvc.function;
	data[1] = insn->word;
	return 2;
}

/**
 * vsi_carry_literal() - one instruction that loads its value from nearby
 * @insn:    the original
 * @effect:  what shall be done in its place
 * @literal: filled in on success
 *
 * For what is too long for vsi_carry_inline(), but for MIDR.  The caller finds a
 * place within a64_literal_in_reach() for the data.
 *
 * Context: any.
 * Return: false when one instruction can hold the value, when the effect is no
 * value, and for A32 and T32: their loads reach 4 KB.
 */
bool vsi_carry_literal(const struct vsi_insn *insn, const struct vsi_effect *effect,
		       struct vsi_literal *literal)
{
	return insn->isa == VSI_ISA_A64 && a64_carry_literal(effect, literal);
}
