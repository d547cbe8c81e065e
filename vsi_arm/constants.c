// SPDX-License-Identifier: GPL-2.0
/*
 * Registers that all CPUs read alike and that never change: what "const"
 * freezes.
 *
 * emulate.tbl says of which registers this may be asked.  Whether it is so
 * here is a matter of fact: the register is read on every CPU there is, once,
 * and again on each CPU that comes online later.
 *
 * Called while a module is planned, and when a CPU comes online.
 */
#include <linux/cpu.h>
#include <linux/cpumask.h>
#include <linux/mutex.h>
#include <linux/printk.h>
#include <linux/rculist.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <asm/hwcap.h>
#include "carry.h"
#include "constants.h"
#include "effect.h"
#include "insn_rows.h"
#include "served_isa.h"
#include "thunk.h"
#include "../vsi_core/backend.h"

/**
 * struct constant - what is known of one register
 * @list:  in constants
 * @word:  of its thunk
 * @name:  of its row
 * @value: what the first CPU has read
 * @same:  every CPU has read it; becomes false when one that comes online has not
 */
struct constant {
	struct list_head list;
	u32 word;
	const char *name;
	unsigned long value;
	bool same;
};

/*
 * Grows only, so that readers need no more than RCU's list functions.  Entries
 * are added under constants_lock, which is taken with the CPUs held online; so
 * the callback of a CPU that comes online has the list for itself.
 */
static LIST_HEAD(constants);
static DEFINE_MUTEX(constants_lock);

static struct constant *find(u32 word)
{
	struct constant *c;

	list_for_each_entry_rcu(c, &constants, list, lockdep_is_held(&constants_lock))
		if (c->word == word)
			return c;
	return NULL;
}

static bool cached(u32 word, bool *same, u64 *value)
{
	const struct constant *c;

	rcu_read_lock();
	c = find(word);
	if (c) {
		*same = READ_ONCE(c->same);
		*value = c->value;
	}
	rcu_read_unlock();
	return c;
}

/**
 * struct reading - of one register on one CPU
 * @thunk: the access
 * @value: what was read
 * @there: the CPU has the register
 */
struct reading {
	u32 *thunk;
	unsigned long value;
	bool there;
};

static void read_here(void *info)
{
	struct reading *r = info;

	r->there = vsi_thunk_read(r->thunk, &r->value);
}

/* The CPUs are held online. */
static bool all_agree(u32 *thunk, unsigned long *value)
{
	struct reading r = { .thunk = thunk };
	bool first = true;
	unsigned int cpu;

	for_each_online_cpu(cpu) {
		if (smp_call_function_single(cpu, read_here, &r, 1) || !r.there)
			return false;
		if (!first && r.value != *value)
			return false;
		*value = r.value;
		first = false;
	}
	return true;
}

/* Of what the hypervisor makes up it does so on all CPUs; whether alike is read, too. */
static bool may_be_constant(const struct vsi_insn *insn)
{
	return vsi_effect_constable(insn) ||
	       (!insn->write && vsi_effect_answered(insn, vsi_hypervisor_profile()));
}

static const char *name_of(const struct vsi_insn *insn)
{
	const struct vsi_rows *rows = vsi_rows(insn->isa);

	return insn->form == VSI_FORM_OTHER ? rows->insns[insn->base].text :
					      rows->regs[insn->row].text;
}

static struct constant *make(const struct vsi_insn *insn, u32 word)
{
	struct constant *c = kzalloc(sizeof(*c), GFP_KERNEL);
	u32 *thunk = c ? vsi_thunk_get(word) : NULL;

	if (!thunk) {
		kfree(c);
		return NULL;
	}
	c->word = word;
	c->name = name_of(insn);
	c->same = all_agree(thunk, &c->value);
	vsi_thunk_put(thunk);
	return c;
}

/* A CPU that is not online now could differ: nothing is said before it has been asked. */
static void look(const struct vsi_insn *insn, u32 word)
{
	struct constant *c;

	cpus_read_lock();
	mutex_lock(&constants_lock);
	if (!find(word) && cpumask_equal(cpu_online_mask, cpu_present_mask)) {
		c = make(insn, word);
		if (c)
			list_add_tail_rcu(&c->list, &constants);
	}
	mutex_unlock(&constants_lock);
	cpus_read_unlock();
}

/*
 * The thunks' hook serves cp14 and cp15.  FPSID and MVFRn are there where the
 * kernel has found VFP, and can be read while VFP is disabled, B1.11.
 */
static bool is_readable(const struct vsi_insn *insn)
{
#ifdef CONFIG_ARM
	if (insn->form == VSI_FORM_OTHER)
		return elf_hwcap & HWCAP_VFP;
#endif
	return true;
}

/**
 * vsi_constant() - the value of a register, if it is the same everywhere and for good
 * @insn:      reads it
 * @may_sleep: false: answer from what is known already
 * @value:     set when the answer is true
 *
 * Context: with @may_sleep process, with neither CPU hotplug nor
 * constants_lock held; otherwise any but the trap.
 * Return: true when every present CPU is online and all have read @value;
 * false too when there is no memory or no thunk to find out.
 */
bool vsi_constant(const struct vsi_insn *insn, bool may_sleep, u64 *value)
{
	bool same = false;
	u32 word;

	if (!may_be_constant(insn) || !is_readable(insn))
		return false;
	word = vsi_thunk_word(insn);
	if (cached(word, &same, value))
		return same;
	if (!may_sleep)
		return false;
	look(insn, word);
	return cached(word, &same, value) && same;
}

static bool read_of_midr(const struct vsi_insn *insn, struct vsi_insn *midr)
{
	u32 word;

	return vsi_encode_midr(insn, &word) && vsi_decode(insn->isa, word, midr);
}

/**
 * vsi_constant_is_midr() - does MIDR have the value, too?
 * @insn:      of which vsi_constant() was true
 * @may_sleep: false: answer from what is known already
 * @value:     that
 *
 * Context: as vsi_constant().
 * Return: true when a read of MIDR can stand for @insn on every CPU.
 */
bool vsi_constant_is_midr(const struct vsi_insn *insn, bool may_sleep, u64 value)
{
	struct vsi_insn midr;
	u64 other;

	return read_of_midr(insn, &midr) && vsi_constant(&midr, may_sleep, &other) &&
	       other == value;
}

static bool is_known(const struct vsi_insn *insn)
{
	bool same;
	u64 value;

	return !may_be_constant(insn) || !is_readable(insn) ||
	       cached(vsi_thunk_word(insn), &same, &value);
}

/**
 * vsi_constant_is_known() - need neither of the two sleep for its best answer?
 * @insn: reads a register
 *
 * Context: any but the trap.
 * Return: false when only a caller that may sleep can find out.
 */
bool vsi_constant_is_known(const struct vsi_insn *insn)
{
	struct vsi_insn midr;

	return is_known(insn) && (!read_of_midr(insn, &midr) || is_known(&midr));
}

static void check(struct constant *c, unsigned int cpu)
{
	u32 *thunk = vsi_thunk_get(c->word);
	unsigned long value;
	bool same = thunk && vsi_thunk_read(thunk, &value) && value == c->value;

	vsi_thunk_put(thunk);
	if (same)
		return;
	WRITE_ONCE(c->same, false);
	pr_warn("CPU %u does not confirm 0x%08lx of %s, which is no constant any more\n",
		cpu, c->value, c->name);
}

/**
 * vsi_constants_check() - read again what was taken for constant
 * @cpu: this one, which comes online
 *
 * Modules that hold a value that is no constant any more keep it until they
 * are loaded again: a module that was told one value by one instruction and
 * another one by the next would be no better off.
 *
 * Context: the callback of a CPU that comes online: process, CPU hotplug held
 * for writing.
 */
void vsi_constants_check(unsigned int cpu)
{
	struct constant *c;

	list_for_each_entry(c, &constants, list)
		if (c->same)
			check(c, cpu);
}

/**
 * vsi_constants_exit() - forget everything
 *
 * Nothing is planned any more, and no CPU is checked.
 *
 * Context: process; sleeps.
 */
void vsi_constants_exit(void)
{
	struct constant *c, *next;

	synchronize_rcu();
	list_for_each_entry_safe(c, next, &constants, list)
		kfree(c);
	INIT_LIST_HEAD(&constants);
}
