/* SPDX-License-Identifier: GPL-2.0 */
#include <linux/linkage.h>

	.text
ENTRY(vsi_test_more)
	mrs	r0, cpsr
	cpsid	i
	msr	cpsr_c, r0
	wfe
	mov	r0, #0
	bx	lr
ENDPROC(vsi_test_more)
