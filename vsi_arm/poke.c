// SPDX-License-Identifier: GPL-2.0
/*
 * Storing into text that is read-only and may be executing: all CPUs stop, as
 * for the kernel's own patch_text() (arch/arm/kernel/patch.c), but once for all
 * sites of a module.
 */
#include <linux/errno.h>
#include <linux/kprobes.h>
#include <linux/preempt.h>
#include <linux/stop_machine.h>
#include <asm/opcodes.h>
#include "served_isa.h"
#include "../vsi_core/arch.h"
#include "../vsi_core/ksyms.h"

struct poke {
	const struct vsi_text_sites *texts;
	unsigned int nr;
	bool restore;
};

/* A guarded site holds its original with vsi and without. */
static bool is_substituted(const struct vsi_site *site)
{
	return site->way->carrier != VSI_CARRIER_NONE;
}

/*
 * A kprobe that was being set while the site was substituted has the original,
 * and puts that back when it goes: then nothing is left to do.
 */
static bool is_ready(const struct vsi_site *site, bool restore)
{
	const u32 original = site->way->insn.word;
	u32 word;

	if (!is_substituted(site))
		return true;
	word = vsi_arch_read_text(site->addr);
	return word == original || (restore && word == site->word);
}

static void poke_site(const struct vsi_site *site, bool restore)
{
	if (is_substituted(site))
		vsi_ksyms.__patch_text_real((void *)site->addr,
					    restore ? site->way->insn.word : site->word, true);
}

/* On one CPU while the others wait with interrupts off. */
static int poke_stopped(void *data)
{
	const struct poke *poke = data;
	const struct vsi_text_sites *t;
	u32 i;

	for (t = poke->texts; t < poke->texts + poke->nr; t++)
		for (i = 0; i < t->nr; i++)
			if (!is_ready(&t->sites[i], poke->restore))
				return -EBUSY;
	for (t = poke->texts; t < poke->texts + poke->nr; t++)
		for (i = 0; i < t->nr; i++)
			poke_site(&t->sites[i], poke->restore);
	return 0;
}

/**
 * vsi_arch_poke_text() - substitute in a module that is running, or undo it
 * @texts:   whose sites
 * @nr:      how many texts
 * @restore: put the originals back
 *
 * All sites or none: a word that is not what it should be belongs to somebody
 * else, a kprobe say, who would put it back later.  On return no CPU is in a
 * trap that it took before.
 *
 * Context: process; sleeps.
 * Return: 0, or -EBUSY when a word is not what it should be.
 */
int vsi_arch_poke_text(const struct vsi_text_sites *texts, unsigned int nr, bool restore)
{
	struct poke poke = { texts, nr, restore };

	return stop_machine(poke_stopped, &poke, NULL);
}

/* T32: a kprobe may be known by the address of a function, bit 0 set. */
static const struct kprobe *find_kprobe(unsigned long addr)
{
	const struct kprobe *kp = vsi_ksyms.get_kprobe((void *)(addr | VSI_FUNCTION_BIT));

	return kp || !VSI_FUNCTION_BIT ? kp : vsi_ksyms.get_kprobe((void *)addr);
}

/**
 * vsi_arch_kprobe() - what stands at an address when no kprobe does
 * @addr: of an instruction, in a module's text
 * @word: set to the instruction that the kprobe has replaced, or will when it is
 *        enabled
 *
 * One whose module went remains in the kernel's table until its owner removes it,
 * and touches nothing any more.
 *
 * Context: any.
 * Return: false when there is no kprobe.
 */
bool vsi_arch_kprobe(unsigned long addr, u32 *word)
{
	const struct kprobe *kp;
	bool found;

	preempt_disable();
	kp = find_kprobe(addr);
	found = kp && !(kp->flags & KPROBE_FLAG_GONE);
	if (found)
		*word = kp->opcode;
	preempt_enable();
	return found;
}
