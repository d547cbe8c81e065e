// SPDX-License-Identifier: GPL-2.0
/*
 * Storing into text that is read-only and may be executing: all CPUs stop, as
 * for the kernel's own patch_text() (arch/arm/kernel/patch.c) and
 * aarch64_insn_patch_text() (arch/arm64/kernel/patching.c), but once for all sites
 * of a module.
 */
#include <linux/atomic.h>
#include <linux/cpumask.h>
#include <linux/errno.h>
#include <linux/kprobes.h>
#include <linux/preempt.h>
#include <linux/rcupdate.h>
#include <linux/stop_machine.h>
#include <asm/barrier.h>
#include "served_isa.h"
#include "../vsi_core/arch.h"
#include "../vsi_core/ksyms.h"

/**
 * struct poke - what is done while all CPUs stand
 * @texts:   whose sites
 * @nr:      of @texts
 * @restore: the originals are put back
 * @run:     what one CPU does
 * @arrived: CPUs that stand, and one more when that is done
 */
struct poke {
	const struct vsi_text_sites *texts;
	unsigned int nr;
	bool restore;
	int (*run)(const struct poke *poke);
	atomic_t arrived;
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
		vsi_patch_text((void *)site->addr, wanted(site, restore));
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

static int poke_ready(const struct poke *poke)
{
	if (!all_sites(poke, is_ready))
		return -EBUSY;
	poke_sites(poke);
	return 0;
}

static int poke_back(const struct poke *poke)
{
	poke_sites(poke);
	return 0;
}

/*
 * On all CPUs, interrupts off: the last one that comes does it, and the others
 * wait, and then fetch anew what they may have fetched before.
 */
static int stopped(void *data)
{
	struct poke *poke = data;
	const int cpus = num_online_cpus();
	int ret = 0;

	if (atomic_inc_return(&poke->arrived) == cpus) {
		ret = poke->run(poke);
		atomic_inc(&poke->arrived);
		return ret;
	}
	while (atomic_read(&poke->arrived) <= cpus)
		cpu_relax();
	isb();
	return ret;
}

static int stop_all(struct poke *poke, int (*run)(const struct poke *poke))
{
	poke->run = run;
	atomic_set(&poke->arrived, 0);
	return stop_machine(stopped, poke, cpu_online_mask);
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
	struct poke poke = { .texts = texts, .nr = nr, .restore = restore };
	int ret;

	ret = stop_all(&poke, poke_ready);
	if (ret)
		return ret;
	wait_for_kprobes();
	if (all_sites(&poke, will_stay))
		return 0;
	/* One kprobe has the original, and another, newer one the substitute: then that stays. */
	if (!restore)
		return vsi_arch_poke_text(texts, nr, true) ? 0 : -EBUSY;
	poke.restore = false;
	stop_all(&poke, poke_back);
	return -EBUSY;
}

/**
 * vsi_arch_drain_traps() - wait for traps that were taken before
 *
 * On arm a trap is one stretch with interrupts off, so that whoever has stopped
 * the machine has waited.  On arm64 it has the interrupts of the code that it
 * interrupts, and a task may be preempted before it has found its site.
 *
 * Context: process; sleeps.
 */
void vsi_arch_drain_traps(void)
{
#if defined(CONFIG_ARM64) && defined(CONFIG_PREEMPTION)
	synchronize_rcu_tasks();
#endif
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
