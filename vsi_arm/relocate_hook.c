// SPDX-License-Identifier: GPL-2.0
/*
 * hook=relocate: a return probe on the function that relocates one section of
 * a module.  When the last section is done the module is as its file and the
 * kernel's addresses make it, and nothing of it is read-only yet.
 *
 * The handlers are atomic.  A module without relocations does not come by, nor
 * does one that finds all instances of the probe in use: its COMING
 * notification tells of it.
 */
#include <linux/errno.h>
#include <linux/kprobes.h>
#include <linux/module.h>
#include "loader_hook.h"
#include "regs.h"
#include "../vsi_core/ksyms.h"

#ifdef CONFIG_ARM64
#define RELOCATES	apply_relocate_add
#else
#define RELOCATES	apply_relocate
#endif

/* Set before the probe is armed. */
static const struct vsi_loader_hook *loader;

/**
 * struct relocation - one call of the function
 * @hdr:     copy of the whole file
 * @sechdrs: its section headers
 * @mod:     the module
 */
struct relocation {
	const Elf_Ehdr *hdr;
	const Elf_Shdr *sechdrs;
	struct module *mod;
};

/* As apply_relocations() in kernel/module/main.c sees it. */
static bool is_applied(const struct relocation *r, unsigned int shndx)
{
	const Elf_Shdr *shdr = &r->sechdrs[shndx];

	return (shdr->sh_type == SHT_REL || shdr->sh_type == SHT_RELA) &&
	       shdr->sh_info < r->hdr->e_shnum &&
	       r->sechdrs[shdr->sh_info].sh_flags & SHF_ALLOC;
}

static bool is_last(const struct relocation *r, unsigned int shndx)
{
	while (++shndx < r->hdr->e_shnum)
		if (is_applied(r, shndx))
			return false;
	return true;
}

/*
 * int apply_relocate(Elf32_Shdr *sechdrs, const char *strtab, unsigned int symindex,
 *                    unsigned int relindex, struct module *module)
 *
 * and apply_relocate_add(), which arm64 has, alike.  @strtab is in the copy of
 * the file (setup_load_info() in kernel/module/main.c), whatever section flags
 * say.
 */
static int relocate_enter(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	struct relocation *r = (struct relocation *)ri->data;
	const Elf_Shdr *sechdrs = (const Elf_Shdr *)vsi_argument(regs, 0);
	const unsigned int symindex = vsi_argument(regs, 2), relindex = vsi_argument(regs, 3);
	const Elf_Shdr *strings = &sechdrs[sechdrs[symindex].sh_link];

	r->hdr = (const void *)(vsi_argument(regs, 1) - strings->sh_offset);
	r->sechdrs = sechdrs;
	r->mod = (struct module *)vsi_argument(regs, 4);
	return !is_last(r, relindex);
}
NOKPROBE_SYMBOL(relocate_enter);

static int relocate_return(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	const struct relocation *r = (const struct relocation *)ri->data;
	int ret = regs_return_value(regs);

	if (ret < 0)
		return 0;
	ret = loader->relocated(r->hdr, r->sechdrs, r->mod);
	if (ret)
		vsi_return_value_set(regs, ret);
	return 0;
}
NOKPROBE_SYMBOL(relocate_return);

/* Preemptible kernels may have more than one for each CPU in there. */
#define MAX_AT_ONCE	32

static struct kretprobe relocate_probe = {
	.entry_handler = relocate_enter,
	.handler = relocate_return,
	.data_size = sizeof(struct relocation),
	.maxactive = MAX_AT_ONCE,
};

/**
 * vsi_relocate_arm() - modules come by their last relocation from now on
 * @hook: what to call; lives as long as vsi
 *
 * Context: process.
 * Return: 0; -ENOENT when the kernel has no such function; or the error of
 * register_kretprobe().
 */
int vsi_relocate_arm(const struct vsi_loader_hook *hook)
{
	if (!vsi_ksyms.RELOCATES)
		return -ENOENT;
	loader = hook;
	relocate_probe.kp.addr = vsi_insn_of(vsi_ksyms.RELOCATES);
	if (!vsi_can_probe(relocate_probe.kp.addr, __stringify(RELOCATES)))
		return -EOPNOTSUPP;
	return register_kretprobe(&relocate_probe);
}

/**
 * vsi_relocate_disarm() - no more modules come this way
 *
 * On return no CPU is in a handler.  A call that has not returned yet does so
 * without one.
 *
 * Context: process; sleeps.
 */
void vsi_relocate_disarm(void)
{
	unregister_kretprobe(&relocate_probe);
}
