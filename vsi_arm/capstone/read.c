// SPDX-License-Identifier: GPL-2.0
/*
 * What Capstone says of a word, in the words of our tables.
 *
 * Capstone answers with an opcode and operands (MCInst).  opcodes.tbl says
 * which row an opcode is, layouts[] how its operands stand, kinds[] which bits
 * of an operand are which field.  The word itself is not looked at.
 *
 * Compiled into vsi_capstone.ko and into the host tests.  A64 would be one more
 * table of opcodes, and one more case in decode().
 */
#include <capstone/capstone.h>
#include "cs_priv.h"
#include "MCInst.h"
#include "arch/ARM/ARMBaseInfo.h"
#include "arch/ARM/ARMDisassembler.h"
#define GET_INSTRINFO_ENUM
#include "arch/ARM/ARMGenInstrInfo.inc"

#include "read.h"

#define STRING(x)	#x
#define VERSION(major, minor, extra) \
	"capstone " STRING(major) "." STRING(minor) "." STRING(extra)

const char vsi_capstone_name[] =
	VERSION(CS_VERSION_MAJOR, CS_VERSION_MINOR, CS_VERSION_EXTRA);

enum type {
	REGISTER,
	NO_REGISTER,
	IMMEDIATE,
	FLAGS,		/* the register CPSR, or none: are flags set? */
	CONDITION,	/* an immediate, and the register it reads */
	LIST,		/* all registers that are left */
};

/* A shift stands in three bits of some immediates, in a numbering of its own. */
#define NO_SHIFT	0xff

/* type of A5.2.1, by ARM_AM_ShiftOpc: none, ASR, LSL, LSR, ROR, RRX */
static const u8 shift_types[8] = { 0, 2, 0, 1, 3, 3 };

struct part {
	const char *name;
	u8 lsb;
	u8 width;
};

/**
 * struct kind - one operand of MCInst
 * @type:  what Capstone gives
 * @flip:  bits that it has inverted: "subtract" for the manual's U
 * @shift: lowest bit of a shift
 * @parts: fields of ours in it
 */
struct kind {
	enum type type;
	u32 flip;
	u8 shift;
	struct part parts[3];
};

#define REGISTER_IS(name)	{ REGISTER, 0, NO_SHIFT, { { name, 0, 4 } } }
#define IMMEDIATE_IS(...)	{ IMMEDIATE, 0, NO_SHIFT, { __VA_ARGS__ } }

enum kind_id {
	K_END, K_RT, K_RT2, K_RN, K_RM, K_RD, K_NOTHING, K_SETS_FLAGS, K_COND,
	K_REGS, K_REGS_BUT_PC,
	K_COPROC, K_OPC1, K_OPC2, K_CRN, K_CRM, K_CRD, K_OFFSET5, K_POST5, K_OPTION5,
	K_MASK, K_MODIFIED, K_BANK, K_IMOD, K_IFLAGS, K_MODE, K_HINT,
	K_IMM24, K_IMM16, K_IMM16_W, K_IMM8, K_IMM6, K_IMM4,
	K_SHIFTED, K_OFFSET2, K_OFFSET2_SHIFTED, K_OFFSET3, K_ADD,
	NR_KINDS
};

static const struct kind kinds[NR_KINDS] = {
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

/**
 * struct layout - the operands of an opcode
 * @value: name of what the opcode says
 * @kinds: of the operands, in their order
 */
struct layout {
	const char *value;
	u8 kinds[9];
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

static const struct layout layouts[NR_LAYOUTS] = {
	[L_CP32_READ] = { NULL, { K_RT, K_COPROC, K_OPC1, K_CRN, K_CRM, K_OPC2, K_COND } },
	[L_CP32_WRITE] = { NULL, { K_COPROC, K_OPC1, K_RT, K_CRN, K_CRM, K_OPC2, K_COND } },
	[L_CP64] = { NULL, { K_COPROC, K_OPC1, K_RT, K_RT2, K_CRM, K_COND } },
	[L_LDC] = { NULL, { K_COPROC, K_CRD, K_RN, K_OFFSET5, K_COND } },
	[L_LDC_POST] = { NULL, { K_COPROC, K_CRD, K_RN, K_POST5, K_COND } },
	[L_LDC_OPTION] = { NULL, { K_COPROC, K_CRD, K_RN, K_OPTION5, K_COND } },
	[L_VMRS] = { "reg", { K_RT, K_COND } },
	[L_RD] = { NULL, { K_RD, K_COND } },
	[L_MSR] = { NULL, { K_MASK, K_RN, K_COND } },
	[L_MSRI] = { NULL, { K_MASK, K_MODIFIED, K_COND } },
	[L_MRS_BANK] = { NULL, { K_RD, K_BANK, K_COND } },
	[L_MSR_BANK] = { NULL, { K_BANK, K_RN, K_COND } },
	[L_CPS_MODE] = { NULL, { K_MODE } },
	[L_CPS_FLAGS] = { NULL, { K_IMOD, K_IFLAGS } },
	[L_CPS_BOTH] = { NULL, { K_IMOD, K_IFLAGS, K_MODE } },
	[L_HINT] = { NULL, { K_HINT, K_COND } },
	[L_IMM24] = { NULL, { K_IMM24, K_COND } },
	[L_IMM16] = { NULL, { K_IMM16 } },
	/* Capstone has no condition, which must be AL then */
	[L_HVC] = { "cond", { K_IMM16 } },
	[L_HVC_W] = { NULL, { K_IMM16_W, K_COND } },
	[L_IMM8] = { NULL, { K_IMM8, K_COND } },
	[L_IMM6] = { NULL, { K_IMM6, K_COND } },
	[L_IMM4] = { NULL, { K_IMM4, K_COND } },
	[L_RM] = { NULL, { K_RM, K_COND } },
	[L_DCPS] = { "opt", { K_COND } },
	[L_RFE] = { NULL, { K_RN } },
	[L_SRS] = { NULL, { K_MODE } },
	[L_COND] = { NULL, { K_COND } },
	[L_RFE_W] = { NULL, { K_RN, K_COND } },
	[L_SRS_W] = { NULL, { K_MODE, K_COND } },
	[L_DP_I] = { "op", { K_RD, K_RN, K_MODIFIED, K_COND, K_SETS_FLAGS } },
	[L_DP_R] = { "op", { K_RD, K_RN, K_RM, K_COND, K_SETS_FLAGS } },
	[L_DP_S] = { "op", { K_RD, K_RN, K_RM, K_SHIFTED, K_COND, K_SETS_FLAGS } },
	[L_MOV_I] = { "op", { K_RD, K_MODIFIED, K_COND, K_SETS_FLAGS } },
	[L_MOV_R] = { "op", { K_RD, K_RM, K_COND, K_SETS_FLAGS } },
	[L_MOV_S] = { "op", { K_RD, K_RM, K_SHIFTED, K_COND, K_SETS_FLAGS } },
	/* a base that is written back is there twice */
	[L_LDM] = { NULL, { K_RN, K_COND, K_REGS_BUT_PC } },
	[L_LDM_UPDATE] = { NULL, { K_RN, K_RN, K_COND, K_REGS_BUT_PC } },
	[L_STM] = { NULL, { K_RN, K_COND, K_REGS } },
	[L_STM_UPDATE] = { NULL, { K_RN, K_RN, K_COND, K_REGS } },
	[L_LDRT_I] = { NULL, { K_RT, K_RN, K_RN, K_NOTHING, K_OFFSET2, K_COND } },
	[L_STRT_I] = { NULL, { K_RN, K_RT, K_RN, K_NOTHING, K_OFFSET2, K_COND } },
	[L_LDRT_R] = { NULL, { K_RT, K_RN, K_RN, K_RM, K_OFFSET2_SHIFTED, K_COND } },
	[L_STRT_R] = { NULL, { K_RN, K_RT, K_RN, K_RM, K_OFFSET2_SHIFTED, K_COND } },
	[L_LDRHT_I] = { "op2", { K_RT, K_RN, K_RN, K_OFFSET3, K_COND } },
	[L_STRHT_I] = { NULL, { K_RN, K_RT, K_RN, K_OFFSET3, K_COND } },
	[L_LDRHT_R] = { "op2", { K_RT, K_RN, K_RN, K_RM, K_ADD, K_COND } },
	[L_STRHT_R] = { NULL, { K_RN, K_RT, K_RN, K_RM, K_ADD, K_COND } },
	[L_MEMORY_W] = { NULL, { K_RT, K_RN, K_IMM8, K_COND } },
};

struct opcode {
	u16 opcode;
	u16 row;
	u8 isa;
	u8 layout;
	u8 value;
	char ones[5];
};

#define PICK(...)
#define WANT(...)
static const struct opcode opcodes[] = {
#define OPCODE(isa, opcode, row, layout, ones, value) \
	{ ARM_##opcode, isa##_##row, VSI_ISA_##isa, L_##layout, value, ones },
#include "opcodes.tbl"
#undef OPCODE
};
#undef PICK
#undef WANT

/* What an operand says of the row: it is another one, or none when @value differs. */
struct rule {
	const char *name;
	u32 value;
	u16 row;
	u16 other;
	u8 isa;
	bool is_pick;
};

#define OPCODE(...)
static const struct rule rules[] = {
#define PICK(isa, row, name, value, other) \
	{ name, value, isa##_##row, isa##_##other, VSI_ISA_##isa, true },
#define WANT(isa, row, name, value) \
	{ name, value, isa##_##row, isa##_##row, VSI_ISA_##isa, false },
#include "opcodes.tbl"
#undef PICK
#undef WANT
};
#undef OPCODE

#define COUNT(array)	(sizeof(array) / sizeof((array)[0]))

static const struct opcode *find_opcode(unsigned int isa, unsigned int opcode)
{
	unsigned int i;

	for (i = 0; i < COUNT(opcodes); i++)
		if (opcodes[i].opcode == opcode && opcodes[i].isa == isa)
			return &opcodes[i];
	return NULL;
}

static bool add(struct vsi_second_reading *reading, const char *name, u32 value)
{
	if (reading->nr == VSI_SECOND_OPERANDS)
		return false;
	reading->operands[reading->nr++] = (struct vsi_second_operand){ name, value };
	return true;
}

static u32 bits(u32 value, unsigned int lsb, unsigned int width)
{
	value >>= lsb;
	return width < 32 ? value & ((1u << width) - 1) : value;
}

static bool add_parts(struct vsi_second_reading *reading, const struct kind *kind, u32 value)
{
	const struct part *part;

	value ^= kind->flip;
	for (part = kind->parts; part < kind->parts + COUNT(kind->parts) && part->name; part++)
		if (!add(reading, part->name, bits(value, part->lsb, part->width)))
			return false;
	return kind->shift == NO_SHIFT ||
	       add(reading, "type", shift_types[bits(value, kind->shift, 3)]);
}

/* Registers are numbered by name; APSR_nzcv stands for the PC, A8.8.107. */
static bool take_register(const MCOperand *op, u32 *value)
{
	if (op->Kind != kRegister)
		return false;
	if (op->RegVal >= ARM_R0 && op->RegVal <= ARM_R12)
		*value = op->RegVal - ARM_R0;
	else if (op->RegVal == ARM_SP)
		*value = 13;
	else if (op->RegVal == ARM_LR)
		*value = 14;
	else if (op->RegVal == ARM_PC || op->RegVal == ARM_APSR_NZCV)
		*value = 15;
	else
		return false;
	return true;
}

static bool take_immediate(const MCOperand *op, u32 *value)
{
	*value = op->ImmVal;
	return op->Kind == kImmediate && op->ImmVal == *value;
}

static bool take_flags(const MCOperand *op, u32 *value)
{
	*value = op->RegVal == ARM_CPSR;
	return op->Kind == kRegister && (*value || op->RegVal == ARM_NoRegister);
}

static bool take_list(MCInst *insn, unsigned int *at, u32 *value)
{
	u32 reg;

	for (*value = 0; *at < MCInst_getNumOperands(insn); ++*at) {
		if (!take_register(MCInst_getOperand(insn, *at), &reg))
			return false;
		*value |= 1u << reg;
	}
	return true;
}

/* The operand at @at, and @at behind it; false when it is of another type. */
static bool take(MCInst *insn, enum type type, unsigned int *at, u32 *value)
{
	const MCOperand *op = MCInst_getOperand(insn, *at);

	if (type == LIST)
		return take_list(insn, at, value);
	if (*at >= MCInst_getNumOperands(insn))
		return false;
	++*at;
	switch (type) {
	case REGISTER:
		return take_register(op, value);
	case NO_REGISTER:
		return op->Kind == kRegister && op->RegVal == ARM_NoRegister;
	case FLAGS:
		return take_flags(op, value);
	case CONDITION:
		++*at;
		return take_immediate(op, value);
	default:
		return take_immediate(op, value);
	}
}

static bool read_operands(MCInst *insn, const struct layout *layout,
			  struct vsi_second_reading *reading)
{
	const u8 *id = layout->kinds;
	unsigned int at = 0;
	u32 value = 0;

	for (; *id; id++)
		if (!take(insn, kinds[*id].type, &at, &value) ||
		    !add_parts(reading, &kinds[*id], value))
			return false;
	return at == MCInst_getNumOperands(insn);
}

/* Names of one letter. */
static const char letters[][2] = { "B", "D", "H", "L", "P", "S", "U", "W" };

static bool add_letter(struct vsi_second_reading *reading, char letter)
{
	unsigned int i;

	for (i = 0; i < COUNT(letters); i++)
		if (letters[i][0] == letter)
			return add(reading, letters[i], 1);
	return false;
}

static bool read_opcode(const struct opcode *opcode, struct vsi_second_reading *reading)
{
	const struct layout *layout = &layouts[opcode->layout];
	const char *letter;

	for (letter = opcode->ones; *letter; letter++)
		if (!add_letter(reading, *letter))
			return false;
	return !layout->value || add(reading, layout->value, opcode->value);
}

static bool has(const struct vsi_second_reading *reading, const char *name, u32 value)
{
	unsigned int i;

	for (i = 0; i < reading->nr; i++)
		if (!strcmp(reading->operands[i].name, name))
			return reading->operands[i].value == value;
	return false;
}

static u16 apply_rules(const struct opcode *opcode, const struct vsi_second_reading *reading)
{
	u16 row = opcode->row, picked = VSI_SECOND_UNKNOWN;
	const struct rule *rule;
	bool has_pick = false;

	for (rule = rules; rule < rules + COUNT(rules); rule++) {
		if (rule->isa != opcode->isa || rule->row != opcode->row)
			continue;
		has_pick |= rule->is_pick;
		if (has(reading, rule->name, rule->value))
			picked = rule->other;
		else if (!rule->is_pick)
			return VSI_SECOND_UNKNOWN;
	}
	return has_pick ? picked : row;
}

/*
 * What Capstone works on.  vsi_capstone_read() is called by one at a time: on a
 * stack this were too much.
 */
static struct cs_struct handle;
static cs_insn unused;
static MCInst result;

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

/* Without what the last word left: an IT makes the next instruction conditional. */
static void start(cs_mode mode)
{
	memset(&handle.ITBlock, 0, sizeof(handle.ITBlock));
	handle.arch = CS_ARCH_ARM;
	handle.mode = mode;
	MCInst_Init(&result);
	result.csh = &handle;
	result.flat_insn = &unused;
}

static bool decode(unsigned int isa, const u8 *bytes, size_t size, cs_mode version)
{
	const csh h = (csh)(uintptr_t)&handle;
	u16 width = 0;
	bool known;

	if (isa == VSI_ISA_A32) {
		start(CS_MODE_ARM | version);
		known = ARM_getInstruction(h, bytes, size, &result, &width, 0, NULL);
	} else {
		start(CS_MODE_THUMB | version);
		known = Thumb_getInstruction(h, bytes, size, &result, &width, 0, NULL);
	}
	return known && width == size;
}

/**
 * vsi_capstone_read() - have Capstone read one instruction
 * @isa:     enum vsi_isa; others are answered by VSI_SECOND_UNKNOWN
 * @word:    the instruction, as struct vsi_insn has it
 * @reading: filled in
 *
 * Capstone knows either what ARMv8 has removed or what it has added, so an
 * instruction that the first does not know is tried with the second.
 *
 * Context: any; one caller at a time.
 */
void vsi_capstone_read(unsigned int isa, u32 word, struct vsi_second_reading *reading)
{
	const struct opcode *opcode;
	size_t size;
	u8 bytes[4];

	*reading = (struct vsi_second_reading){ .row = VSI_SECOND_UNKNOWN };
	if (isa != VSI_ISA_A32 && isa != VSI_ISA_T32)
		return;
	size = put_bytes(isa, word, bytes);
	if (!decode(isa, bytes, size, 0) && !decode(isa, bytes, size, CS_MODE_V8))
		return;
	opcode = find_opcode(isa, MCInst_getOpcode(&result));
	if (!opcode || !read_opcode(opcode, reading) ||
	    !read_operands(&result, &layouts[opcode->layout], reading))
		return;
	reading->row = apply_rules(opcode, reading);
}
