// SPDX-License-Identifier: GPL-2.0
/*
 * A state block, of which no hypervisor knows by itself: one page, seen wherever the block
 * may be seen, by all CPUs.  vsi_test_state tells vsi of it, or:
 *
 *   offer=1  the reference monitor is told, and answers STATE so; loaded before vsi
 */
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include <hypercall/vsi_state.h>
#include "monitor_call.h"
#include "state.h"

#ifdef CONFIG_ARM64
#define WINDOW		(2 * VSI_STATE_A64_MASK)
#define MASKS		VSI_STATE_A64_DAIF
#define TPIDR		VSI_STATE_A64_TPIDR_EL1
#define WRITTEN		VSI_STATE_A64_FAR_EL1
#define UNMASKED	0
#else
#define WINDOW		VSI_STATE_A32_WINDOW
#define MASKS		VSI_STATE_A32_CPSR
#define TPIDR		VSI_STATE_A32_TPIDRPRW
#define WRITTEN		VSI_STATE_A32_DACR
#define UNMASKED	0x13	/* SVC */
#endif

static bool offer;
module_param(offer, bool, 0444);

static struct page *page;
static void *area;
static unsigned long block;

static void put32(u32 offset, u32 value)
{
	*(u32 *)(block + offset) = value;
}

/* An aligned window needs twice its size. */
static int map_block(void)
{
	const unsigned int nr = 2 * WINDOW / PAGE_SIZE;
	struct page **pages;
	unsigned int i;

	pages = kmalloc_array(nr, sizeof(*pages), GFP_KERNEL);
	if (!pages)
		return -ENOMEM;
	for (i = 0; i < nr; i++)
		pages[i] = page;
	area = vmap(pages, nr, VM_MAP, PAGE_KERNEL);
	kfree(pages);
	block = ALIGN((unsigned long)area, WINDOW);
	return area ? 0 : -ENOMEM;
}

static void fill_block(void)
{
	put32(VSI_STATE_MAGIC, VSI_STATE_MAGIC_VALUE);
	put32(VSI_STATE_LAYOUT, VSI_STATE_VERSION);
	put32(MASKS, UNMASKED);
	put32(TPIDR, TEST_TPIDR);
}

/* What the block has of the interrupt mask, and what the CPU has. */
u32 vsi_test_state_note(void)
{
	return (*(u8 *)(block + MASKS) & 0x80) | (irqs_disabled() ? 0x100 : 0);
}
EXPORT_SYMBOL_GPL(vsi_test_state_note);

static int written_get(char *buffer, const struct kernel_param *kp)
{
	return sysfs_emit(buffer, "%x\n", *(u32 *)(block + WRITTEN));
}

static const struct kernel_param_ops written_ops = {
	.get = written_get,
};

module_param_cb(written, &written_ops, NULL, 0444);

unsigned long vsi_test_state_block(void)
{
	return block;
}
EXPORT_SYMBOL_GPL(vsi_test_state_block);

static void free_block(void)
{
	vunmap(area);
	__free_page(page);
}

static int __init block_init(void)
{
	int ret;

	page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	if (!page)
		return -ENOMEM;
	ret = map_block();
	if (ret) {
		__free_page(page);
		return ret;
	}
	fill_block();
	if (!offer)
		return 0;
	if (!monitor_is_there()) {
		free_block();
		return -ENODEV;
	}
	monitor_call(MON_STATE, block, NULL);
	return 0;
}

static void __exit block_exit(void)
{
	if (offer)
		monitor_call(MON_STATE, 0, NULL);
	free_block();
}

module_init(block_init);
module_exit(block_exit);
MODULE_DESCRIPTION("vsi selftest: a state block");
MODULE_LICENSE("GPL");
