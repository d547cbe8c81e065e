// SPDX-License-Identifier: GPL-2.0
/*
 * Data cache maintenance by set and way, done by address.
 *
 * What a set and way hold in a virtual machine nobody knows: its CPU may have
 * moved, and the cache is the host's.  Hypervisors therefore flush all of the
 * guest's memory, ignore the operation, or make it undefined.  By address the
 * guest can do itself, on all CPUs' caches and to the point of coherency,
 * what the operation was for.
 *
 * Cleaned and invalidated is always both.  Invalidation of a clean line can be
 * seen by nobody.  And where only invalidation was asked for, cleaning is
 * allowed, because a line may be written back at any time before, of itself
 * (ARM DDI 0406C, B2.2.6): whoever would lose by the write has lost already.
 * HCR.SWIO makes hardware do the same in a guest.
 *
 * Covered is the memory that the kernel manages: where it is mapped, and on
 * 32-bit ARM highmem page by page.  What a driver has mapped cached from elsewhere is
 * not.
 *
 * Called in the trap: interrupts are off for as long as it takes, which
 * Documentation/limitations.rst says.
 */
#include <linux/highmem.h>
#include <linux/kprobes.h>
#include <linux/mm.h>
#include <linux/mmzone.h>
#include <linux/percpu.h>
#include <linux/timekeeping.h>
#include <linux/uaccess.h>
#include <asm/barrier.h>
#include <asm/cputype.h>
#ifdef CONFIG_ARM64
#include <asm/asm-extable.h>
#endif
#include "setway.h"
#include "setway_loop.h"

/* Of this CPU, touched with interrupts off. */
static DEFINE_PER_CPU(struct vsi_setway_loop, loops);

/* CTR.DminLine: the smallest line of all data caches, ARM DDI 0406C, B4.1.42. */
static unsigned long line_size(void)
{
	return sizeof(u32) << (read_cpuid_cachetype() >> 16 & 0xf);
}
NOKPROBE_SYMBOL(line_size);

/* Each line of a page by address, to the point of coherency. */
#ifdef CONFIG_ARM64
#define CLEAN_LINE	"dc	civac, %0"
#define IF_LOWER	"b.lo"
#define FIXUP		_ASM_EXTABLE_KACCESS_ERR(1b, 2b, wzr)
#else
#define CLEAN_LINE	"mcr	p15, 0, %0, c7, c14, 1"	/* DCCIMVAC */
#define IF_LOWER	"blo"
#define FIXUP		".pushsection __ex_table, \"a\"\n"	\
			"	.align	3\n"			\
			"	.long	1b, 2b\n"		\
			".popsection\n"
#endif

/*
 * A page that is not mapped, as of a guard, aborts at its first line and is
 * left: it can hold no line of this mapping.
 */
static void flush_page(unsigned long addr, unsigned long line)
{
	const unsigned long end = addr + PAGE_SIZE;

	asm volatile("1:	" CLEAN_LINE "\n"
		     "	add	%0, %0, %1\n"
		     "	cmp	%0, %2\n"
		     "	" IF_LOWER "	1b\n"
		     "2:\n"
		     FIXUP
		     : "+r" (addr)
		     : "r" (line), "r" (end)
		     : "cc", "memory");
}
NOKPROBE_SYMBOL(flush_page);

#ifdef CONFIG_ARM64
/* All memory is mapped, with holes where there is none. */
static void flush_lowmem(unsigned long line)
{
	unsigned long pfn;
	int node;

	for_each_online_node(node)
		for (pfn = node_start_pfn(node); pfn < node_end_pfn(node); pfn++)
			if (pfn_valid(pfn))
				flush_page((unsigned long)__va(PFN_PHYS(pfn)), line);
}
#else
static void flush_lowmem(unsigned long line)
{
	const unsigned long end = (unsigned long)high_memory;
	unsigned long addr;

	for (addr = PAGE_OFFSET; addr < end; addr += PAGE_SIZE)
		flush_page(addr, line);
}
#endif
NOKPROBE_SYMBOL(flush_lowmem);

#ifdef CONFIG_HIGHMEM
/* Pages of holes, and those that the kernel was told to keep off, are reserved. */
static bool is_highmem_page(unsigned long pfn)
{
	return pfn_valid(pfn) && !PageReserved(pfn_to_page(pfn));
}

static void flush_highmem(unsigned long line)
{
	const struct zone *zone = &NODE_DATA(0)->node_zones[ZONE_HIGHMEM];
	unsigned long pfn;
	void *addr;

	for (pfn = zone->zone_start_pfn; pfn < zone_end_pfn(zone); pfn++) {
		if (!is_highmem_page(pfn))
			continue;
		/* by number: by page it could wait for the lock of the permanent mappings */
		addr = kmap_atomic_pfn(pfn);
		flush_page((unsigned long)addr, line);
		kunmap_atomic(addr);
	}
}
NOKPROBE_SYMBOL(flush_highmem);
#else
static void flush_highmem(unsigned long line)
{
}
#endif

/* An abort in flush_page() is to go to its fixup, and nowhere that sleeps. */
static void flush_all(void)
{
	const unsigned long line = line_size();

	pagefault_disable();
	dsb(ish);
	flush_lowmem(line);
	flush_highmem(line);
	dsb(sy);
	pagefault_enable();
}
NOKPROBE_SYMBOL(flush_all);

/**
 * vsi_setway() - stand for a DCISW, DCCSW or DCCISW
 * @operand: its register
 *
 * The first one of a loop cleans and invalidates all memory, the others do
 * nothing: setway_loop.h.
 *
 * Context: the trap, interrupts off.
 */
void vsi_setway(u32 operand)
{
	struct vsi_setway_loop *loop = this_cpu_ptr(&loops);

	if (vsi_setway_begins(loop, operand, ktime_get_mono_fast_ns()))
		flush_all();
	loop->last = ktime_get_mono_fast_ns();
}
NOKPROBE_SYMBOL(vsi_setway);
