// SPDX-License-Identifier: GPL-2.0
/*
 * A module with an exception return, which nobody executes: a guest kernel in user mode
 * cannot do it, and nothing would tell.
 */
#include <linux/module.h>

asm(".pushsection .text\n"
	".balign 4\n"
	".type vsi_test_lost, %function\n"
	"vsi_test_lost:\n"
	"	rfeia	r1\n"
	"	mrs	r0, cpsr\n"
	".popsection\n");

static int __init lost_init(void)
{
	return 0;
}

static void __exit lost_exit(void)
{
}

module_init(lost_init);
module_exit(lost_exit);
MODULE_DESCRIPTION("vsi selftest: an instruction that user mode does not do");
MODULE_LICENSE("GPL");
