/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Instructions as loads from and stores to the state block, which a guest kernel in
 * user mode has: Documentation/abi.rst.  Pure.
 */
#ifndef VSI_ARM_STATE_H
#define VSI_ARM_STATE_H

#include "carry.h"
#include "../hypercall/vsi_state.h"

/**
 * struct vsi_state_code - a veneer that accesses the block
 * @code: its instructions, but for the branch back
 * @nr:   how many
 * @base: the address that one of them loads; it lies behind the branch back, 32 bits of
 *        A32, 64 of A64
 */
struct vsi_state_code {
	u32 code[VSI_MAX_PAYLOAD];
	unsigned int nr;
	u64 base;
};

u32 vsi_state_offset(const struct vsi_insn *insn);
bool vsi_state_has(const struct vsi_insn *insn);
bool a32_state_code(const struct vsi_insn *insn, u32 block, struct vsi_state_code *code);
bool a64_state_code(const struct vsi_insn *insn, u64 block, struct vsi_state_code *code);

#endif
