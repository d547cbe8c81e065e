// SPDX-License-Identifier: GPL-2.0
#include <linux/irqflags.h>
#include <linux/module.h>
#include <asm/cputype.h>

int vsi_test_more(void);

static int __init vsi_test_init(void)
{
	unsigned long flags;

	local_irq_save(flags);
	pr_info("midr %x\n", read_cpuid_id());
	local_irq_restore(flags);
	return vsi_test_more();
}

static void __exit vsi_test_exit(void)
{
	asm volatile(".inst 0xe320f002");
}

module_init(vsi_test_init);
module_exit(vsi_test_exit);
MODULE_DESCRIPTION("A module with sensitive instructions, for the tests of the tools");
MODULE_LICENSE("GPL");
