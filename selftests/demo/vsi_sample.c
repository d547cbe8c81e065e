// SPDX-License-Identifier: GPL-2.0
/*
 * A module as a driver's author might write it: it reads registers of the CPU
 * and masks interrupts, and knows nothing of vsi.
 */
#include <linux/irqflags.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include <asm/opcodes.h>

static int look(void)
{
	u32 midr, mpidr, dacr, word;
	unsigned long flags;
	bool masked;

	/* the word at label 1 is the instruction itself, as it stands now */
	asm volatile("1:	mrc	p15, 0, %0, c0, c0, 0\n"
		     "	ldr	%1, 1b\n"
		     : "=r" (midr), "=r" (word));
	asm volatile("mrc	p15, 0, %0, c0, c0, 5" : "=r" (mpidr));
	asm volatile("mrc	p15, 0, %0, c3, c0, 0" : "=r" (dacr));
	local_irq_save(flags);
	masked = irqs_disabled();
	local_irq_restore(flags);

	pr_info("sample: MIDR %08x, MPIDR %08x, DACR %08x, interrupts masked %d, then %d; \"mrc MIDR\" stands as %08x\n",
		midr, mpidr, dacr, masked, irqs_disabled(), __mem_to_opcode_arm(word));
	return 0;
}

static int __init sample_init(void)
{
	return look();
}

static void __exit sample_exit(void)
{
	look();
}

module_init(sample_init);
module_exit(sample_exit);
MODULE_DESCRIPTION("Sample: virtualization-sensitive instructions");
MODULE_LICENSE("GPL");
