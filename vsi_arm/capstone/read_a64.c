// SPDX-License-Identifier: GPL-2.0
/*
 * Capstone's decoder of A64, and what its answers are in the words of our tables.
 *
 * opcodes_a64.tbl says which row an opcode is, layouts[] how its operands stand,
 * kinds[] which bits of an operand are which field.
 */
#include "decoder.h"

#include "utils.h"
#include "arch/AArch64/AArch64Disassembler.h"
#define GET_INSTRINFO_ENUM
#include "arch/AArch64/AArch64GenInstrInfo.inc"
#define GET_REGINFO_ENUM
#include "arch/AArch64/AArch64GenRegisterInfo.inc"

/* Registers are numbered by name; their width is the opcode's matter. */
static const struct vsi_capstone_registers registers[] = {
	{ REGISTER, AArch64_X0, AArch64_X28, 0 },
	{ REGISTER, AArch64_FP, AArch64_FP, 29 },
	{ REGISTER, AArch64_LR, AArch64_LR, 30 },
	{ REGISTER, AArch64_XZR, AArch64_XZR, 31 },
	{ REGISTER, AArch64_W0, AArch64_W30, 0 },
	{ REGISTER, AArch64_WZR, AArch64_WZR, 31 },
	{ BASE, AArch64_X0, AArch64_X28, 0 },
	{ BASE, AArch64_FP, AArch64_FP, 29 },
	{ BASE, AArch64_LR, AArch64_LR, 30 },
	{ BASE, AArch64_SP, AArch64_SP, 31 },
};

enum kind_id {
	K_END, K_RT, K_RN, K_IMM9, K_SYSREG, K_OP1, K_OP2, K_CRN, K_CRM, K_PSTATE, K_HINT,
	K_IMM16,
	NR_KINDS
};

static const struct vsi_capstone_kind kinds[NR_KINDS] = {
	[K_RT] = REGISTER_IS("Rt"),
	[K_RN] = { BASE, 0, NO_SHIFT, { { "Rn", 0, 5 } } },
	[K_IMM9] = { SIGNED, 0, NO_SHIFT, { { "imm9", 0, 9 } } },
	/* S<op0>_<op1>_<CRn>_<CRm>_<op2>, also of a register that Capstone has a name for */
	[K_SYSREG] = IMMEDIATE_IS({ "op2", 0, 3 }, { "CRm", 3, 4 }, { "CRn", 7, 4 },
				  { "op1", 11, 3 }, { "o0", 14, 1 }, { "op0[1]", 15, 17 }),
	[K_OP1] = IMMEDIATE_IS({ "op1", 0, 32 }),
	[K_OP2] = IMMEDIATE_IS({ "op2", 0, 32 }),
	[K_CRN] = IMMEDIATE_IS({ "CRn", 0, 32 }),
	[K_CRM] = IMMEDIATE_IS({ "CRm", 0, 32 }),
	/* op1:op2; DAIFSet and DAIFClr are one row, with the lowest bit as a field */
	[K_PSTATE] = IMMEDIATE_IS({ "pstate", 0, 32 }, { "op2", 0, 1 }),
	[K_HINT] = IMMEDIATE_IS({ "hint", 0, 32 }),
	[K_IMM16] = IMMEDIATE_IS({ "imm16", 0, 32 }),
};

enum layout_id {
	L_NONE, L_MRS, L_MSR, L_SYS, L_SYSL, L_PSTATE, L_HINT, L_IMM16, L_DCPS, L_UNPRIV,
	NR_LAYOUTS
};

static const struct vsi_capstone_layout layouts[NR_LAYOUTS] = {
	[L_NONE] = { NO_VALUE, { K_END } },
	[L_MRS] = { NO_VALUE, { K_RT, K_SYSREG } },
	[L_MSR] = { NO_VALUE, { K_SYSREG, K_RT } },
	[L_SYS] = { NO_VALUE, { K_OP1, K_CRN, K_CRM, K_OP2, K_RT } },
	[L_SYSL] = { NO_VALUE, { K_RT, K_OP1, K_CRN, K_CRM, K_OP2 } },
	[L_PSTATE] = { NO_VALUE, { K_PSTATE, K_CRM } },
	[L_HINT] = { NO_VALUE, { K_HINT } },
	[L_IMM16] = { NO_VALUE, { K_IMM16 } },
	[L_DCPS] = { VALUE("LL"), { K_IMM16 } },
	[L_UNPRIV] = { { { "opc", 0, 2 }, { "size", 2, 30 } }, { K_RT, K_RN, K_IMM9 } },
};

#define PICK(...)
#define WANT(...)
static const struct vsi_capstone_opcode opcodes[] = {
#define OPCODE(isa, opcode, row, layout, ones, value) \
	{ AArch64_##opcode, isa##_##row, VSI_ISA_##isa, L_##layout, value, ones },
#include "opcodes_a64.tbl"
#undef OPCODE
};
#undef PICK
#undef WANT

#define OPCODE(...)
static const struct vsi_capstone_rule rules[] = {
#define PICK(isa, row, name, value, other) \
	{ name, value, isa##_##row, isa##_##other, VSI_ISA_##isa, true },
#define WANT(isa, row, name, value) \
	{ name, value, isa##_##row, isa##_##row, VSI_ISA_##isa, false },
#include "opcodes_a64.tbl"
#undef PICK
#undef WANT
};
#undef OPCODE

static const struct vsi_capstone_decoder decoder = {
	.opcodes = opcodes, .nr_opcodes = COUNT(opcodes),
	.rules = rules, .nr_rules = COUNT(rules),
	.registers = registers, .nr_registers = COUNT(registers),
	.layouts = layouts,
	.kinds = kinds,
};

/**
 * vsi_capstone_decode_a64() - have Capstone decode an instruction of A64
 * @work: for Capstone; the answer is there
 * @word: the instruction
 *
 * Context: any; one caller at a time for one @work.
 * Return: what tells what the answer is, or NULL when there is none.
 */
const struct vsi_capstone_decoder *vsi_capstone_decode_a64(struct vsi_capstone_work *work,
							   u32 word)
{
	const u8 bytes[4] = { word, word >> 8, word >> 16, word >> 24 };
	const csh h = (csh)(uintptr_t)&work->handle;
	u16 width = 0;

	vsi_capstone_start(work, CS_ARCH_ARM64, CS_MODE_LITTLE_ENDIAN);
	if (!AArch64_getInstruction(h, bytes, sizeof(bytes), &work->result, &width, 0, NULL))
		return NULL;
	return width == sizeof(bytes) ? &decoder : NULL;
}
