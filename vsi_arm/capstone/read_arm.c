// SPDX-License-Identifier: GPL-2.0
/*
 * Capstone's decoder of A32 and T32, and what its answers are in the words of our
 * tables.
 *
 * opcodes_arm.tbl says which row an opcode is, layouts[] how its operands stand,
 * kinds[] which bits of an operand are which field.
 */
#include "decoder.h"

#include "arch/ARM/ARMBaseInfo.h"
#include "arch/ARM/ARMDisassembler.h"
#define GET_INSTRINFO_ENUM
#include "arch/ARM/ARMGenInstrInfo.inc"

/* Registers are numbered by name; APSR_nzcv stands for the PC, A8.8.107. */
static const struct vsi_capstone_registers registers[] = {
	{ REGISTER, ARM_R0, ARM_R12, 0 },
	{ REGISTER, ARM_SP, ARM_SP, 13 },
	{ REGISTER, ARM_LR, ARM_LR, 14 },
	{ REGISTER, ARM_PC, ARM_PC, 15 },
	{ REGISTER, ARM_APSR_NZCV, ARM_APSR_NZCV, 15 },
	{ NO_REGISTER, ARM_NoRegister, ARM_NoRegister, 0 },
	{ FLAGS, ARM_NoRegister, ARM_NoRegister, 0 },
	{ FLAGS, ARM_CPSR, ARM_CPSR, 1 },
};

enum kind_id {
	K_END, K_RT, K_RT2, K_RN, K_RM, K_RD, K_NOTHING, K_SETS_FLAGS, K_COND,
	K_REGS, K_REGS_BUT_PC,
	K_COPROC, K_OPC1, K_OPC2, K_CRN, K_CRM, K_CRD, K_OFFSET5, K_POST5, K_OPTION5,
	K_MASK, K_MODIFIED, K_BANK, K_IMOD, K_IFLAGS, K_MODE, K_HINT,
	K_IMM24, K_IMM16, K_IMM16_W, K_IMM8, K_IMM6, K_IMM4,
	K_SHIFTED, K_OFFSET2, K_OFFSET2_SHIFTED, K_OFFSET3, K_ADD,
	NR_KINDS
};

static const struct vsi_capstone_kind kinds[NR_KINDS] = {
	[K_RT] = REGISTER_IS("Rt"),
	[K_RT2] = REGISTER_IS("Rt2"),
	[K_RN] = REGISTER_IS("Rn"),
	[K_RM] = REGISTER_IS("Rm"),
	[K_RD] = REGISTER_IS("Rd"),
	[K_NOTHING] = { NO_REGISTER, 0, NO_SHIFT, { } },
	[K_SETS_FLAGS] = { FLAGS, 0, NO_SHIFT, { { "flags", 0, 1 } } },
	[K_COND] = { CONDITION, 0, NO_SHIFT, { { "cond", 0, 4 } } },
	[K_REGS] = { LIST, 0, NO_SHIFT, { { "registers", 0, 16 } } },
	[K_REGS_BUT_PC] = { LIST, 0, NO_SHIFT, { { "registers", 0, 15 }, { "pc", 15, 1 } } },
	[K_COPROC] = IMMEDIATE_IS({ "coproc", 0, 4 }, { "coproc[3:1]", 1, 3 }, { "cp", 0, 1 }),
	[K_OPC1] = IMMEDIATE_IS({ "opc1", 0, 32 }),
	[K_OPC2] = IMMEDIATE_IS({ "opc2", 0, 32 }),
	[K_CRN] = IMMEDIATE_IS({ "CRn", 0, 32 }),
	[K_CRM] = IMMEDIATE_IS({ "CRm", 0, 32 }),
	[K_CRD] = IMMEDIATE_IS({ "CRd", 0, 32 }),
	/* ARM_AM_getAM5Opc() */
	[K_OFFSET5] = { IMMEDIATE, 1 << 8, NO_SHIFT, { { "imm8", 0, 8 }, { "U", 8, 24 } } },
	[K_POST5] = IMMEDIATE_IS({ "imm8", 0, 8 }, { "U", 8, 24 }),
	[K_OPTION5] = IMMEDIATE_IS({ "imm8", 0, 32 }),
	[K_MASK] = IMMEDIATE_IS({ "mask", 0, 4 }, { "R", 4, 28 }),
	[K_MODIFIED] = IMMEDIATE_IS({ "imm8", 0, 8 }, { "rotate", 8, 24 }),
	[K_BANK] = IMMEDIATE_IS({ "M1", 0, 4 }, { "M", 4, 1 }, { "R", 5, 27 }),
	[K_IMOD] = IMMEDIATE_IS({ "imod", 0, 32 }, { "disable", 0, 1 }),
	[K_IFLAGS] = IMMEDIATE_IS({ "F", 0, 1 }, { "I", 1, 1 }, { "A", 2, 30 }),
	[K_MODE] = IMMEDIATE_IS({ "mode", 0, 32 }),
	[K_HINT] = IMMEDIATE_IS({ "hint", 0, 32 }),
	[K_IMM24] = IMMEDIATE_IS({ "imm24", 0, 32 }),
	[K_IMM16] = IMMEDIATE_IS({ "imm4", 0, 4 }, { "imm12", 4, 28 }),
	[K_IMM16_W] = IMMEDIATE_IS({ "imm12", 0, 12 }, { "imm4", 12, 20 }),
	[K_IMM8] = IMMEDIATE_IS({ "imm8", 0, 32 }),
	[K_IMM6] = IMMEDIATE_IS({ "imm6", 0, 32 }),
	[K_IMM4] = IMMEDIATE_IS({ "imm4", 0, 32 }),
	[K_SHIFTED] = { IMMEDIATE, 0, 0, { { "imm5", 3, 29 } } },
	/* ARM_AM_getAM2Opc(); above it stands the index mode, which the opcode says too */
	[K_OFFSET2] = { IMMEDIATE, 1 << 12, NO_SHIFT, { { "imm12", 0, 12 }, { "U", 12, 1 } } },
	[K_OFFSET2_SHIFTED] = { IMMEDIATE, 1 << 12, 13, { { "imm5", 0, 12 }, { "U", 12, 1 } } },
	[K_OFFSET3] = IMMEDIATE_IS({ "imm4L", 0, 4 }, { "imm4H", 4, 4 }, { "U", 8, 24 }),
	[K_ADD] = IMMEDIATE_IS({ "U", 0, 32 }),
};

enum layout_id {
	L_CP32_READ, L_CP32_WRITE, L_CP64, L_LDC, L_LDC_POST, L_LDC_OPTION, L_VMRS,
	L_RD, L_MSR, L_MSRI, L_MRS_BANK, L_MSR_BANK, L_CPS_MODE, L_CPS_FLAGS, L_CPS_BOTH,
	L_HINT, L_IMM24, L_IMM16, L_HVC, L_HVC_W, L_IMM8, L_IMM6, L_IMM4, L_RM, L_DCPS,
	L_RFE, L_SRS, L_COND, L_RFE_W, L_SRS_W,
	L_DP_I, L_DP_R, L_DP_S, L_MOV_I, L_MOV_R, L_MOV_S,
	L_LDM, L_LDM_UPDATE, L_STM, L_STM_UPDATE,
	L_LDRT_I, L_STRT_I, L_LDRT_R, L_STRT_R,
	L_LDRHT_I, L_STRHT_I, L_LDRHT_R, L_STRHT_R, L_MEMORY_W,
	NR_LAYOUTS
};

static const struct vsi_capstone_layout layouts[NR_LAYOUTS] = {
	[L_CP32_READ] = { NO_VALUE, { K_RT, K_COPROC, K_OPC1, K_CRN, K_CRM, K_OPC2, K_COND } },
	[L_CP32_WRITE] = { NO_VALUE, { K_COPROC, K_OPC1, K_RT, K_CRN, K_CRM, K_OPC2, K_COND } },
	[L_CP64] = { NO_VALUE, { K_COPROC, K_OPC1, K_RT, K_RT2, K_CRM, K_COND } },
	[L_LDC] = { NO_VALUE, { K_COPROC, K_CRD, K_RN, K_OFFSET5, K_COND } },
	[L_LDC_POST] = { NO_VALUE, { K_COPROC, K_CRD, K_RN, K_POST5, K_COND } },
	[L_LDC_OPTION] = { NO_VALUE, { K_COPROC, K_CRD, K_RN, K_OPTION5, K_COND } },
	[L_VMRS] = { VALUE("reg"), { K_RT, K_COND } },
	[L_RD] = { NO_VALUE, { K_RD, K_COND } },
	[L_MSR] = { NO_VALUE, { K_MASK, K_RN, K_COND } },
	[L_MSRI] = { NO_VALUE, { K_MASK, K_MODIFIED, K_COND } },
	[L_MRS_BANK] = { NO_VALUE, { K_RD, K_BANK, K_COND } },
	[L_MSR_BANK] = { NO_VALUE, { K_BANK, K_RN, K_COND } },
	[L_CPS_MODE] = { NO_VALUE, { K_MODE } },
	[L_CPS_FLAGS] = { NO_VALUE, { K_IMOD, K_IFLAGS } },
	[L_CPS_BOTH] = { NO_VALUE, { K_IMOD, K_IFLAGS, K_MODE } },
	[L_HINT] = { NO_VALUE, { K_HINT, K_COND } },
	[L_IMM24] = { NO_VALUE, { K_IMM24, K_COND } },
	[L_IMM16] = { NO_VALUE, { K_IMM16 } },
	/* Capstone has no condition, which must be AL then */
	[L_HVC] = { VALUE("cond"), { K_IMM16 } },
	[L_HVC_W] = { NO_VALUE, { K_IMM16_W, K_COND } },
	[L_IMM8] = { NO_VALUE, { K_IMM8, K_COND } },
	[L_IMM6] = { NO_VALUE, { K_IMM6, K_COND } },
	[L_IMM4] = { NO_VALUE, { K_IMM4, K_COND } },
	[L_RM] = { NO_VALUE, { K_RM, K_COND } },
	[L_DCPS] = { VALUE("opt"), { K_COND } },
	[L_RFE] = { NO_VALUE, { K_RN } },
	[L_SRS] = { NO_VALUE, { K_MODE } },
	[L_COND] = { NO_VALUE, { K_COND } },
	[L_RFE_W] = { NO_VALUE, { K_RN, K_COND } },
	[L_SRS_W] = { NO_VALUE, { K_MODE, K_COND } },
	[L_DP_I] = { VALUE("op"), { K_RD, K_RN, K_MODIFIED, K_COND, K_SETS_FLAGS } },
	[L_DP_R] = { VALUE("op"), { K_RD, K_RN, K_RM, K_COND, K_SETS_FLAGS } },
	[L_DP_S] = { VALUE("op"), { K_RD, K_RN, K_RM, K_SHIFTED, K_COND, K_SETS_FLAGS } },
	[L_MOV_I] = { VALUE("op"), { K_RD, K_MODIFIED, K_COND, K_SETS_FLAGS } },
	[L_MOV_R] = { VALUE("op"), { K_RD, K_RM, K_COND, K_SETS_FLAGS } },
	[L_MOV_S] = { VALUE("op"), { K_RD, K_RM, K_SHIFTED, K_COND, K_SETS_FLAGS } },
	/* a base that is written back is there twice */
	[L_LDM] = { NO_VALUE, { K_RN, K_COND, K_REGS_BUT_PC } },
	[L_LDM_UPDATE] = { NO_VALUE, { K_RN, K_RN, K_COND, K_REGS_BUT_PC } },
	[L_STM] = { NO_VALUE, { K_RN, K_COND, K_REGS } },
	[L_STM_UPDATE] = { NO_VALUE, { K_RN, K_RN, K_COND, K_REGS } },
	[L_LDRT_I] = { NO_VALUE, { K_RT, K_RN, K_RN, K_NOTHING, K_OFFSET2, K_COND } },
	[L_STRT_I] = { NO_VALUE, { K_RN, K_RT, K_RN, K_NOTHING, K_OFFSET2, K_COND } },
	[L_LDRT_R] = { NO_VALUE, { K_RT, K_RN, K_RN, K_RM, K_OFFSET2_SHIFTED, K_COND } },
	[L_STRT_R] = { NO_VALUE, { K_RN, K_RT, K_RN, K_RM, K_OFFSET2_SHIFTED, K_COND } },
	[L_LDRHT_I] = { VALUE("op2"), { K_RT, K_RN, K_RN, K_OFFSET3, K_COND } },
	[L_STRHT_I] = { NO_VALUE, { K_RN, K_RT, K_RN, K_OFFSET3, K_COND } },
	[L_LDRHT_R] = { VALUE("op2"), { K_RT, K_RN, K_RN, K_RM, K_ADD, K_COND } },
	[L_STRHT_R] = { NO_VALUE, { K_RN, K_RT, K_RN, K_RM, K_ADD, K_COND } },
	[L_MEMORY_W] = { NO_VALUE, { K_RT, K_RN, K_IMM8, K_COND } },
};

#define PICK(...)
#define WANT(...)
static const struct vsi_capstone_opcode opcodes[] = {
#define OPCODE(isa, opcode, row, layout, ones, value) \
	{ ARM_##opcode, isa##_##row, VSI_ISA_##isa, L_##layout, value, ones },
#include "opcodes_arm.tbl"
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
#include "opcodes_arm.tbl"
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

/* T32: the first halfword comes first. */
static size_t put_bytes(unsigned int isa, u32 word, u8 *bytes)
{
	const bool halves = isa == VSI_ISA_T32 && word >> 16;
	const u32 first = halves ? word >> 16 | word << 16 : word;
	unsigned int i;

	for (i = 0; i < 4; i++)
		bytes[i] = first >> 8 * i;
	return isa == VSI_ISA_T32 && !halves ? 2 : 4;
}

static bool decode(struct vsi_capstone_work *work, unsigned int isa, const u8 *bytes, size_t size,
		   cs_mode version)
{
	const csh h = (csh)(uintptr_t)&work->handle;
	u16 width = 0;
	bool known;

	if (isa == VSI_ISA_A32) {
		vsi_capstone_start(work, CS_ARCH_ARM, CS_MODE_ARM | version);
		known = ARM_getInstruction(h, bytes, size, &work->result, &width, 0, NULL);
	} else {
		vsi_capstone_start(work, CS_ARCH_ARM, CS_MODE_THUMB | version);
		known = Thumb_getInstruction(h, bytes, size, &work->result, &width, 0, NULL);
	}
	return known && width == size;
}

/**
 * vsi_capstone_decode_arm() - have Capstone decode an instruction of 32-bit ARM
 * @work: for Capstone; the answer is there
 * @isa:  enum vsi_isa
 * @word: the instruction, as struct vsi_insn has it
 *
 * Capstone knows either what ARMv8 has removed or what it has added, so an
 * instruction that the first does not know is tried with the second.
 *
 * Context: any; one caller at a time for one @work.
 * Return: what tells what the answer is, or NULL when there is none.
 */
const struct vsi_capstone_decoder *vsi_capstone_decode_arm(struct vsi_capstone_work *work,
							   unsigned int isa, u32 word)
{
	static const cs_mode versions[] = { CS_MODE_LITTLE_ENDIAN, CS_MODE_V8 };
	unsigned int i;
	size_t size;
	u8 bytes[4];

	if (isa != VSI_ISA_A32 && isa != VSI_ISA_T32)
		return NULL;
	size = put_bytes(isa, word, bytes);
	for (i = 0; i < COUNT(versions); i++)
		if (decode(work, isa, bytes, size, versions[i]))
			return &decoder;
	return NULL;
}
