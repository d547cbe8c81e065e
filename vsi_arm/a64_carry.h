/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Effects as code of A64: what carry.c asks.  Pure.
 */
#ifndef VSI_ARM_A64_CARRY_H
#define VSI_ARM_A64_CARRY_H

#include "carry.h"

bool a64_may_abort(const struct vsi_insn *insn);
bool a64_encode_midr(const struct vsi_insn *insn, u32 *word);
bool a64_carry_inline(const struct vsi_insn *insn, const struct vsi_effect *effect, u32 *word);
unsigned int a64_carry_payload(const struct vsi_insn *insn, const struct vsi_effect *effect,
			       u32 code[VSI_MAX_PAYLOAD]);
bool a64_carry_literal(const struct vsi_effect *effect, struct vsi_literal *literal);

#endif
