// SPDX-License-Identifier: GPL-2.0
/*
 * vsi_capstone.ko: Capstone's decoder as the second decoder of vsi.ko.
 *
 * It does nothing by itself.  Capstone is not part of vsi: its sources are
 * Debian's, see selftests/setup/capstone.sh.
 */
#include <linux/module.h>
#include <linux/spinlock.h>
#include "read.h"

/* Protects what read.c works on.  Raw: planning may be atomic on PREEMPT_RT, too. */
static DEFINE_RAW_SPINLOCK(lock);

/* Under the lock. */
static struct vsi_second_reading reading;

/**
 * vsi_capstone_ask() - have Capstone read one instruction, and judge what it says
 * @insn:  as the decoder understands it
 * @judge: called with what Capstone says; holding the lock
 *
 * Context: any; takes the lock, with interrupts off for a microsecond or two.
 * Return: what @judge returns.
 */
const char *vsi_capstone_ask(const struct vsi_insn *insn,
			     const char *(*judge)(const struct vsi_insn *insn,
						  const struct vsi_second_reading *reading))
{
	unsigned long flags;
	const char *what;

	raw_spin_lock_irqsave(&lock, flags);
	vsi_capstone_read(insn->isa, insn->word, &reading);
	what = judge(insn, &reading);
	raw_spin_unlock_irqrestore(&lock, flags);
	return what;
}
