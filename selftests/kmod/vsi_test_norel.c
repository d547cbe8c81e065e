// SPDX-License-Identifier: GPL-2.0
/*
 * A module without a relocation, init function or data: nothing of it comes by
 * apply_relocate().
 */
#include <linux/module.h>
#include "isa.h"

/* Never executed.  An entry of the unwind table would be a relocation. */
asm(".pushsection .text\n"
	ISA_BEGIN
	".balign 4\n"
	".type	norel_code, %function\n"
	"norel_code:\n"
	READ_MIDR
	READ_TPIDR
	ISA_RETURN
	".size	norel_code, . - norel_code\n"
	".popsection\n");

MODULE_DESCRIPTION("vsi selftest: no relocations");
MODULE_LICENSE("GPL");
