// SPDX-License-Identifier: GPL-2.0
/*
 * vsi_kunit.ko: KUnit runs the suites when it is loaded.
 */
#include <linux/module.h>
#include "../../vsi_arm/insn.h"

/* The decoder's index is written for the last time here. */
static int __init unit_init(void)
{
	vsi_decode_init();
	return 0;
}

static void __exit unit_exit(void)
{
}

module_init(unit_init);
module_exit(unit_exit);

MODULE_DESCRIPTION("vsi selftest: the unit tests");
MODULE_LICENSE("GPL");
