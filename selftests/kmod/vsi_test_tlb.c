// SPDX-License-Identifier: GPL-2.0
/*
 * Invalidates all of the TLB where the kernel would invalidate thousands of pages, one by
 * one, as arm64 does by itself (MAX_TLBI_OPS, arch/arm64/include/asm/tlbflush.h).
 *
 * Under QEMU each page makes all CPUs stand.  Whatever frees a module's memory flushes
 * from the area of modules to that of vmalloc(), 200,000 pages, which is a second on a
 * host with nothing else to do.  Loaded before vsi, for tests with many loads.
 */
#include <linux/kprobes.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <asm/barrier.h>

#define MAX_PAGES	64

static ulong flushes;
module_param(flushes, ulong, 0444);
MODULE_PARM_DESC(flushes, "ranges that were not invalidated page by page, at least");

/* TLBIALLIS, ARM DDI 0406C, B4.1.137; as data, for it is no site. */
static void invalidate_all(void)
{
	dsb(ishst);
	asm volatile(".long 0xee080f13" : : : "memory");
	dsb(ish);
	isb();
}

/* flush_tlb_kernel_range(start, end) is left with one page. */
static int flush_enter(struct kprobe *kp, struct pt_regs *regs)
{
	if (regs->ARM_r1 - regs->ARM_r0 <= MAX_PAGES * PAGE_SIZE)
		return 0;
	invalidate_all();
	regs->ARM_r1 = regs->ARM_r0 + PAGE_SIZE;
	WRITE_ONCE(flushes, flushes + 1);
	return 0;
}

static void flush_post(struct kprobe *kp, struct pt_regs *regs, unsigned long flags)
{
}

/* One with a post handler is not turned into a jump. */
static struct kprobe flush_probe = {
	.symbol_name = "flush_tlb_kernel_range",
	.pre_handler = flush_enter,
	.post_handler = flush_post,
};

static int __init tlb_init(void)
{
	return register_kprobe(&flush_probe);
}

static void __exit tlb_exit(void)
{
	unregister_kprobe(&flush_probe);
}

module_init(tlb_init);
module_exit(tlb_exit);
MODULE_DESCRIPTION("vsi selftest: flushes of kernel memory all at once");
MODULE_LICENSE("GPL");
