// SPDX-License-Identifier: GPL-2.0
/*
 * Thunks: accesses to coprocessor and system registers, executed out of line.
 *
 * An access has the same word in A32 and T32 (ARM DDI 0406C, A8.8.107).  A thunk
 * is two words in a reserve of vsi.ko's own text, the access on the first
 * register (and the second one) and the return, behind a landing pad where the kernel wants one.
 * All sites of all modules that access the same
 * register in the same direction share one, so a handful serves a system.
 *
 * Called from the load path (get, read), when a module is freed (put) and in the
 * trap (call).
 */
#include <linux/errno.h>
#include <linux/irqflags.h>
#include <linux/linkage.h>
#include <linux/kprobes.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <asm/barrier.h>
#include "served_isa.h"
#include "text.h"
#include "thunk.h"
#include "../vsi_core/ksyms.h"

#define NR_THUNKS	512
#define THUNK_WORDS	(VSI_LANDING_WORDS + 2)

/* The reserve is read-only text: only vsi_patch_text() writes it. */
asm(".pushsection .text\n"
	".balign 8\n"
	VSI_RESERVE_BEGIN
	"vsi_thunks:\n"
	".rept " __stringify(NR_THUNKS) "\n"
	VSI_LANDING_PAD
	VSI_RESERVE_WORD
	VSI_RESERVE_RETURN
	".endr\n"
	VSI_RESERVE_END
	".popsection\n");
extern u32 vsi_thunks[NR_THUNKS][THUNK_WORDS];

/*
 * Protects thunk_users and which word a thunk without users holds.  A raw
 * lock: vsi_patch_text() takes one inside.
 */
static DEFINE_RAW_SPINLOCK(thunk_lock);
static unsigned int thunk_users[NR_THUNKS];

/* Where a thunk has its access. */
static u32 *access_of(unsigned int slot)
{
	return &vsi_thunks[slot][VSI_LANDING_WORDS];
}

static u32 thunk_word(unsigned int slot)
{
	return vsi_arch_read_text((unsigned long)access_of(slot));
}

static int find_slot(u32 word)
{
	int i, free = -ENOSPC;

	for (i = 0; i < NR_THUNKS; i++) {
		if (thunk_word(i) == word)
			return i;
		if (free < 0 && !thunk_users[i])
			free = i;
	}
	return free;
}

/**
 * vsi_thunk_get() - a thunk for an access
 * @word: from vsi_thunk_word()
 *
 * A thunk without users has no CPU in it: the text of every module that led
 * there is gone.  So it may be written without stopping the machine, and the
 * exception that leads to it synchronizes the other CPUs' instruction streams.
 *
 * Context: process; takes thunk_lock.
 * Return: the thunk, which vsi_thunk_put() gives back, or NULL when all are
 * in use for other accesses.
 */
u32 *vsi_thunk_get(u32 word)
{
	unsigned long flags;
	int slot;

	raw_spin_lock_irqsave(&thunk_lock, flags);
	slot = find_slot(word);
	if (slot >= 0) {
		if (thunk_word(slot) != word)
			vsi_patch_text(access_of(slot), word);
		thunk_users[slot]++;
	}
	raw_spin_unlock_irqrestore(&thunk_lock, flags);
	return slot < 0 ? NULL : vsi_thunks[slot];
}

/**
 * vsi_thunk_put() - give a thunk back
 * @thunk: from vsi_thunk_get(), or NULL
 *
 * Context: any but the trap; takes thunk_lock.
 */
void vsi_thunk_put(u32 *thunk)
{
	unsigned long flags;

	if (!thunk)
		return;
	raw_spin_lock_irqsave(&thunk_lock, flags);
	thunk_users[(thunk - vsi_thunks[0]) / THUNK_WORDS]--;
	raw_spin_unlock_irqrestore(&thunk_lock, flags);
}

/**
 * vsi_thunk_at() - does an address lie in a thunk?
 * @pc: any address
 *
 * Context: any.
 * Return: true when it does.
 */
bool vsi_thunk_at(unsigned long pc)
{
	return pc - (unsigned long)vsi_thunks < sizeof(vsi_thunks);
}
NOKPROBE_SYMBOL(vsi_thunk_at);

/**
 * vsi_thunk_read() - read a register on this CPU, outside of the trap
 * @thunk: from vsi_thunk_get()
 * @value: set to what was read
 *
 * The thunk may just have been written: the barrier makes this CPU fetch it.
 *
 * Context: any but the trap.
 * Return: false when the CPU has no such register.
 */
bool vsi_thunk_read(u32 *thunk, unsigned long *value)
{
	unsigned long flags, r1 = 0;
	bool there;

	*value = 0;
	local_irq_save(flags);
	isb();
	there = vsi_thunk_call(thunk, value, &r1);
	local_irq_restore(flags);
	return there;
}
