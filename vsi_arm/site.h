/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The architecture's part of a site.
 */
#ifndef VSI_ARM_SITE_H
#define VSI_ARM_SITE_H

#include "a32_encode.h"
#include "exclusive.h"

/* How many sites a trap tells apart without a search. */
#define VSI_ARM_HINTS	A32_UDF_HINTS

/* What the trap handler does for a site. */
enum vsi_arm_op {
	VSI_ARM_PSR,		/* on the interrupted PSR */
	VSI_ARM_DACR,		/* on the DACR that the exception entry saved */
	VSI_ARM_READ,		/* thunk, then rt, and rt2 of a 64-bit access */
	VSI_ARM_WRITE,		/* rt and rt2, then thunk */
};

/**
 * struct vsi_arch_site - how the original instruction of a site is executed
 * @op:    enum vsi_arm_op
 * @row:   enum a32_row for VSI_ARM_PSR
 * @rt:    general-purpose register operand
 * @rt2:   the second one of a 64-bit access, else the PC's number
 * @write: for VSI_ARM_DACR
 * @thunk: two instructions, the access on r0 and r1 and the return; NULL for
 *         ops without
 */
struct vsi_arch_site {
	u8 op;
	u8 row;
	u8 rt : 4;
	u8 rt2 : 4;
	bool write;
	u32 *thunk;
};

/**
 * struct vsi_arch_cursor - what planning remembers from site to site of a section
 * @exclusive: exclusive sequences seen
 */
struct vsi_arch_cursor {
	struct a32_exclusive exclusive;
};

#endif
