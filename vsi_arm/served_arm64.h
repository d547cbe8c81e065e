/* SPDX-License-Identifier: GPL-2.0 */
/*
 * served_isa.h for 64-bit ARM.
 */
#ifndef VSI_ARM_SERVED_ARM64_H
#define VSI_ARM_SERVED_ARM64_H

#include <linux/types.h>
#include "a64_encode.h"
#include "a64_exclusive.h"
#include "a64_psr.h"

#define VSI_IS_T32	false
#define VSI_SERVED_ISA	VSI_ISA_A64

/* Permanently undefined words. */
#define VSI_RESERVE_BEGIN	""
#define VSI_RESERVE_WORD	"	.inst	0x00000000\n"	/* udf #0 */
#define VSI_RESERVE_RETURN	"	ret\n"
#define VSI_RESERVE_END		""

/* What an indirect call may lead to: BTI C, a hint. */
#ifdef CONFIG_ARM64_BTI_KERNEL
#define VSI_LANDING_PAD		"	hint	#34\n"
#define VSI_LANDING_WORDS	1
#else
#define VSI_LANDING_PAD		""
#define VSI_LANDING_WORDS	0
#endif

#define VSI_FUNCTION_BIT	0ul

#define VSI_FINALIZE_FIRST	true
#define VSI_HAS_LITERALS	true

#define VSI_HINTS	A64_UDF_HINTS
#define VSI_UDF_MASK	A64_UDF_MASK
#define VSI_UDF_VALUE	A64_UDF_VALUE

static inline u32 vsi_udf_hint_bits(const struct vsi_insn *insn, unsigned int hint)
{
	return a64_udf_hint_bits(hint);
}

static inline unsigned int vsi_udf_hint(u32 word)
{
	return a64_udf_hint(word);
}

static inline u32 vsi_undefined_for(const struct vsi_insn *insn)
{
	return A64_UDF_VALUE;
}

static inline u32 vsi_branch_bits(unsigned long from, unsigned long to)
{
	return a64_branch_bits(from, to);
}

static inline u32 vsi_branch_condition(u32 original)
{
	return 0;
}

#define VSI_BRANCH_ALWAYS	0

static inline bool vsi_in_reach(unsigned long from, unsigned long to)
{
	return a64_in_reach(from, to);
}

static inline unsigned long vsi_branch_target(unsigned long from, u32 word)
{
	return a64_branch_target(from, word);
}

static inline bool vsi_acts_on_psr(const struct vsi_insn *insn)
{
	return a64_psr_is(insn);
}

/* Reading the exception level is undefined in EL0 (ARM DDI 0487, C5.2.1, CurrentEL). */
static inline bool vsi_is_deprivileged(void)
{
	return false;
}

/**
 * struct vsi_arch_cursor - what planning remembers from site to site of a section
 * @exclusive: exclusive sequences seen
 */
struct vsi_arch_cursor {
	struct a64_exclusive exclusive;
};

#endif
