// SPDX-License-Identifier: GPL-2.0
/*
 * A driver as it might have been written for one board: it knows that the CPU
 * has a trace unit, and that ETMIDR is read by coprocessor 14 (ARM IHI 0014,
 * 7.3).  A virtual machine has none.
 */
#include <linux/module.h>

static noinline u32 trace_read_id(void)
{
	u32 id;

	asm volatile("mrc	p14, 1, %0, c0, c9, 7" : "=r" (id));
	return id;
}

static int __init trace_init(void)
{
	u32 id = trace_read_id();

	pr_info("trace: ETMIDR %08x, %s\n", id, id ? "a trace unit" : "nothing to do");
	return 0;
}

static void __exit trace_exit(void)
{
}

module_init(trace_init);
module_exit(trace_exit);
MODULE_DESCRIPTION("Sample: a register that a virtual machine does not have");
MODULE_LICENSE("GPL");
