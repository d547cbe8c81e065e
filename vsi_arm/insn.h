/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The discriminator: which words are virtualization-sensitive instructions.
 *
 * Pure: one source for vsi.ko, the tools and the tests.  What is sensitive
 * stands in a32.tbl, cp.tbl and class.tbl, and nowhere else.
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

/* One number per row of a32.tbl, then one per row of cp.tbl. */
enum a32_row {
#define A32_GROUP(n)	A32_FIRST_##n, A32_BEFORE_##n = A32_FIRST_##n - 1,
#define A32_INSN(id, ...)	A32_##id,
#include "a32.tbl"
#undef A32_GROUP
#undef A32_INSN
	A32_NR_INSNS = A32_FIRST_9
};

enum cp_row {
#define CP_GROUP(s, n)	CP_FIRST_##s##_##n, CP_BEFORE_##s##_##n = CP_FIRST_##s##_##n - 1,
#define CP_REG(id, ...)	CP_##id,
#include "cp.tbl"
#undef CP_GROUP
#undef CP_REG
	CP_NR_REGS = CP_FIRST_65_0
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
	VSI_FORM_OTHER,
};

/**
 * struct vsi_insn - one decoded instruction
 * @word:  the instruction
 * @row:   enum a32_row, or for VSI_FORM_CP32 and VSI_FORM_CP64 enum cp_row
 * @class: enum vsi_class
 * @isa:   enum vsi_isa
 * @width: in bytes
 * @form:  enum vsi_form
 * @cond:  condition field; 0xf in the unconditional space
 * @write: writes the sensitive register rather than reading it
 * @trap:  an undefined instruction with a native handler can stand for it
 * @rt:    general-purpose register operand, with a coprocessor
 * @rt2:   the second one of a 64-bit access
 * @cp:    14 or 15, with a coprocessor
 */
struct vsi_insn {
	u32 word;
	u16 row;
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
bool vsi_decode(unsigned int isa, u32 word, struct vsi_insn *insn);
bool a32_decode(u32 word, struct vsi_insn *insn);
u32 a32_expand_imm(u32 word);
bool a32_switches_mode(const struct vsi_insn *insn);
const char *vsi_class_name(unsigned int class);
const char *vsi_class_text(unsigned int class);
const char *vsi_insn_text(const struct vsi_insn *insn);

#endif
