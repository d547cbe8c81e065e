/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The architecture's part of a way and of planning.
 */
#ifndef VSI_ARM_SITE_H
#define VSI_ARM_SITE_H

#include "served_isa.h"
#include "carry.h"
#include "effect.h"

/* What the trap handler does. */
enum vsi_arm_op {
	VSI_ARM_PSR,		/* the original, on the interrupted PSR */
	VSI_ARM_DACR,		/* the original, on the DACR that the exception entry saved */
	VSI_ARM_READ,		/* thunk, then rt, and rt2 of a 64-bit access */
	VSI_ARM_WRITE,		/* rt and rt2, then thunk */
	VSI_ARM_VALUE,		/* the effect's registers get its value */
	VSI_ARM_NOTHING,
	VSI_ARM_COUNTER,	/* the effect's registers get the virtual counter */
	VSI_ARM_SETWAY,		/* rt is a set and a way */
	VSI_ARM_HYPERCALL,	/* the backend, else the fallback */
	VSI_ARM_STATE,		/* the original, on the state block */
	VSI_ARM_NR_OPS
};

/**
 * struct vsi_arch_way - how an instruction is carried and executed
 * @op:      enum vsi_arm_op, of a site that takes an exception
 * @fallback: of VSI_ARM_HYPERCALL, what is done when the hypervisor refuses
 * @nr_code: words of @code
 * @word:    that stands at a site: for good, or but for the hint of an
 *           undefined instruction, or but for where a branch leads or a literal is
 * @code:    of a veneer, without the branch back
 * @nr_literal: words of @literal
 * @literal: what a site loads that carries inline, and lies where veneers do; or what
 *           its veneer loads, and lies behind that
 * @thunk:   two instructions, the access on r0 and r1 and the return; NULL for
 *           ops without
 * @effect:  what is left behind; of VSI_ARM_HYPERCALL, by @fallback
 */
struct vsi_arch_way {
	u8 op;
	u8 fallback;
	u8 nr_code;
	u32 word;
	u32 code[VSI_MAX_PAYLOAD];
	u8 nr_literal;
	u32 literal[VSI_MAX_LITERAL];
	u32 *thunk;
	struct vsi_effect effect;
};

#endif
