// SPDX-License-Identifier: GPL-2.0
/*
 * What module_finalize() rewrites in a module's text: it is named by tables of
 * the module, .pv_table and .alt.smp.init (arch/arm/kernel/module.c).
 */
#include <linux/compiler.h>
#include <linux/string.h>
#include "../vsi_core/arch.h"
#include "../vsi_core/image.h"

#ifdef CONFIG_SMP_ON_UP
/*
 * Does the kernel run with its SMP code?  It does not export the answer, but
 * gives it to every module that it loads, and so to vsi.
 */
asm(".pushsection .rodata, \"a\"\n"
	".balign 4\n"
	"vsi_on_smp:	.long	1\n"
	".popsection\n"
	".pushsection .alt.smp.init, \"a\"\n"
	".balign 4\n"
	".long	vsi_on_smp - .\n"
	".long	0\n"
	".popsection\n");
extern const u32 vsi_on_smp;

static bool takes_up_code(void)
{
	return !READ_ONCE(vsi_on_smp);
}
#else
static bool takes_up_code(void)
{
	return false;
}
#endif

/* The first word of each entry is the distance to the instruction. */
static void each_entry(const Elf_Shdr *shdr, unsigned int words, vsi_rewritten_fn *fn, void *arg)
{
	const u32 *entry = (const u32 *)shdr->sh_addr;
	const u32 *end = entry + shdr->sh_size / sizeof(*entry);

	for (; end - entry >= words; entry += words)
		fn(arg, (unsigned long)entry + *entry);
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
	const Elf_Shdr *shdr = image->sechdrs;
	const char *name;
	unsigned int i;

	for (i = 1; i < image->hdr->e_shnum; i++) {
		if (shdr[i].sh_type == SHT_NOBITS)
			continue;
		name = vsi_image_name(image, i);
		if (!strcmp(name, ".pv_table"))
			each_entry(&shdr[i], 1, fn, arg);
		else if (!strcmp(name, ".alt.smp.init") && takes_up_code())
			each_entry(&shdr[i], 2, fn, arg);
	}
}

/**
 * vsi_arch_copied() - which instructions does module_finalize() copy elsewhere?
 * @image: the module, relocated
 * @fn:    called with the address of each
 * @arg:   its argument
 *
 * None: what it writes is data of the module's tables.
 *
 * Context: any.
 */
void vsi_arch_copied(const struct vsi_image *image, vsi_rewritten_fn *fn, void *arg)
{
}
