// SPDX-License-Identifier: GPL-2.0
/*
 * Room for the veneers of modules that bring none of their own: a reserve in
 * vsi.ko's text, which lies in the module area and so within a branch of every
 * module there.
 *
 * The reserve is read-only and executable like all text.  It is written
 * through a mapping that lives as long as the writing does, or, where that
 * cannot be made, word by word as the kernel patches its own text.
 */
#include <linux/bitmap.h>
#include <linux/highmem.h>
#include <linux/linkage.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/vmalloc.h>
#include <asm/cacheflush.h>
#include "served_isa.h"
#include "../vsi_core/arch.h"
#include "../vsi_core/ksyms.h"

#define ROOM_WORDS	16384

asm(".pushsection .text\n"
	".balign 4\n"
	VSI_RESERVE_BEGIN
	"vsi_room:\n"
	".rept " __stringify(ROOM_WORDS) "\n"
	VSI_RESERVE_WORD
	".endr\n"
	VSI_RESERVE_END
	".popsection\n");
extern u32 vsi_room[ROOM_WORDS];

/* Protects which words are taken; what they hold belongs to who took them. */
static DEFINE_RAW_SPINLOCK(room_lock);
static DECLARE_BITMAP(taken, ROOM_WORDS);

/**
 * vsi_arch_room_get() - take words for veneers
 * @words: how many
 *
 * Context: any but the trap; takes room_lock.
 * Return: their address, which vsi_arch_room_put() gives back, or NULL.
 */
void *vsi_arch_room_get(unsigned int words)
{
	unsigned long flags, at;

	raw_spin_lock_irqsave(&room_lock, flags);
	at = bitmap_find_next_zero_area(taken, ROOM_WORDS, 0, words, 0);
	if (at < ROOM_WORDS)
		bitmap_set(taken, at, words);
	raw_spin_unlock_irqrestore(&room_lock, flags);
	return at < ROOM_WORDS ? &vsi_room[at] : NULL;
}

/**
 * vsi_arch_room_put() - give words back
 * @room:  from vsi_arch_room_get(), or NULL; no CPU executes it any more
 * @words: how many
 *
 * Context: any but the trap; takes room_lock.
 */
void vsi_arch_room_put(void *room, unsigned int words)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&room_lock, flags);
	bitmap_clear(taken, (u32 *)room - vsi_room, words);
	raw_spin_unlock_irqrestore(&room_lock, flags);
}

/**
 * vsi_arch_room_taken() - how much is in use
 * @total: set to how many words there are
 *
 * Context: any but the trap; takes room_lock.
 * Return: words that are taken.
 */
unsigned int vsi_arch_room_taken(unsigned int *total)
{
	unsigned long flags;
	unsigned int nr;

	raw_spin_lock_irqsave(&room_lock, flags);
	nr = bitmap_weight(taken, ROOM_WORDS);
	raw_spin_unlock_irqrestore(&room_lock, flags);
	*total = ROOM_WORDS;
	return nr;
}

static u32 *map_pages(void *room, unsigned int words)
{
	const unsigned long first = (unsigned long)room & PAGE_MASK;
	const unsigned int nr = (PAGE_ALIGN((unsigned long)room + words * 4) - first) >> PAGE_SHIFT;
	struct page **pages = kmalloc_array(nr, sizeof(*pages), GFP_KERNEL);
	unsigned int i;
	void *map;

	if (!pages)
		return NULL;
	for (i = 0; i < nr; i++)
		pages[i] = vmalloc_to_page((void *)(first + i * PAGE_SIZE));
	map = vmap(pages, nr, VM_MAP, PAGE_KERNEL);
	kfree(pages);
	return map ? map + offset_in_page(room) : NULL;
}

/**
 * vsi_arch_room_map() - somewhere to write veneers
 * @room:      from vsi_arch_room_get()
 * @words:     how many
 * @may_sleep: the caller is not atomic
 *
 * Context: any that @may_sleep allows.
 * Return: where to write, until vsi_arch_room_unmap(); NULL without memory.
 */
u32 *vsi_arch_room_map(void *room, unsigned int words, bool may_sleep)
{
	if (may_sleep)
		return map_pages(room, words);
	return kmalloc_array(words, sizeof(u32), GFP_ATOMIC | __GFP_NOWARN);
}

static void unmap_pages(u32 *room, u32 *map, unsigned int words)
{
	const size_t size = words * sizeof(*map);

	flush_kernel_vmap_range(map, size);
	vunmap((void *)((unsigned long)map & PAGE_MASK));
	flush_icache_range((unsigned long)room, (unsigned long)room + size);
}

static void copy_words(u32 *room, u32 *map, unsigned int words)
{
	unsigned int i;

	for (i = 0; i < words; i++)
		vsi_patch_text(&room[i], vsi_arch_read_text((unsigned long)&map[i]));
	kfree(map);
}

/**
 * vsi_arch_room_unmap() - what was written may be executed
 * @room:  from vsi_arch_room_get()
 * @map:   from vsi_arch_room_map()
 * @words: how many
 *
 * Context: as vsi_arch_room_map().
 */
void vsi_arch_room_unmap(void *room, u32 *map, unsigned int words)
{
	if (is_vmalloc_addr(map))
		unmap_pages(room, map, words);
	else
		copy_words(room, map, words);
}
