// SPDX-License-Identifier: GPL-2.0
/*
 * A module without a relocation, init function or data: nothing of it comes by
 * apply_relocate().
 */
#include <linux/module.h>

/* never executed */
asm(".pushsection .text\n"
	".arm\n"
	".balign 4\n"
	".type	norel_code, %function\n"
	"norel_code:	mrc	p15, 0, r0, c0, c0, 0\n"
	"	mrc	p15, 0, r1, c0, c0, 5\n"
	"	bx	lr\n"
	".size	norel_code, . - norel_code\n"
	".popsection\n");

MODULE_DESCRIPTION("vsi selftest: no relocations");
MODULE_LICENSE("GPL");
