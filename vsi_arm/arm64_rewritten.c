// SPDX-License-Identifier: GPL-2.0
/*
 * What module_finalize() rewrites in a module's text: alternatives, of which
 * .altinstructions tells (arch/arm64/kernel/alternative.c).
 */
#include <linux/string.h>
#include <asm/cpufeature.h>
#include "../vsi_core/arch.h"
#include "../vsi_core/image.h"

/**
 * struct alternative - one entry, asm/alternative.h, where names have changed
 * @original:         distance from here to what may be replaced
 * @replacement:      distance from here to what replaces it
 * @capability:       of the CPUs, for which it is; bit 15: a function does it
 * @original_size:    in bytes
 * @replacement_size: in bytes
 */
struct alternative {
	s32 original;
	s32 replacement;
	u16 capability;
	u8 original_size;
	u8 replacement_size;
};

#define BY_FUNCTION	0x8000u

static bool is_applied(const struct alternative *entry)
{
	return cpus_have_cap(entry->capability & ~BY_FUNCTION);
}

static void each_word(unsigned long start, u8 size, vsi_rewritten_fn *fn, void *arg)
{
	unsigned int at;

	for (at = 0; at < size; at += sizeof(u32))
		fn(arg, start + at);
}

static void each_original(const struct alternative *entry, vsi_rewritten_fn *fn, void *arg)
{
	each_word((unsigned long)&entry->original + entry->original, entry->original_size, fn,
		  arg);
}

static void each_replacement(const struct alternative *entry, vsi_rewritten_fn *fn, void *arg)
{
	/* then it is the function */
	if (entry->capability & BY_FUNCTION)
		return;
	each_word((unsigned long)&entry->replacement + entry->replacement,
		  entry->replacement_size, fn, arg);
}

typedef void each_fn(const struct alternative *entry, vsi_rewritten_fn *fn, void *arg);

static void each_applied(const struct vsi_image *image, each_fn *each, vsi_rewritten_fn *fn,
			 void *arg)
{
	const int shndx = vsi_image_find(image, ".altinstructions");
	const struct alternative *entry, *end;

	if (shndx <= 0)
		return;
	entry = (const void *)image->sechdrs[shndx].sh_addr;
	end = entry + image->sechdrs[shndx].sh_size / sizeof(*entry);
	for (; entry < end; entry++)
		if (is_applied(entry))
			each(entry, fn, arg);
}

/**
 * vsi_arch_rewritten() - which instructions does module_finalize() rewrite?
 * @image: the module, relocated
 * @fn:    called with the address of each
 * @arg:   its argument
 *
 * Context: the loader's path; does not sleep.
 */
void vsi_arch_rewritten(const struct vsi_image *image, vsi_rewritten_fn *fn, void *arg)
{
	each_applied(image, each_original, fn, arg);
}

/**
 * vsi_arch_copied() - which instructions does module_finalize() copy elsewhere?
 * @image: the module, relocated
 * @fn:    called with the address of each
 * @arg:   its argument
 *
 * A trap is found by its address, and a branch to a veneer comes back to where it was
 * planned: neither may stand there.
 *
 * Context: the loader's path; does not sleep.
 */
void vsi_arch_copied(const struct vsi_image *image, vsi_rewritten_fn *fn, void *arg)
{
	each_applied(image, each_replacement, fn, arg);
}
