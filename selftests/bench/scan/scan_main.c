// SPDX-License-Identifier: GPL-2.0
/*
 * What it costs to scan code, in executed instructions a word: the text of a
 * stock module, which scan_text.S brings along.
 *
 * For guests under "-icount shift=2", as vsi_bench.c.
 */
#include <linux/math64.h>
#include <linux/module.h>
#include "../../../vsi_arm/insn.h"

#define REPETITIONS		5
#define INSTRUCTIONS_PER_TICK	4

extern const u8 scan_text[];
extern const u8 scan_text_end[];

#ifdef CONFIG_ARM64
#define TEXT_ISA	VSI_ISA_A64

static u64 ticks(void)
{
	u64 now;

	asm volatile("isb\n	mrs	%0, cntvct_el0\n	isb" : "=r" (now) : : "memory");
	return now;
}
#else
#define TEXT_ISA	VSI_ISA_A32

static u64 ticks(void)
{
	u64 now;

	asm volatile("isb\n	mrrc	p15, 1, %Q0, %R0, c14\n	isb" : "=r" (now) : : "memory");
	return now;
}
#endif

static u32 scan(void)
{
	const u32 size = scan_text_end - scan_text;
	struct vsi_insn insn;
	u32 offset, found = 0;

	for (offset = vsi_scan_next(TEXT_ISA, scan_text, size, 0); offset < size;
	     offset = vsi_scan_next(TEXT_ISA, scan_text, size, offset + 4))
		found += vsi_decode(TEXT_ISA, vsi_insn_read(TEXT_ISA, scan_text + offset, 4),
				    &insn);
	return found;
}

static int __init scan_init(void)
{
	u64 best = U64_MAX;
	const u32 words = (scan_text_end - scan_text) / 4;
	unsigned long flags;
	u32 found = 0;
	u64 start;
	int i;

	vsi_decode_init();
	for (i = 0; i < REPETITIONS; i++) {
		local_irq_save(flags);
		start = ticks();
		found = scan();
		best = min(best, ticks() - start);
		local_irq_restore(flags);
	}
	pr_info("bench: words %u\n", words);
	pr_info("bench: found %u\n", found);
	pr_info("bench: scan %llu\n", div_u64(best * INSTRUCTIONS_PER_TICK * 1000, words));
	return 0;
}

static void __exit scan_exit(void)
{
}

module_init(scan_init);
module_exit(scan_exit);
MODULE_DESCRIPTION("vsi benchmark: cost of scanning code");
MODULE_LICENSE("GPL");
