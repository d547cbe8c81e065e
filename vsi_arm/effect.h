/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What executing a site leaves behind, whatever carries control there.
 *
 * An action says what an instruction shall mean; the effect says what that is
 * for this one instruction.  A carrier then encodes the effect inline or as a
 * veneer, or the trap handler executes it.  Pure.
 */
#ifndef VSI_ARM_EFFECT_H
#define VSI_ARM_EFFECT_H

#include "insn.h"

enum vsi_effect_kind {
	VSI_EFFECT_NONE,	/* the site is left as it is */
	VSI_EFFECT_NATIVE,	/* what the original does */
	VSI_EFFECT_VALUE,	/* rt, and rt2 of a 64-bit access, get a value */
	VSI_EFFECT_NOTHING,	/* no register changes */
	VSI_EFFECT_COUNTER,	/* rt and rt2 get the virtual counter */
	VSI_EFFECT_SETWAY,	/* data caches are cleaned by address */
	VSI_EFFECT_HVC,		/* the same call by HVC #0 */
	VSI_EFFECT_HYPERCALL,	/* the hypervisor is asked */
	VSI_EFFECT_WORD,	/* the hypervisor takes another instruction for it */
	VSI_EFFECT_STATE,	/* the same, on the state block */
};

/* No second register. */
#define VSI_NO_REG	0xff

/**
 * struct vsi_hvc - how code calls the hypervisor for an instruction
 * @function: in r0; 0 when code cannot, and only the trap's handler can
 * @imm:      of HVC
 * @tag:      in r12, of A64 x16; 0 when it may hold anything
 *
 * As struct vsi_direct of ../vsi_core/backend.h, which says what the others hold.
 */
struct vsi_hvc {
	u32 function;
	u16 imm;
	u16 tag;
};

/**
 * struct vsi_effect - what one instruction shall do
 * @kind:   enum vsi_effect_kind
 * @rt:     register that gets bits[31:0]; 15 means the flags N, Z, C, V from bits[31:28].
 *          Of A64 it gets all 64, and 31 means that nothing does
 * @rt2:    register that gets bits[63:32], or VSI_NO_REG; never of A64
 * @value:  of VSI_EFFECT_VALUE; of VSI_EFFECT_WORD, that instruction
 * @midr:   a read of MIDR yields it too, without leaving the guest
 * @hvc:    of VSI_EFFECT_HYPERCALL that is never refused
 * @block:  of VSI_EFFECT_STATE, where the state block is
 * @offset: in it, of a register that is moved as it is; else 0
 * @framed: an exception brings what is in the block into its frame, and back
 */
struct vsi_effect {
	u8 kind;
	u8 rt;
	u8 rt2;
	u64 value;
	bool midr;
	struct vsi_hvc hvc;
	u64 block;
	u16 offset;
	bool framed;
};

/**
 * struct vsi_effect_env - what is known where the instruction shall run
 * @has_const:   every CPU reads the same value, now and later
 * @answered:    the hypervisor always answers the instruction alike, vsi_effect_answered()
 * @constant:    that value, or the promised one
 * @const_midr:  MIDR has it too, and is read without leaving the guest
 * @nr_cpus:     the guest has
 * @hypercalls:  the backend serves this instruction
 * @promised:    and says that every CPU always reads the same value
 * @hvc:         or that it never refuses, and how it is called then
 * @has_word:    the hypervisor has an encoding of its own for it
 * @word:        that
 * @smc_by_hvc:  firmware takes its calls by HVC
 * @no_counter:  there is no generic timer, and so no virtual counter
 * @block:       where the state block is; 0 when there is none
 * @block_framed: see struct vsi_effect
 */
struct vsi_effect_env {
	bool has_const;
	bool answered;
	u64 constant;
	bool const_midr;
	u32 nr_cpus;
	bool hypercalls;
	bool promised;
	struct vsi_hvc hvc;
	bool has_word;
	u32 word;
	bool smc_by_hvc;
	bool no_counter;
	u64 block;
	bool block_framed;
};

static inline bool vsi_is_smc(const struct vsi_insn *insn)
{
	switch (insn->isa) {
	case VSI_ISA_A32:
		return insn->base == A32_SMC;
	case VSI_ISA_T32:
		return insn->base == T32_SMC;
	}
	return insn->base == A64_SMC;
}

/* SMCCC, ARM DEN 0028: a call has the immediate 0, whatever its conduit. */
static inline bool vsi_is_smccc(const struct vsi_insn *insn)
{
	if (!vsi_is_smc(insn))
		return false;
	switch (insn->isa) {
	case VSI_ISA_A32:
		return !(insn->word & 0xf);
	case VSI_ISA_T32:
		return !(insn->word >> 16 & 0xf);
	}
	return !(insn->word >> 5 & 0xffff);
}

enum vsi_action vsi_effect_of(const struct vsi_insn *insn, enum vsi_action action,
			      const struct vsi_effect_env *env, struct vsi_effect *effect);
bool vsi_effect_answered(const struct vsi_insn *insn, enum vsi_profile profile);
bool vsi_effect_constable(const struct vsi_insn *insn);

#endif
