// SPDX-License-Identifier: GPL-2.0
/*
 * Effects as code of A64: one instruction at the site, with or without a word
 * of data that it loads, or the few of a veneer.
 *
 * Pure.  Called while a module is loaded, once for each word.
 *
 * Whatever is encoded here leaves the flags, and every register that the
 * effect does not name, as they were.
 */
#include "a64_carry.h"
#include "a64_encode.h"

/*
 * Registers and immediates are zero.  ARM DDI 0487, C6.2: MOVZ, MOVN, MOVK and
 * ORR (immediate) with the zero register, of 64 and of 32 bits, which clear
 * the upper half; LDR and LDRSW (literal); HVC; ISB.
 */
#define MOVZ		0xd2800000u
#define MOVN		0x92800000u
#define MOVN_W		0x12800000u
#define MOVK		0xf2800000u
#define MOV_BITS	0xb20003e0u
#define MOV_BITS_W	0x320003e0u
#define LDR_W		0x18000000u
#define LDR_X		0x58000000u
#define LDRSW		0x98000000u
#define HVC_0		0xd4000002u
#define ISB		0xd5033fdfu

/* MRS Xt of CNTVCT_EL0 and of MIDR_EL1 */
#define MRS_CNTVCT	0xd53be040u
#define MRS_MIDR	0xd5380000u

#define XZR		31

/* imm16 and, counted in 16 bits, where it stands: MOVZ, MOVN, MOVK */
static u32 wide_imm(unsigned int place, u64 value)
{
	return (u32)place << 21 | (u32)(value >> 16 * place & 0xffff) << 5;
}

/* The only 16 bits of a value that are not zero; 4 when there are others, too. */
static unsigned int place_of(u64 value)
{
	unsigned int place;

	for (place = 0; place < 4; place++)
		if (!(value & ~(0xffffull << 16 * place)))
			break;
	return place;
}

static bool to_wide_imm(u64 value, u32 *word)
{
	const u32 low = value;
	unsigned int place;

	place = place_of(value);
	if (place < 4) {
		*word = MOVZ | wide_imm(place, value);
		return true;
	}
	place = place_of(~value);
	if (place < 4) {
		*word = MOVN | wide_imm(place, ~value);
		return true;
	}
	place = place_of((u32)~low);
	if (value != low || place >= 2)
		return false;
	*word = MOVN_W | wide_imm(place, (u32)~low);
	return true;
}

static u64 ones(unsigned int n)
{
	return n < 64 ? (1ull << n) - 1 : ~0ull;
}

/* The size of the smallest element that a value repeats. */
static unsigned int element_size(u64 value)
{
	unsigned int size = 64;

	while (size > 2 && (value & ones(size / 2)) == (value >> size / 2 & ones(size / 2))) {
		size /= 2;
		value &= ones(size);
	}
	return size;
}

static u64 rotate_left(u64 element, unsigned int bits, unsigned int size)
{
	return (element << bits | element >> (size - bits)) & ones(size);
}

static unsigned int count_ones(u64 row)
{
	unsigned int n;

	for (n = 0; row; n++)
		row >>= 1;
	return n;
}

/*
 * DecodeBitMasks(), ARM DDI 0487, the other way: an element is a row of ones,
 * rotated to the right.  Its size and the number of ones are both in imms.
 */
static bool to_bit_mask(u64 value, u32 *imm)
{
	const unsigned int size = element_size(value);
	u64 element = value & ones(size);
	unsigned int rotation;

	if (!element || element == ones(size))
		return false;
	for (rotation = 0; rotation < size; rotation++) {
		if (!(element & (element + 1))) {
			*imm = (u32)(size == 64) << 22 | (u32)rotation << 16 |
			       ((~(size * 2 - 1) & 0x3f) | (count_ones(element) - 1)) << 10;
			return true;
		}
		element = rotate_left(element, 1, size);
	}
	return false;
}

/* Of 32 bits: what repeats in two halves, but is written to the lower one only. */
static bool to_bit_mask_w(u64 value, u32 *imm)
{
	return value == (u32)value && to_bit_mask(value << 32 | value, imm);
}

/* Register 31 is the zero register for MOVZ, but SP for ORR: it needs nothing. */
static bool load_by_one(u8 rt, u64 value, u32 *word)
{
	u32 imm;

	if (rt == XZR) {
		*word = A64_NOP;
		return true;
	}
	if (to_wide_imm(value, word)) {
		*word |= rt;
		return true;
	}
	if (to_bit_mask(value, &imm))
		*word = MOV_BITS | imm | rt;
	else if (to_bit_mask_w(value, &imm))
		*word = MOV_BITS_W | imm | rt;
	else
		return false;
	return true;
}

static unsigned int zero_places(u64 value)
{
	unsigned int place, n = 0;

	for (place = 0; place < 4; place++)
		n += !(value >> 16 * place & 0xffff);
	return n;
}

/* From zeros or from ones, whichever leaves less to do: two to four instructions. */
static unsigned int load_by_some(u8 rt, u64 value, u32 *code)
{
	const bool from_ones = zero_places(~value) > zero_places(value);
	const u64 rest = from_ones ? ~value : value;
	unsigned int place, n = 0;

	for (place = 0; place < 4; place++) {
		if (!(rest >> 16 * place & 0xffff))
			continue;
		if (n)
			code[n] = MOVK | wide_imm(place, value) | rt;
		else
			code[n] = (from_ones ? MOVN : MOVZ) | wide_imm(place, rest) | rt;
		n++;
	}
	return n;
}

static bool is_one_result(const struct vsi_effect *effect)
{
	return effect->rt <= XZR && effect->rt2 == VSI_NO_REG;
}

/*
 * CNTPCTSS_EL0 is read no earlier than what stands in front of it is done
 * (FEAT_ECV).  CNTVCT_EL0 needs an ISB for that; CNTVCTSS_EL0 the CPU may lack.
 */
static bool is_ordered(const struct vsi_insn *insn)
{
	return insn->form == VSI_FORM_SYS && insn->row == SYSREG_CNTPCTSS;
}

/*
 * BRK and HLT are a debugger's, which looks where it is; so does who reports an
 * SVC of the kernel's own, and a DCPS or DRPS, which are undefined unless a
 * debugger has halted the CPU.  To ERET belongs what stands behind it, a barrier
 * against speculation beyond it.
 */
static bool is_known_by_address(unsigned int row)
{
	switch (row) {
	case A64_SVC:
	case A64_BRK:
	case A64_HLT:
	case A64_DCPS:
	case A64_DRPS:
	case A64_ERET:
	case A64_ERETA:
		return true;
	}
	return false;
}

/*
 * Until the next context synchronization it is open which translation a fetch
 * goes by (D8.2), and only the site is known to be mapped alike in both.  VBAR_EL1
 * is none of these: only an exception goes by it.
 */
static bool changes_fetch(const struct vsi_insn *insn)
{
	return insn->class == VSI_CLASS_MMU && insn->write;
}

/*
 * The same instruction.  None of those that are sensitive reads the PC, and a
 * landing pad (BTI, PACIASP) is not sensitive.
 */
static unsigned int native_payload(const struct vsi_insn *insn, u32 *code)
{
	if (is_known_by_address(insn->base) || changes_fetch(insn))
		return 0;
	code[0] = insn->word;
	return 1;
}

static unsigned int value_payload(const struct vsi_effect *effect, u32 *code)
{
	if (!is_one_result(effect))
		return 0;
	if (load_by_one(effect->rt, effect->value, code))
		return 1;
	return load_by_some(effect->rt, effect->value, code);
}

static unsigned int counter_payload(const struct vsi_insn *insn, const struct vsi_effect *effect,
				    u32 *code)
{
	unsigned int n = 0;

	if (!is_one_result(effect))
		return 0;
	if (is_ordered(insn))
		code[n++] = ISB;
	code[n++] = MRS_CNTVCT | effect->rt;
	return n;
}

static bool accesses_memory(unsigned int row)
{
	switch (row) {
	case A64_LDTR:
	case A64_STZGM:
	case A64_STGM:
	case A64_LDGM:
		return true;
	}
	return false;
}

/* Of an operation that is not allocated, or implementation defined, nobody knows. */
static bool is_by_address(unsigned int row)
{
	switch (row) {
	case SYSREG_DC_IVAC:
	case SYSREG_AT_S1:
	case SYSREG_GCS_EL1:
	case SYSREG_OP_C11:
	case SYSREG_OP_C15:
	case SYSREG_OP_OTHER:
		return true;
	}
	return false;
}

/**
 * a64_may_abort() - can an instruction take a data abort by its operand?
 * @insn: a decoded instruction of A64
 *
 * ARM DDI 0487, C5.3 for the operations.
 *
 * Context: any.
 * Return: as vsi_may_abort().
 */
bool a64_may_abort(const struct vsi_insn *insn)
{
	return insn->form == VSI_FORM_SYS ? is_by_address(insn->row) :
					    accesses_memory(insn->base);
}

/**
 * a64_encode_midr() - a read of MIDR_EL1 in place of the read of another register
 * @insn: the other read, of A64
 * @word: the instruction; set only on success
 *
 * REVIDR_EL1 may have the same value as MIDR_EL1, and then says nothing of its own
 * (ARM DDI 0487, REVIDR_EL1).  Hypervisors may trap it (HCR_EL2.TID1).
 *
 * Context: any.
 * Return: false when @insn does not read REVIDR_EL1.
 */
bool a64_encode_midr(const struct vsi_insn *insn, u32 *word)
{
	if (insn->form != VSI_FORM_SYS || insn->row != SYSREG_REVIDR || insn->write)
		return false;
	*word = MRS_MIDR | insn->rt;
	return true;
}

static bool inline_value(const struct vsi_insn *insn, const struct vsi_effect *effect, u32 *word)
{
	if (is_one_result(effect) && load_by_one(effect->rt, effect->value, word))
		return true;
	return effect->midr && a64_encode_midr(insn, word);
}

static bool inline_counter(const struct vsi_insn *insn, const struct vsi_effect *effect, u32 *word)
{
	if (!is_one_result(effect) || is_ordered(insn))
		return false;
	*word = MRS_CNTVCT | effect->rt;
	return true;
}

/**
 * a64_carry_inline() - the one instruction that has an effect
 * @insn:   the original, of A64
 * @effect: what shall be done in its place; neither a word nor on the state block
 * @word:   the instruction; set only on success
 *
 * Context: any.
 * Return: false when there is no such instruction.
 */
bool a64_carry_inline(const struct vsi_insn *insn, const struct vsi_effect *effect, u32 *word)
{
	switch (effect->kind) {
	case VSI_EFFECT_VALUE:
		return inline_value(insn, effect, word);
	case VSI_EFFECT_NOTHING:
		*word = A64_NOP;
		return true;
	case VSI_EFFECT_COUNTER:
		return inline_counter(insn, effect, word);
	case VSI_EFFECT_HVC:
		if (!vsi_is_smccc(insn))
			return false;
		*word = HVC_0;
		return true;
	}
	return false;
}

/* x0 to x3 on the stack, x16 above them; offsets there are in 8 bytes. */
#define PUSH_X0_X1(size)	(0xa9800000u | (-(size) / 8 & 0x7f) << 15 | 1 << 10 | SP << 5)
#define POP_X0_X1(size)		(0xa8c00000u | (size) / 8 << 15 | 1 << 10 | SP << 5)
#define STP_X2_X3		0xa9010fe2u	/* stp x2, x3, [sp, #16] */
#define LDP_X2_X3		0xa9410fe2u
#define STR_SP			0xf9000000u
#define LDR_SP			0xf9400000u
#define MOV			0xaa0003e0u	/* ORR Xd, XZR, Xm */

#define SP	31
#define TAG	16	/* the register */

static u32 at_sp(u32 load_or_store, u8 rt, unsigned int slot)
{
	return load_or_store | slot << 10 | SP << 5 | rt;
}

/* x1 is the value: it goes where the register is restored from, or into it. */
static unsigned int leave_value(u8 rt, bool tagged, u32 *code)
{
	if (rt == XZR)
		return 0;
	if (rt < 4)
		code[0] = at_sp(STR_SP, 1, rt);
	else if (tagged && rt == TAG)
		code[0] = at_sp(STR_SP, 1, 4);
	else
		code[0] = MOV | 1 << 16 | rt;
	return 1;
}

/* LDR (literal) of word @n behind the branch that follows @end instructions */
static u32 load_data(u8 rt, unsigned int at, unsigned int end, unsigned int n)
{
	return LDR_W | (end + 1 + n - at) << 5 | rt;
}

/* Documentation/abi.rst, ACCESS: the flags, and all registers but the result, survive. */
static unsigned int call_payload(const struct vsi_insn *insn, const struct vsi_hvc *hvc, u32 *code)
{
	const unsigned int size = hvc->tag ? 48 : 32;
	unsigned int n = 0, loads;

	if (!hvc->function || insn->form != VSI_FORM_SYS || insn->base == A64_SYSREG128)
		return 0;
	code[n++] = PUSH_X0_X1(size);
	code[n++] = STP_X2_X3;
	if (hvc->tag)
		code[n++] = at_sp(STR_SP, TAG, 4);
	if (insn->write && insn->rt != 2)
		code[n++] = MOV | (u32)insn->rt << 16 | 2;
	loads = n;
	n += 2;
	if (hvc->tag)
		code[n++] = MOVZ | wide_imm(0, hvc->tag) | TAG;
	code[n++] = HVC_0 | (u32)hvc->imm << 5;
	if (!insn->write)
		n += leave_value(insn->rt, hvc->tag, &code[n]);
	if (hvc->tag)
		code[n++] = at_sp(LDR_SP, TAG, 4);
	code[n++] = LDP_X2_X3;
	code[n++] = POP_X0_X1(size);
	code[loads] = load_data(0, loads, n, 0);
	code[loads + 1] = load_data(1, loads + 1, n, 1);
	return n;
}

/**
 * a64_carry_payload() - the instructions of a veneer that have an effect
 * @insn:   the original, of A64
 * @effect: what shall be done in its place; not on the state block
 * @code:   the instructions; set only on success
 *
 * Context: any.
 * Return: their number, or 0 when no veneer is exact.
 */
unsigned int a64_carry_payload(const struct vsi_insn *insn, const struct vsi_effect *effect,
			       u32 code[VSI_MAX_PAYLOAD])
{
	switch (effect->kind) {
	case VSI_EFFECT_NATIVE:
		return native_payload(insn, code);
	case VSI_EFFECT_VALUE:
		return value_payload(effect, code);
	case VSI_EFFECT_COUNTER:
		return counter_payload(insn, effect, code);
	case VSI_EFFECT_HVC:
		if (!vsi_is_smccc(insn))
			return 0;
		code[0] = HVC_0;
		return 1;
	case VSI_EFFECT_HYPERCALL:
		return call_payload(insn, &effect->hvc, code);
	}
	return 0;
}

static void set_literal(struct vsi_literal *literal, u32 word, u64 value, u8 nr)
{
	*literal = (struct vsi_literal){
		.word = word, .data = { value, nr > 1 ? value >> 32 : 0 }, .nr = nr,
	};
}

/**
 * a64_carry_literal() - a load of what one instruction cannot hold
 * @effect:  what shall be done
 * @literal: filled in on success
 *
 * Context: any.
 * Return: as vsi_carry_literal().
 */
bool a64_carry_literal(const struct vsi_effect *effect, struct vsi_literal *literal)
{
	const u64 value = effect->value, above_bit_30 = value >> 31;
	const u8 rt = effect->rt;
	u32 word;

	if (effect->kind != VSI_EFFECT_VALUE || !is_one_result(effect) ||
	    load_by_one(rt, value, &word))
		return false;
	if (value == (u32)value)
		set_literal(literal, LDR_W | rt, value, 1);
	else if (above_bit_30 == ones(33))
		set_literal(literal, LDRSW | rt, value, 1);
	else
		set_literal(literal, LDR_X | rt, value, 2);
	return true;
}
