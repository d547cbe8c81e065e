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

static u32 wanted(const struct vsi_site *site, bool restore)
{
	return restore ? site->way->insn.word : site->word;
}

/*
 * A kprobe writes back what it has found, now or once it is enabled.  One that has
 * the original is no obstacle to restoring: then nothing is left to do.
 */
static bool is_ready(const struct vsi_site *site, bool restore)
{
	const u32 original = site->way->insn.word;
	u32 word;

	if (!is_substituted(site))
		return true;
	if (vsi_arch_kprobe(site->addr, &word))
		return restore && word == original;
	word = vsi_arch_read_text(site->addr);
	return word == original || (restore && word == site->word);
}

/* A breakpoint is left to its kprobe. */
static void poke_site(const struct vsi_site *site, bool restore)
{
	if (is_substituted(site) && vsi_arch_read_text(site->addr) == wanted(site, !restore))
		vsi_ksyms.__patch_text_real((void *)site->addr, wanted(site, restore), true);
}

typedef bool site_fn(const struct vsi_site *site, bool restore);

static bool all_sites(const struct poke *poke, site_fn *fn)
{
	const struct vsi_text_sites *t;
	u32 i;

	for (t = poke->texts; t < poke->texts + poke->nr; t++)
		for (i = 0; i < t->nr; i++)
			if (!fn(&t->sites[i], poke->restore))
				return false;
	return true;
}

static void poke_sites(const struct poke *poke)
{
	const struct vsi_text_sites *t;
	u32 i;

	for (t = poke->texts; t < poke->texts + poke->nr; t++)
		for (i = 0; i < t->nr; i++)
			poke_site(&t->sites[i], poke->restore);
}

/* On one CPU while the others wait with interrupts off. */
static int poke_stopped(void *data)
{
	const struct poke *poke = data;

	if (!all_sites(poke, is_ready))
		return -EBUSY;
	poke_sites(poke);
	return 0;
}

static int undo_stopped(void *data)
{
	poke_sites(data);
	return 0;
}

/*
 * register_kprobe() reads the instruction, and makes the kprobe known later, in one
 * go under kprobe_mutex (kernel/kprobes.c).  That function is the cheapest that takes
 * it: there is no kprobe at NULL, and it changes nothing.
 */
static void wait_for_kprobes(void)
{
	static struct kprobe nobody;

	disable_kprobe(&nobody);
}

static bool will_stay(const struct vsi_site *site, bool restore)
{
	u32 word;

	return !is_substituted(site) || !vsi_arch_kprobe(site->addr, &word) ||
	       word == wanted(site, restore);
}

/**
 * vsi_arch_poke_text() - substitute in a module that is running, or undo it
 * @texts:   whose sites
 * @nr:      how many texts
 * @restore: put the originals back
 *
 * All sites or none: a word that is not what it should be belongs to somebody
 * else, a kprobe say, who would put it back later.  A kprobe that was being set
 * meanwhile is seen afterwards; then all is undone.  On return no CPU is in a trap
 * that it took before.
 *
 * Context: process; sleeps.
 * Return: 0, or -EBUSY when a word is not what it should be, or would not remain
 * so.
 */
int vsi_arch_poke_text(const struct vsi_text_sites *texts, unsigned int nr, bool restore)
{
	struct poke poke = { texts, nr, restore };
	int ret;

	ret = stop_machine(poke_stopped, &poke, NULL);
	if (ret)
		return ret;
	wait_for_kprobes();
	if (all_sites(&poke, will_stay))
		return 0;
	/* One kprobe has the original, and another, newer one the substitute: then that stays. */
	if (!restore)
		return vsi_arch_poke_text(texts, nr, true) ? 0 : -EBUSY;
	poke.restore = false;
	stop_machine(undo_stopped, &poke, NULL);
	return -EBUSY;
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
