/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Carrying an effect without an exception: one instruction in place, or a
 * veneer that a branch reaches.  Pure.
 */
#ifndef VSI_ARM_CARRY_H
#define VSI_ARM_CARRY_H

#include "effect.h"

/* Most instructions of a veneer, without the branch back: a call, of A64, with a tag. */
#define VSI_MAX_PAYLOAD	11

/**
 * struct vsi_carry_isa - what the code of veneers consists of, in A32 or T32
 * @nop:         an instruction that does nothing
 * @hvc:         HVC #0
 * @load_by_one: set a register by one instruction; false when that cannot be
 * @movw:        set a register to 16 bits
 * @movt:        set the upper half of a register
 * @push:        STR Rt, [SP, #-4]!
 * @pop:         LDR Rt, [SP], #4
 * @call:        call the hypervisor for an access; NULL where only the trap does.  The
 *               data of vsi_carry_data() lie behind the instruction behind these
 * @is_known_by_address: who serves the exception that an instruction takes
 *               looks at its address, or at the words there
 * @accesses_memory: the instruction loads or stores
 *
 * Words are executed always, and none changes the flags.  Rt is 0 in @push and
 * @pop: it stands at the same bits in both instruction sets.
 */
struct vsi_carry_isa {
	u32 nop;
	u32 hvc;
	bool (*load_by_one)(u8 rd, u32 value, u32 *word);
	u32 (*movw)(u8 rd, u32 value);
	u32 (*movt)(u8 rd, u32 value);
	u32 push;
	u32 pop;
	unsigned int (*call)(const struct vsi_insn *insn, const struct vsi_hvc *hvc, u32 *code);
	bool (*is_known_by_address)(unsigned int row);
	bool (*accesses_memory)(unsigned int row);
};

extern const struct vsi_carry_isa a32_carry, t32_carry;

/* Most words of a literal. */
#define VSI_MAX_LITERAL		2

/**
 * struct vsi_literal - one instruction that loads a value, and the value
 * @word: LDR (literal); where the value is, a64_literal_bits(), is still zero
 * @data: the value, its lower half first, as it lies in a little-endian memory
 * @nr:   how many words of @data there are; with 2, at a multiple of 8 they are read
 *        at once
 */
struct vsi_literal {
	u32 word;
	u32 data[VSI_MAX_LITERAL];
	u8 nr;
};

bool vsi_may_abort(const struct vsi_insn *insn);
bool vsi_encode_midr(const struct vsi_insn *insn, u32 *word);
bool vsi_carry_inline(const struct vsi_insn *insn, const struct vsi_effect *effect, u32 *word);
unsigned int vsi_carry_payload(const struct vsi_insn *insn, const struct vsi_effect *effect,
			       u32 code[VSI_MAX_PAYLOAD]);
unsigned int vsi_carry_data(const struct vsi_insn *insn, const struct vsi_effect *effect,
			    u32 data[VSI_MAX_LITERAL]);
bool vsi_carry_literal(const struct vsi_insn *insn, const struct vsi_effect *effect,
		       struct vsi_literal *literal);

/* A register field and the two ways to name it in a word: where A32 and T32 agree. */
#define VSI_RD(reg)	((u32)(reg) << 12)	/* Rt, too */
#define VSI_RT2(reg)	((u32)(reg) << 16)

#endif
