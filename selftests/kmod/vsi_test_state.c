// SPDX-License-Identifier: GPL-2.0
/*
 * A backend with a state block, of which no hypervisor knows: one page, seen wherever the
 * block may be seen.  For guests with one CPU.
 *
 *   framed=1  says that exceptions bring the block into their frame, which is not true
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
#include <vsi_core/backend.h>
#include <vsi_core/compat.h>
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

static bool framed;
module_param(framed, bool, 0444);

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

static bool test_detect(void)
{
	return true;
}

static int test_call(struct vsi_call *call)
{
	return -EOPNOTSUPP;
}

static void test_state(struct vsi_block *answer)
{
	answer->address = block;
	answer->framed = framed;
}

static const struct vsi_backend backend = {
	.name = "state",
	.detect = test_detect,
	.call = test_call,
	.state = test_state,
};

static void free_block(void)
{
	vunmap(area);
	__free_page(page);
}

static int __init state_init(void)
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
	ret = vsi_backend_register(&backend);
	if (ret)
		free_block();
	return ret;
}

static void __exit state_exit(void)
{
	vsi_backend_unregister(&backend);
	free_block();
}

module_init(state_init);
module_exit(state_exit);
MODULE_DESCRIPTION("vsi selftest: a backend with a state block");
MODULE_LICENSE("GPL");
MODULE_IMPORT_NS(VSI_NS);
