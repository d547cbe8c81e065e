/* SPDX-License-Identifier: GPL-2.0 */
/*
 * served_isa.h for 32-bit ARM: A32, or T32 where the kernel is built so.
 */
#ifndef VSI_ARM_SERVED_ARM_H
#define VSI_ARM_SERVED_ARM_H

#include <linux/kconfig.h>
#include <linux/types.h>
#include "a32_carry.h"
#include "a32_encode.h"
#include "exclusive.h"
#include "t32_encode.h"
#include "t32_walk.h"

#define VSI_IS_T32	IS_ENABLED(CONFIG_THUMB2_KERNEL)
#define VSI_SERVED_ISA	(VSI_IS_T32 ? VSI_ISA_T32 : VSI_ISA_A32)

/* Permanently undefined words.  Nobody unwinds a stack from there: an entry says so. */
#if VSI_IS_T32
#define VSI_RESERVE_BEGIN	"	.thumb\n	.fnstart\n"
#define VSI_RESERVE_WORD	"	.inst.w	0xf7f0a000\n"	/* udf.w #0 */
#else
#define VSI_RESERVE_BEGIN	"	.arm\n	.fnstart\n"
#define VSI_RESERVE_WORD	"	.inst	0xe7f000f0\n"	/* udf #0 */
#endif
#define VSI_RESERVE_RETURN	"	bx	lr\n	.balign 4\n"
#define VSI_RESERVE_END		"	.cantunwind\n	.fnend\n"

#define VSI_LANDING_PAD		""
#define VSI_LANDING_WORDS	0

#define VSI_FUNCTION_BIT	(VSI_IS_T32 ? 1ul : 0ul)

#define VSI_FINALIZE_FIRST	false
#define VSI_HAS_LITERALS	false

#define VSI_HINTS	A32_UDF_HINTS
#define VSI_UDF_MASK	(VSI_IS_T32 ? T32_UDF_MASK : A32_UDF_MASK)
#define VSI_UDF_VALUE	(VSI_IS_T32 ? T32_UDF_VALUE : A32_UDF_VALUE)

/* One of 16 bits has no room for a hint. */
static inline u32 vsi_udf_hint_bits(const struct vsi_insn *insn, unsigned int hint)
{
	if (!VSI_IS_T32)
		return a32_udf_hint_bits(hint);
	return insn->width == sizeof(u32) ? t32_udf_hint_bits(hint) : 0;
}

static inline unsigned int vsi_udf_hint(u32 word)
{
	return VSI_IS_T32 ? t32_udf_hint(word) : a32_udf_hint(word);
}

static inline u32 vsi_undefined_for(const struct vsi_insn *insn)
{
	if (insn->isa == VSI_ISA_A32)
		return a32_encode_udf(insn->word, 0);
	return insn->width == sizeof(u16) ? T16_UDF : T32_UDF_VALUE;
}

static inline u32 vsi_branch_bits(unsigned long from, unsigned long to)
{
	return VSI_IS_T32 ? t32_branch_bits(from, to) : a32_branch_bits(from, to);
}

static inline u32 vsi_branch_condition(u32 original)
{
	return VSI_IS_T32 ? 0 : a32_kept_cond(original);
}

/* Always taken. */
#define VSI_BRANCH_ALWAYS	(VSI_IS_T32 ? 0 : A32_COND_AL << A32_COND_SHIFT)

static inline bool vsi_in_reach(unsigned long from, unsigned long to)
{
	u32 word;

	return VSI_IS_T32 ? t32_in_reach(from, to) : a32_encode_branch(0, from, to, &word);
}

static inline unsigned long vsi_branch_target(unsigned long from, u32 word)
{
	return VSI_IS_T32 ? t32_branch_target(from, word) : a32_branch_target(from, word);
}

static inline bool vsi_acts_on_psr(const struct vsi_insn *insn)
{
	return insn->form == VSI_FORM_PSR;
}

bool vsi_is_deprivileged(void);

/**
 * struct vsi_arch_cursor - what planning remembers from site to site of a section
 * @exclusive: exclusive sequences seen, of A32
 * @walk:      what was seen of T32
 * @map:       mapping symbols passed
 */
struct vsi_arch_cursor {
	struct a32_exclusive exclusive;
	struct t32_walk walk;
	u32 map;
};

#endif
