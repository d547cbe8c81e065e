/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The discriminator: which words are virtualization-sensitive instructions.
 *
 * Pure: one source for vsi.ko, the tools and the tests.  What is sensitive
 * stands in a32.tbl, t32.tbl, a64.tbl and the tables of registers behind them,
 * cp.tbl and sysreg.tbl, and nowhere else.
 */
#ifndef VSI_ARM_INSN_H
#define VSI_ARM_INSN_H

#include "types.h"

/* Instruction sets; the numbers are part of the .vsi_table format. */
enum vsi_isa {
	VSI_ISA_A32 = 1,
	VSI_ISA_T32 = 2,
	VSI_ISA_A64 = 3,
};

enum vsi_class {
	VSI_CLASS_NONE,
#define VSI_CLASS(nr, id, name, text)	VSI_CLASS_##id = (nr),
#include "class.tbl"
#undef VSI_CLASS
	VSI_NR_CLASSES
};

/* One number per row of each table. */
enum a32_row {
#define INSN(id, ...)	A32_##id,
#include "a32.tbl"
#undef INSN
	A32_NR_INSNS
};

enum t32_row {
#define INSN(id, ...)	T32_##id,
#include "t32.tbl"
#undef INSN
	T32_NR_INSNS
};

enum a64_row {
#define INSN(id, ...)	A64_##id,
#include "a64.tbl"
#undef INSN
	A64_NR_INSNS
};

enum cp_row {
#define REG(id, ...)	CP_##id,
#include "cp.tbl"
#undef REG
	CP_NR_REGS
};

enum sys_row {
#define REG(id, ...)	SYSREG_##id,
#include "sysreg.tbl"
#undef REG
	SYSREG_NR
};

enum vsi_action {
#define ACTION(id, name, text)	VSI_##id,
#include "action.tbl"
#undef ACTION
	VSI_NR_ACTIONS
};

enum vsi_carrier {
#define CARRIER(id, name, text)	VSI_CARRIER_##id,
#include "action.tbl"
#undef CARRIER
	VSI_NR_CARRIERS
};

/* Those that rows have a column for, then those that keep all instructions. */
enum vsi_profile {
#define PROFILE(id, name, text)	VSI_PROFILE_##id,
#include "action.tbl"
#undef PROFILE
	VSI_NR_PROFILES,
	VSI_PROFILE_LAST_OF_ROWS = VSI_NR_PROFILES - 1,
#define PASSIVE(id, name, text)	VSI_PROFILE_##id,
#include "action.tbl"
#undef PASSIVE
	VSI_NR_POLICY_PROFILES
};

enum vsi_behaviour {
#define BEHAVE(id, name, text)	VSI_BEHAVES_##id,
#include "behave.tbl"
#undef BEHAVE
	VSI_NR_BEHAVIOURS
};

/* Where a guest kernel may run: the columns of behaviour. */
enum vsi_place {
	VSI_PLACE_USER,
	VSI_PLACE_KVM,
	VSI_PLACE_XEN,
	VSI_NR_PLACES
};

/* Directions of an access; also what the trap carrier is exact for. */
#define VSI_TRAP_NONE	0
#define VSI_TRAP_R	1
#define VSI_TRAP_W	2
#define VSI_TRAP_RW	(VSI_TRAP_R | VSI_TRAP_W)

/* What kind of operands an instruction has. */
enum vsi_form {
	VSI_FORM_PSR,		/* of the program status registers */
	VSI_FORM_CP32,		/* MRC, MCR */
	VSI_FORM_CP64,		/* MRRC, MCRR */
	VSI_FORM_SYS,		/* MRS, MSR, SYS and SYSL of A64 */
	VSI_FORM_OTHER,
};

/**
 * struct vsi_insn - one decoded instruction
 * @word:  the instruction; of T32 with 4 bytes, the first halfword is bits[31:16]
 * @row:   of the instruction set's table; for VSI_FORM_CP32 and VSI_FORM_CP64
 *         enum cp_row, for VSI_FORM_SYS enum sys_row
 * @base:  row of the instruction set's table, always
 * @class: enum vsi_class
 * @isa:   enum vsi_isa
 * @width: in bytes
 * @form:  enum vsi_form
 * @cond:  condition field of A32, 0xf in the unconditional space; 0xe elsewhere
 * @write: writes the sensitive register rather than reading it
 * @trap:  an undefined instruction with a native handler can stand for it
 * @rt:    general-purpose register operand, with a coprocessor or system register
 * @rt2:   the second one of a 64-bit access
 * @cp:    14 or 15, with a coprocessor
 */
struct vsi_insn {
	u32 word;
	u16 row;
	u16 base;
	u16 class;
	u8 isa;
	u8 width;
	u8 form;
	u8 cond;
	bool write;
	bool trap;
	u8 rt;
	u8 rt2;
	u8 cp;
};

/**
 * struct vsi_field - where an operand stands in an instruction
 * @name:  as the architecture's manual calls it
 * @lsb:   its lowest bit
 * @width: in bits
 */
struct vsi_field {
	const char *name;
	u8 lsb;
	u8 width;
};

#define VSI_MAX_FIELDS	8

/* Words of A32 that other files look at. */
#define A32_COND_SHIFT		28
#define A32_COND_AL		0xeu
#define A32_COND_UNCOND		0xfu

static inline u8 a32_cond(u32 word)
{
	return word >> A32_COND_SHIFT;
}

/* What the two below have in common, and little else has. */
static inline bool a32_maybe_exclusive(u32 word)
{
	return (word & 0x0f800e90) == 0x01800e90;
}

/* ARM ARM A5.2.10, synchronization primitives, and the ARMv8 LDAEX, STLEX. */
static inline bool a32_is_load_exclusive(u32 word)
{
	return a32_cond(word) != A32_COND_UNCOND && (word & 0x0f900eff) == 0x01900e9f;
}

static inline bool a32_is_store_exclusive(u32 word)
{
	return a32_cond(word) != A32_COND_UNCOND && (word & 0x0f900ef0) == 0x01800e90;
}

/* What vsi_mapping_symbol() answers beside enum vsi_isa. */
#define VSI_MAPPING_DATA	0
#define VSI_MAPPING_NONE	(-1)

int vsi_mapping_symbol(const char *name);

void vsi_decode_init(void);
bool vsi_decode(unsigned int isa, u32 word, struct vsi_insn *insn);
u32 vsi_scan_next(unsigned int isa, const u8 *bytes, u32 size, u32 offset);
u32 vsi_insn_read(unsigned int isa, const u8 *bytes, unsigned int width);

/**
 * vsi_insn_width() - how many bytes an instruction has
 * @isa:      enum vsi_isa
 * @halfword: of T32, the first one
 *
 * ARM DDI 0406C, A6.1.
 *
 * Return: 2 or 4.
 */
static inline unsigned int vsi_insn_width(unsigned int isa, u16 halfword)
{
	return isa == VSI_ISA_T32 && halfword < 0xe800 ? 2 : 4;
}

u32 a32_expand_imm(u32 word);
bool vsi_switches_mode(const struct vsi_insn *insn);

const struct vsi_field *vsi_insn_fields(const struct vsi_insn *insn, unsigned int *count);
const struct vsi_field *vsi_row_fields(unsigned int isa, unsigned int row, unsigned int *count);
u32 vsi_field_get(u32 word, const struct vsi_field *field);
u32 vsi_field_set(u32 word, const struct vsi_field *field, u32 value);
u32 vsi_encode(unsigned int isa, unsigned int row, const u32 *values);

/* insn_action.c: what vsi.ko needs to follow a policy, and to tell of it */
const char *vsi_isa_name(unsigned int isa);
const char *vsi_class_name(unsigned int class);
const char *vsi_action_name(unsigned int action);
const char *vsi_carrier_name(unsigned int carrier);
const char *vsi_profile_name(unsigned int profile);
const char *vsi_insn_text(const struct vsi_insn *insn);
enum vsi_action vsi_action_directed(enum vsi_action action, bool write);
enum vsi_action vsi_insn_action(const struct vsi_insn *insn, enum vsi_profile profile);
bool vsi_insn_is_silent(const struct vsi_insn *insn);

/* insn_names.c: not in vsi.ko */
const char *vsi_class_text(unsigned int class);
enum vsi_behaviour vsi_insn_behaviour(const struct vsi_insn *insn, enum vsi_place place);
bool vsi_insn_acts(const struct vsi_insn *insn, enum vsi_profile profile);
const char *vsi_behaviour_name(unsigned int behaviour);

#endif
