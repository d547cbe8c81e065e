// SPDX-License-Identifier: GPL-2.0
/*
 * Cleaning by address what is asked for by set and way, in the context of a
 * trap.  Contains the source of vsi.ko, which exports nothing.
 *
 * first:    ns that the first operation of a loop took
 * next:     ns that the quickest of those after it took
 * highmem:  pages that lowmem does not hold
 */
#include "../../vsi_arm/setway.c"
#include <linux/module.h>
#include <linux/vmalloc.h>

static ulong first;
module_param(first, ulong, 0444);
static ulong next = ULONG_MAX;
module_param(next, ulong, 0444);
static ulong highmem;
module_param(highmem, ulong, 0444);

static ulong timed(u32 operand)
{
	const u64 start = ktime_get_mono_fast_ns();

	vsi_setway(operand);
	return ktime_get_mono_fast_ns() - start;
}

#ifdef CONFIG_HIGHMEM
static unsigned long count_highmem(void)
{
	const struct zone *zone = &NODE_DATA(0)->node_zones[ZONE_HIGHMEM];
	unsigned long pfn, count = 0;

	for (pfn = zone->zone_start_pfn; pfn < zone_end_pfn(zone); pfn++)
		count += is_highmem_page(pfn);
	return count;
}
#else
static unsigned long count_highmem(void)
{
	return 0;
}
#endif

/* The page behind a vmalloc() area is not mapped. */
static int flush_unmapped(void)
{
	char *area = vmalloc(PAGE_SIZE);

	if (!area)
		return -ENOMEM;
	pagefault_disable();
	flush_page((unsigned long)area, line_size());
	flush_page((unsigned long)area + PAGE_SIZE, line_size());
	pagefault_enable();
	vfree(area);
	return 0;
}

static int __init setway_init(void)
{
	const u32 set = 64, nr_sets = 64;
	unsigned long flags;
	unsigned int i;

	highmem = count_highmem();
	local_irq_save(flags);
	first = timed(0);
	for (i = 1; i < nr_sets; i++)
		next = min(next, timed(i * set));
	local_irq_restore(flags);
	return flush_unmapped();
}

static void __exit setway_exit(void)
{
}

module_init(setway_init);
module_exit(setway_exit);
MODULE_DESCRIPTION("vsi test: cleaning by set and way");
MODULE_LICENSE("GPL");
