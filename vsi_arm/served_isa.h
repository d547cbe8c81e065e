/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The instruction set that is served: the one that the kernel is built as.
 * Modules of one kernel have no other, and its own means to write code and to
 * report undefined instructions are for it.
 */
#ifndef VSI_ARM_SERVED_ISA_H
#define VSI_ARM_SERVED_ISA_H

#include <linux/kconfig.h>
#include <linux/types.h>
#include "a32_encode.h"
#include "a32_carry.h"
#include "t32_encode.h"

#define VSI_IS_T32	IS_ENABLED(CONFIG_THUMB2_KERNEL)
#define VSI_SERVED_ISA	(VSI_IS_T32 ? VSI_ISA_T32 : VSI_ISA_A32)

/* Text of vsi's that is written later: permanently undefined words. */
#if VSI_IS_T32
#define VSI_RESERVE_ISA		".thumb\n"
#define VSI_RESERVE_WORD	"	.inst.w	0xf7f0a000\n"	/* udf.w #0 */
#else
#define VSI_RESERVE_ISA		".arm\n"
#define VSI_RESERVE_WORD	"	.inst	0xe7f000f0\n"	/* udf #0 */
#endif

/* Of a pointer to a function, and of none to an instruction. */
#define VSI_FUNCTION_BIT	(VSI_IS_T32 ? 1ul : 0ul)

/* What a trap is told apart from the kernel's by. */
#define VSI_UDF_MASK	(VSI_IS_T32 ? T32_UDF_MASK : A32_UDF_MASK)
#define VSI_UDF_VALUE	(VSI_IS_T32 ? T32_UDF_VALUE : A32_UDF_VALUE)

static inline u32 vsi_udf_hint_bits(unsigned int hint)
{
	return VSI_IS_T32 ? t32_udf_hint_bits(hint) : a32_udf_hint_bits(hint);
}

static inline unsigned int vsi_udf_hint(u32 word)
{
	return VSI_IS_T32 ? t32_udf_hint(word) : a32_udf_hint(word);
}

static inline u32 vsi_branch_bits(u32 from, u32 to)
{
	return VSI_IS_T32 ? t32_branch_bits(from, to) : a32_branch_bits(from, to);
}

#endif
