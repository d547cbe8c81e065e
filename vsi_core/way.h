/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Ways: how the instructions of one module are treated.
 *
 * All sites of a module that hold the same word are treated alike, so what is
 * known of the word is decoded, decided and prepared once.
 */
#ifndef VSI_CORE_WAY_H
#define VSI_CORE_WAY_H

#include "policy.h"
#include "../vsi_arm/site.h"

enum vsi_kept {
#define KEPT(id, name, text)	VSI_KEPT_##id,
#include "kept.tbl"
#undef KEPT
	VSI_NR_KEPT
};

/**
 * struct vsi_way - one word, and what becomes of it
 * @next:    of the module's, in the order in which they were met
 * @chain:   of the same bucket; only while the module is planned
 * @insn:    the instruction; of class VSI_CLASS_NONE when it is innocuous
 * @action:  what it shall mean, after all fallbacks
 * @carrier: how control leaves the site; VSI_CARRIER_NONE for keep and guard
 * @delicate: the place of a site matters, or a site matters for its place
 * @nr_words: of the veneer of each site
 * @excepts: its sites take an exception, or may
 * @any_mode: and it is served in whatever mode the guest's kernel is
 * @stores:  its sites access memory of their own, as an exception does
 * @aborts:  the instruction accesses memory, and may abort
 * @switches_mode: the code behind it may run where no exception is served
 * @minds_condition: what stands at a site cannot stand everywhere in code that is
 *           executed conditionally
 * @conditional: how its sites there are treated, once there is one
 * @unasked: the hypervisor may promise something about it, and has not been asked
 * @is_site: its sites are remembered: they are substituted, or guarded
 * @kind:    words 2 and 3 of a table's entry for it, the section's number left
 *           out; zero until such an entry has been verified
 * @count:   instructions of the module that hold the word
 * @kept:    of these, left alone because of where they stand
 * @why:     they were, or all are: a bit for each enum vsi_kept
 * @dispute: what the second decoder understands differently, so that all are left
 *           alone; or NULL
 * @arch:    what the architecture prepared
 *
 * Written while the module is planned, then read by traps on any CPU until the
 * RCU grace period after the module's text is gone.
 */
struct vsi_way {
	struct vsi_way *next;
	struct vsi_way *chain;
	struct vsi_insn insn;
	u8 action;
	u8 carrier;
	bool delicate;
	u8 nr_words;
	bool excepts;
	bool any_mode;
	bool stores;
	bool aborts;
	bool switches_mode;
	bool minds_condition;
	bool unasked;
	bool is_site;
	u32 kind[2];
	u32 count;
	u32 kept;
	u16 why;
	const char *dispute;
	struct vsi_way *conditional;
	struct vsi_arch_way arch;
};

/* One of its instructions is left alone because of where it stands. */
static inline void vsi_way_keep(struct vsi_way *way, enum vsi_kept why)
{
	way->kept++;
	way->why |= BIT(why);
}

/**
 * struct vsi_site - one instruction that is substituted or guarded
 * @addr: where it stands; 0 when the word had changed before it was stored
 * @word: what stands there with vsi
 * @way:  how it is treated; the original word is way->insn.word
 *
 * Lives as its way does.
 */
struct vsi_site {
	unsigned long addr;
	u32 word;
	const struct vsi_way *way;
};

/**
 * struct vsi_want - what is asked for, for one word
 * @action:     by the policy
 * @carrier:    by the parameter, or VSI_CARRIER_AUTO
 * @adapt:      what the guest is known to lack is substituted rather than guarded
 * @may_sleep:  the caller is not atomic
 * @no_literal: there is no room in reach of a load
 * @no_branch:  there is no room for veneers in reach
 * @deprivileged: the guest's kernel may not even read what every guest can
 * @asked:      what the hypervisor has not said by now it will not say
 * @conditional: where the way for all others does not fit for its condition
 */
struct vsi_want {
	enum vsi_action action;
	enum vsi_carrier carrier;
	bool adapt;
	bool may_sleep;
	bool no_literal;
	bool no_branch;
	bool deprivileged;
	bool asked;
	bool conditional;
};

#endif
